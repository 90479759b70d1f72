"""Ask for a value as a multiple choice, and whether a stated value is true."""

from collections.abc import Iterator, Sequence

from builder.drafting.derived.distractors import distractors
from builder.drafting.paper_draft import PaperDraft, pick
from builder.drafting.values.levels import AskedValue
from builder.materials.measurements.measurement import PlacedFacts

_LETTERS = "ABCD"


def ask_choice(values: Sequence[AskedValue], read: Sequence[PlacedFacts]) -> Iterator[PaperDraft]:
    """Ask for one value of an abstract among three wrong ones, A) to D)."""
    for one in _in_turn(values, "choice"):
        wrong = distractors(one, read, len(_LETTERS) - 1)
        if len(wrong) < len(_LETTERS) - 1:
            continue
        place = _LETTERS.index(pick(_LETTERS, "place", *one.key))
        options = [*wrong[:place], one.answer, *wrong[place:]]
        listed = ", ".join(
            f"{letter}) {words}" for letter, words in zip(_LETTERS, options, strict=True)
        )
        question = f"Which value is {_thing(one)}: {listed}?"
        answer = f"{_LETTERS[place]}) {one.answer}"
        yield _draft(one, "multiple-choice", "choice", question, answer)
        return


def ask_true_false(
    values: Sequence[AskedValue], read: Sequence[PlacedFacts]
) -> Iterator[PaperDraft]:
    """Ask whether a value is as stated: half of the statements are true, half give a wrong one."""
    for one in _in_turn(values, "true or false"):
        wrong = distractors(one, read, 1)
        if not wrong:
            continue
        true = pick(("true", "false"), "truth", *one.key) == "true"
        stated = one.answer if true else wrong[0]
        question = f"True or false: {_thing(one)} is {stated}?"
        answer = "True" if true else f"False: it is {one.answer}"
        yield _draft(one, "true-false", "true or false", question, answer)
        return


def _in_turn(values: Sequence[AskedValue], purpose: str) -> list[AskedValue]:
    """Return plain values in an order of their own for each purpose, so that forms differ."""
    plain = [one for one in values if one.answer[:1].isdigit()]
    if not plain:
        return []
    first = plain.index(pick(plain, purpose, *plain[0].key))
    return [*plain[first:], *plain[:first]]


def _thing(one: AskedValue) -> str:
    where = f" {one.named.where}" if one.named.where else ""
    return f"the {one.asked} of {one.named.material}{where}"


def _draft(one: AskedValue, kind: str, rule: str, question: str, answer: str) -> PaperDraft:
    return PaperDraft(kind, rule, question, answer, one.placed.start, one.placed.end)
