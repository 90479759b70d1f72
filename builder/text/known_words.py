"""Judge whether a text is written in a language, by the commonest words and by its letters.

In running text of any European language every third or fourth word is one of its hundred
commonest; in the glyph numbers of a font without a character map none is, save by chance.
"""

import re
from functools import cache
from importlib.resources import files

#: Fewer words than this are not judged.
_LEAST_WORDS = 8
#: Share of common words from which a text is language. Printed first pages have .15 and more, lists
#: of names and tables less; texts of glyph numbers have .02 and less.
KNOWN_IN_TEXT = 0.08
#: Text of one of the languages of the list has at least a third of vowels among its letters, text
#: whose letters are shifted or drawn at random a fifth and less.
_LEAST_VOWELS = 0.28
#: Share of words with a sign or digit inside, or without any letter, above which it is no language.
_MOST_ODD = 0.4

#: Share of words in capitals above which text without common words is shifted into their codes.
_MOST_CAPITALS = 0.6

_WORD = re.compile(r"\S{2,40}")
_EDGES = "()[]{}.,;:!?\"'“”‘’«»-–—*†‡"
_PLAIN = re.compile(r"[^\W\d_]+(?:[-'’./][^\W\d_]+)*")
_LATIN = re.compile(r"[A-Za-zÀ-ɏ]")
_VOWEL = re.compile(r"[aeiouyà-åè-ïò-öù-ýAEIOUYÀ-ÅÈ-ÏÒ-ÖÙ-Ý]")
_MOST_CHARACTERS = 20_000


@cache
def _common() -> frozenset[str]:
    return frozenset(
        (files("builder.text") / "data/function_words.txt").read_text(encoding="utf-8").split()
    )


def known_share(text: str) -> float | None:
    """Return the share of a text's words, 0 to 1, that are among the commonest of a language.

    None for a text of fewer than 8 words, and for one that is mostly in another script.
    """
    words = _words(text)
    if words is None:
        return None
    return sum(map(_is_common, words)) / len(words)


def reads_as_language(text: str) -> bool:
    """Return whether a text may be language; a text too short to be judged may be.

    Names and formulas alone hold no common words and are language all the same: it takes odd
    words, capitals throughout or a want of vowels, too, to call a text gibberish.
    """
    if _is_clearly_language(text[:_MOST_CHARACTERS]):
        return True
    words = _words(text)
    if words is None:
        return True
    if sum(map(_is_common, words)) >= KNOWN_IN_TEXT * len(words):
        return True
    odd = sum(_PLAIN.fullmatch(word) is None for word in words)
    capitals = sum(len(word) > 1 and word.isupper() for word in words)
    if odd > _MOST_ODD * len(words) or capitals > _MOST_CAPITALS * len(words):
        return False
    letters = "".join(words)
    return len(_VOWEL.findall(letters)) >= _LEAST_VOWELS * len(_LATIN.findall(letters))


def _is_clearly_language(text: str) -> bool:
    """Return whether so many words stand without a mark beside them that none need be cut out."""
    pieces = text.split()
    # A piece of more than 40 characters counts as several words.
    most = len(pieces) + len(text) / 40
    return sum(map(_unmistakable().__contains__, pieces)) >= KNOWN_IN_TEXT * most


@cache
def _unmistakable() -> frozenset[str]:
    return frozenset(word for word in _common() if len(word) > 1)


def _is_common(word: str) -> bool:
    # Two capitals are a symbol, initials, or a code that happens to be one.
    return (len(word) > 2 or word.islower()) and word.lower() in _common()


def _words(text: str) -> list[str] | None:
    """Return the words of a text without marks at their edges; None where it cannot be judged."""
    text = text[:_MOST_CHARACTERS]
    if not text.isascii() and len(_LATIN.findall(text)) < 0.7 * sum(map(str.isalpha, text)):
        return None
    words = [word.strip(_EDGES) or word for word in _WORD.findall(text)]
    # A number is a number in any language.
    words = [word for word in words if not word[0].isdigit() and not word[-1].isdigit()]
    return words if len(words) >= _LEAST_WORDS else None
