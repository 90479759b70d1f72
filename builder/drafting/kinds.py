"""Tell the kind of a question by what it asks for, and by what its answer names."""

import re
import tomllib
from functools import lru_cache
from pathlib import Path

from builder.materials.quantities import find_quantities
from builder.materials.vocabulary import find_terms, is_phase
from builder.triples import DERIVED_KINDS

#: Kinds that a rule gives because it knows what it asks for.
_CERTAIN = frozenset({
    *DERIVED_KINDS, "property-value", "value-change", "trend", "summary", "comparison",
    "unanswerable",
})  # fmt: skip
#: What leads a question in: its paper or its topic.
_LED_IN = re.compile(
    r"^(?:According to “[^”]*”|In [^?]{2,160}?), "
    r"(?=(?:what|which|why|how|when|where|at|in|by|from|after|under|to|over|for)\b)"
)
#: From this share of its letters on, an answer is the amount in it: about 20 µm.
_SHARE = 0.4
_STRUCTURE = re.compile(
    r"\b(?:grains?|dendrit\w+|lamella\w*|microstructur\w+|twins?|nanotwins?|dislocations?|texture"
    r"|precipitates?|boundar\w+|cracks?|pores?|porosity|layers?|oxides?|carbides?|nanoparticles?"
    r"|segregat\w+|morpholog\w+)\b",
    re.IGNORECASE,
)


def told_kind(kind: str, question: str, answer: str) -> str:
    """Return the kind of a question.

    Args:
        kind: What the rule that drafted it calls it.
        question: The question, with what leads it in.
        answer: Its answer, which decides where the question does not.
    """
    if kind in _CERTAIN:
        return kind
    asked = _LED_IN.sub("", question)
    for name, form in _asks():
        if form.match(asked):
            return name
    if _is_amount(answer):
        return "property-value"
    if any(is_phase(term) for term in find_terms(f"{asked} {answer}")):
        return "phase"
    if kind == "composition":
        return kind
    return "microstructure" if _STRUCTURE.search(f"{asked} {answer}") else "conclusion"


@lru_cache(maxsize=1)
def _asks() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Return kinds with the forms of their questions, from `kinds.toml`."""
    table = tomllib.loads(Path(__file__).with_name("kinds.toml").read_text("utf-8"))
    lists = {"{made}": table["made"], "{studied}": table["studied"]}
    found = []
    for entry in table["asks"]:
        form = entry["form"]
        for name, words in lists.items():
            form = form.replace(name, words)
        found.append((entry["kind"], re.compile(form, re.IGNORECASE)))
    return tuple(found)


def _is_amount(answer: str) -> bool:
    """Return True for an answer that is an amount and little else."""
    found = find_quantities(answer)
    return bool(found) and sum(one.end - one.start for one in found) > _SHARE * len(answer)
