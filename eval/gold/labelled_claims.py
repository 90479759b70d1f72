"""Read public sets of claims that people compared with their sources, and published results.

None of them is about high-entropy alloys: they tell how far a measure made for one field carries.
"""

import csv
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from builder.errors import UserError


@dataclass(frozen=True, slots=True)
class LabelledClaim:
    """A claim, the text it was compared with, and the verdict of people."""

    claim: str
    source: str
    supported: bool
    """True where all of the claim is supported; partly is not."""


@dataclass(frozen=True, slots=True)
class LabelledSet:
    """One public set; claims without a label or without a text cannot be scored."""

    name: str
    rows: tuple[LabelledClaim, ...]
    unscored: int
    published: Mapping[str, float]
    """Balanced accuracy of published detectors on the same claims, from 0 to 1."""


#: Of https://llm-aggrefact.github.io (Tang et al. 2024, arXiv:2404.10774), read November 2026; its
#: ExpertQA is cut otherwise than the test files read here.
_PUBLISHED = {
    "wice": {
        "Bespoke-MiniCheck-7B": 0.830,
        "GPT-4o (2024-05-13)": 0.785,
        "MiniCheck-Flan-T5-L": 0.722,
        "AlignScore": 0.660,
        "SummaC-ZS": 0.628,
    },
    "expertqa": {
        "Bespoke-MiniCheck-7B": 0.592,
        "GPT-4o (2024-05-13)": 0.596,
        "MiniCheck-Flan-T5-L": 0.590,
        "AlignScore": 0.583,
        "SummaC-ZS": 0.552,
    },
    "begin": {},
}


def read_labelled(name: str, folder: Path) -> LabelledSet:
    """Read the test part of a set from the files that its makers publish.

    Raises:
        UserError: The set is not known, or the folder holds none of its files.
    """
    if name not in _READERS:
        raise UserError(f"There is no reader for “{name}”.", f"Known ones: {', '.join(_READERS)}.")
    pattern, read = _READERS[name]
    files = sorted(folder.glob(pattern))
    if not files:
        raise UserError(f"{folder} contains no file {pattern}.", "Give the folder with the set.")
    rows: dict[tuple[str, str], LabelledClaim] = {}
    unscored = 0
    for file in files:
        with file.open(encoding="utf-8", newline="") as lines:
            for row in read(lines):
                if row is None:
                    unscored += 1
                else:  # ExpertQA's two test files overlap
                    rows[row.claim, row.source] = row
    return LabelledSet(name, tuple(rows.values()), unscored, _PUBLISHED[name])


def _wice(lines: Iterator[str]) -> Iterator[LabelledClaim | None]:
    """Kamoi et al. 2023, doi:10.18653/v1/2023.emnlp-main.470: claims of Wikipedia."""
    for row in map(json.loads, lines):
        yield LabelledClaim(row["claim"], " ".join(row["evidence"]), row["label"] == "supported")


def _begin(lines: Iterator[str]) -> Iterator[LabelledClaim | None]:
    """Dziri et al. 2022, doi:10.1162/tacl_a_00506: turns of dialogue systems."""
    for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
        label = row["begin_label"]
        yield LabelledClaim(row["response"], row["knowledge"], label == "Fully attributable")


def _expertqa(lines: Iterator[str]) -> Iterator[LabelledClaim | None]:
    """Malaviya et al. 2024, arXiv:2309.07852: claims of language models' answers."""
    for row in map(json.loads, lines):
        for answer in row["answers"].values():
            for claim in answer["claims"]:
                yield _expertqa_claim(claim)


def _expertqa_claim(claim: Mapping[str, Any]) -> LabelledClaim | None:
    # A piece of evidence is an address, and the passage that was found there where one was kept.
    passages = [text.partition("\n\n")[2] for text in claim["evidence"]]
    label = claim["support"]
    if not any(passages) or label in (None, "", "N/A"):
        return None
    return LabelledClaim(claim["claim_string"], "\n".join(passages), label == "Complete")


_READERS: dict[str, tuple[str, Callable[[Iterator[str]], Iterator[LabelledClaim | None]]]] = {
    "wice": ("*entailment_retrieval__claim__test.jsonl", _wice),
    "begin": ("begin_test_*.tsv", _begin),
    "expertqa": ("*_test.jsonl", _expertqa),
}
