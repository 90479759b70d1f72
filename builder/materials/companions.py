"""Find what a material holds beside an alloy: CoCrFeNi/TiC, CoCrFeNi–8 at.% NbB2, C-doped CoCrFeNi.

The composite, laminate, joint or doped alloy is another material than the alloy named in it.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path

from builder.materials.formulas.elements import NAMES, NONMETALS, NUMBER, SYMBOL
from builder.materials.formulas.parser import read_formula, symbols_of

#: The companion of a formula that says there is more, but not what: CoCrFeNi-based, CoCrFeNiX.
UNSAID = "?"

_UNIT = r"((?:(?:at|wt|vol|mol|mass|weight|atomic|m)[ .-]{0,2})?(?:%|pct\.?|per ?cent))"
_AMOUNT = rf"(?:({NUMBER}|[xyz](?=\s?(?:at|wt|vol|mol|%|[A-Z(])))(?:\s?{_UNIT})?[\s-]?(?:of\s)?)?"
_WORD = (
    r"(?:nano-?|micro-?|in[ -]situ\s|α-|β-|γ-)?"
    r"((?:\([A-Z][\w,]{0,12}\)|[A-Za-z])[\w.]*(?:\([\w, ]{1,16}\)[\w.]{0,6})?)"
)
#: Form in the alloy itself.
_OWN_PHASES = frozenset({"intermetallic"})
_KINDS = {"weight": "wt", "mass": "wt", "m": "wt", "atomic": "at", "mol": "at"}
#: Crystal structures that could be read as formulas of boron and carbon.
_STRUCTURES = frozenset({"BCC", "FCC", "HCP", "BCT"})
#: Words of phases; the formula of few elements beside one is that of a phase within an alloy.
_PHASE = (
    r"(?:phases?|(?:nano)?precipitates?|(?:nano)?particles?|intermetallics?|compounds?|Laves"
    r"|Heusler)"
)
_PHASE_BEFORE = re.compile(rf"(?:{_PHASE}(?:\sof)?|[σμγ]′?(?:\sphase)?|ordered)[\s(-]{{1,2}}$")
_PHASE_BEHIND = re.compile(rf"\)?[\s-](?:Laves\s|and\s\w+\s)?{_PHASE}\b")
_MADE = (
    r"(?:reinforced|strengthened|toughened|doped|micro-?alloyed|alloyed|modified|added|coated"
    r"|decorated|infiltrated|dispersed|mixed|containing|bearing|cemented(?!\scarbides?\b))"
)
_UNSAID_BEHIND = re.compile(
    r"(?:-(?:[MX][\d.]{0,5}|Me|TM|RE)|\s(?:based|type))\b|-x(?=\s?\(\s?x\s?[=:]\s?[A-Z])|-(?:based|base|rich|lean|type|like|containing|reinforced|coated|bonded|matrix|derived"
    r"|enriched|doped|modified|bearing|strengthened|binder)\b|(?:X|Me?|TM|RE?)(?![A-Za-z])"
)
_LINKED_BEHIND = re.compile(rf"(?:\s?[/+@&]\s?|-){_AMOUNT}{_WORD}(?![\w-])")
_BRACKETS_BEHIND = re.compile(r"-\((?=[A-Z][a-z]?\s?[,/])([A-Za-z,/ ]{3,24})\)")
_WITH_BEHIND = re.compile(
    rf"(?:\s(?:\([\w-]{{2,8}}\)|(?!and\b|or\b|to\b|than\b)[a-zHMRC][\w-]*)){{0,4}}?\s"
    rf"(?:(?P<made>{_MADE}(?:\swith|\sby)?|with\s(?:the\s)?additions?\sof)\s(?:the\s)?"
    rf"|(?:with|plus)\s(?=\d)|at\s(?=[\d.]+\s?(?:at|wt|vol|mol)\b)){_AMOUNT}{_WORD}"
)
_LINKED_BEFORE = re.compile(rf"(?<![\w/.-]){_AMOUNT}{_WORD}(?:\s?[/+@]\s?|-)(?:{NUMBER})?$")
_MADE_BEFORE = re.compile(
    rf"(?<![\w/-]){_AMOUNT}{_WORD}(?:\s?(?:,|and|/)\s?[A-Z]\w*)?[- ](?:dispersion[- ])?{_MADE}"
    r"\s(?:[a-z-]+\s){0,2}$"
)
_ADDED_BEFORE = re.compile(
    rf"\b(?:[Aa]dditions?|[Aa]dding|[Ii]ncorporati(?:on|ng)|[Ii]ntroduc(?:tion|ing)|[Dd]op(?:ing|ed))\s(?:of\s)?"
    rf"{_AMOUNT}{_WORD}(?:\s(?:particles|powders?|element|atoms|whiskers))?\s(?:in|into|to|with)\s"
    rf"(?:the\s|an?\s)?(?:[a-z-]+\s){{0,2}}$"
)
_LINKS = frozenset("-/+@0123456789")
_MADE_WORDS = (
    "reinf strengthened toughened lloyed modified added dditi dding coated decorated infiltrated"
    " dispersed mixed containing bearing cemented ncorporati ntroduc oped oping"
).split()
_STEEL = re.compile(
    r"(?:AISI ?|SS ?|Q|TC|TA|AZ|IN ?|Inconel ?|Hastelloy ?)\d{1,4}[A-Z]?\b"
    r"|\d{3,4}(?:L|ss|SS| SS|Al)?\b"
)
_STEEL_BEHIND = re.compile(rf"(?:\s?[/+@&]\s?|-)({_STEEL.pattern})")
_STEEL_BEFORE = re.compile(rf"(?<![\w/.-])({_STEEL.pattern})(?:\s?[/+@]\s?|-)$")
_JOINED_BEFORE = re.compile(rf"(?<![\w/.-])({_STEEL.pattern}|[A-Za-z][\w-]{{0,14}})/$")
_JOINED_BEHIND = re.compile(rf"/({_STEEL.pattern}|[A-Za-z][\w-]{{0,14}})(?![\w/-])")
#: Around an alloy that is joined to a steel: by welding CoNiV alloy to 304ss.
_JOINS = re.compile(
    r"\b(?:weld|join|braz|bond)(?:ing|s|ed)?\s(?:of\s|between\s)?(?:the\s|an?\s)?$", re.IGNORECASE
)
_STEEL_JOINED = re.compile(
    rf"\s(?:(?:alloy|HEA|MEA)\s)?(?:to|with|and)\s(?:the\s|AISI\s)?({_STEEL.pattern})"
)
_COATING = r"(?:coat(?:ing|ings|ed)?|films?|clad(?:ding|ded)?s?|deposit(?:s|ed)?|layers?|sprayed)"
_SOME_ON = re.compile(r"on |onto |over ")
_ON = re.compile(
    rf"\b{_COATING}\b[^.;]{{0,80}}?\b(?:on|onto|upon|over)\s(?:(?:the|an?|its|their)\s)?"
    r"(?:surfaces?\sof\s(?:the\s|an?\s)?)?(?:[\w-]+\s){0,2}$"
)
#: Such a layer grows out of the alloy that it lies on.
_OXIDE = re.compile(r"\b(?:oxid|scale|corro|passiv|inner|outer|nitrid|carburi)")
#: A coating whose alloy is named: the CoCrFeNi coating, HEA coatings.
_NAMED_COATING = re.compile(
    rf"\b(?:[A-Z][a-z]?[\d.x]{{0,4}}){{2,9}}[\w/-]{{0,20}}\s(?:[\w-]+\s){{0,4}}?{_COATING}\b"
)
#: What something has on an alloy is no coating.
_EFFECT = re.compile(r"\b(?:effects?|influences?|stud(?:y|ies)|investigat\w+|impact|role)\b", re.I)
_OVERLAID = re.compile(
    r"(?:\s(?!by\b|using\b|via\b|with\b|for\b|and\b|were\b|was\b|is\b)[\w-]+){0,3}?"
    rf"\s(?:{_COATING}|high-entropy|HEAs?)\b",
    re.IGNORECASE,
)
_BASE = re.compile(r"\s(?:[\w-]+\s){0,2}?(?:substrates?|plates?|sheets?|base)\b")


@lru_cache(maxsize=1)
def _materials() -> frozenset[str]:
    table = tomllib.loads((Path(__file__).parent / "data/companions.toml").read_text("utf-8"))
    return frozenset(word.lower() for word in table["materials"])


def find_companion(plain: str, start: int, end: int) -> str:
    """Find what stands beside the formula at [start, end), with its amount where one is given.

    Args:
        plain: the text of `markup.plain_formulas`.
        start: where the formula begins.
        end: where it ends.

    Returns:
        For instance `5 wt% TiC` or `TiC`; UNSAID where it is not said; "" for an alloy by itself.
    """
    if _UNSAID_BEHIND.match(plain, end):
        return UNSAID
    if (with_steel := _STEEL_JOINED.match(plain, end)) and is_joined(plain, start):
        return with_steel[1].replace(" ", "")
    if listed := _BRACKETS_BEHIND.match(plain, end):
        return "+".join(sorted(re.findall(r"[A-Z][a-z]?", listed[1])))
    written = plain[start:end]
    if plain[start - 1 : start] == plain[end : end + 1] == "/" and (
        joined := _joined(plain, start, end)
    ):
        return joined
    return next((one for one in _companions(plain, start, end) if not _is_part(one, written)), "")


def is_joined(plain: str, start: int) -> bool:
    """Return True for an alloy, which begins at a place, that is welded or brazed to another."""
    return _JOINS.search(plain, max(start - 40, 0), start) is not None


def _joined(plain: str, start: int, end: int) -> str:
    """Return what an alloy joins, on its two sides: `W/steel` of W/CoCrFeNi/steel; "" if none."""
    before = _JOINED_BEFORE.search(plain, max(start - 24, 0), start)
    behind = _JOINED_BEHIND.match(plain, end)
    if not before or not behind:
        return ""
    both = [(one[1].replace(" ", "")) for one in (before, behind)]
    return "/".join(both) if all(map(is_material, both)) else ""


def _is_part(companion: str, written: str) -> bool:
    """Return True if a companion tells what the formula holds: carbide-reinforced CoCrFeNi(TiC)0.2.

    Args:
        companion: what stands beside the formula.
        written: the formula.
    """
    own = frozenset(re.findall(SYMBOL, written))
    name = companion.rsplit(" ", 1)[-1]
    parts, end = read_formula(name, 0)
    if parts and end == len(name):
        return symbols_of(parts) <= own and len(symbols_of(parts)) < 3
    if element := NAMES.get(name.lower()):
        return element in own
    return name.removesuffix("s").lower() in _OWN_PHASES or bool(own & NONMETALS)


def _companions(plain: str, start: int, end: int) -> Iterator[str]:
    window = plain[max(start - 90, 0) : start]
    steel = _STEEL_BEHIND.match(plain, end)
    if not steel and window.rstrip()[-1:] in _LINKS:
        steel = _STEEL_BEFORE.search(window)
    if steel:
        yield steel[1].replace(" ", "")
    for pattern in (_LINKED_BEHIND, _WITH_BEHIND):
        if found := pattern.match(plain, end):
            yield from _named(*found.groups()[-3:])
    # These searches are slow, and most alloys have no such word before them.
    before = []
    if plain[start - 1 : start] in _LINKS:
        before = [_LINKED_BEFORE]
    if any(word in window for word in _MADE_WORDS):
        before = [*before, _MADE_BEFORE, _ADDED_BEFORE]
    for pattern in before:
        if found := pattern.search(window):
            yield from _named(*found.groups()[-3:])


def _named(size: str | None, unit: str | None, word: str) -> Iterator[str]:
    """Yield amount and name of a companion; nothing for a word that names no material."""
    if not is_material(word) or (size and not unit and len(word) == 1):  # with 1400 W
        return
    kind = re.match("[a-z]*", unit or "")
    kind_name = _KINDS.get(kind[0], kind[0]) if kind else ""
    amount = f"{float(size):g} {kind_name}% " if size and unit and size not in "xyz" else ""
    yield f"{amount}{word.rstrip('.')}"


def is_material(word: str) -> bool:
    """Return True for the formula or the name of what an alloy may stand beside: TiC, graphene."""
    word = word.rstrip(".,")
    if word in _STRUCTURES:
        return False
    stem = word.lower()
    if {stem, stem.removesuffix("s")} & _materials() or _STEEL.fullmatch(word):
        return True
    parts, end = read_formula(word, 0)
    return bool(parts) and end >= len(word) - (word[-1:] in "pwf")


def same_companion(one: str, other: str) -> bool:
    """Return True unless two companions are told apart: by name, or by amounts that both give."""
    if one == other or UNSAID in (one, other):
        return True
    (*size, name), (*other_size, other_name) = (text.rsplit(" ", 1) for text in (one, other))
    return name == other_name and not (size and other_size)


def is_substrate(plain: str, start: int, end: int) -> bool:
    """Return True for the metal that a coating lies on: an AlCoCrFeNi coating on Ti-6Al-4V."""
    window = plain[max(start - 160, 0) : start]
    if not _SOME_ON.search(window) or not _ON.search(window):
        return False
    if _BASE.match(plain, end):
        return True
    sentence = window[window.rfind(". ") + 1 :]
    if _EFFECT.search(sentence) or _OXIDE.search(sentence) or _OVERLAID.match(plain, end):
        return False
    return _NAMED_COATING.search(sentence) is not None


def is_phase(text: str, start: int, end: int, amounts: Mapping[str, float | None]) -> bool:
    """Return True for the formula of a phase within an alloy: Laves phase Fe2Nb, NiAl precipitates.

    Args:
        text: the text of `plain_formulas`.
        start: where the formula begins.
        end: where it ends.
        amounts: its elements with their amounts.
    """
    sizes = [2.0 if amount is None else amount for amount in amounts.values()]
    few = len(sizes) == 2 or (len(sizes) == 3 and max(sizes) in (2, 3))
    return few and bool(
        _PHASE_BEFORE.search(text, max(start - 24, 0), start) or _PHASE_BEHIND.match(text, end)
    )
