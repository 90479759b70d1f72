"""What a question asks for, and the bounds it sets."""

from dataclasses import dataclass
from typing import Literal

from builder.materials.quantity import Quantity

#: What is asked for. `value`: of one property of one material. `set`: which materials or papers
#: meet a condition. `superlative`: the most or least of a property over papers. `range`: from least
#: to most. `count`: how many papers or alloys. `trend`: how a value goes with a variable, over
#: papers. `comparison`: of two sides. `definition`: what a term is. `broad`: what is known of a
#: subject. `effect`: what something does to something else. `reason`: why. `yes_no`; `phase`,
#: `alloy`, `method`: by name, of one paper's statement. `other`: none of these.
Intent = Literal[
    "value",
    "set",
    "superlative",
    "range",
    "count",
    "trend",
    "comparison",
    "definition",
    "broad",
    "effect",
    "reason",
    "yes_no",
    "phase",
    "alloy",
    "method",
    "other",
]

#: What compares an amount.
Comparator = Literal["above", "at least", "below", "at most", "between", "about"]


@dataclass(frozen=True, slots=True)
class Bound:
    """A comparator with its quantity: a filter of values, never a condition they hold under."""

    comparator: Comparator
    quantity: Quantity
    """For `between` its low and high are the two ends."""
    property: str = ""
    """The property that it bounds, as the vocabulary names it; "" for a bound on a condition."""


@dataclass(frozen=True, slots=True)
class Years:
    """The years of publication that a question asks about, both included; None for no limit."""

    first: int | None = None
    last: int | None = None

    def __bool__(self) -> bool:
        """Return whether there is any limit."""
        return self.first is not None or self.last is not None


#: Papers of any year.
ALL_YEARS = Years()
