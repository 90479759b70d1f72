"""What several verdicts on one triple come to."""

from dataclasses import replace

import pytest
from two_triples import CONTEXTS, ONE, apply

from builder.curation.decisions import CuratedTriple, apply_verdicts
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
