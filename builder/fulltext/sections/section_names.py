"""Tell from its heading what a section of a paper is for."""

import re
import tomllib
from functools import cache, lru_cache
from pathlib import Path
from typing import Literal

from builder.papers import Section
from builder.text.section_kinds import named_section

#: A kind of section, or `notes`: what is said of authors, interests and rights.
Named = Section | Literal["notes"]

#: Kinds that a short heading of the first level may tell by its last word: "The proposed method".
_OF_TEXT = ("introduction", "experimental", "results", "discussion", "conclusions")
_MOST_WORDS = 5
#: What may stand before the number of a heading.
NUMBERED = ("section", "chapter", "appendix", "kapitel", "§")
_NUMBER = re.compile(
    rf"(?:(?:{'|'.join(NUMBERED)})\s)?"
    r"(?P<number>\d{1,2}(?:\.\d{1,2}){0,4}|[IVX]{1,5}|[A-H])(?:\s*(?P<mark>[.)|:]+)\s*|\s+)(?=\S)"
)
_SPACED_LETTERS = re.compile(r"(?:\b[^\W\d_] ){3,}[^\W\d_]\b")
_ORNAMENT = re.compile(r"^[\W_]+|[\s:.–—|■▪•*]+$")


@cache
def _names(table: str) -> tuple[tuple[Named, re.Pattern[str]], ...]:
    with (Path(__file__).with_name("data") / "sections.toml").open("rb") as file:
        names = tomllib.load(file)[table]
    return tuple((kind, re.compile("|".join(forms))) for kind, forms in names.items())


def number_of(heading: str) -> tuple[tuple[int, ...], str]:
    """Return the number of a heading, and what stands behind it.

    "3.2. Hardness" has the number (3, 2), "II. METHODS" (2,), "B. Alloys" (0, 2); a heading without
    one has ().
    """
    text = _ORNAMENT.sub("", heading)
    found = _NUMBER.match(text)
    if found is None:
        return (), text
    number, rest = found["number"], text[found.end() :]
    if number[0].isdigit():
        return tuple(map(int, number.split("."))), rest
    if not found["mark"]:
        return (), text  # "A new alloy", "I" and "V" are words and symbols
    if set(number) <= set("IVX") and not (len(number) == 1 and number not in "IVX"):
        return (_roman(number),), rest
    return (0, ord(number) - ord("A") + 1), rest


def _roman(number: str) -> int:
    values = [{"I": 1, "V": 5, "X": 10}[letter] for letter in number]
    return sum(
        -value if any(value < later for later in values[at + 1 : at + 2]) else value
        for at, value in enumerate(values)
    )


@lru_cache(maxsize=1024)
def named_kind(heading: str, is_first_level: bool = False) -> Named | None:
    """Return what a heading names; None for a name of the paper's own.

    Args:
        heading: The heading without its number.
        is_first_level: Whether it is one of a section, and not of a part of one: more names tell
            then what it is for.
    """
    text = _SPACED_LETTERS.sub(lambda spaced: spaced[0].replace(" ", ""), heading)
    text = " ".join(_ORNAMENT.sub("", text).casefold().split())
    if len(text) > 100:
        return None
    tables = ("names", "first_level") if is_first_level else ("names",)
    named = next(
        (kind for table in tables for kind, form in _names(table) if form.fullmatch(text)), None
    )
    if named or not is_first_level or len(text.split()) > _MOST_WORDS:
        return named
    kind = named_section(text)
    return kind if kind in _OF_TEXT else None
