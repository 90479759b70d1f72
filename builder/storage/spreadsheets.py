"""Tables as spreadsheets write them, in whatever encoding and with whatever sign between cells."""

import codecs
import csv

#: Characters of one cell, for every reader of this process; by itself 131,072.
csv.field_size_limit(2**24)

_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def decode(data: bytes) -> str:
    """The text of a file in UTF-8, in UTF-16 with its mark, or else as Windows writes it."""
    try:
        text = data.decode("utf-16" if data.startswith(_UTF_16) else "utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252", "replace")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def delimiter_of(text: str) -> str:
    """What stands between the cells of a table: a comma, a semicolon or a tab."""
    return max(",;\t", key=text.split("\n", 1)[0].count)


def survives_windows(text: str) -> str:
    """What is left of a text that a spreadsheet saved without UTF-8: σ becomes a question mark."""
    return text.encode("cp1252", "replace").decode("cp1252")
