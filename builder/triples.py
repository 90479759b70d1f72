"""Context–question–answer triples, of which a dataset is made, each with its evidence."""

import re
from dataclasses import dataclass, field

from builder.digests import digest

#: Kinds of questions, in the order in which they are counted.
PLAIN_KINDS = (
    "composition", "processing", "phase", "microstructure", "property-value", "value-change",
    "trend", "condition", "mechanism", "comparison", "effect-of", "method", "conclusion", "summary",
)  # fmt: skip
#: Kinds made from the values of plain questions; each can be left out of a dataset by its name.
DERIVED_KINDS = ("multiple-choice", "true-false", "unit-conversion", "across-papers")
KINDS = (*PLAIN_KINDS, *DERIVED_KINDS, "unanswerable")

#: From easy to hard; see `Triple.difficulty`.
DIFFICULTIES = ("easy", "medium", "hard")
#: Most words of an answer that is read off one sentence.
_FEW_WORDS = 8
#: Kinds whose answer has to be worked out, or joined from several statements.
_HARD_KINDS = frozenset({"unit-conversion", "across-papers"})
#: Kinds whose answer is named in so many words.
_NAMED_KINDS = frozenset({
    "composition", "processing", "phase", "microstructure", "property-value", "condition", "method",
    "true-false", "multiple-choice",
})  # fmt: skip
#: What drafting puts before a question: the paper that it asks about.
_LEAD = re.compile(
    r"^\s*(?P<verdict>True or false: )?According to “.*?”,", re.DOTALL | re.IGNORECASE
)
_NEXT_SENTENCE = re.compile(r"[a-z)\]%][.!?] [A-Z]")

#: The refusal: the answer of an unanswerable question, and of a model that does not know.
REFUSAL = "The papers in this corpus do not answer that."
#: Made of a paragraph of a paper's body by the rules.
BODY = "rules:body"
_REFUSAL_WORDS = REFUSAL.rstrip(".").lower()


@dataclass(frozen=True, slots=True)
class Triple:
    """A question, its answer and the evidence: ``context[start:end] == evidence``.

    An unanswerable question has a refusal for its answer, maybe with a reason, and no evidence.
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
    """`rules`, or the model that wrote it; `rules:body` where the context is a paragraph of the
    paper's body."""
    rule: str
    """The rule or prompt that its maker used."""
    checks: dict[str, str] = field(default_factory=dict)
    """Check → why it failed; "" for one that passed."""
    spans: tuple[tuple[int, int], ...] = ()
    """Further places of the context, behind the first, that the answer rests on."""
    papers: tuple[str, ...] = ()
    """Further papers, whose sentences the context holds beside those of ``paper``."""

    @property
    def evidence(self) -> str:
        """The sentence of the context that the answer rests on."""
        return self.context[self.start : self.end]

    @property
    def own_context(self) -> str:
        """The context, where it is not the abstract of ``paper``; else ""."""
        return self.context if self.papers or self.made_by == BODY else ""

    @property
    def all_evidence(self) -> tuple[str, ...]:
        """Every text of the context that the answer rests on, the evidence first."""
        return (self.evidence, *(self.context[start:end] for start, end in self.spans))

    @property
    def difficulty(self) -> str:
        """How much it takes to answer: `easy`, `medium` or `hard`.

        Easy: a few words of one sentence name what is asked for. Hard: the answer is worked out,
        takes several sentences, or joins several places or papers. Medium: all others, such as
        causes, effects, changes and long answers. A refusal is hard: all must be read.
        """
        joined = self.spans or self.papers or _NEXT_SENTENCE.search(self.answer)
        if joined or self.kind in _HARD_KINDS or self.kind == "unanswerable":
            return "hard"
        few = len(self.answer.split()) <= _FEW_WORDS
        return "easy" if few and self.kind in _NAMED_KINDS else "medium"

    @property
    def failed(self) -> tuple[str, ...]:
        """The checks that did not pass."""
        return tuple(name for name, why in self.checks.items() if why)


def refusal(reason: str = "") -> str:
    """Return the refusal, with what the paper says instead: `it gives the hardness at 293 K`."""
    return f"{REFUSAL.rstrip('.')}: {reason}." if reason else REFUSAL


def is_refusal(text: str) -> bool:
    """Return whether an answer is or holds the refusal, whatever reason follows it."""
    return _REFUSAL_WORDS in text.lower()


def is_whole_refusal(text: str) -> bool:
    """Return whether an answer is the refusal, with or without a reason, and nothing before it."""
    rest = text[len(_REFUSAL_WORDS) :]
    begins = text.lower().startswith(_REFUSAL_WORDS)
    return begins and (rest == "." or (rest.startswith(": ") and rest.endswith(".")))


def without_title(question: str) -> str:
    """Return a question without the quoted title before it; another title leaves the question."""
    return _LEAD.sub(r"\g<verdict>", question)


def triple_id(context: str, question: str, answer: str, made_by: str) -> str:
    """Return an id of 16 hex digits, the same whenever the same triple is drafted again."""
    return digest(context, question, answer, made_by.split(":")[0]).hex()[:16]
