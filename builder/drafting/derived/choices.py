"""Ask for a value as a multiple choice, and whether a stated value is true."""

from collections.abc import Iterator, Sequence

from builder.drafting.derived.distractors import distractors
from builder.drafting.paper_draft import PaperDraft, pick
from builder.drafting.values.levels import AskedValue
from builder.materials.measurements.measurement import PlacedFacts

_LETTERS = "ABCD"


def ask_choice(values: Sequence[AskedValue], read: Sequence[PlacedFacts]) -> Iterator[PaperDraft]:
    """Ask for every other value of an abstract among three wrong ones, A) to D)."""
    for one in _in_turn(values, 0):
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


def ask_true_false(
    values: Sequence[AskedValue], read: Sequence[PlacedFacts]
) -> Iterator[PaperDraft]:
    """Ask whether each of the other values is as stated: half of the statements are wrong."""
    for one in _in_turn(values, 1):
        wrong = distractors(one, read, 1)
        if not wrong:
            continue
        true = pick(("true", "false"), "truth", *one.key) == "true"
        stated = one.answer if true else wrong[0]
        question = f"True or false: {_thing(one)} is {stated}?"
        answer = "True" if true else f"False: it is {one.answer}"
        yield _draft(one, "true-false", "true or false", question, answer)


def _in_turn(values: Sequence[AskedValue], first: int) -> list[AskedValue]:
    """Return every other plain value, so that each is asked in one further form; a single one."""
    plain = [one for one in values if one.answer[:1].isdigit()]
    if len(plain) < 2:
        return plain
    turn = plain.index(pick(plain, "form", *plain[0].key))
    return [*plain[turn:], *plain[:turn]][first::2]


def _thing(one: AskedValue) -> str:
    where = f" {one.named.where}" if one.named.where else ""
    return f"the {one.asked} of {one.named.material}{where}"


def _draft(one: AskedValue, kind: str, rule: str, question: str, answer: str) -> PaperDraft:
    return PaperDraft(kind, rule, question, answer, one.placed.start, one.placed.end)
