"""Papers are found in lists as sets would find them, and a long list is not gone through."""

import random
from array import array
from collections import Counter
from itertools import chain

import pytest

from builder.drafting.refusals import paper_lists
from builder.drafting.refusals.paper_lists import another_in_all, another_with_most


def lists(rng: random.Random, most: int) -> list["array[int]"]:
    return [
        array("I", sorted(rng.sample(range(60), rng.randint(0, 12))))
        for _ in range(rng.randint(1, most))
    ]


def test_papers_are_found_as_by_sets(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paper_lists, "_BLOCK", 16)
    rng = random.Random(1)
    found = Counter[tuple[bool, bool]]()
    for _ in range(3000):
        conditions = [lists(rng, 3) for _ in range(rng.randint(1, 3))]
        words, own = lists(rng, 7), rng.randint(-1, 59)
        least = rng.randint(1, len(words))
        meeting = set.intersection(*({*chain(*either)} for either in conditions))
        counts = Counter(number for numbers in words for number in numbers)
        enough = {number for number, count in counts.items() if count >= least}
        assert another_in_all(conditions, own) == bool(meeting - {own})
        assert another_with_most(words, least, [], own) == bool(enough - {own})
        both = another_with_most(words, least, conditions, own)
        assert both == bool((enough & meeting) - {own})
        found[bool(meeting - {own}), both] += 1
    assert min(found[True, True], found[True, False], found[False, False]) > 50


def test_a_paper_of_common_words_is_found_without_going_through_all() -> None:
    class Watched(list[int]):
        """A list that counts what is taken from it one by one."""

        taken = 0

        def __iter__(self):  # type: ignore[no-untyped-def]
            for number in range(len(self)):
                Watched.taken += 1
                yield self[number]

    common = [Watched(range(100_000)), Watched(range(0, 100_000, 2))]
    assert another_in_all([[one] for one in common], own=0)  # type: ignore[list-item]
    assert Watched.taken < 10
