"""Make the errors that small models are seen to make: each gives another answer to a question.

They are other than the changes of `mutations`, which put one error into a true answer: a value or
an answer of the same paper to something else, numbers of a list, what the paper denies, a
comparison that nobody made, words that turn in a circle.
"""

import random
import re
from collections.abc import Callable, Iterator, Mapping, Sequence

from builder.materials.quantities import find_quantities
from builder.materials.quantity import equal
from builder.nlp.sentences import sentences
from eval.error_injection.cases import TrueAnswer
from eval.error_injection.inject import Injected
from eval.metrics.text_match import token_f1, tokens

#: Two answers that share so much may both be true.
_ALIKE = 0.5
_DENIED = re.compile(
    r"\b(?:but not (?:for|at|in)|not (?:for|at|in|until)|except (?:for|at)|rather than|instead of)"
    r"\s(?:the\s)?",
    re.IGNORECASE,
)
#: Ends of a comparison that a model adds.
_COMPARISONS = ("than that of the other alloys", "than those of the base material")

#: Makes of a case, and the true answers of the same source, a wrong answer; None where none can.
ModelError = Callable[[TrueAnswer, Sequence[TrueAnswer], random.Random], str | None]


def _other_value(case: TrueAnswer, others: Sequence[TrueAnswer], rng: random.Random) -> str | None:
    """Give another quantity of the paper as the bare answer."""
    true = find_quantities(case.answer)
    if not true:
        return None
    given = [
        one.text
        for one in find_quantities(case.ground.text)
        if one.unit and one.text not in case.answer and not any(equal(one, t, 0.02) for t in true)
    ]
    return rng.choice(given) if given else None


def _other_answer(case: TrueAnswer, others: Sequence[TrueAnswer], rng: random.Random) -> str | None:
    """Give the answer to another question on the paper."""
    given = [one.answer for one in others if not _alike(one.answer, case.answer)]
    return rng.choice(given) if given else None


def _alike(one: str, other: str) -> bool:
    first, second = " ".join(tokens(one)), " ".join(tokens(other))
    return first in second or second in first or token_f1(one, other) >= _ALIKE


def _list_numbers(case: TrueAnswer, others: Sequence[TrueAnswer], rng: random.Random) -> str | None:
    """Count, as a model does that has lost its thread."""
    return " ".join(f"{number}." for number in range(1, rng.randint(4, 9)))


def _denied_value(case: TrueAnswer, others: Sequence[TrueAnswer], rng: random.Random) -> str | None:
    """Give an amount that the paper names only to deny it."""
    text = case.ground.text
    denied = [
        quantity.text
        for match in _DENIED.finditer(text)
        for quantity in find_quantities(text[match.end() : match.end() + 30])
        if quantity.unit and quantity.start == 0 and quantity.text not in case.answer
    ]
    return f"It was observed at {rng.choice(denied)}." if denied else None


def _comparison(case: TrueAnswer, others: Sequence[TrueAnswer], rng: random.Random) -> str | None:
    """Say of the paper's subject that it is more so than another, where nothing is compared."""
    plain = [
        case.ground.text[start:end]
        for start, end in sentences(case.ground.text)
        if re.search(r"\b(?:is|are|was|were)\s\w+", case.ground.text[start:end])
        and not re.search(r"\bthan\b|compar|er\b|\bmore\b|\bless\b", case.ground.text[start:end])
    ]
    if not plain:
        return None
    subject = re.split(r"\s(?:is|are|was|were)\s", rng.choice(plain))[0]
    return f"{subject} is wider {rng.choice(_COMPARISONS)}."


def _circle(case: TrueAnswer, others: Sequence[TrueAnswer], rng: random.Random) -> str | None:
    """Say of a phrase of the paper what it is called itself."""
    words = re.findall(r"[a-z]{4,}(?:\s[a-z]{4,}){1,2}", case.ground.text)
    if not words:
        return None
    phrase = rng.choice(words)
    return f"{phrase.capitalize()} can be achieved by {phrase}."


#: Name of an error → what makes it.
MODEL_ERRORS: Mapping[str, ModelError] = {
    "value of another slot": _other_value,
    "answer to another question": _other_answer,
    "numbers of a list": _list_numbers,
    "denied value": _denied_value,
    "false comparison": _comparison,
    "words in a circle": _circle,
}


def inject_model_errors(cases: Sequence[TrueAnswer], seed: int = 0) -> Iterator[Injected]:
    """Yield each case whose answer is no quote with every error that applies to it.

    Args:
        cases: True answers; those without a question are left out.
        seed: Settles which wrong answers are chosen.
    """
    asked = [case for case in cases if case.question and case.kind != "quoted"]
    for case in asked:
        others = [one for one in asked if one.source == case.source and one is not case]
        for error, make in MODEL_ERRORS.items():
            rng = random.Random(f"{seed} {case.id} {error}")  # noqa: S311 - nothing is secret
            if wrong := make(case, others, rng):
                yield Injected(case, error, wrong, f"{case.answer[:40]} → {wrong[:40]}")
