"""Find the subject of a question over several papers, and whether a paper is about it."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from answer.collected.paper_text import PaperSentences, Said, stems_of
from answer.question.parse import ParsedQuestion
from builder.materials.alloys import Alloy, find_alloys, named_alloys
from builder.materials.composition_cover import covers_composition
from builder.materials.formulas.elements import NAMES, NONMETALS
from builder.materials.quantities import find_quantities
from builder.materials.quantity import Quantity, equal
from builder.materials.vocabulary import Mention, find_terms
from retrieval.lexical import stem

#: Sentences of an abstract that name a concept which its title lacks, for the paper to be about it.
_SENTENCES_ABOUT = 2
#: Two long stems are of one word if they begin alike: `electrocatalysi`, `electrocatalyt`.
_LONG_STEM, _ALIKE = 9, 0.75
#: With fewer elements a formula is a phase or a substrate.
FEWEST_ELEMENTS = 3
_WORD = re.compile(r"[^\W\d_]+")
#: `high pressure` is not any pressure, while `high strength` is strength.
_EXTREME = re.compile(
    r"(?:high|low|elevated)[ -](?=(?:pressure|temperature|load|speed|velocity|cycle|field)s?\b)",
    re.IGNORECASE,
)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
#: Between two concepts of which either will do.
_EITHER = re.compile(r"\s*(?:,|and|or|and/or|as well as)\s*", re.IGNORECASE)
#: Classes of material that a question means by its words; the others are all papers' material.
_NARROW_CLASS = re.compile("refractory|eutectic|lightweight|ceramic|oxide|boride|nitride|glass")


@dataclass(frozen=True, slots=True)
class Concept:
    """One thing that a question is about, and what stands for it in a text."""

    name: str
    """The vocabulary's name of it, or its words."""
    terms: frozenset[str]
    """Terms of the vocabulary that name it or a part of it; empty for plain words."""
    stems: tuple[frozenset[str], ...]
    """The stems of each way to write it: all of one way must be in a text."""
    element: str | None = None
    """The symbol of the element that it is; alloys that hold it name it, too."""
    kind: str = ""
    """The vocabulary's kind of it; empty for plain words."""

    def is_in(self, said: Said | PaperSentences) -> bool:
        """Return True if a text names the concept."""
        if self.element:
            parts = (said,) if isinstance(said, Said) else (said.title, *said.sentences)
            return any(self._is_element_of(part) for part in parts)
        if self.terms & said.terms:
            return True
        return any(all(_holds(said.stems, one) for one in way) for way in self.stems)

    def _is_element_of(self, said: Said) -> bool:
        if self.element not in NONMETALS and self.element in said.elements:
            return True
        return self.names_element(said.text)

    def names_element(self, text: str) -> bool:
        """Return True if the element is named by itself, and not only as a part of a formula."""
        return self.element is not None and _element_pattern(self.element).search(text) is not None


@cache
def _element_pattern(symbol: str) -> re.Pattern[str]:
    names = "|".join(name for name, known in NAMES.items() if known == symbol)
    # The symbols of nonmetals are units and labels, too: 900 °C, N = 5.
    added = r"(?=-?\s?(?:dop|add|contain|alloy|free|rich|content|atom|concentrat|interstitial))"
    behind = added if symbol in NONMETALS else r"(?![\w(/]|[-–][\dA-Z])"
    return re.compile(rf"(?<![\w-])(?i:{names or symbol})(?!\w)|(?<![\w(/°º–-]){symbol}{behind}")


@dataclass(frozen=True, slots=True)
class Subject:
    """What the papers of an answer must be about."""

    core: tuple[Concept, ...]
    """The concepts that a paper must be about."""
    beside: tuple[Concept, ...]
    """Concepts that a paper must name."""
    alloys: tuple[Alloy, ...]
    conditions: tuple[Quantity, ...] = ()
    """Temperatures, doses and the like that a paper must state."""

    @property
    def concepts(self) -> tuple[Concept, ...]:
        """All concepts."""
        return self.core + self.beside


def find_subject(question: ParsedQuestion) -> Subject:
    """Return what a question over several papers is about: its terms and words without asking."""
    text = _without_alloys(question.text)
    core: list[Concept] = []
    beside: list[Concept] = []
    before: tuple[Concept, int] | None = None
    for concept, start, end in _concepts(text, question):
        if before and _EITHER.fullmatch(text[before[1] : start]) and not concept.element:
            place = core if before[0] in core else beside
            concept = place[place.index(before[0])] = _either(before[0], concept)
        elif concept.terms:
            core.append(concept)
        else:
            beside.append(concept)
        before = concept, end
    unique = {concept.name: concept for concept in core}
    core, beside = list(unique.values()), [one for one in beside if one.name not in unique]
    if not core:
        core, beside = beside, []
    return Subject(tuple(core), tuple(beside), question.alloys, question.conditions)


def lacks_nothing(subject: Subject, paper: PaperSentences) -> bool:
    """Return True if a paper names every concept and states every condition of a subject."""
    if not all(concept.is_in(paper) for concept in subject.concepts):
        return False
    if not subject.conditions:
        return True
    stated = find_quantities(f"{paper.title.text}\n{paper.abstract}")
    return all(any(equal(one, asked) for one in stated) for asked in subject.conditions)


def is_about(subject: Subject, paper: PaperSentences) -> bool:
    """Return True if a paper is about all of a subject, and does not only name it in passing."""
    return all(
        concept.is_in(paper.title) or sum(map(concept.is_in, paper.sentences)) >= _SENTENCES_ABOUT
        for concept in subject.core
    )


def main_alloys(subject: Subject, paper: PaperSentences) -> tuple[Alloy, ...]:
    """Return the alloys that a paper is about, of those that the question means.

    They are those of the title; of a title without any, the one that the abstract names most.
    """
    named = _alloys_of(paper.title.text)
    if not named:
        named = _alloys_of(paper.abstract)
        counts: dict[str, int] = {}
        for alloy in named:
            counts[alloy.composition_key] = counts.get(alloy.composition_key, 0) + 1
        most = max(counts.values(), default=0)
        named = [alloy for alloy in named if counts[alloy.composition_key] == most]
    unique: dict[str, Alloy] = {}
    for alloy in named:
        if means(subject, alloy, paper):
            unique.setdefault(alloy.composition_key, alloy)
    return tuple(unique.values())


def of_other_alloys(subject: Subject, said: Said, paper: PaperSentences) -> bool:
    """Return True if a sentence names alloys, and none that the question means."""
    if not subject.alloys or not said.elements:
        return False
    named = _alloys_of(said.text)
    return bool(named) and not any(means(subject, alloy, paper) for alloy in named)


def means(subject: Subject, stated: Alloy, paper: PaperSentences) -> bool:
    """Return True if a question means an alloy of a paper, or any alloy."""
    text = f"{paper.title.text}\n{paper.abstract}"
    return not subject.alloys or any(_is_of(stated, asked, text) for asked in subject.alloys)


def _is_of(stated: Alloy, asked: Alloy, text: str) -> bool:
    """Return True if a question over papers means a composition by another.

    A plain formula means its doped forms, too (the headings tell them apart); a family means its
    members; a formula with numbers nothing but itself.
    """
    if not set(asked.elements) <= set(stated.elements):
        return False
    if covers_composition(stated, asked, text):
        return True
    if None in asked.amounts:
        return set(asked.elements) == set(stated.elements)
    return not re.search(r"\d", asked.text)


def _alloys_of(text: str) -> list[Alloy]:
    return [
        alloy
        for alloy in named_alloys(text)
        if alloy.kind == "alloy" and len(alloy.elements) >= FEWEST_ELEMENTS
    ]


def _concepts(text: str, question: ParsedQuestion) -> Iterator[tuple[Concept, int, int]]:
    """Yield the concepts of a question, each with its span, in order."""
    mentions = list(find_terms(text))
    symbols = {symbol.lower(): symbol for symbol in question.elements}
    at = 0
    for mention in [*mentions, None]:
        yield from _plain_concepts(text, at, mention.start if mention else len(text), symbols)
        if mention:
            at = mention.end
            if mention.kind != "class" or _is_narrow(mention):
                yield _concept_of(mention), mention.start, mention.end


def _plain_concepts(
    text: str, start: int, end: int, symbols: dict[str, str]
) -> Iterator[tuple[Concept, int, int]]:
    """Yield the words of a text that tell a subject; words that follow each other as one."""
    left_out = _words("asking") | _words("materials") | _words("bettering")
    run: list[re.Match[str]] = []
    for match in [*_WORD.finditer(text, start, end), None]:
        follows = match and run and text[run[-1].end() : match.start()] in (" ", "-")
        if run and not follows:
            yield _concept_of_words([one.group() for one in run], symbols), *_span(run)
            run = []
        stems = stems_of(match.group()) if match else frozenset()
        is_extreme = match and _EXTREME.match(text, match.start())
        if match and stems and (is_extreme or not stems & left_out):
            run.append(match)
        elif run:
            yield _concept_of_words([one.group() for one in run], symbols), *_span(run)
            run = []


def _span(run: list[re.Match[str]]) -> tuple[int, int]:
    return run[0].start(), run[-1].end()


def _concept_of(mention: Mention) -> Concept:
    narrower: list[str] = _tables()["narrower"].get(mention.name, [])
    own = () if mention.name in _tables()["apart"] else (mention.text, mention.name)
    ways = dict.fromkeys(stems_of(way) for way in (*own, *narrower))
    return Concept(
        mention.name,
        frozenset({mention.name, *narrower}),
        tuple(filter(None, ways)),
        kind=mention.kind,
    )


def _concept_of_words(words: list[str], symbols: dict[str, str]) -> Concept:
    stems = stems_of(" ".join(words))
    narrower: list[str] = _tables()["narrower"].get(" ".join(words).lower(), [])
    ways = (stems, *map(stems_of, narrower))
    element = symbols.get(stem(words[0].lower())) if len(words) == 1 else None
    return Concept(" ".join(words).lower(), frozenset(), ways, element)


def _either(one: Concept, other: Concept) -> Concept:
    """Return the concept that is in a text if one or the other of two is."""
    return replace(
        one,
        name=f"{one.name} or {other.name}",
        terms=one.terms | other.terms,
        stems=one.stems + other.stems,
    )


def _holds(stems: frozenset[str], one: str) -> bool:
    """Return True if a word, or a long word of its family, is among stems."""
    if one in stems:
        return True
    beginning = one[: round(_ALIKE * len(one))]
    return len(one) >= _LONG_STEM and any(other.startswith(beginning) for other in stems)


def _is_narrow(mention: Mention) -> bool:
    general = ("alloy", "high-entropy material", "concentrated solid solution")
    return not mention.name.endswith(general) or bool(_NARROW_CLASS.search(mention.name))


def _without_alloys(text: str) -> str:
    """Return a question with its alloys, quantities and years blanked out."""
    plain = list(text)
    spans = [(alloy.start, alloy.end) for alloy in find_alloys(text) if alloy.kind == "alloy"]
    spans += [(quantity.start, quantity.end) for quantity in find_quantities(text)]
    spans += [match.span() for match in _YEAR.finditer(text)]
    for start, end in spans:
        plain[start:end] = " " * (end - start)
    return "".join(plain)


@cache
def _words(table: str) -> frozenset[str]:
    """Return the stems of a list of words."""
    return stems_of(_tables()[table])


@cache
def _tables() -> dict[str, Any]:
    """Return the word lists of subjects."""
    return tomllib.loads(Path(__file__).with_name("data").joinpath("subjects.toml").read_text())
