"""Ask a model to judge drafted triples: six marks each, in JSON, and again where it gave none."""

import hashlib
import json
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from string import Template
from typing import Any

from answer.models.protocol import GenerationConfig, LanguageModel
from answer.prompts import fence, plain
from builder.drafting.model_judgements import CRITERIA, JudgedMarks
from builder.triples import Triple

_LAYOUT = Path(__file__).with_name("judging.txt").read_text("utf-8")
_MARK = {
    "type": "object",
    "properties": {
        "triple": {"type": "integer"},
        **{name: {"type": "boolean"} for name in CRITERIA},
    },
    "required": ["triple", *CRITERIA],
    "additionalProperties": False,
}
SCHEMA = json.dumps(
    {
        "type": "object",
        "properties": {"marks": {"type": "array", "items": _MARK}},
        "required": ["marks"],
        "additionalProperties": False,
    }
)
#: The name of the prompt; its hash changes with the wording and with the schema.
PROMPT = f"judging@{hashlib.sha256((_LAYOUT + SCHEMA).encode()).hexdigest()[:12]}"
#: Attempts for some triples: a judge that left some without marks is asked once more for those.
ATTEMPTS = 2
_RETRY_TEMPERATURE = 0.7
#: Tokens of the marks of one triple.
_TOKENS_EACH = 80
#: Most characters of a reply that are read.
_MOST_TEXT = 20_000


def judging_prompt(title: str, triples: Sequence[Triple]) -> str:
    """Return the prompt for some triples of one abstract."""
    abstract = plain(triples[0].context)
    asked = "\n".join(
        f"{number}. {_line(triple.question)} -> {_line(triple.answer)}"
        for number, triple in enumerate(triples, start=1)
    )
    return Template(_LAYOUT).substitute(
        mark=fence(abstract + asked),
        title=plain(title),
        abstract=abstract,
        questions=asked,
        count=len(triples),
    )


def judge_triples(
    chat: LanguageModel, title: str, triples: Sequence[Triple], how: GenerationConfig
) -> JudgedMarks:
    """Ask for the marks of some triples; those that got none stay without.

    Raises:
        UserError: If the model cannot be asked at all.
        KeyboardInterrupt: On Ctrl-C.
    """
    marks: list[dict[str, bool] | None] = [None] * len(triples)
    calls = prompt_tokens = new_tokens = 0
    begun = time.perf_counter()
    for attempt in range(ATTEMPTS):
        left = [place for place, found in enumerate(marks) if found is None]
        some = [triples[place] for place in left]
        prompt = judging_prompt(title, some) if some else ""
        tokens = _TOKENS_EACH * len(some)
        if not some or chat.count(prompt) + tokens > chat.window:
            break
        settings = replace(
            how,
            tokens=tokens,
            schema=SCHEMA,
            seed=attempt,
            temperature=_RETRY_TEMPERATURE if attempt else 0.0,
        )
        written = chat.write(prompt, settings, lambda text: None)
        if written.ended == "interrupted":
            raise KeyboardInterrupt
        calls += 1
        prompt_tokens += written.prompt_tokens
        new_tokens += written.new_tokens
        for number, given in read_marks(written.text, len(some)):
            marks[left[number]] = given
    return JudgedMarks(tuple(marks), calls, prompt_tokens, new_tokens, time.perf_counter() - begun)


def read_marks(text: str, count: int) -> Iterator[tuple[int, dict[str, bool]]]:
    """Yield (place of a triple, its marks) of a reply; what has another form is passed over."""
    decoder, text = json.JSONDecoder(), text[:_MOST_TEXT]
    place = text.find("{")
    while place >= 0:
        after = place + 1
        try:
            found, end = decoder.raw_decode(text, place)
        except (ValueError, RecursionError):
            found = None
        if isinstance(found, dict) and "triple" in found:
            after = end
            number, given = found["triple"], {name: found.get(name) for name in CRITERIA}
            if _is_number(number, count) and all(isinstance(one, bool) for one in given.values()):
                yield number - 1, {name: bool(one) for name, one in given.items()}
        place = text.find("{", after)


def _is_number(number: Any, count: int) -> bool:
    return isinstance(number, int) and not isinstance(number, bool) and 1 <= number <= count


def _line(text: str) -> str:
    return plain(" ".join(text.split()))
