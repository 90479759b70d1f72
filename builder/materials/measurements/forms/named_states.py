"""The states of `data/states.toml`: a material by its grains, irradiated, peak-aged."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path

from builder.materials.measurements.forms.form_nouns import SAMPLES
from builder.materials.vocabulary import Mention

#: Behind a word on the grains of a material, which without it tells of a part or of the aim.
_STRUCTURED = re.compile(
    rf"\s(?:\([A-Z]{{1,4}}\)\s)?(?:[\w.()/-]+\s){{0,2}}?(?:{SAMPLES}|states?\b|conditions?\b"
    r"|(?:[A-Z][a-z]?[\d.]*){3})"
)
#: Behind the axis in the name of a state: [001] orientation.
ORIENTATION = " orientation"
#: Directions of a crystal, which it is named by, and one of them.
_AXIS = r"\[\s?[-−]?\d\s?[-−]?\d\s?[-−]?\d\s?\]"
_ORIENTED = re.compile(
    rf"(?:{_AXIS}\s?-?(?:oriented)?(?:,\s|,?\sand\s|,?\sor\s)){{0,4}}{_AXIS}[\s-]{{1,2}}"
    r"(?:oriented|(?:single[\s-])?crystals?\b)"
)
_DIRECTION = re.compile(rf"(?P<axis>{_AXIS})(?:\s?-(?:oriented)?)?")


@lru_cache(maxsize=1)
def _states() -> tuple[re.Pattern[str], Mapping[str, str], frozenset[str], frozenset[str]]:
    """Return a pattern of all forms of `data/states.toml`, their names, those by a noun, and hints.

    A text without a hint, the last word of a form, names no such state.
    """
    path = Path(__file__).parents[2] / "data/states.toml"
    table = tomllib.loads(path.read_text("utf-8"))
    names = {
        form.replace("-", "").lower(): name
        for name, forms in table["forms"].items()
        for form in forms
    }
    forms = sorted((form for some in table["forms"].values() for form in some), key=len)
    either = "|".join(re.escape(form).replace(r"\-", r"[\s-]?") for form in reversed(forms))
    pattern = re.compile(rf"(?<![\w-])(?:{either})(?![\w-])", re.IGNORECASE)
    hints = frozenset(form.rpartition("-")[2] for form in forms)
    return pattern, names, frozenset(table["by_noun"]), hints


def lasting_states() -> frozenset[str]:
    """Return the states by grains and structure, which a material has beside any other."""
    return _states()[2]


def named_states(text: str) -> list[Mention]:
    """Return the states of a material beside its routes and treatments: fine-grained."""
    pattern, names, by_noun, hints = _states()
    oriented = [*_oriented(text)] if "[" in text else []
    if not any(hint in text for hint in hints):
        return oriented
    found = [
        Mention(names[re.sub(r"[\s-]", "", one[0]).lower()], "condition", one[0], *one.span())
        for one in pattern.finditer(text)
    ]
    found = [one for one in found if one.name not in by_noun or _STRUCTURED.match(text, one.end)]
    return sorted([*found, *oriented], key=lambda one: one.start)


def _oriented(text: str) -> Iterator[Mention]:
    """Find the orientations of crystals: [001]-oriented crystals, of the [111] and [001] ones."""
    for found in _ORIENTED.finditer(text):
        for one in _DIRECTION.finditer(text, *found.span()):
            yield Mention(f"{one['axis']}{ORIENTATION}", "condition", one[0], *one.span())
