"""Context–question–answer triples, of which a dataset is made, each with its evidence."""

import hashlib
from dataclasses import dataclass, field

#: Kinds of questions, in the order in which they are counted.
KINDS = (
    "composition", "processing", "phase", "microstructure", "property-value", "condition",
    "mechanism", "comparison", "effect-of", "method", "conclusion", "unanswerable",
)  # fmt: skip


#: The refusal: the answer of an unanswerable question, and of a model that does not know.
REFUSAL = "The papers in this corpus do not answer that."


@dataclass(frozen=True, slots=True)
class Triple:
    """A question, its answer and the evidence: ``context[start:end] == evidence``.

    An unanswerable question has the refusal for its answer and no evidence.
    """

    id: str
    paper: str
    kind: str
    question: str
    answer: str
    context: str
    start: int
    end: int
    made_by: str
    """`rules`, or the model that wrote it."""
    rule: str
    """The rule or prompt that its maker used."""
    checks: dict[str, str] = field(default_factory=dict)
    """Check → why it failed; "" for one that passed."""

    @property
    def evidence(self) -> str:
        """The sentence of the context that the answer rests on."""
        return self.context[self.start : self.end]

    @property
    def failed(self) -> tuple[str, ...]:
        """The checks that did not pass."""
        return tuple(name for name, why in self.checks.items() if why)


def triple_id(context: str, question: str, answer: str, made_by: str) -> str:
    """Return an id of 16 hex digits, the same whenever the same triple is drafted again."""
    parts = (context, question, answer, made_by.split(":")[0])
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:16]
