"""Make unanswerable questions by putting another alloy, temperature or property into a question.

No paper of the corpus that names the alloy mentions the property, or gives the temperature, that is
put in.
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

#: Most unanswerable questions per paper.
_MOST = 2
#: Most alloys tried for one triple; nearly every second alloy of a corpus is accepted.
_MOST_TRIED = 500
_TEMPERATURES = ("4.2 K", "20 K", "150 K", "450 K", "650 °C", "850 °C", "1250 °C", "1400 °C")
#: Properties that are measured at a temperature.
_AT_TEMPERATURE = ("yield strength", "hardness", "fracture toughness", "thermal conductivity")
#: Temperatures less than this apart (K) count as the same.
_SAME_KELVINS = 40
_PROPERTIES = (
    "yield strength", "hardness", "fracture toughness", "stacking fault energy", "elastic modulus",
    "thermal conductivity", "electrical resistivity", "density", "Curie temperature",
    "corrosion current density", "creep rate", "wear rate",
)  # fmt: skip


@dataclass
class Corpus:
    """The properties and temperatures that the papers of a corpus mention, by alloy."""

    alloys: list[tuple[int, str, str]] = field(default_factory=list)
    """(hash, set of elements, formula as first written) of each alloy, in the order of hashes."""
    properties: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    """Set of elements → properties mentioned in papers that name such an alloy."""
    kelvins: dict[str, set[tuple[float, float]]] = field(default_factory=lambda: defaultdict(set))
    """Set of elements → (lowest, highest) in K of each temperature in such papers."""
    questions: set[int] = field(default_factory=set)
    """Hashes of the questions made so far, so that none is made twice."""


def survey(papers: Iterable[tuple[str, str]]) -> Corpus:
    """Collect alloys, properties and temperatures from (title, abstract) of each paper."""
    corpus = Corpus()
    alloys: dict[int, tuple[int, str, str]] = {}
    for title, abstract in papers:
        text = f"{title}\n{abstract}"
        mentioned = {mention.name for mention in find_terms(text) if mention.kind == "property"}
        given = {
            quantity.si for quantity in find_quantities(text) if quantity.dimension == "temperature"
        }
        for alloy in named_alloys(text):
            if None not in alloy.amounts:
                place = _hash32(alloy.composition_key)
                alloys.setdefault(place, (place, alloy.element_key, alloy.text.strip()))
            corpus.properties[alloy.element_key] |= mentioned
            corpus.kelvins[alloy.element_key] |= given
    corpus.alloys = sorted(alloys.values())
    return corpus


def contrast(triples: Sequence[Triple], corpus: Corpus) -> list[Triple]:
    """Make questions that the corpus cannot answer, at most two per paper, each in another way.

    Args:
        triples: All triples of some papers.
        corpus: The survey of all papers; the questions made are added to its ``questions``.
    """
    made: list[Triple] = []
    by_paper: dict[str, list[Triple]] = {}
    for triple in triples:
        by_paper.setdefault(triple.paper, []).append(triple)
    for group in by_paper.values():
        ways = [_other_alloy, _other_temperature, _other_property]
        turn = _hash32(group[0].id) % len(ways)
        left = _MOST
        for way in ways[turn:] + ways[:turn]:
            found = next(
                (
                    (t, q)
                    for t in group
                    for q in way(t, corpus)
                    if _hash64(q) not in corpus.questions
                ),
                None,
            )
            if found and left:
                left -= 1
                triple, question = found
                corpus.questions.add(_hash64(question))
                identity = triple_id(triple.context, question, REFUSAL, "rules")
                made.append(Triple(
                    identity, triple.paper, "unanswerable", question, REFUSAL, triple.context, 0, 0,
                    "rules", way.__name__.strip("_").replace("_", " "),
                ))  # fmt: skip
    return made


def _hash32(text: str) -> int:
    return _hash64(text) >> 32


def _hash64(text: str) -> int:
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], "big")


def _other_alloy(triple: Triple, corpus: Corpus) -> Iterator[str]:
    """Yield the question for a value with an alloy whose papers do not mention that property."""
    named = named_alloys(triple.question)
    properties = {m.name for m in find_terms(triple.question) if m.kind == "property"}
    if not triple.question.startswith("What is the") or triple.kind != "property-value":
        return
    if len(named) != 1 or not properties:
        return
    start, end = named[0].start, named[0].end
    # Go round the alloys from the hash of the triple, so that triples get different alloys.
    turn = bisect(corpus.alloys, (_hash32(triple.id),))
    for step in range(min(len(corpus.alloys), _MOST_TRIED)):
        _, elements, written = corpus.alloys[(turn + step) % len(corpus.alloys)]
        if elements != named[0].element_key and not properties & corpus.properties[elements]:
            yield f"{triple.question[:start]}{written}{triple.question[end:]}"


def _other_temperature(triple: Triple, corpus: Corpus) -> Iterator[str]:
    """Yield questions for a property that papers mention, at a temperature that none gives."""
    named = named_alloys(triple.question)
    if len(named) != 1 or None in named[0].amounts or "“" in triple.question:
        return
    elements, alloy = named[0].element_key, named[0].text.strip()
    mentioned = sorted(corpus.properties[elements] & set(_AT_TEMPERATURE))
    given = corpus.kelvins[elements]
    for wanted in sorted(_TEMPERATURES, key=lambda t: _hash32(triple.paper + t)):
        [quantity] = find_quantities(wanted)
        at = quantity.si[0]
        if mentioned and not any(
            low - _SAME_KELVINS < at < high + _SAME_KELVINS for low, high in given
        ):
            name = mentioned[_hash32(triple.paper) % len(mentioned)]
            yield f"What is the {name} of {alloy} at {wanted}?"


def _other_property(triple: Triple, corpus: Corpus) -> Iterator[str]:
    """Yield questions for properties that no paper on the alloy mentions."""
    named = named_alloys(triple.question)
    if len(named) != 1 or None in named[0].amounts or "“" in triple.question:
        return
    mentioned, alloy = corpus.properties[named[0].element_key], named[0].text.strip()
    for name in sorted(_PROPERTIES, key=lambda p: _hash32(triple.paper + p)):
        if name not in mentioned:
            yield f"What is the {name} of {alloy}?"
