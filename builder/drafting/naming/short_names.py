"""Find a paper's short names: those it explains, and labels that nobody else understands."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from builder.materials.alloy_labels import find_labels
from builder.materials.alloys import find_alloys
from builder.materials.formulas.parser import read_formula
from builder.materials.quantities import find_quantities
from builder.materials.vocabulary import find_terms

#: A word with two capitals, or with a capital and a digit.
_SHORT = re.compile(
    r"(?<![\w.\-–/\[])(?=(?:[\w\-–/]|\.(?=\d))*?(?:[A-Z](?:[\w\-–/]|\.(?=\d))*[A-Z\d]"
    r"|\d[\w\-–/]*[A-Z]))"
    r"[A-Za-z\d](?:[\w\-–/]|\.(?=\d))*\w"
)
_QUOTED = re.compile(r"“[^”]*”")
_BRACKETED = re.compile(r"\(\s?(?P<short>[A-Za-z][\w/-]{1,9})s?\s?\)")
_SIGNED = re.compile(r"[\-–/]")
#: Words behind which a formula of one element is a paper's label of a sample: the Nb5 alloy.
_ONE_AMOUNT = re.compile(
    r"(?<![\w.])(?:[A-Z][a-z]?[\d.]+)(?=\s(?:alloys?|coatings?|samples?|specimens?|HEAs?|MEAs?"
    r"|films?"
    r"|powders?|variant)\b)"
)
_SAMPLE_NUMBER = re.compile(
    r"\b(?:sample|specimen|alloy|coating|group|variant)s? (?:#|No\. ?)?(?:[A-Z]?\d+|[A-Z])\b"
)
#: A formula of one element that is no molecule: a paper's name for a sample, `S0`, `Ta0.5`.
_ONE_ELEMENT = re.compile(r"(?!(?:[HNOF]|Cl|Br|C)[2360]+$)[A-Z][a-z]?\d[\d.]*")
#: What begins like an acid and is none: a sample `HSi6`.
_NO_ACID = re.compile(r"H(?!Cl|F|NO|Br|CO|f|e|o|g)[A-Z]")
#: Carbides with any metal, and the grades of steels and light alloys by their materials' nouns.
_CARBIDE = re.compile(r"M\d*[CBN]\d*|M23\(C")
_GRADE = re.compile(
    r"(?:AISI|SS)?\s?(?:\d{3}L?N?(?:SS)?|[A-Z]{1,2}\d{1,4}[A-Z]{0,2})"
    r"(?=[\s/](?:\w+[\s/]){0,2}(?:steels?|alloys?|substrates?|joints?|tools?|magnesium)\b)"
    r"|(?:AISI|SS)?\s?\d{3}LN?(?:SS)?"
)
_ROMAN_LABEL = re.compile(r"\((?:I{1,3}|IV|VI{0,3}|[a-e])\)")
_LATEX = re.compile(r"\$|\\[a-z{}]")
#: What no label is without.
_LABELLED = re.compile(
    r"[A-Z\d][\w–-]*[A-Z\d]|\([a-eIV]{1,3}\)|[\\$]|\b(?:#|No\.|[a-z]+s? [A-Z\d]\b)"
)
_ORDINARY = re.compile(r"[A-Z]?[a-z]+(?:[-–][A-Z]?[a-z]+)*")


@dataclass(frozen=True, slots=True)
class ShortNames:
    """The short names of one paper, each with what it stands for."""

    full: Mapping[str, str]

    def expand(self, words: str) -> str:
        """Return words with every short name in full at its first place, and behind it in brackets.

        Those that a materials scientist knows, those explained in the words, and quoted titles
        stay.
        """
        if not self.full:
            return words
        for short in dict.fromkeys(one.group() for one in _SHORT.finditer(_QUOTED.sub("", words))):
            full = self.full.get(short) or self.full.get(short.removesuffix("s"), "")
            if (
                full
                and not _is_part(short, full)
                and short not in known_names()
                and f"({short.removesuffix('s')}" not in words
            ):
                if short.endswith("s") and short not in self.full and not full.endswith("s"):
                    full += "s"
                place = rf"(?<![\w-]){re.escape(short)}(?![\w-])"
                words = _put_first(words, place, f"{full} ({short})")
        return words


def _is_part(short: str, full: str) -> bool:
    """Return True for several elements of a formula, which are no name of it: CuTi."""
    return short in full and short.isalpha() and sum(letter.isupper() for letter in short) > 1


def _put_first(words: str, place: str, new: str) -> str:
    """Put words at the first place outside of quoted titles."""
    parts = _QUOTED.split(words)
    for part in parts:
        changed, count = re.subn(place, lambda _: new, part, count=1)
        if count:
            return words.replace(part, changed, 1)
    return words


@lru_cache(maxsize=1)
def known_names() -> frozenset[str]:
    """Return the short names that are known to all, from `data/short_names.toml`."""
    path = Path(__file__).with_name("data") / "short_names.toml"
    return frozenset(tomllib.loads(path.read_text("utf-8"))["known"])


@lru_cache(maxsize=64)
def find_short_names(text: str) -> ShortNames:
    """Find the short names that a text explains: `laser shock peening (LSP)`, `Al0.3 (A3)`."""
    full: dict[str, str] = {}
    for bracket in _BRACKETED.finditer(text):
        short = bracket["short"]
        if any(letter.isupper() for letter in short) and short not in full:
            before = text[max(bracket.start() - 90, 0) : bracket.start()].rstrip()
            if words := _long_form(short, before):
                full[short] = words
    for label in find_labels(text):
        if "=" not in label.text and not _ORDINARY.fullmatch(label.text):
            full.setdefault(label.text, label.alloy.text.strip())
    return ShortNames(full)


def _long_form(short: str, before: str) -> str:
    """Return the words before a bracket whose initials are its letters; "" if they are not."""
    letters = [letter.lower() for letter in short if letter.isalnum()]
    words = re.split(r"[;:,.()]\s|\s(?:of|and|by|the|in|with|via|using|through)\s(?=\S+$)", before)[
        -1
    ]
    parts = list(re.finditer(r"[A-Za-z\d]+", words))
    # From the last word backwards: each letter of the short name begins a word, or stands in one.
    wanted = len(letters) - 1
    first = len(parts)
    for number in range(len(parts) - 1, -1, -1):
        if wanted < 0:
            break
        if parts[number].group()[0].lower() == letters[wanted]:
            wanted -= 1
            first = number
        elif len(parts) - number > len(letters) + 3:
            break
    if wanted >= 0 or first == len(parts):
        return ""
    found = words[parts[first].start() :].strip(" -–")
    capitals = re.findall(r"\b[A-Z]", found)
    # `Selective Laser Melting` and `Laser cladding` are common words, `Split Hopkinson bar` is not.
    common = len(capitals) == 1 or len(capitals) >= len(re.findall(r"\b[a-zA-Z]{3,}", found))
    plain = found.lower() if common and found[0].isupper() and found.isascii() else found
    whole = len(plain) > len(short) + 2 and len(plain.split()) <= len(letters) + 2
    return plain if whole else ""


@lru_cache(maxsize=8192)
def unknown_label(words: str) -> str:
    """Return the first word that only the paper understands: `HSi6`, `the Nb5 alloy`; "" if none.

    A name that the words themselves explain in brackets is understood.
    """
    quoted = _QUOTED.sub("", words)
    if not _LABELLED.search(quoted):
        return ""
    plain = next(
        (
            one
            for form in (_ONE_AMOUNT, _SAMPLE_NUMBER, _ROMAN_LABEL, _LATEX)
            if (one := form.search(quoted))
        ),
        None,
    )
    if plain:
        return plain.group()
    unclear = [one for one in _SHORT.finditer(quoted) if not _is_understood(one, quoted)]
    if not unclear:
        return ""
    spans = [(one.start, one.end) for one in find_alloys(quoted)]
    spans += [(one.start, one.end) for one in find_terms(quoted)]
    spans += [(one.start, one.end) for one in find_quantities(quoted)]
    for found in unclear:
        if not any(first < found.end() and found.start() < last for first, last in spans):
            return found.group()
    return ""


def _is_understood(found: re.Match[str], words: str) -> bool:
    """Return True for a short word that is a formula, explained, or known to all."""
    start, end = found.span()
    if words[start - 1 : start] == "(" and words[end : end + 1] == ")":
        return True  # explained by what stands before it
    if _GRADE.match(words, start):
        return True
    return all(_is_known(part) for part in _SIGNED.split(found.group()) if part)


@lru_cache(maxsize=8192)
def _is_known(word: str) -> bool:
    plain = word.removesuffix("s")
    if (
        {word, plain} & known_names()
        or word.islower()
        or word.isdigit()
        or _ORDINARY.fullmatch(word)
    ):
        return True
    if _ONE_ELEMENT.fullmatch(word) or _NO_ACID.match(word):
        return False
    parts, end = read_formula(word, 0)
    return (bool(parts) and end == len(word)) or bool(_CARBIDE.fullmatch(word))
