"""Questions that look answerable and are not: another alloy, temperature or property put in.

They are made so that no paper of the corpus that names the alloy speaks of that property, or gives
that temperature.
"""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from builder.alloys import Alloy, named_alloys
from builder.quantities import find_quantities
from builder.triples import REFUSAL, Triple, triple_id
from builder.vocabulary import find_terms

#: Questions made of one paper.
_MOST = 2
_TEMPERATURES = ("4.2 K", "20 K", "150 K", "450 K", "650 °C", "850 °C", "1250 °C", "1400 °C")
#: Those that are measured at a temperature.
_AT_TEMPERATURE = ("yield strength", "hardness", "fracture toughness", "thermal conductivity")
#: Kelvins within which two temperatures are one.
_NEAR = 40
_PROPERTIES = (
    "yield strength", "hardness", "fracture toughness", "stacking fault energy", "elastic modulus",
    "thermal conductivity", "electrical resistivity", "density", "Curie temperature",
    "corrosion current density", "creep rate", "wear rate",
)  # fmt: skip


@dataclass
class Corpus:
    """What the papers speak of, alloy by alloy."""

    alloys: dict[str, Alloy] = field(default_factory=dict)
    """Composition key → the alloy as first written."""
    properties: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    """Set of elements → properties that a paper naming such an alloy speaks of."""
    kelvins: dict[str, set[tuple[float, float]]] = field(default_factory=lambda: defaultdict(set))
    """Set of elements → temperatures in K that such a paper gives, each from … to …."""


def survey(papers: Iterable[tuple[str, str]]) -> Corpus:
    """Read what each title and abstract speak of."""
    corpus = Corpus()
    for title, abstract in papers:
        text = f"{title}\n{abstract}"
        spoken_of = {mention.name for mention in find_terms(text) if mention.kind == "property"}
        given = {
            quantity.si for quantity in find_quantities(text) if quantity.dimension == "temperature"
        }
        for alloy in named_alloys(text):
            if None not in alloy.amounts:
                corpus.alloys.setdefault(alloy.composition_key, alloy)
            corpus.properties[alloy.element_key] |= spoken_of
            corpus.kelvins[alloy.element_key] |= given
    return corpus


def contrast(triples: Sequence[Triple], corpus: Corpus) -> list[Triple]:
    """Questions that the corpus cannot answer, two of a paper at most, each made in another way."""
    made: dict[str, Triple] = {}
    by_paper: dict[str, list[Triple]] = {}
    for triple in triples:
        by_paper.setdefault(triple.paper, []).append(triple)
    for group in by_paper.values():
        ways = [_other_alloy, _other_temperature, _other_property]
        turn = _number(group[0].id) % len(ways)
        left = _MOST
        for way in ways[turn:] + ways[:turn]:
            found = next(((t, q) for t in group for q in way(t, corpus) if q not in made), None)
            if found and left:
                left -= 1
                triple, question = found
                identity = triple_id(triple.context, question, REFUSAL, "rules")
                made[question] = Triple(
                    identity, triple.paper, "unanswerable", question, REFUSAL, triple.context, 0, 0,
                    "rules", way.__name__.strip("_").replace("_", " "),
                )  # fmt: skip
    return list(made.values())


def _number(text: str) -> int:
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:4], "big")


def _other_alloy(triple: Triple, corpus: Corpus) -> Iterator[str]:
    """The value asked for, of an alloy whose papers do not speak of that property."""
    named = named_alloys(triple.question)
    asked = {m.name for m in find_terms(triple.question) if m.kind == "property"}
    if not triple.question.startswith("What is the") or triple.kind != "property-value":
        return
    if len(named) != 1 or not asked:
        return
    start, end = named[0].start, named[0].end
    for key in sorted(corpus.alloys, key=lambda key: _number(triple.id + key)):
        elements, written = corpus.alloys[key].element_key, corpus.alloys[key].text.strip()
        if elements != named[0].element_key and not asked & corpus.properties[elements]:
            yield f"{triple.question[:start]}{written}{triple.question[end:]}"


def _other_temperature(triple: Triple, corpus: Corpus) -> Iterator[str]:
    """A property the papers speak of, at a temperature none of them gives."""
    named = named_alloys(triple.question)
    if len(named) != 1 or None in named[0].amounts or "“" in triple.question:
        return
    elements, alloy = named[0].element_key, named[0].text.strip()
    spoken_of = sorted(corpus.properties[elements] & set(_AT_TEMPERATURE))
    given = corpus.kelvins[elements]
    for wanted in sorted(_TEMPERATURES, key=lambda t: _number(triple.paper + t)):
        [quantity] = find_quantities(wanted)
        at = quantity.si[0]
        if spoken_of and not any(low - _NEAR < at < high + _NEAR for low, high in given):
            name = spoken_of[_number(triple.paper) % len(spoken_of)]
            yield f"What is the {name} of {alloy} at {wanted}?"


def _other_property(triple: Triple, corpus: Corpus) -> Iterator[str]:
    """A property that no paper on the alloy speaks of."""
    named = named_alloys(triple.question)
    if len(named) != 1 or None in named[0].amounts or "“" in triple.question:
        return
    spoken_of, alloy = corpus.properties[named[0].element_key], named[0].text.strip()
    for name in sorted(_PROPERTIES, key=lambda p: _number(triple.paper + p)):
        if name not in spoken_of:
            yield f"What is the {name} of {alloy}?"
