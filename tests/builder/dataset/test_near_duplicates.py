import json
import random
from itertools import combinations
from pathlib import Path

import pytest
from rapidfuzz import fuzz

from builder.dataset import near_duplicates
from builder.dataset.near_duplicates import near_pairs
from eval.bench.synthetic_corpus import abstracts


def all_pairs(texts: list[tuple[str, int, str]]) -> set[tuple[str, str]]:
    """What a comparison of each with each finds."""
    found = set()
    for one, other in combinations(sorted(texts, key=lambda row: row[1]), 2):
        size = len(one[2]) / len(other[2])
        near = 0.6 < size < 1.7 and fuzz.token_set_ratio(one[2], other[2]) >= 90
        if one[1] < other[1] and near:
            found.add((one[0], other[0]))
    return found


def changed(text: str, dice: random.Random, share: float) -> str:
    """A text as a preprint might have it: sentences in another order, some words others."""
    said = text.split(". ")
    dice.shuffle(said)
    words = ". ".join(said).split()
    for place in dice.sample(range(len(words)), int(share * len(words))):
        words[place] = dice.choice(words)
    return " ".join(words)


def test_real_abstracts_and_their_copies_are_found_as_by_comparing_each_with_each(
    shared: Path,
) -> None:
    dice = random.Random(3)
    texts: list[tuple[str, int, str]] = []
    for name in ("hea_abstracts_dev", "open_ccby_hea"):
        lines = (shared / "abstracts" / f"{name}.jsonl").read_text("utf-8").splitlines()
        for row in map(json.loads, lines[:60]):
            paper, text = row.get("id") or row["doi"], row["abstract"]
            texts.append((paper, len(texts) % 3, text))
            if len(texts) % 3 == 0:
                share = dice.choice((0, 0.02, 0.05))
                texts.append((f"{paper} again", (len(texts) + 1) % 3, changed(text, dice, share)))
    found = list(near_pairs(texts))
    assert len(found) == len(set(found))
    assert set(found) == all_pairs(texts)
    assert len(found) > 15


@pytest.mark.parametrize("copies", [2, 60])
def test_many_copies_of_one_abstract_leave_it_in_the_last_part_alone(copies: int) -> None:
    dice = random.Random(1)
    made = [text for _, text in abstracts(40)]
    texts = [(f"p{n}", n % 3, text) for n, text in enumerate(made[1:])]
    texts += [(f"copy{n}", n % 3, changed(made[0], dice, 0.01)) for n in range(copies)]
    gone = {one for one, _ in near_pairs(texts)}
    assert {f"copy{n}" for n in range(copies) if n % 3 < min(copies - 1, 2)} <= gone
    assert not {f"copy{n}" for n in range(2, copies, 3)} & gone


def test_phrases_of_the_field_make_no_two_abstracts_compared(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """With the size of a corpus grows how many others share a phrase with an abstract."""
    texts = [(f"p{n}", n % 3, text) for n, (_, text) in enumerate(abstracts(400))]
    texts.append(("copy", 0, changed(texts[1][2], random.Random(2), 0.1)))
    compared: list[tuple[str, str]] = []

    def is_near(one: str, other: str) -> bool:
        compared.append((one, other))
        return True

    monkeypatch.setattr(near_duplicates, "is_near", is_near)
    assert ("copy", "p1") in list(near_duplicates.near_pairs(texts))
    assert len(compared) < 40


def test_what_is_in_one_part_or_is_much_longer_is_no_pair() -> None:
    text = "NbMoTaW was arc melted and has a yield strength of 405 MPa at 1600 °C in argon."
    assert list(near_pairs([("a", 0, text), ("b", 0, text)])) == []
    assert list(near_pairs([("a", 0, text), ("b", 2, f"{text} " * 3)])) == []
    assert list(near_pairs([("b", 2, text), ("a", 0, text)])) == [("a", "b")]
    assert list(near_pairs([("a", 0, ""), ("b", 1, "")])) == []
