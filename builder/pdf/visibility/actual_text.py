"""Compare what a file says of a text (/ActualText) with the glyphs that it draws."""

import sys
import unicodedata
from collections.abc import Sequence


def character_of(code: int) -> str:
    """Return the character of a glyph; a sign for none where it has no meaning."""
    return chr(code) if 0 < code <= sys.maxunicode else "\ufffd"


def agree(said: str, glyphs: Sequence[str]) -> bool:
    """Return whether a text reads as its glyphs do, but for case, spaces and marks.

    Typesetters say so of small capitals, ligatures, hyphens at the end of lines, and of signs from
    fonts whose glyphs have no or a wrong meaning: one for each.
    """
    letters = _letters(said)
    if letters == _letters("".join(glyphs)):
        return True
    unknown = not any(map(str.isalnum, glyphs))
    signs = not any(map(str.isascii, letters))
    return bool(letters) and (unknown or signs) and len(letters) <= len(glyphs)


def _letters(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text).casefold()
    return "".join(character for character in plain if character.isalnum())
