"""Duplicates are those that the token sort ratio finds among all earlier questions of a group."""

import random
import time
from collections.abc import Iterator

from rapidfuzz import fuzz, process

from builder.checks.duplicates import find_duplicates

WORDS = (
    "what which phase hardness strength alloy coating annealed rolled of the in does have after"
    " show grains layer wear rate oxidation creep at high cast"
).split()


def by_all(group: list[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Compare each question with every earlier one that repeats none."""
    first: list[tuple[str, str]] = []
    for name, question in group:
        near = process.extractOne(
            question, [one for _, one in first], scorer=fuzz.token_sort_ratio, score_cutoff=92
        )
        if near:
            yield name, f"It asks what {first[near[2]][0]} asks."
        else:
            first.append((name, question))


def questions(count: int, seed: int) -> list[tuple[str, str]]:
    """Questions some of which repeat another one with a word or a letter changed."""
    rng = random.Random(seed)
    made: list[str] = []
    for _ in range(count):
        words = rng.choices(WORDS, k=rng.randint(3, 14))
        if made and rng.random() < 0.4:
            words = rng.choice(made).split()
            rng.shuffle(words)
            place = rng.randrange(len(words))
            words[place] = rng.choice((words[place] + "s", rng.choice(WORDS), words[place][:-1]))
        made.append(" ".join(words))
    return [(f"t{number}", question) for number, question in enumerate(made)]


def test_the_same_duplicates_are_found_as_by_comparing_all() -> None:
    for seed in range(20):
        group = questions(120, seed)
        expected = list(by_all(group))
        assert list(find_duplicates(group)) == expected
        assert len(expected) > 10


def test_a_large_group_takes_a_fraction_of_the_time() -> None:
    group = questions(1_500, seed=99)
    started = time.process_time()
    expected = list(by_all(group))
    slow = time.process_time() - started
    started = time.process_time()
    assert list(find_duplicates(group)) == expected
    assert time.process_time() - started < slow / 3
