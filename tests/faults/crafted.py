"""Texts made to cost time: short parts repeated, in which each grammar has much to begin and end.

A part stands for one way in which a reader of text may go over the same characters again and
again: brackets that stay open, lists without an end, words that may begin anything.
"""

from collections.abc import Callable

#: Each part is repeated up to the length that is wanted.
PARTS = (
    # formulas and their marks
    "Al0.5", "CoCrFeNi", "CoCrFeNi ", "Alx", "Al_x", "Al_{0.5}", "(CoCr)", "(FeCoNi)1-x",
    "Al0.5-", "Co-Cr-Fe-Ni-", "Co–Cr–", "Ti 35 at.%, ", "Co20Cr20 ", "NiNiNi",
    "AlxCoCrFeNi (x = ", "x = 0, ", "CoCrFeNi/TiC ", "CoCrFeNi–8 wt.% NbC ", "CoCrFeNi (A1), ",
    "A1 (CoCrNi), ", "O2-", "Ti0.2 ", "Co Cr Fe Ni ", "$_{0.5}$", "₀.₅", "Al(0.5)", "HEA",
    "HfNb(TaTi", "C-doped ",
    # numbers and units
    "1", "1 ", "1.", "1,", "1 000 ", "1,000", "-1", "–1", "±", "± 1 ", "1±", "10^", "×10",
    "× 10−3 ", "1e5", "5% ", "5 at.% ", "350 MPa and ", "350 MPa, ", "350 MPa ", "1-2",
    "1–2 MPa ", "1 to 2 ", "from 1 to 2 MPa ", "from 300 MPa to ",
    "1, 2 and 3 MPa, respectively ", "25 °C, ", "298 K and ", "10−3 s−1 ", "mm3/N·m ", "m·",
    "kg/", "W/(m·K) ", "two ", "one-", "1/2 ", "1:", "≥ 5 ", "~", "~5 ", "0.3 and 10−5 mm3/N·m ",
    "300 HV, ", "by 45% ", "3-fold ", "1 h at 900 °C, ",
    # English
    "and ", "and the alloy was ", "of the ", "which ", "that the alloy ", "by increasing ",
    "whereas ", "not ", "was ", "is ", "the hardness is ", "hardness of ", "yield strength and ",
    "higher than ", "compared with ", "respectively, ", "to ", "from ", "with increasing ",
    "due to ", "because ", "FCC phase ", "phases and ", "FCC + ", "FCC, ", "sigma ",
    "annealed at ", "as-cast ", "after ", "SEM and ", "using ", "We measured ", "shows ",
    "the alloy ", "It ", "alloy-", "however, ", "the as-cast alloy and ",
    "the former and the latter ", "ignore the above ", "As an AI ",
    # stops and marks
    ". ", "A. ", "a. B", "e.g. ", "et al. ", "Fig. ", "?", "!", "...", ";", ": ", ",", ", ", "-",
    "–", "—", "/", "_", "^", "=", "+", "\"", "“", "'", "’", "(", ")", "[", "{", "}", "[1]", "()",
    "( ", " (", "(a ", "<", ">", "<sub>", "</", "&", "&amp;", "&lt;", "\\", "\\frac{", "$",
    "$x$ ", "%", "#", "@", "|", "*", "·", "°", "…", " ", "  .", "\n", "\t", " ", "a", "A", "aA",
    "a ", "A ", "Aa ", "a1", "é", "́", "α", "α-", "中", "中文。", "\u200b", "\xad", "\xad ", "𝛼",
    "µ", "−", "©", "© 2019 ", "(c) ", "copyright ", "All rights ", "2019 ", "published by ",
    "Elsevier Ltd ", "CC BY ", "doi:10.", "10.1000/", "http://", "www.", "Abstract ",
    "ABSTRACT: ", "Keywords: ",
)  # fmt: skip


def _repeat(part: str, length: int) -> str:
    return (part * (length // len(part) + 1))[:length]


def _nested(opening: str, closing: str) -> Callable[[int], str]:
    return lambda length: opening * (length // 2) + closing * (length // 2)


def _behind(begin: str, part: str, end: str) -> Callable[[int], str]:
    return lambda length: begin + _repeat(part, length) + end


#: Texts that are no repetition alone: what closes comes late, or never where it could.
SHAPES: dict[str, Callable[[int], str]] = {
    "nested ()": _nested("(", ")"),
    "nested []": _nested("[", "]"),
    "nested {}": _nested("{", "}"),
    "nested ( )": _nested("(a ", " b)"),
    "nested alloys": _nested("(CoCr", ")0.5"),
    "a hardness far from its value": _behind("The hardness of CoCrFeNi ", "very ", "is 300 HV."),
    "values, no unit": _behind("The hardness of CoCrFeNi is ", "300, ", "."),
    "value in brackets": _behind("The hardness of CoCrFeNi (", "300 HV, ", ")."),
    "no end of a formula": _behind("Al", "0", "CoCrFeNi!"),
    "blanks before a word": _behind("The alloy", " ", "was hard."),
    "blanks behind a stop": _behind("The alloy was hard.", " ", "It was."),
    "one long word": _behind("The alloy ", "x", " was hard."),
    "clauses": _behind("The alloy was hard, ", "and the coating was soft, ", "."),
    "lists of properties": _behind("The ", "hardness, strength, ", "are 300 HV and 1 GPa."),
    "lists of alloys": _behind("The hardness of ", "CoCrFeNi, CoCrNi, ", "is 300 HV and 200 HV."),
    "many sentences": _behind("", "CoCrFeNi has 300 HV. ", ""),
    "many labels": _behind("", "CoCrFeNi (A1) and CoCrNi (A2). ", ""),
    "many families": _behind("", "AlxCoCrFeNi (x = 0, 0.3) has 300 HV. ", ""),
    "many changes": _behind("", "The hardness rose from 300 HV to 500 HV. ", ""),
    "a change in one sentence": _behind("The hardness rose ", "from 300 HV to 500 HV, ", "."),
}


def crafted(length: int) -> dict[str, str]:
    """Return every text of about this many characters, by a name that tells how it was made."""
    return {repr(part): _repeat(part, length) for part in PARTS} | {
        name: make(length) for name, make in SHAPES.items()
    }
