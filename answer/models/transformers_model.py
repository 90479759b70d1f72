"""A causal language model of transformers in this process, alone or with an adapter."""

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from answer.models.json_schema import SchemaConstraint
from answer.models.model_files import check_folder
from answer.models.protocol import ON_CPU, ON_GPU, Completion, GenerationConfig, Watch
from answer.models.stopping import has_ended
from answer.models.thinking import spoken_part, spoken_so_far
from answer.prompts import Template, prompt_ids
from builder.errors import UserError
from retrieval.model_hub import keep_quiet

#: Prompts that are continued at the same time.
_BATCH = 8


def load_model(folder: Path, precision: str = "auto") -> tuple[Any, Any]:
    """Load the model and tokenizer of a folder; no code from the folder is run.

    Args:
        folder: A folder of transformers with its weights in safetensors.
        precision: `nf4`, `bf16` or `fp32`; `fp16` and `nf4-fp16` are for cards without bf16.
            `auto` is nf4 on a GPU and bf16 on a CPU.

    Raises:
        UserError: If the folder is refused or its model cannot be loaded.
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
    # Each of several training processes has a card of its own.
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


class TransformersModel:
    """A causal language model in this process, as a `LanguageModel`."""

    def __init__(self, name: str, model: Any, tokenizer: Any, template: Template) -> None:
        """Wrap a loaded model; ``name`` is its name on the command line."""
        self.name = name
        self.template = template
        self.model = model
        self.tokenizer = tokenizer
        if tokenizer.pad_token_id is None:
            tokenizer.pad_token = tokenizer.eos_token
        self._schemas = SchemaConstraint(model, tokenizer)
        self.forget()

    @property
    def window(self) -> int:
        """Most tokens of prompt and answer together."""
        return int(getattr(self.model.config, "max_position_embeddings", 2048))

    @property
    def context_tokens(self) -> int:
        """Tokens that passages may take of a prompt where nothing else is set."""
        return ON_CPU if self.model.device.type == "cpu" else ON_GPU

    def tokens(self, prompt: str) -> list[int]:
        """Return a prompt's token ids, as the model reads them."""
        return prompt_ids(self.tokenizer, prompt)

    def forget(self) -> None:
        """Drop the cache of the prompts before."""
        from answer.models.kv_cache import PromptCache

        self._prompt_cache = PromptCache(self.model)

    def count(self, prompt: str) -> int:
        """Count the tokens of a prompt as the model reads it."""
        return len(self.tokens(prompt))

    def write(self, prompt: str, how: GenerationConfig, watch: Watch) -> Completion:
        """Continue a prompt; Ctrl-C ends the answer and keeps what was written."""
        import torch

        ids = self.tokens(prompt)
        given = torch.tensor([ids], device=self.model.device)
        criterion = _AnswerEnds(self.tokenizer, len(ids), how.stops, watch)
        ended = "stop"
        try:
            cache = self._prompt_cache.recall(ids, len(ids) + how.tokens)
            out = self._generate(given, torch.ones_like(given), how, criterion, cache)
            new = out[0, len(ids) :].tolist()
            if len(new) >= how.tokens and not criterion.ended and new[-1] not in self._end_ids():
                ended = "length"
        except KeyboardInterrupt:
            ended, new = "interrupted", criterion.new
        else:
            self._prompt_cache.keep(out[0].tolist())
        return Completion(spoken_part(self._decode(new)).answer, len(ids), len(new), ended)

    def write_all(self, prompts: Sequence[str], how: GenerationConfig) -> list[Completion]:
        """Continue several prompts, those of like length in one batch, in their order."""
        ids = [self.tokens(prompt) for prompt in prompts]
        order = sorted(range(len(ids)), key=lambda place: len(ids[place]))
        written: dict[int, Completion] = {}
        for first in range(0, len(order), _BATCH):
            rows = order[first : first + _BATCH]
            completions = self._write_batch([ids[row] for row in rows], how)
            written.update(zip(rows, completions, strict=True))
        return [written[row] for row in range(len(prompts))]

    def _write_batch(self, batch: Sequence[list[int]], how: GenerationConfig) -> list[Completion]:
        """Continue prompts, given as token ids, at the same time; their prefix is read once."""
        import torch

        from answer.models.kv_cache import prefill, shared_prefix_length

        width = max(len(ids) for ids in batch)
        # The shared prefix stands first, so that it is read once; padding stands behind it.
        alike = shared_prefix_length(batch) if len(batch) > 1 else 0
        cache = prefill(self.model, batch[0][:alike], len(batch), width + how.tokens)
        pad, given, mask = self.tokenizer.pad_token_id, [], []
        for ids in batch:
            missing = width - len(ids)
            given.append(ids[:alike] + missing * [pad] + ids[alike:])
            mask.append(alike * [1] + missing * [0] + (width - missing - alike) * [1])
        criterion = _AnswerEnds(self.tokenizer, width, how.stops, lambda text: None)
        device = self.model.device
        out = self._generate(
            torch.tensor(given, device=device),
            torch.tensor(mask, device=device),
            how,
            criterion,
            cache,
        )
        made = out[:, width:].tolist()
        return [self._completion(ids, new, how) for ids, new in zip(batch, made, strict=True)]

    def _completion(self, ids: list[int], made: list[int], how: GenerationConfig) -> Completion:
        """Describe one row of a batch, which may run on behind the end of its answer."""
        ends = [made.index(end) for end in self._end_ids() if end in made]
        new = made[: min(ends)] if ends else made
        text = spoken_part(self._decode(new)).answer
        complete = bool(ends) or has_ended(text, how.stops) or len(new) < how.tokens
        return Completion(text, len(ids), len(new), "stop" if complete else "length")

    def log_probabilities(self, prompts: Sequence[str], answer: str) -> list[float]:
        """Return the natural logarithm of the probability of ``answer`` after each prompt."""
        import torch

        from answer.models.bf16_on_cpu import linear_layers_in_fp32

        wanted = torch.tensor(self._answer_ids(answer), device=self.model.device)
        # Logits of every position of a prompt would take more memory than the activations do.
        kept = {"logits_to_keep": len(wanted) + 1} if self.model._supports_logits_to_keep() else {}
        found = []
        for prompt in prompts:
            before = torch.tensor(self.tokens(prompt), device=self.model.device)
            with torch.inference_mode(), linear_layers_in_fp32(self.model):
                logits = self.model(torch.cat([before, wanted])[None], **kept).logits[0]
            likely = torch.log_softmax(logits[-len(wanted) - 1 : -1].float(), -1)
            found.append(float(likely.gather(1, wanted[:, None]).sum()))
        return found

    def answer_tokens(self, answer: str) -> int:
        """Count the tokens of an answer as it is written behind a prompt."""
        return len(self._answer_ids(answer))

    def _answer_ids(self, answer: str) -> list[int]:
        encoded = self.tokenizer(self.template.completion(answer), add_special_tokens=False)
        return list(encoded["input_ids"])

    def _generate(
        self, given: Any, mask: Any, how: GenerationConfig, criterion: "_AnswerEnds", cache: Any
    ) -> Any:
        """Return the token ids of prompts and answers, of the shape (rows, tokens)."""
        import torch

        from answer.models.bf16_on_cpu import linear_layers_in_fp32
        from answer.models.kv_cache import chunk_size

        torch.manual_seed(how.seed)
        sampling = (
            {"do_sample": True, "temperature": how.temperature}
            if how.temperature
            else {"do_sample": False}
        )
        with torch.inference_mode(), linear_layers_in_fp32(self.model):
            return self.model.generate(
                given,
                attention_mask=mask,
                max_new_tokens=how.tokens,
                # JSON held to a schema ends by itself, and may rightly repeat a sentence.
                stopping_criteria=None if how.schema else [criterion],
                logits_processor=[self._schemas.processor(how.schema)] if how.schema else None,
                max_time=how.seconds or None,
                past_key_values=cache,
                prefill_chunk_size=chunk_size(given.shape[1] - cache.get_seq_length()),
                pad_token_id=self.tokenizer.pad_token_id,
                **sampling,
            )

    def _end_ids(self) -> set[int]:
        ends = self.model.generation_config.eos_token_id
        ends = ends if isinstance(ends, list) else [ends]
        return {end for end in (*ends, self.tokenizer.eos_token_id) if end is not None}

    def _decode(self, new: list[int]) -> str:
        return str(self.tokenizer.decode(new, skip_special_tokens=True))


class _AnswerEnds:
    """A stopping criterion of transformers that also reports the text as it is written."""

    def __init__(self, tokenizer: Any, start: int, stops: Sequence[str], watch: Watch) -> None:
        self._tokenizer, self._start, self._stops, self._watch = tokenizer, start, stops, watch
        self._decoders: list[_IncrementalDecoder] = []
        self.new: list[int] = []
        """Tokens of the first row's answer so far."""
        self.ended = False

    def __call__(self, input_ids: Any, scores: Any, **_: Any) -> Any:
        """Return for each row whether its answer has ended."""
        import torch

        rows = input_ids[:, self._start :].tolist()
        if not self._decoders:
            self._decoders = [_IncrementalDecoder(self._tokenizer) for _ in rows]
        texts = [decoder.text(row) for decoder, row in zip(self._decoders, rows, strict=True)]
        said = [spoken_so_far(text) for text in texts]
        done = [has_ended(text, self._stops) for text in said]
        self.new, self.ended = rows[0], done[0]
        self._watch(said[0])
        return torch.tensor(done, device=input_ids.device)


class _IncrementalDecoder:
    """Decodes a growing list of tokens without decoding its beginning anew.

    The tokens of the last two steps are decoded together, since a token alone may be half a letter
    or lack the space before it.
    """

    def __init__(self, tokenizer: Any) -> None:
        self._tokenizer = tokenizer
        self._settled = ""
        self._first = self._next = 0

    def text(self, tokens: Sequence[int]) -> str:
        """Decode ``tokens``, which begin with those of the call before."""
        known = self._decode(tokens[self._first : self._next])
        tail = self._decode(tokens[self._first :])[len(known) :]
        if tail and not tail.endswith("\ufffd"):
            self._settled += tail
            self._first, self._next = self._next, len(tokens)
            return self._settled
        return self._settled + tail

    def _decode(self, tokens: Sequence[int]) -> str:
        return str(self._tokenizer.decode(tokens, skip_special_tokens=True))
