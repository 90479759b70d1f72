"""Decode tables saved by spreadsheets, and write cells that no spreadsheet takes for a formula."""

import codecs
import csv
import re

# Most characters of one cell, for every CSV reader of this process; Python's default is 131,072.
csv.field_size_limit(2**24)

_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


#: What a spreadsheet, or what a cell goes through on its way there, may leave out at its beginning:
#: blanks, control characters, signs without a width, quotation marks.
_LEFT_OUT = (
    r"\s\x00-\x1f\x7f-\xa0\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f\u202a-\u202e"
    r"\u2060-\u206f\u2800\u3164\ufe00-\ufe0f\ufeff\uffa0\U000e0000-\U000e0fff"
    r"\"`´«»‘’‚‛“”„‟\uff02\uff07"
)
#: How a cell begins that a spreadsheet may run, the wide and the small signs of East Asia included
#: (https://owasp.org/www-community/attacks/CSV_Injection).
_FORMULA = re.compile(
    rf"[{_LEFT_OUT}]*[-=+@\uff0d\uff1d\uff0b\uff20\ufe63\ufe66\ufe62\ufe6b]|[\t\r\n]"
)
#: A number is a number, whatever its sign.
_NUMBER = re.compile(r"[-+]?\d+(?:\.\d+)?(?:[eE][-+]?\d{1,3})?")


def escape_formula(text: str) -> str:
    """Return the text of a cell with an apostrophe before what would be a formula.

    A text that begins so by itself gets one more, so that `unescape_formula` gives back any text.
    """
    bare = text.lstrip("'")
    if _NUMBER.fullmatch(text) or not _FORMULA.match(bare):
        return text
    return f"'{text}"


def unescape_formula(text: str) -> str:
    """Return the text of which `escape_formula` made a cell."""
    if text.startswith("'") and escape_formula(text[1:]) == text:
        return text[1:]
    return text


def decode(data: bytes) -> str:
    """Decode UTF-8, UTF-16 with a byte order mark, or else cp1252; make line ends newlines."""
    try:
        text = data.decode("utf-16" if data.startswith(_UTF_16) else "utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252", "replace")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def delimiter_of(text: str) -> str:
    """Return the commonest of comma, semicolon and tab in the first line of a table."""
    return max(",;\t", key=text.split("\n", 1)[0].count)


def survives_windows(text: str) -> str:
    """Return a text as it comes back from a cp1252 file: σ becomes a question mark."""
    return text.encode("cp1252", "replace").decode("cp1252")
