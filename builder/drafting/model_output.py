"""Triples that a model writes: the JSON it is held to, and what of its words is kept or dropped.

Nothing a model says is taken on trust. An item is kept where its evidence stands in the abstract,
and is then checked as a drafted one is; any other is dropped with the reason.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from builder.nlp.sentences import sentences
from builder.triples import KINDS, REFUSAL, Triple, triple_id

#: Kinds that a model may ask for: what the corpus does not answer is known to the corpus alone.
ASKED_KINDS = tuple(kind for kind in KINDS if kind != "unanswerable")
#: Most items of one abstract, and most characters of each field.
MOST_ITEMS = 8
_MOST = {"question": 200, "answer": 200, "evidence": 400}
#: Characters of an answer that are looked at: far more than the items can fill.
_MOST_TEXT = 20_000
_MOST_SHOWN = 300
#: Fewer words stand anywhere.
_FEWEST_WORDS = 4
#: Marks that models write in another form: each is one character, so that places stay.
_MARKS = str.maketrans("–—−‐‑‒’‘“”\u00a0\u202f\u2009", "------''\"\"   ")
_EMPTY = re.compile(r'"triples"\s*:\s*\[\s*\]')


def _field(most: int) -> dict[str, Any]:
    return {"type": "string", "minLength": 1, "maxLength": most}


_ITEM = {
    "type": "object",
    "properties": {
        "kind": {"type": "string", "enum": list(ASKED_KINDS)},
        **{name: _field(most) for name, most in _MOST.items()},
    },
    "required": ["kind", *_MOST],
    "additionalProperties": False,
}
#: What a model's answer is held to. The number of items is bounded by the tokens it may write: a
#: bound in the schema would repeat the item's automaton as many times.
SCHEMA = json.dumps(
    {
        "type": "object",
        "properties": {"triples": {"type": "array", "items": _ITEM}},
        "required": ["triples"],
        "additionalProperties": False,
    }
)


@dataclass(frozen=True, slots=True)
class DraftedItem:
    """A question and its answer, with the sentences of the abstract that it rests on."""

    kind: str
    question: str
    answer: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class RejectedItem:
    """Something a model wrote that is no triple."""

    reason: str
    text: str
    """What it wrote, shortened."""


@dataclass(frozen=True, slots=True)
class DraftReply:
    """What came of asking a model about one abstract."""

    items: tuple[DraftedItem, ...] = ()
    dropped: tuple[RejectedItem, ...] = ()
    calls: int = 0
    prompt_tokens: int = 0
    new_tokens: int = 0
    seconds: float = 0.0


def read_items(text: str, abstract: str) -> tuple[list[DraftedItem], list[RejectedItem]]:
    """The items of a model's answer, and what is none; an answer cut short keeps its whole ones."""
    kept: list[DraftedItem] = []
    dropped = []
    found = list(_objects(text[:_MOST_TEXT]))
    if not found:
        empty = _EMPTY.search(text[:_MOST_TEXT])
        reason = "it found nothing to ask" if empty else "it wrote no JSON object with a question"
        return [], [RejectedItem(reason, _short(text))]
    for fields in found:
        item = _item(fields, abstract)
        if isinstance(item, DraftedItem) and any(item.question == other.question for other in kept):
            item = "it asked the same before"
        elif isinstance(item, DraftedItem) and len(kept) == MOST_ITEMS:
            item = f"it wrote more than {MOST_ITEMS}"
        if isinstance(item, DraftedItem):
            kept.append(item)
        else:
            dropped.append(RejectedItem(item, _short(json.dumps(fields, ensure_ascii=False))))
    return kept, dropped


def as_triple(item: DraftedItem, paper: str, abstract: str, made_by: str, prompt: str) -> Triple:
    """An item as a triple of its paper; ``prompt`` names what the model was asked."""
    identity = triple_id(abstract, item.question, item.answer, made_by)
    return Triple(
        identity, paper, item.kind, item.question, item.answer, abstract, item.start, item.end,
        made_by, prompt,
    )  # fmt: skip


def _objects(text: str) -> Iterator[dict[str, Any]]:
    """Every JSON object with a question, out of a list, a fence, prose, or a text cut short."""
    decoder = json.JSONDecoder()
    place = text.find("{")
    while place >= 0:
        after = place + 1
        try:
            found, end = decoder.raw_decode(text, place)
        except (ValueError, RecursionError):
            found = None
        if isinstance(found, dict) and "question" in found:
            yield found
            after = end
        place = text.find("{", after)


def _item(fields: dict[str, Any], abstract: str) -> DraftedItem | str:
    """The item of these fields, or why it is none."""
    texts = {}
    for name, most in (("kind", 30), *_MOST.items()):
        value = fields.get(name)
        if not isinstance(value, str) or not value.strip():
            return f"its {name} is missing"
        texts[name] = " ".join(value.split())
        if len(texts[name]) > most:
            return f"its {name} is longer than {most} characters"
        if not texts[name].isprintable():
            return f"its {name} holds control characters"
    kind, answer = texts["kind"].lower(), texts["answer"]
    if kind not in ASKED_KINDS:
        return "its kind is none of those asked for"
    if answer.rstrip(".") == REFUSAL.rstrip("."):
        return "its answer is a refusal"
    span = find_evidence(texts["evidence"], abstract)
    if span is None:
        return "its evidence does not stand in the abstract"
    return DraftedItem(kind, texts["question"], answer, *span)


def find_evidence(quote: str, abstract: str) -> tuple[int, int] | None:
    """Where a quotation stands, widened to whole sentences; None if it does not.

    White space, dashes and quotation marks may differ in form; no word may.
    """
    words = quote.translate(_MARKS).strip("'\". ").split()
    if len(words) < _FEWEST_WORDS:
        return None
    pattern = r"\s+".join(map(re.escape, words))
    found = re.search(rf"(?<!\w){pattern}(?!\w)", abstract.translate(_MARKS))
    if found is None:
        return None
    held = [(s, e) for s, e in sentences(abstract) if s < found.end() and found.start() < e]
    return (held[0][0], held[-1][1]) if held else None


def _short(text: str) -> str:
    return " ".join(text[:_MOST_SHOWN].split())
