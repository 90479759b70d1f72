"""Tell what a text says was before something was done, and what was after it."""

import re
from collections.abc import Set as AbstractSet

from retrieval.lexical import terms

#: The stem of what was done, and whether something is told of the state after it.
Stage = tuple[str, bool]
#: What was done before, or after which, something is told: before immersion, after 100 cycles.
_STAGE = re.compile(
    r"\b(?:(?P<before>before|prior to)|(?P<after>after|following|upon))\s(?P<done>(?:(?!(?:at|in"
    r"|for|of|with|under|to|by|on|from|is|was|are|were|and|or)\b)[\w.-]+\s?){1,4})",
    re.IGNORECASE,
)
#: What the name of a row says was done to a sample: hydrogen-cycled, aged.
_PARTICIPLE = re.compile(r"(?<![A-Za-z])(?!un)[A-Za-z]{3,}ed\b")
#: Before and after are told at once.
_BOTH = re.compile(r"\b(?:before and after|before/after|after and before)\b", re.IGNORECASE)


def tells_both_stages(question: str, text: str) -> bool:
    """Return whether a text tells what was before and what was after the event that is asked for.

    Args:
        question: The text of the question.
        text: A sentence.
    """
    stages, told = stages_of(question), stages_of(text)
    return bool(stages & told and _others(stages) & told)


def is_of_other_stage(stages: AbstractSet[Stage], text: str) -> bool:
    """Return whether a text tells what was before where what was after is asked, or reverse.

    Args:
        stages: What the question asks the states before and after of.
        text: A sentence.
    """
    told = stages_of(text)
    return not stages & told and bool(_others(stages) & told)


def _others(stages: AbstractSet[Stage]) -> set[Stage]:
    return {(stem, not is_after) for stem, is_after in stages}


def with_participles(name: str) -> str:
    """Return the name of a row with what it says was done: hydrogen-cycled, after cycled."""
    return f"{name}; {'; '.join(f'after {one}' for one in _PARTICIPLE.findall(name))}"


def stages_of(text: str) -> frozenset[Stage]:
    """Return what a text tells the states before and after of; none where it tells both at once."""
    if _BOTH.search(text):
        return frozenset()
    return frozenset(
        (stem, found["after"] is not None)
        for found in _STAGE.finditer(text)
        for stem in terms(found["done"])
        if len(stem) > 3 and stem.isalpha()
    )
