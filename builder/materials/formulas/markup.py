"""Bring a text into the plain form in which formulas are read, character by character."""

import re

from builder.materials.formulas.elements import NUMBER

# One character stands for one, so that offsets into the text hold.
_PLAIN = str.maketrans("₀₁₂₃₄₅₆₇₈₉ₓ₊₋−–‐‑‒\u00a0\u2009\u202f\n", "0123456789x+------    ")
_MARKUP = re.compile(
    r"\\(?:mathrm|mathit|mathbf|text|textrm|rm|ce)\s?\{?|[${}]|_(?=[\d{.xyz(\\])|</?sub>"
)
_LOWER_SYMBOL = r"(?:al|co|cr|cu|fe|hf|mn|mo|nb|ni|pd|ru|si|ta|ti|zr)"
_LOWER_CASE_FORMULA = re.compile(
    rf"(?<![^\W_])(?:(?:{_LOWER_SYMBOL}{NUMBER}\s)?(?:{_LOWER_SYMBOL}{NUMBER}?){{3,}}"
    rf"(?:{_LOWER_SYMBOL}|[vw]){NUMBER}?|(?:(?:{_LOWER_SYMBOL}|[vw])-){{3,}}"
    rf"(?:{_LOWER_SYMBOL}|[vw]))(?![^\W_])"
)
_LOWER_CASE_SYMBOL = re.compile(rf"{_LOWER_SYMBOL}|[vw]")


def plain_characters(text: str) -> str:
    """Replace subscripts, dashes and spaces of every kind by plain ones, one for one."""
    return text.translate(_PLAIN)


def plain_formulas(text: str) -> str:
    """Return the text with plain characters, markup blanked by NULs and symbols capitalised.

    The result has the length of the text: LaTeX and HTML markup is replaced by as many NULs.
    """
    return _LOWER_CASE_FORMULA.sub(_capitalise, _blank_markup(plain_characters(text)))


def _blank_markup(text: str) -> str:
    return _MARKUP.sub(lambda match: "\0" * len(match.group()), text)


def _capitalise(match: re.Match[str]) -> str:
    """Capitalise the symbols of a formula in lower case, as some indexes print titles."""
    symbols = _LOWER_CASE_SYMBOL.findall(match.group())
    if len(set(symbols)) < len(symbols):
        return match.group()
    return _LOWER_CASE_SYMBOL.sub(lambda symbol: symbol.group().capitalize(), match.group())
