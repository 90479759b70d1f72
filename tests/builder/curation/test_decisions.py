"""What several verdicts on one triple come to."""

from dataclasses import replace

import pytest
from two_triples import CONTEXTS, ONE, apply

from builder.curation.decisions import CuratedTriple, apply_verdicts, in_force
from builder.curation.ledger import Verdict, verdict_on
from builder.triples import Triple


def curated(*given: tuple[str, str, str]) -> CuratedTriple:
    """One triple after verdicts: who, what, and `yes` where it settles."""
    verdicts = [verdict_on(ONE, None, who, what, settles=yes) for who, what, yes in given]
    [one] = apply([ONE], CONTEXTS, verdicts)[0]
    return one


ANN, BOB = ("ann", "accept", ""), ("bob", "reject", "")


@pytest.mark.parametrize(
    ("then", "status", "disputed"),
    [
        ([], "rejected", True),
        ([("cyd", "accept", "")], "accepted", True),
        ([("cyd", "accept", "yes")], "accepted", False),
        ([("cyd", "accept", "yes"), ("dan", "accept", "")], "accepted", False),
        ([("cyd", "accept", "yes"), ("dan", "reject", "")], "rejected", True),
        ([("cyd", "accept", "yes"), ("cyd", "undo", "")], "rejected", True),
        ([("bob", "accept", "")], "accepted", False),
        ([("ann", "reject", "yes")], "rejected", False),
    ],
)
def test_a_dispute_lasts_until_it_is_settled(
    then: list[tuple[str, str, str]], status: str, disputed: bool
) -> None:
    one = curated(ANN, BOB, *then)
    assert (one.status, one.disputed) == (status, disputed)


def test_who_accepts_again_what_they_edited_settles_it_as_edited() -> None:
    edit = verdict_on(ONE, None, "ann", "edit", new_answer="a BCC phase")
    more = [
        verdict_on(ONE, None, "bob", "reject"),
        verdict_on(ONE, None, "ann", "accept", settles="yes"),
    ]
    [one] = apply([ONE], CONTEXTS, [edit, *more])[0]
    assert (one.status, one.triple.answer, one.disputed) == ("edited", "a BCC phase", False)


def test_a_second_flag_of_the_same_person_takes_it_off() -> None:
    one = curated(("ann", "flag", ""), ("bob", "flag", ""), ("ann", "note", ""))
    assert (one.flagged, one.noted, len(one.notes)) == (True, True, 3)
    off = curated(("ann", "flag", ""), ("bob", "flag", ""), ("ann", "flag", ""))
    assert [note.who for note in off.notes] == ["bob"]
    assert not curated(("ann", "flag", ""), ("ann", "flag", "")).flagged


def test_what_is_edited_loses_the_checks_of_the_draft_and_is_checked_anew() -> None:
    drafted = replace(ONE, checks={"bound": "", "supported": ""})
    asked: list[tuple[str, str]] = []

    def check(triple: Triple, title: str) -> dict[str, str]:
        asked.append((triple.answer, title))
        return {"bound": "It is not given."}

    def after(*verdicts: Verdict) -> dict[str, str]:
        return apply_verdicts(drafted, verdicts, (), check, "A title").triple.checks

    edit = verdict_on(ONE, None, "ann", "edit", new_answer="9999 GPa")
    assert after(edit) == {"bound": "It is not given."}
    assert asked == [("9999 GPa", "A title")]
    assert after(verdict_on(ONE, None, "ann", "accept")) == drafted.checks
    assert after(verdict_on(ONE, None, "ann", "edit", new_answer=ONE.answer)) == drafted.checks
    assert apply_verdicts(drafted, [edit], ()).triple.checks == {}


def test_an_accept_after_edits_is_given_on_the_words_that_the_triple_has() -> None:
    def edit(who: str, answer: str) -> Verdict:
        return verdict_on(ONE, None, who, "edit", new_answer=answer)

    def after(*verdicts: Verdict) -> CuratedTriple:
        timed = [replace(v, at=f"2026-01-01T00:00:{n:02}") for n, v in enumerate(verdicts)]
        return apply([ONE], CONTEXTS, timed)[0][0]

    accept = verdict_on(ONE, None, "ann", "accept")
    own = after(edit("ann", "one"), accept)
    assert (own.status, own.triple.answer, own.verdicts[-1].verdict) == ("edited", "one", "accept")
    assert after(edit("ann", "one"), accept, accept).triple.answer == "one"
    assert after(edit("ann", "one"), edit("bob", "two"), accept).triple.answer == "two"
    undo = verdict_on(ONE, None, "bob", "undo")
    assert after(edit("ann", "one"), edit("bob", "two"), undo, accept).triple.answer == "one"
    reject = verdict_on(ONE, None, "ann", "reject")
    assert after(edit("ann", "one"), reject, accept).status == "accepted"


def test_an_edit_that_an_accept_of_the_draft_has_met_is_told_with_what_fails() -> None:
    def check(triple: Triple, title: str) -> dict[str, str]:
        return {"bound": f"{triple.answer} is not given."}

    given = [
        verdict_on(ONE, None, "ann", "edit", new_answer="9 GPa", reason="rounded"),
        verdict_on(ONE, None, "bob", "accept", seen="draft"),
    ]
    one = apply_verdicts(replace(ONE, checks={"bound": ""}), given, (), check)
    assert (one.triple.answer, one.disputed, one.triple.failed) == (ONE.answer, True, ())
    assert list(one.said()) == [
        "ann edit: rounded: A 9 GPa – fails bound: 9 GPa is not given.", "bob accept",
    ]  # fmt: skip
    more = verdict_on(ONE, None, "cyd", "edit", new_question="Which phase?")
    one = apply_verdicts(ONE, [*given, more], ())
    assert [str(aside) for aside in one.asides] == ["A 9 GPa"]
    asked = apply_verdicts(ONE, [more, *given], ())  # cyd's comes last by its time
    assert [aside.verdict.who for aside in asked.asides] == ["ann"]


def test_words_of_an_accept_are_no_edit() -> None:
    odd = verdict_on(ONE, None, "ann", "accept", new_answer="a BCC phase")
    [one] = apply([ONE], CONTEXTS, [odd])[0]
    assert (one.status, one.triple.answer) == ("accepted", ONE.answer)


def test_an_edit_is_confirmed_by_an_accept_that_comes_after_it() -> None:
    edit = verdict_on(ONE, None, "ann", "edit", new_answer="9999 GPa")
    accept = verdict_on(ONE, None, "bob", "accept")
    failing: dict[str, str] = {"bound": "It is not given."}

    def after(*verdicts: Verdict, checks: dict[str, str] = failing) -> bool:
        timed = [replace(v, at=f"2026-01-01T00:00:{n:02}") for n, v in enumerate(verdicts)]
        return apply_verdicts(ONE, timed, (), lambda triple, title: checks).unconfirmed

    assert after(edit)
    assert not after(edit, checks={"bound": ""})
    assert not after(edit, accept)
    assert after(accept, edit), "it was accepted before"
    assert not after(edit, replace(accept, verdict="reject")), "a rejected one needs nothing"


DRAFT, FALSE = {"seen": "draft"}, {"new_question": ONE.question, "new_answer": "9999 GPa"}


@pytest.mark.parametrize(
    ("given", "status", "disputed", "unconfirmed"),
    [
        ([("ann", "edit", FALSE), ("dan", "accept", DRAFT)], "accepted", True, False),
        ([("ann", "edit", FALSE), ("dan", "accept", FALSE | {"seen": "edited"})],
         "edited", False, False),
        ([("dan", "accept", DRAFT), ("ann", "edit", FALSE)], "edited", False, True),
        ([("ann", "edit", FALSE), ("dan", "accept", DRAFT),
          ("cyd", "accept", DRAFT | {"settles": "yes"})], "accepted", False, False),
        ([("ann", "edit", FALSE), ("dan", "accept", DRAFT), ("ann", "undo", {})],
         "accepted", False, False),
        ([("ann", "edit", FALSE), ("dan", "accept", FALSE | {"seen": "edited"}),
          ("ann", "undo", {})], "edited", False, False),
        ([("ann", "edit", FALSE), ("dan", "edit", FALSE | {"new_answer": "8888 GPa"}),
          ("ann", "accept", FALSE | {"seen": "edited"})], "edited", True, False),
        ([("ann", "edit", FALSE), ("dan", "reject", FALSE | {"seen": "edited"})],
         "rejected", True, False),
        ([("ann", "edit", FALSE), ("dan", "accept", FALSE | {"seen": "edited", "settles": "yes"}),
          ("eve", "accept", DRAFT)], "accepted", True, False),
    ],
)  # fmt: skip
def test_an_accept_counts_for_the_words_that_it_was_given_on(
    given: list[tuple[str, str, dict[str, str]]], status: str, disputed: bool, unconfirmed: bool
) -> None:
    verdicts = [
        replace(verdict_on(ONE, None, who, what, **more), at=f"2026-01-01T00:00:{n:02}")
        for n, (who, what, more) in enumerate(given)
    ]
    one = apply_verdicts(
        ONE, in_force(verdicts).values(), (), lambda triple, title: {"bound": "It is not given."}
    )
    assert (one.status, one.disputed, one.unconfirmed) == (status, disputed, unconfirmed)
    now = FALSE["new_answer"] if status != "accepted" else ONE.answer
    assert one.triple.answer == now
