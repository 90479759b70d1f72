"""A paper as several-paper answers read it: its sentences, each with its stems, terms, elements."""

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cache, lru_cache

from answer.extractive.prompt_injection import mask_injections
from answer.question.wording.variants import find_substances
from builder.library.catalog import CatalogEntry
from builder.materials.alloys import find_alloys
from builder.materials.formulas.elements import NAMES, NONMETALS
from builder.materials.vocabulary import Mention, find_terms
from builder.nlp.sentences import sentences
from retrieval.lexical import STOP_WORDS, stem

_WORD = re.compile(r"[^\W\d_]+")
_WEAR_BEHIND = re.compile(r"[\s-]wear\b", re.IGNORECASE)
_WEAR_BEFORE = re.compile(r"\btribo-?$", re.IGNORECASE)
#: A phase by its letter alone, whose noun stands behind another one: `σ and η phases`.
_LETTER = re.compile(
    r"(?<![\w-])(?P<letter>[σμµχη])(?![\w=-])(?=[^.;()\d]{1,30}?"
    r"\b(?:phases?|precipitates?|particles?|intermetallics?|structures?)\b)"
)
_PHASES = {
    "σ": "sigma phase", "μ": "mu phase", "µ": "mu phase", "χ": "chi phase", "η": "eta phase",
}  # fmt: skip
#: An element that is the matrix of another material: `copper-based`, `an aluminium matrix`.
_AS_MATRIX = (
    r"(?![\s-]?(?:based|matrix|substrates?|alloys?|foils?|plates?|base|(?:and Z )?directions?)\b)"
)
#: Behind the name of an element in another name: tungsten carbide, tungsten inert gas welding.
_IN_NAME = r"(?!\s(?:(?:carb|nitr|bor|ox|sulf|sulph|chlor)ides?|arc|inert|electrodes?)\b)"
#: Metals whose symbols are units, too.
_UNITS = frozenset({"W", "V"})
#: Charges that are written in the symbol of an ion.
_CHARGES = range(2, 31)
_ADDED = r"(?=-?\s?(?:dop|add|contain|alloy|free|rich|content|atom|concentrat|interstitial))"


@dataclass(frozen=True, slots=True)
class Said:
    """What a text names: its title, or one sentence of it."""

    text: str
    start: int
    end: int
    stems: frozenset[str]
    terms: frozenset[str]
    """Terms of the vocabulary, by name."""
    elements: frozenset[str]
    """Symbols of the elements that stand in its alloys."""
    substances: frozenset[str]
    """Substances by formula, or by name where that leaves the formula open."""


@dataclass(frozen=True, slots=True)
class PaperSentences:
    """Title and sentences of a paper, taken apart once for all questions."""

    title: Said
    abstract: str
    """With prompt injections masked."""
    sentences: tuple[Said, ...]
    stems: frozenset[str]
    terms: frozenset[str]
    substances: frozenset[str]


@lru_cache(maxsize=512)
def read_paper(listed: CatalogEntry) -> PaperSentences:
    """Take a paper's title and abstract apart."""
    assert listed.paper.abstract is not None
    abstract = mask_injections(listed.paper.abstract.text)
    title = _said(listed.paper.title or "", [(0, len(listed.paper.title or ""))])[0]
    told = [span for span in sentences(abstract) if not abstract.startswith("©", span[0])]
    parts = _said(abstract, told)
    return PaperSentences(
        title,
        abstract,
        tuple(parts),
        title.stems.union(*(part.stems for part in parts)),
        title.terms.union(*(part.terms for part in parts)),
        title.substances.union(*(part.substances for part in parts)),
    )


def stems_of(text: str) -> frozenset[str]:
    """Return the stems of a text's words, without stop words."""
    words = (word.lower() for word in _WORD.findall(text))
    return frozenset(stem(word) for word in words if word not in STOP_WORDS)


def names_element(symbol: str, text: str, *, ions: bool = False) -> bool:
    """Return True if a text names an element by itself, and not only as a part of a formula.

    Args:
        symbol: That of the element.
        text: The text. In it the symbols of nonmetals count only where they are added or contained.
        ions: Whether an ion with its charge names the element, too: `He2+`.
    """
    if ions and re.search(rf"\b{symbol}\d{{0,2}}\s?\+", text):
        return True
    return _element_pattern(symbol).search(text) is not None


def words_of_ions(symbol: str) -> list[str]:
    """Return the words of an index that ions of more than one charge stand in as: `he2`, `kr14`."""
    return [f"{symbol}{charge}".lower() for charge in _CHARGES]


@cache
def _element_pattern(symbol: str) -> re.Pattern[str]:
    names = "|".join(name for name, known in NAMES.items() if known == symbol)
    # The symbols of nonmetals are units and labels, too: 900 °C, N = 5.
    behind = _ADDED if symbol in NONMETALS else r"(?![\w(/]|[-–][\dA-Z])"
    before = r"(?<!\d\s)" if symbol in _UNITS else ""  # a laser power of 800 W
    return re.compile(
        rf"(?<![\w-])(?i:{names or symbol})(?!\w){_IN_NAME}{_AS_MATRIX}"
        rf"|(?<![\w(/°º–-]){before}{symbol}{behind}{_AS_MATRIX}"
    )


def _is_of_wear(text: str, mention: Mention) -> bool:
    """Return whether a mechanism is named as one of wear: `fatigue wear`, `tribo-oxidation`."""
    return bool(_WEAR_BEHIND.match(text, mention.end) or _WEAR_BEFORE.search(text[: mention.start]))


def _said(text: str, spans: list[tuple[int, int]]) -> list[Said]:
    """Sort the terms and alloys of a text into these spans of it."""
    starts = [start for start, _ in spans]
    terms: list[set[str]] = [set() for _ in spans]
    elements: list[set[str]] = [set() for _ in spans]
    substances: list[set[str]] = [set() for _ in spans]
    for mention in find_terms(text):
        if mention.kind == "mechanism" and _is_of_wear(text, mention):
            continue
        terms[bisect_right(starts, mention.start) - 1].add(mention.name)
    for one in _LETTER.finditer(text):
        terms[bisect_right(starts, one.start()) - 1].add(_PHASES[one["letter"]])
    for named in find_substances(text):
        own = {name for name in (named.formula, named.name) if name}
        substances[bisect_right(starts, named.start) - 1].update(own)
    for alloy in find_alloys(text):
        if alloy.kind == "alloy":
            elements[bisect_right(starts, alloy.start) - 1].update(alloy.elements)
    return [
        Said(
            text[start:end],
            start,
            end,
            stems_of(text[start:end]),
            frozenset(terms[place]),
            frozenset(elements[place]),
            frozenset(substances[place]),
        )
        for place, (start, end) in enumerate(spans)
    ]
