"""Write superscripts in running text: 10⁻³ as 10^-3, 700 ᵒC as 700 °C, Cu²⁺ as Cu2+."""

import re

# Control characters that no field keeps: between them stands what is printed raised.
_OPEN, _CLOSE = "\x02", "\x03"
_RAISED = re.compile(f"{_OPEN}([^{_OPEN}{_CLOSE}]*){_CLOSE}")
_POWER = re.compile(r"[+-]?\d+(?:[./]\d+)?|n")
_RINGS = "∘◦º˚°"


def without_marks(text: str) -> str:
    """Return a text without the marks that this module sets itself."""
    return text.replace(_OPEN, " ").replace(_CLOSE, " ")


def raised(text: str) -> str:
    """Mark a text as printed raised, for `resolve_raised` to write in its place."""
    return f"{_OPEN}{text}{_CLOSE}"


def resolve_raised(text: str) -> str:
    """Write what was marked as raised: powers behind a caret, rings as degrees, the rest plainly.

    A number is a power only behind a letter, digit or bracket; at the start of a word it is
    something else, such as the mass of an isotope (⁵⁷Fe).
    """
    if _OPEN not in text:
        return text
    text = _RAISED.sub(lambda match: _written(match, text), text)
    return text.replace(_OPEN, "").replace(_CLOSE, "")


def _written(match: re.Match[str], text: str) -> str:
    content = match[1].strip()
    before, behind = text[: match.start()][-2:], text[match.end() :][:2].lstrip()
    if content and content in _RINGS:
        return "°"
    if content in ("o", "O", "0") and behind[:1] in ("C", "F") and before.strip()[-1:].isdigit():
        return "°"
    signed = re.sub("[−–‐‑]", "-", content.replace(" ", ""))
    if _POWER.fullmatch(signed) and re.search(r"[\w)\]}⟩%°√.′]$", before):
        return f"^{signed}"
    return content
