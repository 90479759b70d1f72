"""Define the JSON of triples that a language model writes, and read its replies.

No reply is trusted: an item is kept only if its evidence stands in the abstract; it is then checked
like a triple of the rules. Any other item is rejected with a reason.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from builder.nlp.orders import holds_order
from builder.nlp.sentences import sentences
from builder.triples import PLAIN_KINDS, Triple, is_refusal, triple_id

#: Kinds that a model may draft: the others are made from the values of plain ones, and only the
#: whole corpus tells what is unanswerable.
MODEL_KINDS = PLAIN_KINDS
#: Most items of one abstract.
MOST_ITEMS = 8
#: Most characters of each field.
_MOST = {"question": 200, "answer": 200, "evidence": 400}
#: Most characters of a reply that are read; the items cannot fill them.
_MOST_TEXT = 20_000
_MOST_SHOWN = 300
#: A quotation of fewer words is no evidence: it may stand in the abstract by chance.
_FEWEST_WORDS = 4
#: Marks that models write in another form; one character for one, so that offsets stay.
_MARKS = str.maketrans("–—−‐‑‒’‘“”\u00a0\u202f\u2009", "------''\"\"   ")
_EMPTY = re.compile(r'"triples"\s*:\s*\[\s*\]')


def _field(most: int) -> dict[str, Any]:
    return {"type": "string", "minLength": 1, "maxLength": most}


_ITEM = {
    "type": "object",
    "properties": {
        "kind": {"type": "string", "enum": list(MODEL_KINDS)},
        **{name: _field(most) for name, most in _MOST.items()},
    },
    "required": ["kind", *_MOST],
    "additionalProperties": False,
}
#: JSON schema of a reply. The token limit bounds the number of items: a bound in the schema would
#: repeat the automaton of an item as many times.
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
    """A question and its answer, with the span of the sentences that are its evidence."""

    kind: str
    question: str
    answer: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class RejectedItem:
    """Something a model wrote that is no valid triple."""

    reason: str
    text: str
    """The text of the model, shortened."""


@dataclass(frozen=True, slots=True)
class DraftReply:
    """The items of a model for one abstract, with what they cost."""

    items: tuple[DraftedItem, ...] = ()
    dropped: tuple[RejectedItem, ...] = ()
    calls: int = 0
    prompt_tokens: int = 0
    new_tokens: int = 0
    seconds: float = 0.0


def read_items(text: str, abstract: str) -> tuple[list[DraftedItem], list[RejectedItem]]:
    """Read the items and the rejected items of a reply; a reply cut short keeps its whole items."""
    kept: list[DraftedItem] = []
    dropped = []
    found = list(_find_objects(text[:_MOST_TEXT]))
    if not found:
        empty = _EMPTY.search(text[:_MOST_TEXT])
        reason = "it found nothing to ask" if empty else "it wrote no JSON object with a question"
        return [], [RejectedItem(reason, _short(text))]
    for fields in found:
        item = _parse_item(fields, abstract)
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
    """Return an item as a triple of its paper; ``prompt`` is the id of the prompt."""
    identity = triple_id(abstract, item.question, item.answer, made_by)
    return Triple(
        identity, paper, item.kind, item.question, item.answer, abstract, item.start, item.end,
        made_by, prompt,
    )  # fmt: skip


def _find_objects(text: str) -> Iterator[dict[str, Any]]:
    """Yield each JSON object with a question, from a list, a code fence, prose or cut-off text."""
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


def _parse_item(fields: dict[str, Any], abstract: str) -> DraftedItem | str:
    """Return the item of these fields, or the reason why they are none."""
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
    if kind not in MODEL_KINDS:
        return "its kind is none of those asked for"
    if is_refusal(answer):
        return "its answer is a refusal"
    span = find_evidence(texts["evidence"], abstract)
    if span is None:
        return "its evidence does not stand in the abstract"
    if holds_order(abstract[slice(*span)]):
        return "its evidence is an order to a machine"
    return DraftedItem(kind, texts["question"], answer, *span)


def find_evidence(quote: str, abstract: str) -> tuple[int, int] | None:
    """Return the span of a quotation, widened to whole sentences; None if it is not there.

    White space, dashes and quotation marks may differ in form; words may not.
    """
    words = quote.translate(_MARKS).strip("'\". ").split()
    if len(words) < _FEWEST_WORDS:
        return None
    pattern = r"\s+".join(map(re.escape, words))
    found = re.search(rf"(?<!\w){pattern}(?!\w)", abstract.translate(_MARKS))
    if found is None:
        return None
    spans = [(s, e) for s, e in sentences(abstract) if s < found.end() and found.start() < e]
    return (spans[0][0], spans[-1][1]) if spans else None


def _short(text: str) -> str:
    return " ".join(text[:_MOST_SHOWN].split())
