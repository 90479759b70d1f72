"""Read the comparators of a question: `above 1 GPa`, `at least 20 %`, `between 600 and 800 °C`."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from answer.question.grammar.property_families import (
    EITHER_STRENGTH,
    STRENGTH,
    compared_by,
    dimensions_meant,
)
from answer.question.grammar.spans import Span
from answer.question.intent import Bound, Comparator
from builder.materials.numbers.number import number_at
from builder.materials.quantities import find_quantities
from builder.materials.quantity import Quantity
from builder.materials.vocabulary import Mention, dimensions_of, find_terms

_MORE = (
    r"(?:more|higher|greater|larger|bigger|better|longer|thicker|wider|hotter|stronger|harder"
    r"|tougher|denser|heavier|stiffer|coarser|faster|older|more ductile)"
)
_LESS = (
    r"(?:less|lower|smaller|fewer|shorter|thinner|narrower|colder|cooler|weaker|softer|lighter"
    r"|finer|slower|less ductile)"
)
#: What stands before a quantity; the first that fits counts, so that `not less` goes before `less`.
_WORDS_BEFORE: dict[Comparator, str] = {
    "at least": rf"≥|⩾|>=|\bat least|\b(?:no|not) {_LESS} than|\bminimum(?: value)?"
    r"|\b(?:equal to or|at|or) (?:above|over|more than)|\bstarting (?:at|from)"
    r"|\bnot (?:below|under)|\bmin\."
    r"|\bas (?:high|large|much|long|many) as|\bupwards of|\breach(?:ing)?",
    "at most": rf"≤|⩽|<=|\bat most|\b(?:no|not) {_MORE} than|\bmaximum(?: value)?|\bup to"
    r"|\bdown to|\bas (?:low|small|little|few) as|\bwithin|\bnot (?:exceeding|above|over)"
    r"|\bat or (?:below|under)|\bmax\.",
    "above": rf">|\babove|\bover|\bbeyond|\b(?:{_MORE}) than|\bexceed(?:s|ed|ing)?"
    r"|\bsurpass(?:es|ed|ing)?|\bin excess of|\btop(?:s|ped|ping)|\bpast|\bnorth of"
    r"|\b(?:beat|break|cross|clear)(?:s|es|ing)?",
    "below": rf"<|\bbelow|\bunder|\bbeneath|\b(?:{_LESS}) than|\bshort of|\bsouth of",
    "about": r"[~≈∼≃]|\babout|\baround|\broughly|\bapprox(?:imately|\.)?|\bnear(?:ly)?|\bclose to"
    r"|\bca\.|\bcirca|\bsome",
}
_BEFORE: dict[Comparator, re.Pattern[str]] = {
    comparator: re.compile(rf"(?:{words})\s*(?:of\s|as\s|the\s|an?\s)?\s*$", re.IGNORECASE)
    for comparator, words in _WORDS_BEFORE.items()
}
#: What stands behind a quantity.
_BEHIND: tuple[tuple[Comparator, re.Pattern[str]], ...] = (
    (
        "at least",
        re.compile(
            r"\s*(?:\+|upwards?\b|(?:and|or) (?:more|above|higher|over|greater|larger|better"
            r"|longer|up)\b(?! than))"
        ),
    ),
    (
        "at most",
        re.compile(r"\s*(?:and|or) (?:less|below|lower|under|smaller|fewer|shorter)\b(?! than)"),
    ),
)
_RANGE_BEFORE = re.compile(
    r"\b(?:between|from|in the range(?: of| from| between)?|ranging from|within)\s*$", re.IGNORECASE
)
#: A change is compared, not an amount: `raised by more than 50 %`.
_CHANGE_BEFORE = re.compile(r"\bby\s*$|\bby a factor of\s*$", re.IGNORECASE)
_STRENGTH = re.compile(r"\bstrengths?\b", re.IGNORECASE)
#: Between a property and its amount, and what stands before it in its noun phrase.
_OF = re.compile(r"\s+of\s+(?:an?\s+)?")
_NOUN_PHRASE = re.compile(r"\b(?:an?|the)\s(?:[\w-]+\s){0,3}$")
_BARE = re.compile(r"(?<![\w.])(?=\d|\.\d)")
_LONGEST = 36
#: What a sample is put under: `under 20 MPa`, `under a 10 N load`.
_ACTING = frozenset({"force", "pressure", "magnetic_field", "voltage", "current_density"})
_ACTS_BEHIND = re.compile(r"\s(?:of )?(?:load|pressure|stress|tension|vacuum|field|irradiation)")
#: Dimensions in which the share of one and the same thing may be stated.
_SHARES = frozenset({"fraction", "volume_fraction"})


@dataclass(frozen=True, slots=True)
class BoundsRead:
    """The comparators of a question, and the spans they take up with their quantities."""

    bounds: tuple[Bound, ...] = ()
    """Those on a property asked for."""
    limits: tuple[Bound, ...] = ()
    """Those on a condition, such as `above 600 °C` of a test."""
    spans: tuple[Span, ...] = ()


def find_bounds(text: str) -> BoundsRead:
    """Find the comparators of a question with their quantities.

    A quantity bounds a property if the question names one, by noun or comparative, that is measured
    in its dimension; any other is a limit on the conditions. `About` is a bound of a property
    alone: `at about 77 K` states a condition as `at 77 K` does.
    """
    mentions = [one for one in find_terms(text) if one.kind == "property"]
    bounds, limits, spans = [], [], []
    for quantity in (*find_quantities(text), *_bare_numbers(text, mentions)):
        compared = _comparator(text, quantity) or _before_the_noun(text, quantity, mentions)
        if compared is None:
            continue
        comparator, start, end = compared
        implied = compared_by(text[start : quantity.start])
        if implied and quantity.dimension in dimensions_meant(implied):
            bounds.append(Bound(comparator, quantity, implied))
        elif name := _bounded(text, start, quantity, mentions):
            bounds.append(Bound(comparator, quantity, name))
        elif comparator == "about" or _is_under_load(text, start, quantity):
            continue
        elif not _CHANGE_BEFORE.search(text, max(start - 16, 0), start):
            limits.append(Bound(comparator, quantity))
        spans.append((start, end))
    return BoundsRead(tuple(bounds), tuple(limits), tuple(spans))


def comparator_of(text: str, quantity: Quantity) -> Comparator | None:
    """Return what compares a quantity where a text states it: `higher than 900 °C`; None if not."""
    compared = _comparator(text, quantity)
    if compared is None or _is_under_load(text, compared[1], quantity):
        return None
    return compared[0]


def _is_under_load(text: str, start: int, quantity: Quantity) -> bool:
    """Return True where `under` names what acts, as a load does, and compares nothing."""
    if text[start : start + 5].lower() != "under":
        return False
    return quantity.dimension in _ACTING or _ACTS_BEHIND.match(text, quantity.end) is not None


def _comparator(text: str, quantity: Quantity) -> tuple[Comparator, int, int] | None:
    """Return the comparator of a quantity, and the span of both."""
    first = max(quantity.start - _LONGEST, 0)
    if quantity.low != quantity.high and not quantity.plus_minus:
        between = _RANGE_BEFORE.search(text, first, quantity.start)
        return ("between", between.start(), quantity.end) if between else None
    for comparator, words in _BEHIND:
        if behind := words.match(text, quantity.end):
            return comparator, quantity.start, behind.end()
    for comparator, words in _BEFORE.items():
        if before := words.search(text, first, quantity.start):
            return comparator, before.start(), quantity.end
    return None


def _before_the_noun(
    text: str, quantity: Quantity, mentions: Sequence[Mention]
) -> tuple[Comparator, int, int] | None:
    """Return the comparator before the property of a quantity: `exceeding a hardness of 900 HV`."""
    for one in mentions:
        if not (_OF.fullmatch(text, one.end, quantity.start) and _fits(quantity, one.name)):
            continue
        first = max(one.start - _LONGEST, 0)
        noun = _NOUN_PHRASE.search(text, first, one.start)
        for comparator, words in _BEFORE.items():
            found = words.search(text, first, noun.start() if noun else one.start)
            if found and comparator != "about" and not found[0].lower().startswith("reach"):
                return comparator, quantity.start, quantity.end
    return None


def _bounded(text: str, start: int, quantity: Quantity, mentions: Sequence[Mention]) -> str:
    """Return the property that a quantity bounds: the nearest before it, or else behind it."""
    if _CHANGE_BEFORE.search(text, max(start - 16, 0), start):
        return ""
    if EITHER_STRENGTH.search(text) and quantity.dimension in dimensions_meant(STRENGTH):
        return STRENGTH
    fit = [one for one in mentions if _fits(quantity, one.name)]
    before = [one for one in fit if one.end <= quantity.start]
    if chosen := before[-1:] or fit[:1]:
        return chosen[0].name
    strength = quantity.dimension in dimensions_meant(STRENGTH) and _STRENGTH.search(text)
    return STRENGTH if strength else ""


def _fits(quantity: Quantity, name: str) -> bool:
    dimensions = dimensions_meant(name)
    if quantity.dimension in _SHARES and dimensions & _SHARES:
        return True
    return quantity.dimension in dimensions


def _bare_numbers(text: str, mentions: Sequence[Mention]) -> Iterator[Quantity]:
    """Find numbers without a unit, where a property that has none is named before them."""
    plain = [one for one in mentions if "number" in dimensions_of(one.name)]
    taken = [(one.start, one.end) for one in find_quantities(text)]
    for place in _BARE.finditer(text, min((one.end for one in plain), default=len(text))):
        number = number_at(text, place.start())
        if number and not any(start < number.end and number.start < end for start, end in taken):
            written = text[number.start : number.end]
            value = number.value
            span = number.start, number.end
            taken.append(span)
            yield replace(
                Quantity(written, *span, value, value, "", "number"),
                low=value - number.below,
                high=value + number.above,
            )
