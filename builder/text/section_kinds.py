"""Tell what a section of a paper is for by its heading.

A heading is read as a noun phrase: its number and what follows a preposition are left out, its
parts between "and" and commas are taken one by one, and the last word of a part decides:
"Experimental results" are results, "Characterization methods" are methods, and "Effect of
processing on hardness" names no section. The words stand in `data/section_headings.toml`.
"""

import re
import tomllib
import unicodedata
from functools import cache
from pathlib import Path
from typing import Any, get_args

from builder.papers import Section

_WORDS = Path(__file__).with_name("data") / "section_headings.toml"
#: A heading of more words is a sentence.
_MOST_WORDS = 14
#: Signs that publishers set before a heading, and its number: "2.1", "IV.", "A.", "Section 3:".
_SIGNS = re.compile(r"^[^\w]+")
_NUMBER = re.compile(
    r"^(?:(?:section|chapter|part|kapitel)\s+)?"
    r"(?:s?\d{1,2}(?:\s?[.‧·]\s?\d{1,2}){0,4}|[ivx]{1,5}(?=[.):|\s])|[a-h](?=[.):|]))"
    r"\s*[.):|–—-]?\s*(?=[^\W\d])"
)
#: Letters set apart: "A B S T R A C T"; two blanks or more part the words of such a heading.
_SPACED = re.compile(r"^(?:[^\W\d_]\s){3,}[^\W\d_]$")
_PREPOSITION = re.compile(
    r"\s(?:of|on|for|from|in|with|by|to|at|between|during|under|via|using)\s.*"
)
_PART = re.compile(r"\s(?:and|und|et|y|e|&|or)\s|\s?[,/;:]\s?|\s[-–—]\s")


def named_section(heading: str) -> Section | None:
    """Return the kind of section that a heading names itself; None where it names none."""
    phrase = _plain(heading)
    if not phrase or len(phrase.split()) > _MOST_WORDS:
        return None
    for kind, words in _kinds().items():
        if phrase in words["whole"] or phrase.startswith(words["begins"]):
            return kind
    for part in _parts(phrase):
        for kind, words in _kinds().items():
            if part in words["whole"] or _ends(part, words["last"]) or _is_made_of(part, words):
                return kind
    return None


def section_kind(heading: str, parent: Section = "other") -> Section:
    """Return what the section below a heading is for.

    Args:
        heading: The heading as printed, with or without its number.
        parent: The kind of the section that it is a part of; "other" for a heading of the first
            level, or below one that names no kind.
    """
    named = named_section(heading)
    if named or parent != "other":
        return named or parent
    for part in _parts(_plain(heading)):
        for kind, words in _kinds().items():
            if _ends(part, words["weak"]):
                return kind
    return "other"


def _plain(heading: str) -> str:
    """Return a heading in small letters, without its number and the signs around it."""
    text = unicodedata.normalize("NFKC", heading[:1_000]).strip()
    if _SPACED.match(re.sub(r"\s+", " ", text)):
        text = " ".join(re.sub(r"\s", "", word) for word in re.split(r"\s{2,}", text))
    text = _SIGNS.sub("", " ".join(text.casefold().split()))
    text = _SIGNS.sub("", _NUMBER.sub("", text))
    return text.rstrip(" .:;,–—-•■*†|").replace("’", "'")


def _parts(phrase: str) -> list[str]:
    """Return the parts of a heading that are joined by "and", each without what it is about."""
    return [
        part.strip() for part in _PART.split(_PREPOSITION.sub("", f" {phrase}").strip()) if part
    ]


def _ends(part: str, words: frozenset[str]) -> bool:
    return part.rsplit(" ", 1)[-1] in words


def _is_made_of(part: str, words: dict[str, Any]) -> bool:
    given = set(part.split())
    return bool(given & words["need"]) and given <= words["need"] | words["made_of"]


@cache
def _kinds() -> dict[Section, dict[str, Any]]:
    """Return the words of each kind; the back matter first, as it names itself most plainly."""
    told = tomllib.loads(_WORDS.read_text("utf-8"))
    return {
        kind: {
            "begins": tuple(told[kind].get("begins", ())),
            **{
                name: frozenset(told[kind].get(name, ()))
                for name in ("whole", "last", "weak", "need", "made_of")
            },
        }
        for kind in reversed(get_args(Section))
        if kind in told
    }
