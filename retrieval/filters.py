"""Filter papers by element, phase, property and year."""

import difflib
import re
from collections.abc import Sequence
from dataclasses import dataclass

from builder.errors import UserError
from builder.materials.alloys import find_alloys
from builder.materials.formulas.elements import ATOMIC_WEIGHT, NAMES
from builder.materials.vocabulary import TERMS, find_terms
from builder.papers import Paper

_YEARS = re.compile(r"(\d{4})?(\.\.)?(\d{4})?")


@dataclass(frozen=True, slots=True)
class Filters:
    """Conditions on a paper, all of which must hold."""

    elements: frozenset[str] = frozenset()
    """Symbols that one alloy of the paper must contain together."""
    terms: frozenset[str] = frozenset()
    """Phases and properties that title or abstract must name, by their names in the vocabulary."""
    first_year: int | None = None
    last_year: int | None = None

    def __bool__(self) -> bool:
        """Return whether there is any condition."""
        return bool(self.elements or self.terms or self.first_year or self.last_year)

    def hold(self, paper: Paper) -> bool:
        """Return whether a paper meets all conditions; one without a year meets none on years."""
        first, last = self.first_year, self.last_year
        if (first or last) and paper.year is None:
            return False
        if paper.year and not (first or 0) <= paper.year <= (last or 9999):
            return False
        text = paper.front
        if self.elements and not any(
            self.elements <= set(alloy.elements) for alloy in find_alloys(text)
        ):
            return False
        return not self.terms or self.terms <= {term.name for term in find_terms(text)}


def read_filters(
    has: Sequence[str] = (),
    phases: Sequence[str] = (),
    properties: Sequence[str] = (),
    years: str | None = None,
) -> Filters:
    """Read filters as a person types them.

    Args:
        has: Elements, such as `Al` or `aluminium`.
        phases: Phases, such as `B2`.
        properties: Properties, such as `YS`.
        years: One year or a span: `2016`, `2018..`, `..2015`, `2014..2018`.

    Raises:
        UserError: One of them is unknown.
    """
    first, last = _years(years) if years else (None, None)
    named = [_term(phase, "phase") for phase in phases]
    named += [_term(name, "property") for name in properties]
    return Filters(frozenset(map(_element, has)), frozenset(named), first, last)


def _element(words: str) -> str:
    symbol = NAMES.get(words.strip().lower(), words.strip())
    if symbol in ATOMIC_WEIGHT:
        return symbol
    near = difflib.get_close_matches(words.lower(), NAMES, n=1)
    hint = f"Did you mean {NAMES[near[0]]}?" if near else "Write its symbol, such as Al."
    raise UserError(f"“{words[:60]}” is not an element of alloys.", hint)


def _term(words: str, kind: str) -> str:
    for mention in find_terms(words):
        if mention.kind == kind and mention.text == words.strip():
            return mention.name
    forms = {form: term.name for term in TERMS if term.kind == kind for form in term.forms}
    near = difflib.get_close_matches(words, forms, n=1, cutoff=0.5)
    known = "FCC, B2, sigma phase" if kind == "phase" else "yield strength, hardness, SFE"
    hint = f"Did you mean “{near[0]}”?" if near else f"Write it as papers do: {known}."
    raise UserError(f"“{words[:60]}” is not a known {kind}.", hint)


def _years(words: str) -> tuple[int | None, int | None]:
    read = _YEARS.fullmatch(words.strip())
    if not read or not (read[1] or read[3]):
        raise UserError(
            f"“{words[:60]}” is not a span of years.", "Write 2016, 2018.., ..2015 or 2014..2018."
        )
    first = int(read[1]) if read[1] else None
    last = int(read[3]) if read[3] else (None if read[2] else first)
    if first and last and last < first:
        raise UserError(f"“{words[:60]}” ends before it begins.", "Write the earlier year first.")
    return first, last
