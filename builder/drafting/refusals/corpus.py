"""What the papers of a corpus mention, so that no other paper answers a question either."""

from __future__ import annotations

import math
import re
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from itertools import chain, islice

from builder.drafting.refusals.known_conditions import KnownConditions
from builder.drafting.refusals.paper_lists import Either, another_in_all, another_with_most
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

#: Most refused questions of a form, with a word, and with a word that was put in, for one answered
#: question like it: of all forms about one refused comes for ten answered.
_OF_A_FORM, _WITH_A_WORD, _PUT_IN = 0.10, 0.13, 0.11
_FEW_QUESTIONS = 200
_WORD = re.compile(r"[a-z][a-z\d]+")
#: Kelvins of one class of temperatures; those of neighbouring classes count as near.
_KELVINS = 40
_MOST_CLASSES = 100
#: A paper with this share of the words of a question may answer it.
_ENOUGH_WORDS = 0.6
#: Alloys of the same elements that are looked at for one question: without a bound the search
#: would take longer with each paper of the corpus.
_MOST_LOOKED_AT = 200
#: Between these the amounts of an alloy whose base stands in brackets add up, in per cent.
_WHOLE = (98.0, 102.0)
_NO_PAPERS = array("I")
#: An element of a smaller amount is a trace that papers seldom vary: CoCrFeNiCe0.003.
_A_TRACE = 0.05
#: A formula that is put into questions, such as Al0.3CoCrFeNi, (CoCrFeNi)94Al6 or AlxCoCrFeNi.
_PLAIN_FORMULA = re.compile(
    r"(?=.{5,17}$)(?!.*[A-Za-z]1(?![\d.]))(?:[A-Z][a-z]?(?:[\d.]+|x)?|\((?:[A-Z][a-z]?[\d.]*){3,}\)[\d.]+)+"
)


@dataclass(slots=True)
class KnownAlloy:
    """An alloy as the corpus first writes it, with the numbers of the papers that name it."""

    alloy: Alloy
    papers: array[int]


class AlloySystem:
    """The alloys of one set of elements that a corpus names, once all papers are noted."""

    def __init__(self, known: Iterable[KnownAlloy]) -> None:
        """Sort the alloys by their compositions."""
        self._known = [*known]
        self._open: list[KnownAlloy] = []
        self._exact: dict[str, list[KnownAlloy]] = {}
        for one in self._known:
            if None in one.alloy.amounts:
                self._open.append(one)
            else:
                self._exact.setdefault(one.alloy.composition_key, []).append(one)

    def naming(self, bare: Alloy) -> Either:
        """Return the papers by each alloy that may be this one, which is without companion."""
        known = self._known
        if None not in bare.amounts:
            known = [*self._exact.get(bare.composition_key, ()), *self._open]
        return [one.papers for one in known if compatible(bare, one.alloy)]

    @cached_property
    def plain(self) -> Sequence[Alloy]:
        """The alloys whose formulas are plain enough to be put anywhere; each is read once."""
        return [one.alloy for one in self._known if _reads_alike(one.alloy)]


@dataclass
class Corpus:
    """The papers of a corpus by what they mention; papers are numbered."""

    numbers: dict[str, int] = field(default_factory=dict)
    """Id of a paper → its number."""
    alloys: dict[str, dict[str, KnownAlloy]] = field(default_factory=lambda: defaultdict(dict))
    """Set of elements → composition → the alloy."""
    mentions: dict[str, array[int]] = field(default_factory=lambda: defaultdict(lambda: array("I")))
    """Term, word or class of temperatures → the papers that mention it, in rising order."""
    conditions: KnownConditions = field(default_factory=KnownConditions)
    questions: set[int] = field(default_factory=set)
    """Hashes of the questions that are made."""
    asked: int = 0
    """Number of answered questions."""
    answered: Counter[str] = field(default_factory=Counter)
    """Words and forms of answered questions, each with its number of questions."""
    refused: Counter[str] = field(default_factory=Counter)
    """Words and forms of the questions that are made, each with its number of questions."""

    def add(self, paper: str, title: str, abstract: str) -> None:
        """Note what a paper mentions."""
        number = self.numbers.setdefault(paper, len(self.numbers))
        text = f"{title}. {abstract}"
        for alloy in named_alloys(text):
            known = self.alloys[alloy.element_key].setdefault(
                alloy.composition_key, KnownAlloy(_bare(alloy), array("I"))
            )
            if not known.papers or known.papers[-1] != number:
                known.papers.append(number)
        quantities = find_quantities(text)
        self.conditions.add(quantities)
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
        """Return whether a question has a word or form by which refused ones could be told.

        Its form is whether it quotes a title, how it then begins, and whether it names an alloy.
        Of no form, and with no word, may there be many more refused questions than its share of
        the answered ones; a word that was put in must stand in answered ones. A few questions have
        no words in common.
        """
        if self.asked < _FEW_QUESTIONS:
            return False
        put = [word for word in _words_of(put_in) if word not in _forms_of(put_in)]
        return any(self.refused[word] >= _PUT_IN * self.answered[word] for word in put) or any(
            self.refused[word] >= share * self.answered[word] + 1
            for share, words in (
                (_OF_A_FORM, _forms_of(question)), (_WITH_A_WORD, _words_of(question))
            )
            for word in words
        )  # fmt: skip

    def of_elements(self, elements: str, turn: int) -> Iterator[Alloy]:
        """Yield some alloys of the same elements in other amounts.

        Args:
            elements: The elements of an alloy, as `Alloy.element_key`.
            turn: Which alloy comes first; the others follow in their order, and those before it
                last.
        """
        plain = self._system(elements).plain
        first = turn % max(len(plain), 1)
        yield from islice(chain(plain[first:], plain[:first]), _MOST_LOOKED_AT)

    _by_elements: dict[str, AlloySystem] = field(default_factory=dict)

    def _system(self, elements: str) -> AlloySystem:
        if elements not in self._by_elements:
            self._by_elements[elements] = AlloySystem(self.alloys.get(elements, {}).values())
        return self._by_elements[elements]

    def is_answered_elsewhere(self, question: str, paper: str) -> bool:
        """Return whether a paper other than the one a question is on may answer it.

        A question that quotes the title of its paper asks of that paper alone.
        """
        if "“" in question:
            return False
        own = self.numbers.get(paper, -1)
        conditions = [self._naming(alloy) for alloy in asked_alloys(question)]
        if conditions and not another_in_all(conditions, own):
            return False
        terms = [one.name for one in asked_properties(question)]
        terms = terms or [one.name for one in outside_quotes(question, find_terms(question))]
        conditions += [self._mentioning([name]) for name in terms]
        if conditions:
            conditions += [
                self._mentioning(_classes(quantity, 1))
                for quantity in find_quantities(question)
                if quantity.dimension == "temperature"
            ]
        if terms:
            return another_in_all(conditions, own)
        stems = self._mentioning(f"{stem}-" for stem in stems_of(question))
        least = math.ceil(_ENOUGH_WORDS * len(stems))
        return bool(stems) and another_with_most(stems, least, conditions, own)

    def _naming(self, alloy: Alloy) -> Either:
        """Return the papers by each alloy that may be this one."""
        return self._system(alloy.element_key).naming(_bare(alloy))

    def _mentioning(self, names: Iterable[str]) -> Either:
        """Return the papers by each of some terms, words or classes."""
        return [self.mentions.get(name, _NO_PAPERS) for name in names]


def survey(papers: Iterable[tuple[str, str, str]]) -> Corpus:
    """Note what all papers mention; each is (id, title, abstract)."""
    corpus = Corpus()
    for paper, title, abstract in papers:
        corpus.add(paper, title, abstract)
    return corpus


def _words_of(question: str) -> set[str]:
    """Return the words of a question outside of titles, and of what form it is."""
    return {*_WORD.findall(blanked(question).lower()), *_forms_of(question)}


def _forms_of(question: str) -> tuple[str, str]:
    """Return how a question that quotes a title begins, and whether it names an alloy."""
    form = question.partition(" ")[0] if "“" in question else ""
    return f"“ {form}", "an alloy" if asked_alloys(question) else "no alloy"


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
        and not _has_main_element(alloy)
        and min((amount for amount in alloy.amounts if amount), default=1.0) >= _A_TRACE
        and not _is_compound(alloy)
    )


def _has_main_element(alloy: Alloy) -> bool:
    """Return whether one element makes up most of an alloy, which then is of another class."""
    told = [amount for amount in alloy.amounts if amount is not None]
    return bool(told) and len(told) == len(alloy.amounts) and 2 * max(told) > sum(told)


def _is_compound(alloy: Alloy) -> bool:
    """Return whether a formula is that of an intermetallic: Al13(FeCoNiCr)4."""
    return (
        "(" in alloy.text and not _WHOLE[0] <= sum(one or 0 for one in alloy.amounts) <= _WHOLE[1]
    )


@lru_cache(maxsize=8192)
def _bare(alloy: Alloy) -> Alloy:
    return replace(alloy, start=0, end=0, companion="")
