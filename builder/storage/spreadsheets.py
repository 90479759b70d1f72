"""Decode tables saved by spreadsheets, and find the delimiter between their cells."""

import codecs
import csv

# Most characters of one cell, for every CSV reader of this process; Python's default is 131,072.
csv.field_size_limit(2**24)

_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


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
