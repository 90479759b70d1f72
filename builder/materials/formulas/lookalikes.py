"""Refuse what only looks like a formula: acronyms, labels, and formulas that are not whole."""

import re

from builder.materials.formulas.elements import NONMETALS, SYMBOL
from builder.materials.formulas.parser import Part, Parts, is_broken, symbols_of

#: Chinese and Japanese put no blank between a formula and a word.
_FIRST_CJK = "\u2e80"
_PLACEHOLDER = re.compile(r"(?:X|Me?|TM|RE?)(?![A-Za-z])")
_GLUED_WORD = re.compile(r"(?<=[\d)])[a-z]{4,}|(?:at|wt|vol|mol)\.?\s?%")
# Written like formulas, meaning something else: structures, abbreviations of properties, plurals
# of acronyms, AWS brazing fillers, the HeLa cell line, a missing number.
_NOT_A_FORMULA = re.compile(
    r"(?:[FB]CC|HCP|HV|HK|YS|YP|SS|SPS|VHPS|VPS|CVN|UHV|BNi|HeLa|NaN)[\d.]*|[A-Z]{2,}s"
)
# A formula of one-letter symbols looks like any acronym: these few are meant, and so is one that
# carries digits and starts with a metal or boron (Y2O3, W2C, K2SO4, B4C).
_ONE_LETTER_COMPOUNDS = frozenset({"WC", "VC", "VN", "BN", "KOH", "KF"})
_ONE_LETTER_FIRST = frozenset("VYWKUB")
#: Formulas name the nonmetal last; HSi6 and NCo2 are labels of samples.
_LABEL_FIRST = NONMETALS - {"B"}
#: What may touch a formula; any other character between letters and digits is one that was lost
#: or misread, and what it parts is one formula: Al0?5CoCrFeNi, AlCoCrFeNi2'1.
_MARK = r"[^\w\s()\[\]{},;:./+=~<>≤≥≈∼@&|%\"“”»«*–-]"
_LOST_BEFORE = re.compile(rf"[A-Za-z)\]](?:\d+{_MARK}\d*|{_MARK}\d+)$")
_LOST_BEHIND = re.compile(rf"{_MARK}(?!\d+H2O)\d")
_AMOUNT_BEFORE = re.compile(r"[A-Za-z)\]}](?:\d+|\d*\.\d+)$")
_OPENED_BEFORE = re.compile(r"[(\[{]$")
_CLOSED_BEHIND = re.compile(r"[)\]}][\dxyz]")
_UNREAD_BRACKET = re.compile(rf"[(\[{{](?=[^\s()\[\]]{{0,20}}{SYMBOL})[^\s()\[\]]{{1,30}}[)\]}}]\d")


def is_lookalike(plain: str, start: int, end: int, parts: Parts) -> bool:
    """Return True for words, acronyms, labels and broken formulas.

    Args:
        plain: the text.
        start: where the formula begins in it.
        end: where it ends.
        parts: what was read there.
    """
    symbols = symbols_of(parts)
    if len(symbols) < 2 or symbols <= NONMETALS - {"B"}:
        return True
    if len(parts) == 1 and not _is_whole_bracket(parts[0], _PLACEHOLDER.match(plain, end)):
        return True
    word = plain[start:end]
    if _NOT_A_FORMULA.fullmatch(word) or not _may_end(plain, end, len(symbols)):
        return True
    if _is_acronym(word, repeats=len(parts) > len(symbols)) or _is_label(parts):
        return True
    if is_broken(parts) or _is_cut(plain, start, end):
        return True
    before = plain[max(start - 2, 0) : start]
    behind_acronym = len(before) == 2 and before[0].isupper() and before[1] == "-"
    return behind_acronym and len(word) <= 4 and word.isalpha()  # SARS-CoV


def _is_whole_bracket(bracket: Part, placeholder: re.Match[str] | None) -> bool:
    """Return False for a bracket around a formula, and for a part of one: the (CuTi)0.2 alloy."""
    if not bracket.amount:
        return False
    symbols = symbols_of((bracket,))
    is_open = placeholder or not bracket.amount.replace(".", "").isdigit()
    return bool(symbols & NONMETALS or (is_open and len(symbols) > 2))


def _is_label(parts: Parts) -> bool:
    """Return True for a bare nonmetal in front of metals that carry amounts: HSi6, NCo2."""
    first, *others = parts
    return (
        isinstance(first.of, str)
        and first.of in _LABEL_FIRST
        and not first.amount
        and not {part.of for part in others if isinstance(part.of, str)} <= NONMETALS
        and len(others) < 3
    )


def _is_cut(plain: str, start: int, end: int) -> bool:
    """Return True where a part of the formula stands before or behind it, unread."""
    before = plain[max(start - 10, 0) : start]
    if _LOST_BEFORE.search(before) or _AMOUNT_BEFORE.search(before):
        return True
    if _OPENED_BEFORE.search(before) and _CLOSED_BEHIND.match(plain, end):
        return True  # CoCr(Fe?Ni)0.5(AlTi)0.2
    return bool(_LOST_BEHIND.match(plain, end) or _UNREAD_BRACKET.match(plain, end))


def _is_acronym(word: str, repeats: bool) -> bool:
    """Return True for capitals that are no formula of one-letter symbols (WC, Y2O3).

    Args:
        word: what is written like a formula.
        repeats: an element occurs in it twice.
    """
    if not word.isupper() or "-" in word or word in _ONE_LETTER_COMPOUNDS:
        return False
    digits = any(character.isdigit() for character in word)
    return not digits or word[0] not in _ONE_LETTER_FIRST or repeats


def _may_end(plain: str, end: int, elements: int) -> bool:
    """Return True where no word or number goes on, but for a placeholder (CoCrFeNiX)."""
    rest = plain[end : end + 8]
    if not rest[:1].isalnum() or rest[0] >= _FIRST_CJK:
        return True
    if _GLUED_WORD.match(plain, end):  # 94Al3Ti3alloy
        return True
    return elements > 2 and _PLACEHOLDER.match(rest) is not None
