"""Find the subject of a question over several papers, and whether a paper is about it."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from answer.answers import Answer, Sentence
from answer.collected.concepts import Concept, either, find_concepts
from answer.collected.paper_text import PaperSentences, Said
from answer.collected.sentence_kinds import is_background, is_purpose
from answer.question.amounts.temperatures_in_words import TemperatureInWords, temperature_called
from answer.question.grammar.years import find_years
from answer.question.parse import ParsedQuestion
from builder.materials.alloys import Alloy, find_alloys, named_alloys
from builder.materials.composition_cover import covers_composition
from builder.materials.quantities import find_quantities
from builder.materials.quantity import Quantity, equal

#: Sentences of an abstract that name a concept which its title lacks, for the paper to be about it.
_SENTENCES_ABOUT = 2
#: With fewer elements a formula is a phase or a substrate.
FEWEST_ELEMENTS = 3
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_CAUSE_ASKED = re.compile(
    r"\bwhy\b|\breasons?\b|\bwhat (?:else )?(?:controls?|governs?|determines?|causes?|limits?"
    r"|dictates?|decides|drives|leads to)\b",
    re.IGNORECASE,
)
#: Between two concepts of which either will do.
_EITHER = re.compile(
    r"\s*(?:,|and|or|and/or|as well as)\s*(?:(?:by|from|in|on|of|with|for|via|using)\s+)?", re.I
)


_OR = re.compile(r"\s*(?:,\s*)?(?:and/)?or\s*", re.IGNORECASE)
#: Before two concepts of which both are asked for.
_BOTH = re.compile(r"\bboth\b", re.IGNORECASE)
#: Around a class of materials, all others; an alloy is blanked out.
_ALL = r"(?:alloys?|materials?|metals?|[hm]eas?|mpeas?)"
_JOINT = r"\s?(?:,|/|,? ?\b(?:and/or|and|or)\b)\s?"
_OR_THIS = re.compile(rf"(?:\b{_ALL}| {{3}}){_JOINT}(?:its |their )?$", re.IGNORECASE)
_OR_ANY = re.compile(rf"{_JOINT}(?:bulk )?{_ALL}\b", re.IGNORECASE)
#: What a phase is called behind its name.
_PHASE_NOUNS = frozenset(
    ("phase", "phases", "precipitate", "precipitates", "particles", "structure")
)


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
    temperatures: tuple[TemperatureInWords, ...] = ()
    """Temperatures in words, beside what is asked about: a paper may state an amount instead."""
    cause: bool = False
    """Whether it is asked what brings it about: a sentence that tells a cause says most."""

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
    for concept, start, end in _with_whole_phrases(find_concepts(text, question.elements), text):
        if concept.kind == "class" and is_any_material(text, start, end):
            continue
        if before and before[0].kind == "phase" and concept.name in _PHASE_NOUNS:
            continue  # `an L12 phase`
        if (
            before
            and before[0].written
            and concept.kind == "class"
            and not text[before[1] : start].strip()
        ):
            continue  # `304 stainless steel`
        if before and _are_either(text, before[1], start, before[0], concept):
            place = core if before[0] in core else beside
            concept = place[place.index(before[0])] = either(before[0], concept)
        elif concept.terms:
            core.append(concept)
        else:
            beside.append(concept)
        before = concept, end
    unique = {concept.name: concept for concept in core}
    core, beside = list(unique.values()), [one for one in beside if one.name not in unique]
    if not core:
        core, beside = beside, []
    called = {one.name: warm for one in core if (warm := temperature_called(one.name))}
    if len(called) == len(core):
        called = {}  # the temperature itself is asked about
    return Subject(
        tuple(one for one in core if one.name not in called),
        tuple(beside),
        question.alloys,
        question.conditions,
        tuple(called.values()),
        _CAUSE_ASKED.search(question.text) is not None,
    )


def is_any_material(text: str, start: int, end: int) -> bool:
    """Return whether a class of materials is named beside all others: `alloys or coatings`."""
    return bool(_OR_THIS.search(text, 0, start) or _OR_ANY.match(text, end))


def _with_whole_phrases(
    found: Iterable[tuple[Concept, int, int]], text: str
) -> Iterator[tuple[Concept, int, int]]:
    """Yield concepts, a substance with the word behind it as one in a list: `or brine exposure`."""
    held: tuple[Concept, int, int] | None = None
    for concept, start, end in sorted(found, key=lambda one: one[1]):
        if held and not (concept.terms or concept.kind) and text[held[2] : start] == " ":
            ways = tuple(one | own for one in held[0].stems for own in concept.stems)
            yield replace(concept, name=f"{held[0].name} {concept.name}", stems=ways), held[1], end
            held = None
            continue
        if held:
            yield held
        held = None
        if concept.kind == "substance" and text[:start].endswith(" or "):
            held = concept, start, end
        else:
            yield concept, start, end
    if held:
        yield held


def _are_either(text: str, end: int, start: int, one: Concept, other: Concept) -> bool:
    """Return whether of two concepts, between which a text stands, either will do.

    Of two elements both are meant, unless they are joined by `or`.
    """
    if other.element and not (one.is_element and _OR.fullmatch(text[end:start])):
        return False
    both = _BOTH.search(text, 0, end) and re.search(r"\band\b", text[end:start])
    return not both and _EITHER.fullmatch(text[end:start]) is not None


def lacks_nothing(subject: Subject, paper: PaperSentences) -> bool:
    """Return True if a paper names every concept and states every condition of a subject."""
    if not all(concept.is_in(paper) for concept in subject.concepts):
        return False
    unnamed = [one for one in subject.temperatures if one.name not in paper.terms]
    if not subject.conditions and not unnamed:
        return True
    stated = find_quantities(f"{paper.title.text}\n{paper.abstract}")
    return all(any(equal(one, asked) for one in stated) for asked in subject.conditions) and all(
        any(map(asked.takes_in, stated)) for asked in unnamed
    )


def states_conditions(subject: Subject, said: Said) -> bool:
    """Return True if a sentence states every condition of a subject."""
    stated = find_quantities(said.text) if subject.conditions else []
    return all(any(equal(one, asked) for one in stated) for asked in subject.conditions)


def is_about(subject: Subject, paper: PaperSentences) -> bool:
    """Return True if a paper is about all of a subject, and does not only name it in passing."""
    return all(_is_about_one(concept, paper) for concept in subject.core)


def _is_about_one(concept: Concept, paper: PaperSentences) -> bool:
    if concept.is_in(paper.title):
        return True
    naming = [said for said in paper.sentences if concept.is_in(said)]
    return len(naming) >= _SENTENCES_ABOUT or any(is_purpose(said.text) for said in naming)


def main_alloys(subject: Subject, paper: PaperSentences) -> tuple[Alloy, ...]:
    """Return the alloys that a paper is about, of those that the question means.

    They are those of the title; of a title without any, the one that the abstract names most.
    """
    titled = _alloys_of(paper.title.text)
    named = titled
    if not named:
        named = _alloys_of(paper.abstract)
        counts: dict[str, int] = {}
        for alloy in named:
            counts[alloy.composition_key] = counts.get(alloy.composition_key, 0) + 1
        most = max(counts.values(), default=0)
        named = [alloy for alloy in named if counts[alloy.composition_key] == most]
    if named and not any(means(subject, one, paper) for one in named):
        # A title may name no more than what the alloys of the paper are based on.
        bases = [{*one.elements} for one in titled] or [set[str]()]
        own = (said for said in paper.sentences if not is_background(said.text))
        stated = [one for said in own for one in _alloys_of(said.text)]
        named = [one for one in stated if any(base < {*one.elements} for base in bases)]
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


def without_other_matters(answer: Answer, question: ParsedQuestion) -> Answer:
    """Leave out quotes that are not of the alloy that is all a question is about, if others are.

    Those of it name it, or name no alloy in a paper whose title names no other.
    """
    if question.intent != "broad" or not question.alloys or find_subject(question).concepts:
        return answer
    keys = {asked.composition_key for asked in question.alloys}
    kept = []
    for one in answer.citations:
        named = _alloys_of(one.quote)
        titled = {alloy.composition_key for alloy in _alloys_of(one.listed.paper.title or "")}
        names_it = any(
            _is_of(alloy, asked, one.quote) for alloy in named for asked in question.alloys
        )
        if names_it or (not named and titled and titled <= keys):
            kept.append(one)
    citations = tuple(replace(one, n=n) for n, one in enumerate(kept, start=1))
    sentences = tuple(Sentence(one.quote, (one.n,), True) for one in citations)
    return replace(answer, citations=citations, sentences=sentences) if kept else answer


def names_alloy(subject: Subject, said: Said, paper: PaperSentences) -> bool:
    """Return True if a sentence itself names an alloy that the question means."""
    return any(means(subject, alloy, paper) for alloy in _alloys_of(said.text))


def is_of_itself(subject: Subject, alloys: Sequence[Alloy]) -> bool:
    """Return True if one of some alloys is an alloy asked about, and not a doped form of one."""
    asked = {alloy.composition_key for alloy in subject.alloys}
    return any(alloy.composition_key in asked for alloy in alloys)


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


def _without_alloys(text: str) -> str:
    """Return a question with its alloys, quantities and years blanked out."""
    plain = list(text)
    spans = [(alloy.start, alloy.end) for alloy in find_alloys(text) if alloy.kind == "alloy"]
    spans += [(quantity.start, quantity.end) for quantity in find_quantities(text)]
    spans += [match.span() for match in _YEAR.finditer(text)]
    spans += find_years(text).spans  # `from 2022 onwards`
    for start, end in spans:
        plain[start:end] = " " * (end - start)
    return "".join(plain)
