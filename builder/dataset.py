"""From curated triples to a dataset: what is in it, in which part, in which format."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from rapidfuzz import fuzz

from builder.families import PARTS, alloy_family, family, part_of
from builder.ledger import Curated
from builder.library import Listed

FIELDS = (
    "id context question answer evidence start end kind paper doi title year page made_by status"
    " checks"
).split()
#: From this likeness of their words on (0 to 100) two abstracts are one.
_NEAR = 90


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a person wants in the dataset."""

    status: str = "kept"
    """`kept`: what people accepted, and what nobody reviewed and passed every check;
    `accepted`: only what people accepted or edited; `all`: everything, rejected ones too."""
    per_paper: int = 0
    """Most rows of one paper; 0 for no limit."""
    allowed: frozenset[str] = frozenset()
    """Checks that a row may fail."""
    split: str = "topic"
    """`topic`: papers on one alloy and one topic stand in one part; `alloy`: all on one alloy."""


@dataclass(frozen=True, slots=True)
class Row:
    """One triple of the dataset, with its part."""

    part: str
    family: str
    curated: Curated
    listed: Listed

    @property
    def record(self) -> dict[str, Any]:
        """The canonical record; every format is made from it and can be read back into it."""
        triple, paper = self.curated.triple, self.listed.paper
        values = {
            "id": triple.id,
            "context": triple.context,
            "question": triple.question,
            "answer": triple.answer,
            "evidence": triple.evidence,
            "start": triple.start,
            "end": triple.end,
            "kind": triple.kind,
            "paper": triple.paper,
            "doi": paper.doi,
            "title": paper.title,
            "year": paper.year,
            "page": paper.abstract and paper.abstract.page,
            "made_by": triple.made_by,
            "status": self.curated.status,
            "checks": triple.checks,
        }
        return {name: values[name] for name in FIELDS}


@dataclass(frozen=True, slots=True)
class Dataset:
    """Rows part by part, what was left out and why, and what might leak between parts."""

    rows: tuple[Row, ...]
    left_out: Mapping[str, int]
    """Reason → triples."""
    leaks: tuple[str, ...] = field(default=())
    """Pairs of papers of two parts with nearly the same abstract; the rows of one were left out."""
    shared: tuple[str, ...] = field(default=())
    """Sets of elements whose papers stand in more than one part."""


def make_dataset(
    curated: Sequence[Curated], papers: Mapping[str, Listed], wanted: Wanted
) -> Dataset:
    """Choose the rows and part them; near-duplicate abstracts never stand in two parts."""
    left_out: Counter[str] = Counter()
    chosen: list[Row] = []
    taken: Counter[str] = Counter()
    by = alloy_family if wanted.split == "alloy" else family
    parts = {name: by(listed) for name, listed in papers.items()}
    for one in sorted(curated, key=lambda c: (c.triple.paper, c.triple.start, c.triple.id)):
        why = _unwanted(one, wanted)
        if not why and one.triple.paper not in papers:
            why = "its paper left the corpus"
        if not why and wanted.per_paper and taken[one.triple.paper] >= wanted.per_paper:
            why = "over the cap of its paper"
        if why:
            left_out[why] += 1
            continue
        taken[one.triple.paper] += 1
        name = parts[one.triple.paper]
        chosen.append(Row(part_of(name), name, one, papers[one.triple.paper]))
    twins = dict(_leaks(chosen))
    kept = [row for row in chosen if row.listed.id not in twins]
    if len(chosen) > len(kept):
        left_out["nearly the same abstract stands in another part"] = len(chosen) - len(kept)
    leaks = tuple(f"{gone} is nearly {stays}" for gone, stays in sorted(twins.items()))
    order = {part: place for place, part in enumerate(PARTS)}
    kept.sort(key=lambda row: (order[row.part], row.curated.triple.id))
    return Dataset(tuple(kept), dict(sorted(left_out.items())), leaks, _shared(kept))


def _shared(rows: Sequence[Row]) -> tuple[str, ...]:
    """The alloy families that stand in more than one part."""
    stand: dict[str, set[str]] = {}
    for row in {row.listed.id: row for row in rows}.values():
        stand.setdefault(alloy_family(row.listed), set()).add(row.part)
    return tuple(sorted(name for name, parts in stand.items() if len(parts) > 1))


def _unwanted(one: Curated, wanted: Wanted) -> str:
    if wanted.status == "all":
        return ""
    if one.status == "rejected":
        return "rejected by a person"
    if one.kept:
        return ""
    if wanted.status == "accepted":
        return "not accepted by a person"
    failed = [name for name in one.triple.failed if name not in wanted.allowed]
    return f"failed the check “{failed[0]}”" if failed else ""


def _leaks(rows: Sequence[Row]) -> Iterator[tuple[str, str]]:
    """Papers of the earlier part whose abstract is nearly that of one of a later part."""
    papers = {row.listed.id: row for row in rows}
    by_part = {part: [r for r in papers.values() if r.part == part] for part in PARTS}
    for first, part in enumerate(PARTS):
        for later in PARTS[first + 1 :]:
            for row in by_part[part]:
                text = row.curated.triple.context
                for other in by_part[later]:
                    against = other.curated.triple.context
                    size = len(text) / len(against)
                    if 0.6 < size < 1.7 and fuzz.token_set_ratio(text, against) >= _NEAR:
                        yield row.listed.id, other.listed.id


def as_text(record: Mapping[str, Any], prompt: str) -> dict[str, Any]:
    """`{"text"}`: prompt and answer in one, for plain language-model training."""
    return {"text": f"{prompt} {record['answer']}", **_kept(record)}


def as_prompt_completion(record: Mapping[str, Any], prompt: str) -> dict[str, Any]:
    """`prompt` and `completion`: the loss is on the completion alone."""
    return {"prompt": prompt, "completion": f" {record['answer']}", **_kept(record)}


def as_alpaca(record: Mapping[str, Any], prompt: str) -> dict[str, Any]:
    """Alpaca's `instruction`, `input`, `output`."""
    return {
        "instruction": record["question"],
        "input": record["context"],
        "output": record["answer"],
        **_kept(record),
    }


def as_chat(record: Mapping[str, Any], prompt: str) -> dict[str, Any]:
    """ShareGPT and ChatML: `messages` of a user and an assistant."""
    asked = f"{record['context']}\n\n{record['question']}"
    messages = [
        {"role": "user", "content": asked},
        {"role": "assistant", "content": record["answer"]},
    ]
    return {"messages": messages, **_kept(record)}


def as_squad(record: Mapping[str, Any], prompt: str) -> dict[str, Any]:
    """SQuAD v2: `answers` with their places; empty for an unanswerable question."""
    start = record["context"].find(record["answer"], record["start"])
    found = record["kind"] != "unanswerable" and start >= 0
    answers = {
        "text": [record["answer"]] if found else [],
        "answer_start": [start] if found else [],
    }
    return {
        "id": record["id"],
        "title": record["title"] or "",
        "context": record["context"],
        "question": record["question"],
        "answers": answers,
        **_kept(record),
    }


def _kept(record: Mapping[str, Any]) -> dict[str, Any]:
    """The canonical record, carried along, so that no format loses anything."""
    return {"record": json.dumps(dict(record), ensure_ascii=False, sort_keys=True)}


def canonical(row: Mapping[str, Any]) -> dict[str, Any]:
    """The canonical record of a row of any format."""
    found = json.loads(row["record"]) if "record" in row else dict(row)
    return {name: found[name] for name in FIELDS}


FORMATS = {
    "text": as_text,
    "prompt-completion": as_prompt_completion,
    "alpaca": as_alpaca,
    "chat": as_chat,
    "squad": as_squad,
}


def lines(records: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """JSON lines, the same bytes for the same records."""
    for record in records:
        yield json.dumps(dict(record), ensure_ascii=False) + "\n"


@dataclass(frozen=True, slots=True)
class Difference:
    """What changed between two versions of a dataset."""

    added: tuple[str, ...]
    removed: tuple[str, ...]
    changed: tuple[str, ...]
    """Rows of one id with another question, answer or status."""
    moved: tuple[str, ...]
    """Rows that stand in another part."""


def difference(
    old: Mapping[str, tuple[str, Mapping[str, Any]]],
    new: Mapping[str, tuple[str, Mapping[str, Any]]],
) -> Difference:
    """Compare two versions: id → (part, record)."""
    both = sorted(old.keys() & new.keys())
    return Difference(
        tuple(sorted(new.keys() - old.keys())),
        tuple(sorted(old.keys() - new.keys())),
        tuple(name for name in both if old[name][1] != new[name][1]),
        tuple(name for name in both if old[name][0] != new[name][0]),
    )
