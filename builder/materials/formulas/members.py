"""Read the values that a text gives to the variable of a formula: (x = 0, 0.3 and 1)."""

import re

from builder.materials.formulas.elements import NUMBER

_IS = (
    r"(?:[=:∈]|being|is|are|was|were|equals?(?:\sto)?|takes?\s(?:on\s)?the\svalues?(?:\sof)?"
    r"|values?\sof)"
)
_NUMBER = rf"(?:{NUMBER})(?:,\d{{1,3}})?"
_BETWEEN = r"(?:\s?[,;/]\s?(?:and\s|or\s|&\s)?|\s(?:and|or|&)\s)"
_VALUES = re.compile(
    rf"[^.;=]{{0,60}}?(?<!\w)([xyz])\s?{_IS}\s?\{{?\(?\s?"
    rf"((?:{_NUMBER}{_BETWEEN})*{NUMBER}(?:,\d{{1,3}})?)"
    r"(?!\d|\.\d|\s?[-×<≤]|,\d|\s(?:to|up\sto|times|through)\b)"
)
#: Before or behind: the ends of a range, whose members are not named.
_ENDS = re.compile(r"\b(?:between|from)\s$")
_STEPS = re.compile(r"[^.;]{0,12}?\b(?:steps?|intervals?)\b")
_GLUED_COMMA = re.compile(r"(?<=\d),(?=\d)")


def read_values(plain: str, at: int) -> tuple[str, tuple[float, ...]]:
    """Read the variable and the values that stand behind a formula.

    Args:
        plain: the text of `markup.plain_formulas`.
        at: where the formula ends.

    Returns:
        The variable and its values; none for a range (x = 0 to 1, x varies between 0.1 and 0.5).
    """
    found = _VALUES.match(plain, at)
    if not found or _ENDS.search(plain[at : found.start(1)]) or _STEPS.match(plain, found.end()):
        return "", ()
    return found[1], _numbers(found[2])


def _numbers(listed: str) -> tuple[float, ...]:
    """Read a list of numbers, in which a comma without a blank may be the decimal mark.

    It is one where other commas or semicolons have blanks (0, 0,3, 1), or where several pairs are
    parted by words (0,3 and 0,5). Where both readings hold (0,3), nothing is read.
    """
    apart = re.split(r"\s?;\s?|,\s(?:and\s|or\s)?|\s?/\s?|\s(?:and|or|&)\s", listed)
    glued = [one for one in apart if _GLUED_COMMA.search(one)]
    if glued:
        pairs = all(len(_GLUED_COMMA.findall(one)) == 1 for one in glued)
        has_blanks = re.search(r"[;/]|,\s", listed) is not None
        if "." not in listed and pairs and (has_blanks or len(glued) > 1):
            apart = [one.replace(",", ".") for one in apart]
        elif "." not in listed and listed.count(",") == 1 and len(apart) == 1:
            return ()
        else:
            apart = [number for one in apart for number in one.split(",")]
    return tuple(float(one) for one in apart)
