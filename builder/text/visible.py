"""Show other people's words so that no sign in them acts on a terminal."""

import re

#: Signs that a terminal obeys or that turn the words around them about: controls of ISO 6429 (C0,
#: DEL, C1) but tab and line feed, the ends of lines of Unicode, its bidirectional controls
#: (https://trojansource.codes), its unseen tags, and halves of surrogate pairs.
_ACTING = re.compile(
    "[\0-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u206f\ufff9-\ufffb"
    "\ud800-\udfff\U000e0000-\U000e007f]"
)
#: Signs that are neither seen nor change anything.
_UNSEEN = re.compile("[\u200b\u2060-\u2064\ufeff]")


def acts(text: str) -> bool:
    """Return whether a text holds a sign that a terminal obeys, or half of a surrogate pair."""
    return _ACTING.search(text) is not None


def visible(text: str) -> str:
    r"""Return text that no terminal takes for a command; what it would obey is written as ``\x1b``.

    Signs that are not seen and do nothing are left out. Applied twice it changes nothing more.
    """
    return _ACTING.sub(_escape, _UNSEEN.sub("", text))


def visible_json(text: str) -> str:
    r"""Return JSON that holds the same strings, each acting sign in them written as ``\u001b``.

    Args:
        text: JSON as ``json.dumps`` writes it, in which such signs stand within strings alone.
    """
    return _ACTING.sub(_json_escape, text)


def one_column_each(text: str) -> str:
    """Return text of the same length, with `�` in the place of each sign that acts or is unseen."""
    return _UNSEEN.sub("\ufffd", _ACTING.sub("\ufffd", text))


def _escape(sign: re.Match[str]) -> str:
    return sign[0].encode("unicode_escape").decode()


def _json_escape(sign: re.Match[str]) -> str:
    units = sign[0].encode("utf-16-be", "surrogatepass").hex()
    return "".join(f"\\u{units[at : at + 4]}" for at in range(0, len(units), 4))
