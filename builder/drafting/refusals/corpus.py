"""What the papers of a corpus mention, so that no other paper answers a question either."""

from __future__ import annotations

import re
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from builder.drafting.refusals.question_text import (
    asked_alloys,
    asked_properties,
    blanked,
    chance,
    outside_quotes,
    stems_of,
)
from builder.materials.alloys import Alloy, compatible, named_alloys
from builder.materials.quantities import find_quantities
from builder.materials.quantity import Quantity
from builder.materials.vocabulary import find_terms

#: Dimensions of conditions that are exchanged.
CONDITIONS = ("temperature", "time", "strain_rate", "force", "atomic_fraction", "mass_fraction")
#: Most refused questions with a word, for one answered question with it.
_REFUSED_SHARE = 0.3
_FEW_QUESTIONS = 200
_WORD = re.compile(r"[a-z][a-z\d]+")
#: Kelvins of one class of temperatures; those of neighbouring classes count as near.
_KELVINS = 40
_MOST_CLASSES = 100
#: A paper with this share of the words of a question may answer it.
_ENOUGH_WORDS = 0.6
#: Two alloys with this share of common elements are related.
_RELATED = 0.6
_MOST_RELATED = 40
#: A formula that is put into questions, such as Al0.3CoCrFeNi, (CoCrFeNi)94Al6 or AlxCoCrFeNi.
_PLAIN_FORMULA = re.compile(
    r"(?=.{5,17}$)(?!.*[A-Za-z]1(?![\d.]))(?:[A-Z][a-z]?(?:[\d.]+|x)?|\((?:[A-Z][a-z]?[\d.]*){3,}\)[\d.]+)+"
)


@dataclass(slots=True)
class KnownAlloy:
    """An alloy as the corpus first writes it, with the numbers of the papers that name it."""

    alloy: Alloy
    papers: array[int]


@dataclass
class Corpus:
    """The papers of a corpus by what they mention; papers are numbered."""

    numbers: dict[str, int] = field(default_factory=dict)
    """Id of a paper → its number."""
    alloys: dict[str, dict[str, KnownAlloy]] = field(default_factory=lambda: defaultdict(dict))
    """Set of elements → composition → the alloy."""
    mentions: dict[str, array[int]] = field(default_factory=lambda: defaultdict(lambda: array("L")))
    """Term, word or class of temperatures → the papers that mention it."""
    conditions: dict[tuple[str, str], set[str]] = field(default_factory=lambda: defaultdict(set))
    """(dimension, unit) → single values of it, as the papers write them."""
    questions: set[int] = field(default_factory=set)
    """Hashes of the questions that are made."""
    asked: int = 0
    """Number of answered questions."""
    answered: Counter[str] = field(default_factory=Counter)
    """Words of answered questions, each with its number of questions."""
    refused: Counter[str] = field(default_factory=Counter)
    """Words of the questions that are made, each with its number of questions."""

    def add(self, paper: str, title: str, abstract: str) -> None:
        """Note what a paper mentions."""
        number = self.numbers.setdefault(paper, len(self.numbers))
        text = f"{title}. {abstract}"
        for alloy in named_alloys(text):
            known = self.alloys[alloy.element_key].setdefault(
                alloy.composition_key, KnownAlloy(_bare(alloy), array("L"))
            )
            if not known.papers or known.papers[-1] != number:
                known.papers.append(number)
        quantities = find_quantities(text)
        for one in quantities:
            if one.dimension in CONDITIONS and one.low == one.high and one.text[0].isdigit():
                self.conditions[one.dimension, one.unit].add(one.text)
        for name in _mentioned(text, quantities):
            self.mentions[name].append(number)

    def note_answered(self, question: str) -> None:
        """Note the words of a question that its paper answers."""
        self.asked += 1
        self.answered.update(_words_of(question))

    def note_refused(self, question: str) -> None:
        """Note a question that no paper answers."""
        self.questions.add(chance(question))
        self.refused.update(_words_of(question))

    def is_telltale(self, question: str, put_in: str = "") -> bool:
        """Return whether a question has a word by which refused questions could be told.

        No word may stand in many more refused questions than its share of the answered ones; one
        that was put in must stand in answered ones. A few questions have no words in common.
        """
        if self.asked < _FEW_QUESTIONS:
            return False
        words = _words_of(question)
        return any(
            self.refused[word] >= _REFUSED_SHARE * self.answered[word] for word in _words_of(put_in)
        ) or any(self.refused[word] >= _REFUSED_SHARE * self.answered[word] + 1 for word in words)

    def related(self, elements: str) -> Sequence[Alloy]:
        """Return alloys with much the same elements as these, the likest first."""
        if elements not in self._related:
            mine = {*elements.split("-")}
            likest = sorted(
                (-len(mine & other) / len(mine | other), chance(elements, key), key)
                for key in self.alloys
                if len(mine & (other := {*key.split("-")})) >= _RELATED * len(mine | other)
            )[:_MOST_RELATED]
            self._related[elements] = [
                known.alloy
                for _, _, key in likest
                for known in self.alloys[key].values()
                if _reads_alike(known.alloy)
            ]
        return self._related[elements]

    _related: dict[str, list[Alloy]] = field(default_factory=dict)

    def is_answered_elsewhere(self, question: str, paper: str) -> bool:
        """Return whether a paper other than the one a question is on may answer it.

        A question that quotes the title of its paper asks of that paper alone.
        """
        if "“" in question:
            return False
        found = self._naming(asked_alloys(question))
        found = found if found is None else found - {self.numbers.get(paper, -1)}
        if found is not None and not found:
            return False
        terms = [one.name for one in asked_properties(question)]
        terms = terms or [one.name for one in outside_quotes(question, find_terms(question))]
        for name in terms:
            mentioned = {*self.mentions.get(name, ())}
            found = mentioned if found is None else found & mentioned
        for quantity in find_quantities(question):
            if quantity.dimension == "temperature" and found is not None:
                near = (self.mentions.get(name, ()) for name in _classes(quantity, 1))
                found &= {number for papers in near for number in papers}
        if not terms or found is None:
            found = self._with_words(stems_of(question), found)
        return bool(found - {self.numbers.get(paper, -1)})

    def _naming(self, alloys: Iterable[Alloy]) -> set[int] | None:
        """Return the papers that name all of some alloys; None for no alloys."""
        found: set[int] | None = None
        for alloy in alloys:
            bare = _bare(alloy)
            same = (
                known.papers
                for known in self.alloys.get(alloy.element_key, {}).values()
                if compatible(bare, known.alloy)
            )
            papers = {number for numbers in same for number in numbers}
            found = papers if found is None else found & papers
        return found

    def _with_words(self, stems: Iterable[str], among: set[int] | None) -> set[int]:
        """Return the papers that hold most of some words."""
        wanted = [f"{stem}-" for stem in stems]
        counts = Counter(number for stem in wanted for number in self.mentions.get(stem, ()))
        return {
            number
            for number, count in counts.items()
            if count >= _ENOUGH_WORDS * len(wanted) and (among is None or number in among)
        }


def survey(papers: Iterable[tuple[str, str, str]]) -> Corpus:
    """Note what all papers mention; each is (id, title, abstract)."""
    corpus = Corpus()
    for paper, title, abstract in papers:
        corpus.add(paper, title, abstract)
    return corpus


def _words_of(question: str) -> set[str]:
    return {*_WORD.findall(blanked(question).lower())}


def _mentioned(text: str, quantities: Iterable[Quantity]) -> set[str]:
    found = {term.name for term in find_terms(text)}
    found |= {f"{stem}-" for stem in stems_of(text)}
    for one in quantities:
        if one.dimension == "temperature":
            found.update(_classes(one, 0))
    return found


def _classes(quantity: Quantity, beside: int) -> list[str]:
    """Return the classes of a temperature or a range of them, and some on both sides."""
    low, high = (int(value // _KELVINS) for value in quantity.si)
    most = min(high, low + _MOST_CLASSES)
    return [f"{number} × {_KELVINS} K" for number in range(low - beside, most + beside + 1)]


def _reads_alike(alloy: Alloy) -> bool:
    """Return whether a formula is plain enough to be put anywhere."""
    read = named_alloys(alloy.text) if _PLAIN_FORMULA.fullmatch(alloy.text) else ()
    return (
        len(read) == 1
        and read[0].elements == alloy.elements
        and len(alloy.elements) > 2
        and not {"O", "N", "H"}.intersection(alloy.elements)
    )


@lru_cache(maxsize=8192)
def _bare(alloy: Alloy) -> Alloy:
    return replace(alloy, start=0, end=0, companion="")
