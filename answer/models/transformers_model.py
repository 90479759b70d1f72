"""A model on this machine: a transformers causal LM, alone or with an adapter."""

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from answer.models.json_schema import SchemaConstraint
from answer.models.model_files import check_folder
from answer.models.protocol import ON_CPU, ON_GPU, Completion, GenerationConfig, Watch
from answer.models.stopping import has_ended
from answer.prompts import Template, prompt_ids
from builder.errors import UserError
from retrieval.model_hub import keep_quiet

_BATCH = 8


def load_model(folder: Path, precision: str = "auto") -> tuple[Any, Any]:
    """Model and tokenizer of a folder, ready to write: nf4 on a GPU, bf16 on a CPU.

    ``precision`` is `auto`, `nf4`, `bf16` or `fp32`; `fp16` and `nf4-fp16` are for cards without
    bf16. Runs no code from the folder.
    """
    check_folder(folder)
    keep_quiet()
    import torch
    from safetensors import SafetensorError
    from transformers import AutoModelForCausalLM, AutoTokenizer, BitsAndBytesConfig

    on_gpu = torch.cuda.is_available()
    precision = {"auto": "nf4" if on_gpu else "bf16"}.get(precision, precision)
    half = torch.float16 if precision.endswith("fp16") else torch.bfloat16
    dtype = torch.float32 if precision == "fp32" else half
    # Where several processes train side by side, each has a card of its own.
    card = {"": int(os.environ["LOCAL_RANK"])} if "LOCAL_RANK" in os.environ else "auto"
    quantised = BitsAndBytesConfig(  # type: ignore[no-untyped-call]
        load_in_4bit=True,
        bnb_4bit_quant_type="nf4",
        bnb_4bit_use_double_quant=True,
        bnb_4bit_compute_dtype=half,
    )
    try:
        tokenizer = AutoTokenizer.from_pretrained(
            str(folder), trust_remote_code=False, local_files_only=True
        )
        model = AutoModelForCausalLM.from_pretrained(
            str(folder),
            trust_remote_code=False,
            local_files_only=True,
            use_safetensors=True,
            dtype=dtype,
            device_map=card if on_gpu else "cpu",
            quantization_config=quantised if precision.startswith("nf4") else None,
        )
    except (OSError, ValueError, KeyError, ImportError, RuntimeError, SafetensorError) as error:
        reason = str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
        raise UserError(
            f"The model in {folder} cannot be loaded: {reason}",
            "It must be a causal language model that transformers knows.",
        ) from error
    model.train(False)
    return model, tokenizer


def multiplies_in_16_bits() -> bool:
    """Whether this processor has 16-bit arithmetic; without it bf16 goes number by number."""
    import torch

    native = getattr(torch.ops.mkldnn, "_is_mkldnn_bf16_supported", None)
    return bool(native and native())


class TransformersModel:
    """A causal language model in this process."""

    def __init__(self, name: str, model: Any, tokenizer: Any, template: Template) -> None:
        self.name = name
        self.template = template
        self.model = model
        self.tokenizer = tokenizer
        if tokenizer.pad_token_id is None:
            tokenizer.pad_token = tokenizer.eos_token
        self._held = SchemaConstraint(model, tokenizer)
        self.forget()

    @property
    def window(self) -> int:
        return int(getattr(self.model.config, "max_position_embeddings", 2048))

    @property
    def context_tokens(self) -> int:
        return ON_CPU if self.model.device.type == "cpu" else ON_GPU

    def tokens(self, prompt: str) -> list[int]:
        """A prompt's token ids, as the model gets them."""
        return prompt_ids(self.tokenizer, prompt)

    def forget(self) -> None:
        """Keep nothing of the prompts before."""
        from answer.models.kv_cache import PromptCache

        self._memory = PromptCache(self.model)

    def count(self, prompt: str) -> int:
        return len(self.tokens(prompt))

    def write(self, prompt: str, how: GenerationConfig, watch: Watch) -> Completion:
        import torch

        ids = self.tokens(prompt)
        given = torch.tensor([ids], device=self.model.device)
        watcher = _Watcher(self.tokenizer, len(ids), how.stops, watch)
        ended = "stop"
        try:
            cache = self._memory.recall(ids, len(ids) + how.tokens)
            out = self._generate(given, torch.ones_like(given), how, watcher, cache)
            new = out[0, len(ids) :].tolist()
            if len(new) >= how.tokens and not watcher.ended and new[-1] not in self._ends():
                ended = "length"
        except KeyboardInterrupt:
            ended, new = "interrupted", watcher.new
        else:
            self._memory.keep(out[0].tolist())
        return Completion(self._text(new), len(ids), len(new), ended)

    def write_all(self, prompts: Sequence[str], how: GenerationConfig) -> list[Completion]:
        """Prompts of like length side by side, what they begin with read once."""
        import torch

        from answer.models.kv_cache import read_once, shared

        written: dict[int, Completion] = {}
        ids = [self.tokens(prompt) for prompt in prompts]
        order = sorted(range(len(ids)), key=lambda place: len(ids[place]))
        for first in range(0, len(order), _BATCH):
            rows = order[first : first + _BATCH]
            width = max(len(ids[row]) for row in rows)
            # What all begin with stands first and is read once; padding comes behind it.
            alike = shared([ids[row] for row in rows]) if len(rows) > 1 else 0
            cache = read_once(self.model, ids[rows[0]][:alike], len(rows), width + how.tokens)
            pad, given, mask = self.tokenizer.pad_token_id, [], []
            for row in rows:
                missing = width - len(ids[row])
                given.append(ids[row][:alike] + missing * [pad] + ids[row][alike:])
                mask.append(alike * [1] + missing * [0] + (width - missing - alike) * [1])
            watcher = _Watcher(self.tokenizer, width, how.stops, lambda text: None)
            device = self.model.device
            out = self._generate(
                torch.tensor(given, device=device),
                torch.tensor(mask, device=device),
                how,
                watcher,
                cache,
            )
            for row, made in zip(rows, out[:, width:].tolist(), strict=True):
                ends = [made.index(end) for end in self._ends() if end in made]
                new = made[: min(ends)] if ends else made
                text = self._text(new)
                whole = bool(ends) or has_ended(text, how.stops) or len(new) < how.tokens
                written[row] = Completion(
                    text, len(ids[row]), len(new), "stop" if whole else "length"
                )
        return [written[row] for row in range(len(prompts))]

    def log_probabilities(self, prompts: Sequence[str], answer: str) -> list[float]:
        """Natural logarithm of how likely the model is to write ``answer`` after each prompt."""
        import torch

        from answer.models.kv_cache import widened

        wanted = torch.tensor(self._said(answer), device=self.model.device)
        # Over a whole prompt the scores of all words are more than a model's own activations.
        kept = {"logits_to_keep": len(wanted) + 1} if self.model._supports_logits_to_keep() else {}
        found = []
        for prompt in prompts:
            before = torch.tensor(self.tokens(prompt), device=self.model.device)
            with torch.inference_mode(), widened(self.model):
                logits = self.model(torch.cat([before, wanted])[None], **kept).logits[0]
            likely = torch.log_softmax(logits[-len(wanted) - 1 : -1].float(), -1)
            found.append(float(likely.gather(1, wanted[:, None]).sum()))
        return found

    def answer_tokens(self, answer: str) -> int:
        return len(self._said(answer))

    def _said(self, answer: str) -> list[int]:
        """An answer's token ids, as they are written behind a prompt."""
        said = self.tokenizer(self.template.completion(answer), add_special_tokens=False)
        return list(said["input_ids"])

    def _generate(
        self, given: Any, mask: Any, how: GenerationConfig, watcher: "_Watcher", cache: Any
    ) -> Any:
        import torch

        from answer.models.kv_cache import piece, widened

        torch.manual_seed(how.seed)
        sampling = (
            {"do_sample": True, "temperature": how.temperature}
            if how.temperature
            else {"do_sample": False}
        )
        with torch.inference_mode(), widened(self.model):
            return self.model.generate(
                given,
                attention_mask=mask,
                max_new_tokens=how.tokens,
                # What is held to a schema ends of itself; it may well say a sentence twice.
                stopping_criteria=None if how.schema else [watcher],
                logits_processor=[self._held.to(how.schema)] if how.schema else None,
                max_time=how.seconds or None,
                past_key_values=cache,
                prefill_chunk_size=piece(given.shape[1] - cache.get_seq_length()),
                pad_token_id=self.tokenizer.pad_token_id,
                **sampling,
            )

    def _ends(self) -> set[int]:
        ends = self.model.generation_config.eos_token_id
        ends = ends if isinstance(ends, list) else [ends]
        return {end for end in (*ends, self.tokenizer.eos_token_id) if end is not None}

    def _text(self, new: list[int]) -> str:
        return str(self.tokenizer.decode(new, skip_special_tokens=True))


class _Watcher:
    """Shows what is written as it is written, and ends it where the answer ends."""

    def __init__(self, tokenizer: Any, start: int, stops: Sequence[str], watch: Watch) -> None:
        self._tokenizer, self._start, self._stops, self._watch = tokenizer, start, stops, watch
        self._texts: list[_Growing] = []
        self.new: list[int] = []
        self.ended = False

    def __call__(self, input_ids: Any, scores: Any, **_: Any) -> Any:
        import torch

        rows = input_ids[:, self._start :].tolist()
        if not self._texts:
            self._texts = [_Growing(self._tokenizer) for _ in rows]
        texts = [text.of(row) for text, row in zip(self._texts, rows, strict=True)]
        done = [has_ended(text, self._stops) for text in texts]
        self.new, self.ended = rows[0], done[0]
        self._watch(texts[0])
        return torch.tensor(done, device=input_ids.device)


class _Growing:
    """The text of tokens that become more: only the last ones are decoded anew.

    The last two steps are decoded together, since a token alone may be half a letter or lack the
    space before it.
    """

    def __init__(self, tokenizer: Any) -> None:
        self._tokenizer = tokenizer
        self._settled = ""
        self._first = self._next = 0

    def of(self, tokens: Sequence[int]) -> str:
        known = self._decoded(tokens[self._first : self._next])
        tail = self._decoded(tokens[self._first :])[len(known) :]
        if tail and not tail.endswith("\ufffd"):
            self._settled += tail
            self._first, self._next = self._next, len(tokens)
            return self._settled
        return self._settled + tail

    def _decoded(self, tokens: Sequence[int]) -> str:
        return str(self._tokenizer.decode(tokens, skip_special_tokens=True))
