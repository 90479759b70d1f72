"""Ask which of two materials, or under which of two conditions, a value of a paper is higher."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from builder.drafting.paper_draft import PaperDraft, pick
from builder.drafting.values.levels import AskedValue

#: Two values differ if they do so by more than this share of the larger.
_DIFFERENT = 0.05
#: Most words of what is compared.
_LONGEST = 12
_SIZE = re.compile(r"(?:size|thickness|depth|width|spacing|length|loss|volume)$")


def ask_which_is_higher(values: Sequence[AskedValue]) -> Iterator[PaperDraft]:
    """Ask for the higher one of two values of a property that differ in one thing alone."""
    groups: dict[tuple[str, ...], list[AskedValue]] = defaultdict(list)
    for one in values:
        if one.answer[:1].isdigit() and not one.extreme:
            about = one.value.quantity.dimension
            groups["material", one.asked, one.named.where, about].append(one)
            groups["where", one.asked, one.named.material, about].append(one)
    for (differs, *_), some in groups.items():
        ranked = sorted(some, key=lambda one: one.value.quantity.si[0])
        low, high = ranked[0], ranked[-1]
        size = abs(high.value.quantity.si[0])
        apart = size - abs(low.value.quantity.si[0])
        question = _question(differs, low, high) if apart > _DIFFERENT * size else ""
        if question:
            name = high.named.material
            if differs == "where":
                name = f"{high.named.where[:1].upper()}{high.named.where[1:]}"
            answer = f"{name}: {high.answer} against {low.answer}"
            start, end = high.placed.start, high.placed.end
            spans = ((low.placed.start, low.placed.end),) if low.placed.start != start else ()
            yield PaperDraft("comparison", "compared values", question, answer, start, end, spans)


def _question(differs: str, low: AskedValue, high: AskedValue) -> str:
    """Return the question for two values; "" if a name is missing or too long."""
    pair = [one.named.material if differs == "material" else one.named.where for one in (low, high)]
    if not all(0 < len(name.split()) <= _LONGEST for name in pair) or pair[0] == pair[1]:
        return ""
    first = pick((0, 1), *sorted(pair))
    pair = [pair[first], pair[1 - first]]
    more = "larger" if _SIZE.search(high.asked) else "higher"
    if differs == "material":
        where = f" {high.named.where}" if high.named.where else ""
        return f"Which has the {more} {high.asked}{where}: {pair[0]} or {pair[1]}?"
    return f"Is the {high.asked} of {high.named.material} {more} {pair[0]} or {pair[1]}?"
