"""Count the chemical formulas of a text that another text has, letter for letter."""

import re
import unicodedata
from collections import Counter

_SYMBOLS = (
    "Ac Ag Al Am As Au Ba Be Bi Bk Br Ca Cd Ce Cf Cl Cm Co Cr Cs Cu Dy Er Es Eu Fe Fm Fr Ga Gd Ge "
    "He Hf Hg Ho In Ir Kr La Li Lr Lu Md Mg Mn Mo Na Nb Nd Ne Ni No Np Os Pa Pb Pd Pm Po Pr Pt Pu "
    "Ra Rb Re Rh Rn Ru Sb Sc Se Si Sm Sn Sr Ta Tb Tc Te Th Ti Tl Tm Xe Yb Zn Zr "
    "B C F H I K N O P S U V W Y"
)
_SYMBOL = re.compile("|".join(_SYMBOLS.split()))
#: A run of symbols, amounts, brackets and signs between them, and no other letter at its ends.
_RUN = re.compile(
    rf"(?<![^\W_])(?:{_SYMBOL.pattern}|[\d.,xyzδ+±/·:()\[\]{{}}-])+(?![^\W_])", re.ASCII
)
_AMOUNT = re.compile(r"\d|(?<=\D)[xyzδ]")
_DASHES = dict.fromkeys(map(ord, "‐‑‒–—−"), "-")
_ENDS = ".,:/·+±-"
_BRACKETS = (("(", ")"), ("[", "]"), ("{", "}"))
#: A word without a blank and longer than any formula: hostile text must not take long.
_LONGEST = 200


def formula_tokens(text: str) -> list[str]:
    """Return the formulas in a text, in their order, one of each place.

    A formula holds two elements and an amount (Mg2Ni, Fe-36Ni, BaFe2(As1-xPx)2), or three elements
    (CoCrNi). Capitals alone (HCP, SUS304) are abbreviations unless their amounts are small
    and no hyphen parts them (P2O5).

    Returns:
        The formulas after NFKC, with every dash and minus sign as a hyphen.
    """
    words = unicodedata.normalize("NFKC", text).translate(_DASHES).split()
    runs = (_trimmed(run) for word in words if len(word) <= _LONGEST for run in _RUN.findall(word))
    return [run for run in runs if _is_formula(run)]


def formulas_kept(true: str, read: str) -> list[tuple[str, bool]]:
    """Return each formula of the true text, and whether the text read has it letter for letter.

    A formula that the true text writes twice must be read twice.
    """
    left = Counter(formula_tokens(read))
    kept = []
    for token in formula_tokens(true):
        kept.append((token, left[token] > 0))
        left[token] -= 1
    return kept


def _trimmed(run: str) -> str:
    """Return a run without the signs around it and the brackets that have no partner in it."""
    before = ""
    while run != before:
        before, run = run, run.strip(_ENDS)
        for opening, closing in _BRACKETS:
            if run.startswith(opening) and run.count(opening) > run.count(closing):
                run = run[1:]
            if run.endswith(closing) and run.count(closing) > run.count(opening):
                run = run[:-1]
            if run.startswith(opening) and run.find(closing) == len(run) - 1:
                run = run[1:-1]
    return run


def _is_formula(run: str) -> bool:
    if any(run.count(opening) != run.count(closing) for opening, closing in _BRACKETS):
        return False
    elements = set(_SYMBOL.findall(run))
    amounts = bool(_AMOUNT.search(_SYMBOL.sub("#", run)))
    if all(len(symbol) == 1 for symbol in elements):
        return len(elements) > 1 and amounts and not re.search(r"\d\d|-", run)
    return len(elements) > (1 if amounts else 2)
