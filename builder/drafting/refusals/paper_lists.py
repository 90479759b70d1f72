"""Find a paper that several lists of papers hold, without making sets as long as the corpus.

A list holds numbers of papers in rising order. The shortest lists are gone through, papers are
looked up in the others, and the first paper that is found ends it: so a question takes hardly
longer when the corpus grows.
"""

from array import array
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import chain

#: Lists one of which must hold a paper.
Either = Sequence["array[int]"]
#: Papers whose words are counted at a time.
_BLOCK = 8_192


def another_in_all(conditions: Sequence[Either], own: int) -> bool:
    """Return whether a paper other than ``own`` meets each of some conditions, at least one."""
    first, *others = sorted(conditions, key=_size)
    return any(number != own and _meets(others, number) for number in chain(*first))


def another_with_most(
    lists: Sequence["array[int]"], least: int, conditions: Sequence[Either], own: int
) -> bool:
    """Return whether a paper other than ``own`` stands in most of some lists.

    Args:
        lists: Papers by a word each.
        least: The number of lists that must hold the paper; 1 at least.
        conditions: What the paper must meet besides.
        own: The paper that does not count.
    """
    by_length = sorted(lists, key=len)
    # A paper in `least` of the lists stands in one of so many, whichever these are.
    short = by_length[: len(by_length) - least + 1]
    narrowest = min(conditions, key=_size, default=None)
    if narrowest is not None and _size(narrowest) < _size(short):
        return any(
            number != own and _meets(conditions, number) and _in_most(by_length, least, number)
            for number in chain(*narrowest)
        )
    rest = by_length[len(short) :]
    return any(
        number != own
        and count + len(rest) >= least
        and _meets(conditions, number)
        and count + sum(_holds(numbers, number) for numbers in rest) >= least
        for number, count in _counted(short)
    )


def _counted(lists: Sequence["array[int]"]) -> Iterator[tuple[int, int]]:
    """Yield each number with the count of the lists that hold it, block by block."""
    last = max((numbers[-1] for numbers in lists if numbers), default=-1)
    for start in range(0, last + 1, _BLOCK):
        counts: Counter[int] = Counter()
        for numbers in lists:
            counts.update(
                numbers[bisect_left(numbers, start) : bisect_left(numbers, start + _BLOCK)]
            )
        yield from counts.items()


def _in_most(lists: Sequence["array[int]"], least: int, number: int) -> bool:
    return sum(_holds(numbers, number) for numbers in lists) >= least


def _meets(conditions: Sequence[Either], number: int) -> bool:
    return all(any(_holds(numbers, number) for numbers in either) for either in conditions)


def _holds(numbers: "array[int]", wanted: int) -> bool:
    place = bisect_left(numbers, wanted)
    return place < len(numbers) and numbers[place] == wanted


def _size(either: Either) -> int:
    return sum(map(len, either))
