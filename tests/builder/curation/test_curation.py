"""Verdicts applied to the triples as they are drafted now."""

import time
from dataclasses import replace
from pathlib import Path

import pytest
from two_triples import CONTEXTS, ONE, TEXT, TWO, apply, given, statuses

from builder.curation.curation import Curation
from builder.curation.ledger import Ledger, verdict_on
from builder.curation.matching import KnownPaper


def test_a_verdict_is_kept_and_the_last_one_counts(tmp_path: Path) -> None:
    path = tmp_path / "corpus" / "ledger.jsonl"
    given(path, (ONE, "accept"), (TWO, "reject"), (ONE, "reject"), (TWO, "note"))
    assert statuses(path, ONE, TWO) == {"t1": "rejected", "t2": "rejected"}
    given(path, (ONE, "undo"))
    assert statuses(path, ONE, TWO)["t1"] == "accepted"


def test_an_edit_changes_what_is_shown_and_not_the_id(tmp_path: Path) -> None:
    path = tmp_path / "l"
    ledger = Ledger(path)
    ledger.add(verdict_on(ONE, None, "me", "edit", new_question="Which?", new_answer="a BCC phase"))
    [one], _ = apply([ONE], CONTEXTS, Ledger(path).verdicts)
    assert (one.status, one.triple.id) == ("edited", "t1")
    assert (one.triple.question, one.triple.answer) == ("Which?", "a BCC phase")


def test_verdicts_find_their_triples_after_everything_is_made_again(tmp_path: Path) -> None:
    path = tmp_path / "l"
    given(path, (ONE, "accept"), (TWO, "reject"))
    again = replace(ONE, id="other", made_by="path:model")
    assert statuses(path, again, replace(TWO, id="x2")) == {"other": "accepted", "x2": "rejected"}
    assert statuses(path) == {"t1": "accepted", "t2": "rejected"}, "they stay, drafted or not"
    moved = {"p": f"New first sentence. {TEXT}"}
    curated, conflicts = apply([], moved, Ledger(path).verdicts)
    assert curated[0].triple.evidence == ONE.evidence
    assert not conflicts


@pytest.mark.parametrize(
    ("contexts", "why"),
    [({"p": "NbMoTaW is FCC."}, "its evidence has changed"), ({}, "its paper left the corpus")],
)
def test_a_verdict_whose_source_changed_is_told_and_not_dropped(
    tmp_path: Path, contexts: dict[str, str], why: str
) -> None:
    given(tmp_path / "l", (ONE, "accept"))
    curated, conflicts = apply([], contexts, Ledger(tmp_path / "l").verdicts)
    assert (curated, [c.why for c in conflicts]) == ([], [why])
    assert apply([], {"10.1/x": TEXT}, Ledger(tmp_path / "l").verdicts)[1] == []


def test_a_verdict_settles_its_own_triple_whatever_the_others_are() -> None:
    """With 20,000 triples a key may not wait for all of them."""
    triples = [replace(ONE, id=f"t{n}", question=f"Q{n}?") for n in range(20_000)]
    begun = time.perf_counter()
    made = Curation(triples, [KnownPaper("p", text=TEXT)], [])
    whole = time.perf_counter() - begun
    begun = time.perf_counter()
    for triple in triples[:100]:
        made.add(verdict_on(triple, None, "me", "accept"))
    assert (time.perf_counter() - begun) / 100 < whole / 50
    assert [one.status for one in made.curated[:101]] == ["accepted"] * 100 + ["unreviewed"]


def test_who_accepts_after_an_edit_accepts_it_as_edited(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path / "l")
    ledger.add(verdict_on(ONE, None, "ann", "edit", new_answer="a BCC phase"))
    ledger.add(verdict_on(ONE, None, "ann", "accept"), verdict_on(ONE, None, "bob", "accept"))
    [one], _ = apply([ONE], CONTEXTS, ledger.verdicts)
    assert (one.status, one.triple.answer) == ("edited", "a BCC phase")
    ledger.add(verdict_on(ONE, None, "bob", "reject"))
    [one], _ = apply([ONE], CONTEXTS, ledger.verdicts)
    assert (one.status, one.triple.answer) == ("rejected", "BCC")
    assert one.disputed
