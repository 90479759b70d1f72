"""Find materials that papers only compare theirs with: commercial Pt/C, WC-10Co, than HfC (."""

import re
from collections.abc import Iterator

_OTHERS = re.compile(
    r"\b(?:[Cc]ommercial|[Bb]enchmark|[Ss]tate-of-the-art)\s(?:\d{1,2}\s?(?:wt\.?\s?)?%\s)?"
    r"(?P<bought>(?:Pt|Ru|Ir|Pd)(?:O2|/C)?)(?![\w/])"
    r"|\b(?:than|versus|vs\.?|compared\s(?:to|with))\s(?:that\sof\s|those\sof\s)?(?:pure\s|bulk\s)?"
    r"(?P<compound>(?=[A-Z][a-z]?[A-Z\d])[A-Z][A-Za-z\d]{1,9})(?=\s\([~∼≈]?\d)"
    r"|(?<![\w-])(?P<cermet>WC[-–]\d{1,2}\s?(?:(?:wt|vol)?\.?\s?%\s?)?(?:Co|Ni))(?![\w-])"
)


def other_materials(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield where a sentence names such a material, and its name.

    Args:
        text: the sentence.
    """
    for found in _OTHERS.finditer(text):
        group = found.lastgroup or ""
        yield (*found.span(group), found[group])
