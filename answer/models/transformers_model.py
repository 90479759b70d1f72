"""A causal language model of transformers in this process, alone or with an adapter."""

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from answer.models.folders.tokenizer_trial import try_tokenizer
from answer.models.json_schema import SchemaConstraint
from answer.models.model_files import check_folder
from answer.models.protocol import ON_CPU, ON_GPU, Completion, GenerationConfig, Watch
from answer.models.stopping import AnswerEnds, has_ended
from answer.models.thinking import spoken_part
from answer.prompts import Template, prompt_ids
from builder.errors import UserError
from retrieval.model_hub import keep_quiet, loading, tensor_shapes

#: Prompts that are continued at the same time.
_BATCH = 8
_HINT = "It must be a causal language model that transformers knows."


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
    tokenizer = load_tokenizer(folder)
    import torch
    from transformers import AutoModelForCausalLM, BitsAndBytesConfig

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
    with loading(f"The model in {folder}", _HINT):
        loaded: Any = AutoModelForCausalLM.from_pretrained(
            str(folder),
            trust_remote_code=False,
            local_files_only=True,
            use_safetensors=True,
            dtype=dtype,
            device_map=card if on_gpu else "cpu",
            quantization_config=quantised if precision.startswith("nf4") else None,
            output_loading_info=True,
        )
        model, found = loaded
        _forget_generation_settings(model)
        int(getattr(model.config, "max_position_embeddings", 0))
    _check_tensors(folder, model, found)
    model.train(False)
    return model, tokenizer


def load_tokenizer(folder: Path) -> Any:
    """Load the tokenizer of a folder, tried beforehand in a process of its own.

    Raises:
        UserError: If it cannot be loaded, or cannot read a text.
    """
    try_tokenizer(folder)
    from transformers import AutoTokenizer

    with loading(f"The tokenizer in {folder}", "Fetch the model again."):
        tokenizer = AutoTokenizer.from_pretrained(
            str(folder), trust_remote_code=False, local_files_only=True
        )
        if not prompt_ids(tokenizer, "Why is CrMnFeCoNi tough at 77 K?"):
            raise ValueError("it makes no tokens of a text")
    return tokenizer


def _forget_generation_settings(model: Any) -> None:
    """Keep of a folder's settings of generation the ids of tokens alone: how is our own affair."""
    from transformers import GenerationConfig as Settings

    old = model.generation_config
    ids = {name: getattr(old, name) for name in ("bos_token_id", "eos_token_id", "pad_token_id")}
    model.generation_config = Settings(**ids)  # type: ignore[no-untyped-call]


def _check_tensors(folder: Path, model: Any, found: Any) -> None:
    """Refuse weights that lack tensors of their model, or hold some that it has no place for.

    Args:
        folder: The model's folder.
        model: The model, in which random numbers stand for what lacks.
        found: What transformers tells of loading it.
    """
    there = tensor_shapes(folder, "model").keys()
    wrong = {
        "lack": set(found["missing_keys"]) - there,
        "hold more than it has a place for:": set(found["unexpected_keys"])
        - model.state_dict().keys(),
    }
    for what, names in wrong.items():
        if names:
            raise UserError(
                f"The weights in {folder} do not fit its config.json: they {what} {len(names)}"
                f" tensors, {min(names)} for one.",
                "Fetch the model again: what it writes would be random.",
            )


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
        """Return a prompt's token ids, as the model reads them.

        Raises:
            UserError: The tokenizer makes a token that the model has no weights for.
        """
        ids = prompt_ids(self.tokenizer, prompt)
        if max(ids, default=0) >= self.model.get_input_embeddings().weight.shape[0]:
            raise UserError(
                f"The tokenizer of {self.name} does not belong to its weights: it makes the token"
                f" {max(ids)}.",
                "Fetch the model again.",
            )
        return ids

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
        criterion = AnswerEnds(self.tokenizer, len(ids), how.stops, watch)
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
        criterion = AnswerEnds(self.tokenizer, width, how.stops, lambda text: None)
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
        self, given: Any, mask: Any, how: GenerationConfig, criterion: "AnswerEnds", cache: Any
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
