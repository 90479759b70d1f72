"""Read the names that a paper gives to things itself: labels of alloys, abbreviations."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from answer.collected.definitions.abbreviations import long_forms
from answer.question.grammar.spans import without
from builder.materials.alloy_labels import AlloyLabel, find_labels, label_mentions
from builder.materials.alloys import Alloy, named_alloys
from builder.materials.formulas.elements import NAMES
from builder.materials.quantities import find_quantities
from retrieval.lexical import terms

#: What may be an abbreviation: of two letters or more, the first a capital.
_ABBREVIATION = r"[A-Z][A-Za-z\d]{0,3}(?:[-–]?[A-Z\d][A-Za-z\d]{0,3}){0,3}"
_IN_BRACKETS = re.compile(rf"\(\s?({_ABBREVIATION})s?\s?[),;]")
_BEFORE_BRACKETS = re.compile(rf"(?<!\w)({_ABBREVIATION})s?\s\([^()]{{4,80}}\)")
#: What an abbreviation is said to mean: CP indicates the center pouring mode.
_SAID = re.compile(
    rf"(?<!\w)(?P<short>{_ABBREVIATION})\s(?:indicates?|denotes?|represents?|stands?\sfor|means?"
    r"|refers?\sto|is\sshort\sfor)\s(?:the\s)?(?P<words>[\w-]+(?:\s[\w-]+){1,5})"
)
_ELEMENTS = frozenset(NAMES.values())
#: Letters before an abbreviation in which its long form stands.
_LONGEST = 130
#: Letters of a body in which names are looked for.
_MOST = 400_000
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_TOKEN = re.compile(r"[^\W_](?:[\w.+-]*[^\W_])?")
#: A token that may be the name of a sample: with a digit, or a capital in a short word.
_SAMPLE = re.compile(r"(?=.*\d)(?=.*[A-Za-z]).+|[A-Z][A-Z0-9-]+|[A-Za-z]*[a-z][A-Z]\w*")


@dataclass(frozen=True, slots=True)
class PaperNames:
    """What a paper means by its own names."""

    labels: tuple[AlloyLabel, ...] = ()
    abbreviations: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Abbreviation → stems of the words it is short for."""

    def alloys_in(self, text: str) -> tuple[Alloy, ...]:
        """Return the alloys that a text names by formula or by a label of this paper."""
        return (*named_alloys(text), *label_mentions(text, self.labels))

    def stems_in(self, text: str) -> frozenset[str]:
        """Return the stems of the words that the abbreviations of a text are short for."""
        found = [self.abbreviations.get(word, ()) for word in re.findall(r"[\w]+", text)]
        return frozenset(stem for stems in found for stem in stems)

    def heads_in(self, text: str) -> frozenset[str]:
        """Return the stem of the last word that each abbreviation of a text is short for."""
        found = [self.abbreviations.get(word, ()) for word in re.findall(r"[\w]+", text)]
        return frozenset(stem for stems in found for stem in stems[-1:])


def read_names(texts: Iterable[str]) -> PaperNames:
    """Read the names that the texts of a paper explain."""
    text = " ".join(texts)[:_MOST]
    labels = find_labels(text)
    taken = _ELEMENTS | {label.text for label in labels}
    abbreviations: dict[str, tuple[str, ...]] = {}
    for pattern in (_IN_BRACKETS, _BEFORE_BRACKETS):
        for found in pattern.finditer(text):
            short = found[1]
            if len(short) < 2 or short in abbreviations or short in taken:
                continue
            around = text[max(found.start() - _LONGEST, 0) : found.end()]
            if meant := next((words for words, _, _ in long_forms(around, short)), None):
                abbreviations[short] = tuple(terms(meant))
    for found in _SAID.finditer(text):
        short, meant = found["short"], _meant_by(found["short"], found["words"])
        if meant and short not in taken:
            abbreviations.setdefault(short, tuple(terms(meant)))
    return PaperNames(labels, abbreviations)


def _meant_by(short: str, words: str) -> str:
    """Return the first words that begin with the letters of an abbreviation; "" if they do not."""
    first = words.split()[: len(short)]
    return " ".join(first) if [word[:1].upper() for word in first] == [*short.upper()] else ""


def is_numbered_otherwise(stated: Alloy, wanted: Alloy) -> bool:
    """Return True for Au4Y where Au12Y is asked about, of which no amounts are read.

    Args:
        stated: An alloy that a text names.
        wanted: One asked about.
    """
    if None not in wanted.amounts:
        return False
    numbers = [{*_NUMBER.findall(one.text)} for one in (stated, wanted)]
    return all(numbers) and numbers[0] != numbers[1]


@lru_cache(maxsize=256)
def samples_in(question: str) -> frozenset[str]:
    """Return the tokens of a question that may be names of samples; quantities are none."""
    spans = [(one.start, one.start + len(one.text)) for one in find_quantities(question)]
    plain = without(question, spans)
    return frozenset(token for token in _TOKEN.findall(plain) if _SAMPLE.fullmatch(token))


def tokens_of(texts: Iterable[str]) -> frozenset[str]:
    """Return the words of texts as samples are named by them."""
    return frozenset(token for text in texts for token in _TOKEN.findall(text))


def names_of(text: str) -> frozenset[str]:
    """Return the names in a text; of Alloy_2_as-cast that of Alloy_2, too."""
    tokens = tokens_of([text])
    parts = (token[: at.start()] for token in tokens for at in re.finditer(r"[_.-]", token))
    return tokens.union(parts)
