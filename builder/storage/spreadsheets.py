"""Decode tables saved by spreadsheets, and write cells that no spreadsheet takes for a formula."""

import codecs
import csv
import re

# Most characters of one cell, for every CSV reader of this process; Python's default is 131,072.
csv.field_size_limit(2**24)

_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


#: How a cell begins that a spreadsheet may run, after what it leaves out at the beginning of a cell
#: (https://owasp.org/www-community/attacks/CSV_Injection); the wide signs are typed in East Asia.
_FORMULA = re.compile(r"[\s\x00-\x1f\ufeff\u200b]*[-=+@\uff0d\uff1d\uff0b\uff20]|[\t\r\n]")
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
