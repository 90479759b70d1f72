"""Read a paper's abstract sentence by sentence, each value completed from the sentences before."""

from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache

from builder.materials.alloy_labels import find_labels
from builder.materials.alloys import Alloy, named_alloys
from builder.materials.measurements.measurement import Measurement, PlacedFacts
from builder.materials.measurements.sentence_facts import read_facts
from builder.nlp.sentences import sentences


@lru_cache(maxsize=1024)
def read_paper(title: str | None, abstract: str) -> tuple[PlacedFacts, ...]:
    """Read what each sentence of an abstract states.

    A value whose sentence names no alloy is of the one alloy that an earlier sentence or the title
    names; `Measurement.inherited` tells so. An alloy so taken over has its place in that text.

    Args:
        title: the title of the paper; None where it is not known.
        abstract: its abstract; the places of sentences count in it.
    """
    latest = _only(named_alloys(title or ""))
    labels = find_labels(f"{title or ''}. {abstract}")
    read = []
    for start, end in sentences(abstract):
        facts = read_facts(abstract[start:end], labels)
        values = tuple(_completed(value, latest) for value in facts.values)
        read.append(PlacedFacts(start, end, replace(facts, values=values)))
        latest = _only(facts.alloys) or latest
    return tuple(read)


def _completed(value: Measurement, alloy: Alloy | None) -> Measurement:
    """Return a value with the alloy that its paper speaks of, where its sentence names none."""
    if value.alloys or value.composite or alloy is None:
        return value
    if alloy.companion:  # the value of a composite is not one of the alloy in it
        return replace(value, composite=True, inherited=value.inherited | {"owner"})
    return replace(value, alloys=(alloy,), inherited=value.inherited | {"alloys"})


def _only(alloys: Iterable[Alloy]) -> Alloy | None:
    """Return the only alloy of a text; None where it names none or several."""
    named = {alloy.composition_key: alloy for alloy in alloys}
    return next(iter(named.values())) if len(named) == 1 else None
