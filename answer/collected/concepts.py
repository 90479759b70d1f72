"""Find what a question is about: its terms and words, each with its other names."""

import re
import tomllib
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from answer.collected.paper_text import PaperSentences, Said, names_element, stems_of
from answer.question.wording.variants import find_substances, variants
from builder.materials.formulas.elements import NONMETALS
from builder.materials.vocabulary import TERMS, Mention, find_terms
from retrieval.lexical import stem

#: Two long stems are of one word if they begin alike: `electrocatalysi`, `electrocatalyt`.
_LONG_STEM, _ALIKE = 9, 0.75
_WORD = re.compile(r"[^\W\d_]+")
#: What a steel or another alloy is called by a standard: 316L, AZ91, H13, `304 stainless steel`.
_DESIGNATION = re.compile(
    r"(?<![\w.-])(?:(?=[A-Z]*\d)(?=\d*[A-Z])[A-Z\d]{3,8}"
    r"|\d{2,4}(?=(?: or [A-Z\d]{3,5})?(?: stainless)? steels?\b))"
    r"(?![\w-])"
)
#: `high pressure` is not any pressure, while `high strength` is strength.
_EXTREME = re.compile(
    r"(?:high|low|elevated)[ -](?=(?:pressure|temperature|load|speed|velocity|cycle|field)s?\b"
    r"|strain rates?\b)",
    re.IGNORECASE,
)
#: Words between those of a phrase: `resistance to corrosion`, `grain size growth`.
_MOST_BETWEEN = 2
#: A material that is none of the field's own.
_OTHER_MATERIAL = re.compile(
    r"(?:liquid|molten) metals?\b|metallic glass|metal(?=[ -]organic)", re.I
)
_SECOND_WORD = re.compile(r"(?<=liquid )metal|(?<=molten )metal|(?<=situ )alloying", re.I)
#: An impact that is a load, and not the impact of something on something.
_IMPACT = re.compile(r"(?<=\b(?:to|by) )impact|(?<=\b(?:and|for) )impact|(?<=under )impact", re.I)
_IMPACT_OF = re.compile(r"impacts? (?:of|on)\b", re.IGNORECASE)
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
    """The vocabulary's kind of it, or `substance`; empty for plain words."""
    substances: frozenset[str] = frozenset()
    """Formulas of the substances that it is, or names where those leave the formula open."""
    written: re.Pattern[str] | None = None
    """How a designation is written; None for all else."""
    others: tuple["Concept", ...] = ()
    """Other elements of which one will do as well: `Hf or Zr`."""

    def is_in(self, said: Said | PaperSentences) -> bool:
        """Return True if a text names the concept."""
        parts = (said,) if isinstance(said, Said) else (said.title, *said.sentences)
        if self.element and any(self._is_element_of(part) for part in parts):
            return True
        if any(one.is_in(said) for one in self.others):
            return True
        if self.is_element:
            return False
        if self.written:
            return any(self.written.search(part.text) for part in parts)
        if self.terms & said.terms or self.substances & said.substances:
            return True
        ways = [way for way in self.stems if all(_holds(said.stems, one) for one in way)]
        if any(len(way) == 1 for way in ways):
            return True
        return any(_stand_together(part.text, way) for way in ways for part in parts)

    @property
    def is_element(self) -> bool:
        """Whether it is an element and nothing else."""
        return self.element is not None and not (self.terms or self.substances)

    def _is_element_of(self, said: Said) -> bool:
        if self.element not in NONMETALS and self.element in said.elements:
            return True
        return self.names_element(said.text)

    def names_element(self, text: str) -> bool:
        """Return True if the element is named by itself, and not only as a part of a formula."""
        return self.element is not None and names_element(self.element, text)


def find_concepts(text: str, elements: Collection[str]) -> Iterator[tuple[Concept, int, int]]:
    """Yield the concepts of a question, each with its span, in order.

    Args:
        text: The question without its alloys and quantities.
        elements: Symbols of the elements that it names outside formulas.
    """
    for named in find_substances(text):
        text = f"{text[: named.start]}{' ' * len(named.text)}{text[named.end :]}"
        ways = tuple(map(stems_of, filter(str.islower, variants(named.text))))
        own = frozenset({named.formula or named.name})
        found = Concept(named.text, frozenset(), ways, kind="substance", substances=own)
        yield found, named.start, named.end
    compounds = [*_compound_pattern().finditer(text)]
    for match in compounds:
        text = f"{text[: match.start()]}{' ' * len(match.group())}{text[match.end() :]}"
        formulas = _thesaurus()["compounds"][match.group().lower()]
        ways = tuple(map(stems_of, (match.group(), *formulas)))
        yield Concept(match.group().lower(), frozenset(), ways), *match.span()
    phases = [(one.start, one.end) for one in find_terms(text) if one.kind == "phase"]
    for match in [*_DESIGNATION.finditer(text)]:
        if any(start <= match.start() < end for start, end in phases):
            continue  # L12
        text = f"{text[: match.start()]}{' ' * len(match.group())}{text[match.end() :]}"
        yield _designation(match.group()), *match.span()
    mentions = list(find_terms(text))
    symbols = {symbol.lower(): symbol for symbol in elements}
    at = 0
    for mention in [*mentions, None]:
        yield from _plain_concepts(text, at, mention.start if mention else len(text), symbols)
        if mention:
            at = mention.end
            if mention.kind != "class" or _is_narrow(mention):
                yield _concept_of(mention), mention.start, mention.end


def _designation(name: str) -> Concept:
    """Return what a standard calls a material, which a text may write with a space: 316 L."""
    whole = "[ -]?".join(re.findall(r"[A-Z]+|\d+", name))
    written = rf"(?<![\w.])(?:SS)?{whole}(?:SS)?(?![\w.]*\d|\w)"
    if name.isdigit():  # and no amount
        steel = r"[ -]?(?:SS\b|(?:\w+ )?(?:stainless|steel))"
        written = rf"\b(?:SS|AISI|[Tt]ype)[ -]?{name}\b|\b{name}{steel}"
    return Concept(name, frozenset(), (frozenset({name.lower()}),), written=re.compile(written))


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
        is_subject = match and _is_subject_here(text, match.start())
        if match and stems and (is_subject or not stems & left_out):
            run.append(match)
        elif run:
            yield _concept_of_words([one.group() for one in run], symbols), *_span(run)
            run = []


def _span(run: list[re.Match[str]]) -> tuple[int, int]:
    return run[0].start(), run[-1].end()


def _is_subject_here(text: str, start: int) -> bool:
    """Return whether a word that asks elsewhere is a part of the subject in its place."""
    if any(words.match(text, start) for words in (_EXTREME, _OTHER_MATERIAL, _SECOND_WORD)):
        return True
    return _IMPACT.match(text, start) is not None and not _IMPACT_OF.match(text, start)


def is_of_its_own(mention: Mention) -> bool:
    """Return whether a form of a term names a narrower subject: a thin film is not any coating."""
    return stems_of(mention.text) in map(stems_of, _tables()["own"])


@cache
def names_apart() -> frozenset[str]:
    """Return the terms whose stem is that of another thing, too: an oxide is no oxidation."""
    return frozenset(_tables()["apart"])


def _concept_of(mention: Mention) -> Concept:
    if is_of_its_own(mention):
        return _concept_of_words(mention.text.split(), {})
    alike = _alike(stems_of(mention.name), stems_of(mention.text))
    narrower = [*_thesaurus()["narrower"].get(mention.name, ()), *alike]
    own = () if mention.name in names_apart() else (mention.text, mention.name)
    # Without its number `B2` would be any boron.
    written = (way for way in (*own, *narrower) if not any(map(str.isdigit, way)))
    ways = dict.fromkeys(map(stems_of, written))
    return Concept(
        mention.name,
        frozenset({mention.name, *(name for name in narrower if name in _names())}),
        tuple(filter(None, ways)),
        kind=mention.kind,
    )


def _concept_of_words(words: list[str], symbols: dict[str, str]) -> Concept:
    if len(words) > 2 and stems_of(words[-1]) & _words("class_nouns"):
        words = words[:-1]
    name = " ".join(words).lower()
    stems = stems_of(name)
    other = [*_thesaurus()["narrower"].get(name, ()), *_alike(stems)]
    ways = dict.fromkeys((stems, *map(stems_of, other), *_with_parts_alike(stems)))
    element = symbols.get(stem(words[0].lower())) if len(words) == 1 else None
    terms = frozenset(one for one in other if one in _names())
    return Concept(name, terms, tuple(filter(None, ways)), element)


def _alike(*written: frozenset[str]) -> list[str]:
    """Return the other names of a subject, none for one that is narrower than they are."""
    if any(one in map(stems_of, _tables()["narrow"]) for one in written):
        return []
    return [
        name
        for names, stems in _alike_names()
        if any(one in stems for one in written)
        for name in names
        if name not in _tables()["general"]
    ]


def ways_to_say(word: str) -> tuple[frozenset[str], ...]:
    """Return the ways to say a word, itself first, each as the stems that it takes.

    Args:
        word: The stem of one word.
    """
    own = frozenset({word})
    return tuple(dict.fromkeys((own, *map(stems_of, _alike(own)))))


def _with_parts_alike(stems: frozenset[str]) -> Iterator[frozenset[str]]:
    """Yield words with one part of them under its other names: `proton irradiation`."""
    for _, others in _alike_names():
        for part in others:
            if part < stems:
                yield from (stems - part | other for other in others)


@cache
def _alike_names() -> tuple[tuple[tuple[str, ...], tuple[frozenset[str], ...]], ...]:
    """Return the lists of names of one subject, each with the stems of its names."""
    lists = _thesaurus()["alike"]
    return tuple((tuple(names), tuple(map(stems_of, names))) for names in lists)


@cache
def _compound_pattern() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(_thesaurus()['compounds'])})\b", re.IGNORECASE)


@cache
def _names() -> frozenset[str]:
    """Return the names of the vocabulary."""
    return frozenset(term.name for term in TERMS)


def either(one: Concept, other: Concept) -> Concept:
    """Return the concept that is in a text if one or the other of two is.

    The first one may lack the last word, which names a subject: `neutron or ion irradiation`.
    """
    if one.element and other.is_element:
        return replace(one, name=f"{one.name} or {other.name}", others=(*one.others, other))
    shared = stems_of(other.name.split()[-1])
    if one.element and " " in other.name and not other.element:  # `hydrogen or oxygen evolution`
        one = replace(one, element=None, stems=tuple(way | shared for way in one.stems))
    elif one.element:
        one = replace(one, stems=())  # `Y or Y2O3`
    named = any(shared in stems for _, stems in _alike_names())
    if (
        named
        and " " in other.name
        and not (one.terms or one.element or one.substances or " " in one.name)
    ):
        (words, *others) = one.stems
        own = one.stems if others else ()  # a subject by itself: `cavitation or slurry erosion`
        one = replace(one, stems=(*own, words | shared, *_with_parts_alike(words | shared)))
    if one.written and other.written:
        one = replace(one, written=re.compile(f"{one.written.pattern}|{other.written.pattern}"))
    return replace(
        one,
        name=f"{one.name} or {other.name}",
        terms=one.terms | other.terms,
        stems=one.stems + other.stems,
        substances=one.substances | other.substances,
    )


def _holds(stems: frozenset[str], one: str) -> bool:
    """Return True if a word, or a long word of its family, is among stems."""
    if one in stems:
        return True
    beginning = one[: max(_LONG_STEM, round(_ALIKE * len(one)))]  # no more than `electro-`
    return len(one) >= _LONG_STEM and any(other.startswith(beginning) for other in stems)


def _stand_together(text: str, way: frozenset[str]) -> bool:
    """Return whether the words of a phrase stand near one another in a text, in any order."""
    places = [
        (n, one)
        for n, word in enumerate(_words_of(text))
        for one in way
        if _holds(frozenset({word}), one)
    ]
    most = len(way) + _MOST_BETWEEN
    return any(
        way <= {one for place, one in places[k:] if place - first < most}
        for k, (first, _) in enumerate(places)
    )


@lru_cache(maxsize=4096)
def _words_of(text: str) -> tuple[str, ...]:
    return tuple(stem(word.lower()) for word in _WORD.findall(text))


def _is_narrow(mention: Mention) -> bool:
    general = ("alloy", "high-entropy material", "concentrated solid solution")
    return not mention.name.endswith(general) or bool(_NARROW_CLASS.search(mention.name))


@cache
def _words(table: str) -> frozenset[str]:
    """Return the stems of a list of words."""
    return stems_of(_tables()[table])


@cache
def _tables() -> dict[str, Any]:
    """Return the word lists of subjects."""
    return _read("subjects.toml")


@cache
def _thesaurus() -> dict[str, Any]:
    """Return the names of subjects that are alike, and the narrower ones of some."""
    return _read("thesaurus.toml")


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads(Path(__file__).with_name("data").joinpath(name).read_text("utf-8"))
