"""Read the values that a text gives to the variable of a formula: (x = 0, 0.3 and 1)."""

import re
from dataclasses import dataclass

from builder.materials.formulas.elements import NUMBER
from builder.materials.formulas.percent_lists import BASIS

_IS = (
    r"(?:[=:∈]|being|is|are|was|were|equals?(?:\sto)?|takes?\s(?:on\s)?the\svalues?(?:\sof)?"
    r"|values?\sof)"
)
_NUMBER = rf"(?:{NUMBER})(?:,\d{{1,3}})?"
_BETWEEN = r"(?:\s?[,;/、]\s?(?:and\s|or\s|&\s)?|\s(?:and|or|&)\s)"
_VALUES = re.compile(
    rf"[^.;=]{{0,60}}?(?<!\w)([xyz])\s?{_IS}\s?\{{?\(?\s?"
    rf"((?:{_NUMBER}{_BETWEEN})*{NUMBER}(?:,\d{{1,3}})?)"
    r"(?!\d|\.\d|\s?[-×<≤]|,\d|\s(?:to|up\sto|times|through)\b)"
)
#: Before or behind: the ends of a range, whose members are not named.
_ENDS = re.compile(r"\b(?:between|from)\s$")
_STEPS = re.compile(r"[^.;]{0,12}?\b(?:steps?|intervals?)\b")
_GLUED_COMMA = re.compile(r"(?<=\d),(?=\d)")


@dataclass(frozen=True, slots=True)
class VariableValues:
    """The values that a text gives to the variable of a formula."""

    variable: str = ""
    values: tuple[float, ...] = ()
    share: str = ""
    """Behind the values, what tells that they are per cents: `wt.%`."""


def read_values(plain: str, at: int) -> VariableValues:
    """Read the variable and the values that stand behind a formula.

    Args:
        plain: the text of `markup.plain_formulas`.
        at: where the formula ends.

    Returns:
        The variable and its values; none for a range (x = 0 to 1, x varies between 0.1 and 0.5).
    """
    found = _VALUES.match(plain, at)
    if not found or _ENDS.search(plain[at : found.start(1)]) or _STEPS.match(plain, found.end()):
        return VariableValues()
    share = BASIS.match(plain, found.end())
    return VariableValues(found[1], _numbers(found[2]), share[1] if share else "")


def _numbers(listed: str) -> tuple[float, ...]:
    """Read a list of numbers, in which a comma without a blank may be the decimal mark.

    It is one where other commas or semicolons have blanks (0, 0,3, 1), or where several pairs are
    parted by words (0,3 and 0,5). Where both readings hold (0,3), nothing is read.
    """
    if "/" in listed and re.search(r",|and|or|&", listed):
        return ()  # 1/12 and 1/8
    if "." not in listed and _GLUED_COMMA.search(listed):
        apart = re.split(r"\s?[;/]\s?|,\s|\s(?:and|or|&)\s", listed)
        glued = [len(_GLUED_COMMA.findall(one)) for one in apart if _GLUED_COMMA.search(one)]
        if glued == [1] and len(apart) == 1:
            return ()
        if max(glued) == 1 and (re.search(r"[;/]|,\s", listed) or len(glued) > 1):
            listed = _GLUED_COMMA.sub(".", listed)
    return tuple(dict.fromkeys(float(one) for one in re.findall(NUMBER, listed)))
