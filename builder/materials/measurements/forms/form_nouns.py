"""The nouns of `data/owners.toml`, which tell what a value is one of beside an alloy as a whole."""

import re
import tomllib
from functools import lru_cache
from pathlib import Path

#: What an alloy is called beside its formula.
SAMPLES = (
    r"(?:alloy|HEA|MEA|MPEA|CCA|EHEA|HEAC|coating|film|sample|specimen|composition|deposit|composite|counterpart"
    r"|material|ingot)s?\b"
)
#: Words between the formula of an alloy and the noun that tells its form.
_FORM_WORDS = (
    r"(?:(?:[a-z-]*-?entropy|high|medium|multi|principal|element|HEAs?|MEAs?|MPEAs?|alloys?|thin"
    r"|matrix|laser-?\w*|composite|bulk|nanocrystalline|amorphous|dissimilar|eutectic|based"
    r"|reinforced|deposited|[\d.]+[\w%]*)[\s-]+){0,5}?"
)
_ALLOY_BEHIND = re.compile(rf"\s{_FORM_WORDS}{SAMPLES}")
#: What is no material of a paper as a whole.
NOT_THE_MATERIAL = frozenset({"phase", "precipitate", "substrate", "other"})


@lru_cache(maxsize=1)
def form_nouns() -> re.Pattern[str]:
    """Return the nouns, each in a group by the name of its owner."""
    path = Path(__file__).parents[2] / "data/owners.toml"
    table = tomllib.loads(path.read_text("utf-8"))
    groups = (f"(?P<{owner}>{'|'.join(nouns)})" for owner, nouns in table.items())
    return re.compile(rf"(?<![\w-])(?:{'|'.join(groups)})s?(?![\w-])", re.IGNORECASE)


@lru_cache(maxsize=1)
def form_behind() -> re.Pattern[str]:
    """Return the nouns of forms that stand behind a formula: CoCrNi thin film."""
    path = Path(__file__).parents[2] / "data/owners.toml"
    table = tomllib.loads(path.read_text("utf-8"))
    groups = (
        f"(?P<{owner}>{'|'.join(nouns)})"
        for owner, nouns in table.items()
        if owner not in NOT_THE_MATERIAL or owner in ("phase", "precipitate")
    )
    return re.compile(rf"[\s-]{_FORM_WORDS}(?:{'|'.join(groups)})s?(?![\w-])", re.IGNORECASE)


def end_of_noun(text: str, end: int) -> int:
    """Return where the noun ends that tells the form of what ends at a place: Nb5 coating."""
    form = form_behind().match(text, end) or _ALLOY_BEHIND.match(text, end)
    return form.end() if form else end


def owner_in(text: str) -> str:
    """Return what a title says that its material is: `coating`, `film`, `weld` …; else `alloy`."""
    found = [one.lastgroup or "" for one in form_nouns().finditer(text)]
    return next((owner for owner in found if owner not in NOT_THE_MATERIAL), "alloy")
