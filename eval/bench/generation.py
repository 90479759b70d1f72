"""Measure how fast a model of Phi-2's size reads and writes, and what short prompts save."""

import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from answer.extractive.sentence_ranking import rank
from answer.generative.context_budget import fit_context
from answer.models.protocol import GenerationConfig
from answer.models.transformers_model import TransformersModel
from answer.prompts import CITED, Excerpt
from answer.question.parse import parse_question
from builder.library.catalog import CatalogEntry
from builder.papers import Abstract, Paper
from eval.bench.memory import peak_memory
from eval.bench.synthetic_corpus import abstracts
from retrieval.embedder import BUILT_IN
from retrieval.hybrid import Hit, ScoreBreakdown
from retrieval.model_hub import keep_quiet
from retrieval.passages import Passage

#: Phi-2's own dimensions (config.json of microsoft/phi-2).
PHI2 = {
    "vocab_size": 51200,
    "hidden_size": 2560,
    "intermediate_size": 10240,
    "num_hidden_layers": 32,
    "num_attention_heads": 32,
    "max_position_embeddings": 2048,
    "partial_rotary_factor": 0.4,
    "bos_token_id": 0,
    "eos_token_id": None,
}
_NEW = 16
_QUESTION = "What is the yield strength of {alloy} at 77 K and why does it rise on cooling?"


@dataclass(frozen=True, slots=True)
class GenerationRates:
    """Times in s, rates in tokens/s, memory in bytes; all measured in one run."""

    parameters: int
    prompt_tokens: int
    """Of the prompt that both ways got."""
    reading: float
    """Prompt tokens read a second."""
    writing: float
    """New tokens written a second."""
    plain_reading: float
    """The same by `generate` of transformers alone."""
    plain_writing: float
    chosen_tokens: int
    """Of a prompt with chosen sentences."""
    whole_tokens: int
    """Of a prompt with five whole abstracts."""
    chosen_first: float
    """Seconds to the first token with chosen sentences."""
    whole_first: float
    again_first: float
    """… with chosen sentences, for another question after one that begins alike."""
    memory: int
    """Peak of this process with chosen sentences, before it read anything longer."""
    whole_memory: int
    """… with five whole abstracts."""


def random_phi2(sizes: dict[str, Any] | None = None) -> TransformersModel:
    """Return a model of Phi-2's dimensions with random weights in bf16 and MiniLM's word pieces."""
    keep_quiet()
    import torch
    from transformers import AutoModelForCausalLM, AutoTokenizer, PhiConfig

    with torch.device("meta"):
        config = PhiConfig(**(sizes or PHI2))
        model = AutoModelForCausalLM.from_config(config, dtype=torch.bfloat16)  # type: ignore[no-untyped-call]
    model.to_empty(device="cpu")
    for parameter in model.parameters():
        parameter.data.uniform_(-0.02, 0.02)
    model.model.rotary_emb = type(model.model.rotary_emb)(model.config)
    model.train(False)
    tokenizer = AutoTokenizer.from_pretrained(BUILT_IN, local_files_only=True)
    tokenizer.eos_token_id = tokenizer.sep_token_id
    return TransformersModel("random Phi-2", model, tokenizer, CITED)


def measure_generation(chat: TransformersModel, rounds: int = 3) -> GenerationRates:
    """Read and write the same prompts by our model and by plain transformers, in turn."""
    hits = _hits()
    question = _QUESTION.format(alloy="CrMnFeCoNi")
    ranked = rank(parse_question(question), hits)
    chosen = fit_context(
        CITED, question, ranked, chat.count, chat.window, _NEW, chat.context_tokens
    ).text
    whole = CITED.render(question, [Excerpt(h.passage.title or "", h.passage.text) for h in hits])
    _time_ours(chat, chosen)
    memory = peak_memory() or 0
    again = chosen.replace("why does it rise", "how far does it rise")
    again_first, _ = _time_tokens(lambda watch: chat.write(again, GenerationConfig(2), watch))
    whole_first = statistics.median(_time_ours(chat, whole)[0] for _ in range(rounds))
    whole_memory = peak_memory() or 0
    ours, plain = [], []
    for _ in range(rounds):
        plain.append(_time_plain(chat, chosen))
        ours.append(_time_ours(chat, chosen))
    read, wrote = _medians(ours)
    plain_read, plain_wrote = _medians(plain)
    tokens = chat.count(chosen)
    return GenerationRates(
        parameters=sum(p.numel() for p in chat.model.parameters()),
        prompt_tokens=tokens,
        reading=tokens / read,
        writing=1 / wrote,
        plain_reading=tokens / plain_read,
        plain_writing=1 / plain_wrote,
        chosen_tokens=tokens,
        whole_tokens=chat.count(whole),
        chosen_first=read,
        whole_first=whole_first,
        again_first=again_first,
        memory=memory,
        whole_memory=whole_memory,
    )


def _medians(times: Sequence[tuple[float, float]]) -> tuple[float, float]:
    first, each = zip(*times, strict=True)
    return statistics.median(first), statistics.median(each)


def _time_ours(chat: TransformersModel, prompt: str) -> tuple[float, float]:
    """Return seconds to the first token, and for each after it, with an empty prompt cache."""
    chat.forget()
    return _time_tokens(lambda watch: chat.write(prompt, GenerationConfig(_NEW), watch))


def _time_tokens(write: Callable[[Callable[[str], None]], Any]) -> tuple[float, float]:
    times: list[float] = []
    started = time.perf_counter()
    write(lambda text: times.append(time.perf_counter()))
    each = (times[-1] - times[0]) / (len(times) - 1)
    return times[0] - started, each


class _Clock:
    """A streamer that records when each token came; the prompt comes first."""

    def __init__(self) -> None:
        self.times: list[float] = []

    def put(self, tokens: Any) -> None:
        self.times.append(time.perf_counter())

    def end(self) -> None:
        """Do nothing: `generate` calls it after the last token."""


def _time_plain(chat: TransformersModel, prompt: str) -> tuple[float, float]:
    """Return the same for transformers alone."""
    import torch

    given = chat.tokenizer(prompt, return_tensors="pt", verbose=False)
    given.pop("token_type_ids", None)
    clock, started = _Clock(), time.perf_counter()
    with torch.inference_mode():
        chat.model.generate(
            **given, max_new_tokens=_NEW, do_sample=False, pad_token_id=0, streamer=clock
        )
    _, first, *_, last = clock.times
    return first - started, (last - first) / (_NEW - 1)


def _hits() -> list[Hit]:
    """Return five made-up abstracts of real length, as a search would give them."""
    hits = []
    for number, (title, text) in enumerate(abstracts(5), start=1):
        paper = Paper("ok", "", title=title, abstract=Abstract(text, 1, (0, 0, 0, 0), "made", 1.0))
        listed = CatalogEntry("made.jsonl", number, f"made{number}", paper)
        passage = Passage(number, listed.id, title, 0, len(text), text)
        hits.append(Hit(number, passage, 1.0, ScoreBreakdown(0.5, 1.0), listed))
    return hits
