"""Questions that look answerable and are not: another alloy, temperature or property put in.

They are made so that no paper of the corpus that names the alloy speaks of that property, or gives
that temperature.
"""

import hashlib
from bisect import bisect
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from builder.materials.alloys import named_alloys
from builder.materials.quantities import find_quantities
from builder.materials.vocabulary import find_terms
from builder.triples import REFUSAL, Triple, triple_id

#: Questions made of one paper.
_MOST = 2
#: Alloys tried for one triple; of those a corpus names nearly every second one will do.
_LOOKED_AT = 500
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

    alloys: list[tuple[int, str, str]] = field(default_factory=list)
    """A hash, the set of elements, and how it is first written, of each alloy; in order."""
    properties: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    """Set of elements → properties that a paper naming such an alloy speaks of."""
    kelvins: dict[str, set[tuple[float, float]]] = field(default_factory=lambda: defaultdict(set))
    """Set of elements → temperatures in K that such a paper gives, each from … to …."""
    asked: set[int] = field(default_factory=set)
    """Hashes of the questions made so far."""


def survey(papers: Iterable[tuple[str, str]]) -> Corpus:
    """Read what each title and abstract speak of."""
    corpus = Corpus()
    alloys: dict[int, tuple[int, str, str]] = {}
    for title, abstract in papers:
        text = f"{title}\n{abstract}"
        spoken_of = {mention.name for mention in find_terms(text) if mention.kind == "property"}
        given = {
            quantity.si for quantity in find_quantities(text) if quantity.dimension == "temperature"
        }
        for alloy in named_alloys(text):
            if None not in alloy.amounts:
                place = _number(alloy.composition_key)
                alloys.setdefault(place, (place, alloy.element_key, alloy.text.strip()))
            corpus.properties[alloy.element_key] |= spoken_of
            corpus.kelvins[alloy.element_key] |= given
    corpus.alloys = sorted(alloys.values())
    return corpus


def contrast(triples: Sequence[Triple], corpus: Corpus) -> list[Triple]:
    """Questions that the corpus cannot answer, two of a paper at most, each made in another way.

    ``triples`` are all of some papers; what was asked of other papers is not asked again.
    """
    made: list[Triple] = []
    by_paper: dict[str, list[Triple]] = {}
    for triple in triples:
        by_paper.setdefault(triple.paper, []).append(triple)
    for group in by_paper.values():
        ways = [_other_alloy, _other_temperature, _other_property]
        turn = _number(group[0].id) % len(ways)
        left = _MOST
        for way in ways[turn:] + ways[:turn]:
            found = next(
                ((t, q) for t in group for q in way(t, corpus) if _long(q) not in corpus.asked),
                None,
            )
            if found and left:
                left -= 1
                triple, question = found
                corpus.asked.add(_long(question))
                identity = triple_id(triple.context, question, REFUSAL, "rules")
                made.append(Triple(
                    identity, triple.paper, "unanswerable", question, REFUSAL, triple.context, 0, 0,
                    "rules", way.__name__.strip("_").replace("_", " "),
                ))  # fmt: skip
    return made


def _number(text: str) -> int:
    return _long(text) >> 32


def _long(text: str) -> int:
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], "big")


def _other_alloy(triple: Triple, corpus: Corpus) -> Iterator[str]:
    """The value asked for, of an alloy whose papers do not speak of that property."""
    named = named_alloys(triple.question)
    asked = {m.name for m in find_terms(triple.question) if m.kind == "property"}
    if not triple.question.startswith("What is the") or triple.kind != "property-value":
        return
    if len(named) != 1 or not asked:
        return
    start, end = named[0].start, named[0].end
    # Round the ring of alloys from where the triple falls: of many, few are looked at.
    turn = bisect(corpus.alloys, (_number(triple.id),))
    for step in range(min(len(corpus.alloys), _LOOKED_AT)):
        _, elements, written = corpus.alloys[(turn + step) % len(corpus.alloys)]
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
