"""Take out the characters that nobody sees, and write a text on one line."""

import re

#: What is drawn by no program, as the inside of a character class: Unicode's
#: Default_Ignorable_Code_Point (DerivedCoreProperties.txt) but the soft hyphen, and the marks of
#: interlinear annotation. Blanks of all widths are no part of it: they part digits and words.
INVISIBLE = (
    "\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164"
    "\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
    "\U000e0000-\U000e0fff"
)
_INVISIBLE = re.compile(f"[{INVISIBLE}]+")
#: A soft hyphen is printed where a line ends; a line end that was made a blank still shows by the
#: small letter behind it, unless that begins the other half of "low- and high-".
_SOFT_HYPHEN = re.compile(r"\xad+(?:[^\S\n]*\n\s*| (?!(?:and|or|to)\b)(?=[a-zà-öø-ÿ]))?")


def without_invisible(text: str) -> str:
    """Return a text without invisible characters; none leaves a blank behind.

    A soft hyphen joins what stands before and behind it, over the end of a line, too.
    """
    if text.isascii():
        return text
    text = _INVISIBLE.sub("", text)
    return _SOFT_HYPHEN.sub("", text) if "\xad" in text else text


def one_line(text: str) -> str:
    """Return a text on one line, without invisible and control characters.

    Blanks of any width, line ends and control characters become one plain blank.
    """
    text = without_invisible(text)
    if not text.isprintable():
        text = "".join(c if c.isprintable() else " " for c in text)
    return " ".join(text.split())
