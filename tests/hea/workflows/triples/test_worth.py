"""Verdicts teach what is worth asking."""

from dataclasses import replace
from pathlib import Path

import pytest

from builder.checks.worth.model import WorthModel, read_model
from builder.curation.decisions import CuratedTriple
from builder.curation.ledger import verdict_on
from builder.errors import UserError
from builder.triples import Triple
from hea.workflows.triples.worth import (
    bins_of,
    kept_by_threshold,
    learn_worth,
    verdict_rows,
    worth_model,
    worth_stats,
)
from hea.workspace import Workspace

EVIDENCE = "Yttrium refines the grains of VNbMoTaW by pinning their boundaries."


def curated(number: int, status: str, rule: str = "manner") -> CuratedTriple:
    triple = Triple(
        f"t{number}", f"p{number}", "mechanism", "How does yttrium refine the grains of VNbMoTaW?",
        "by pinning their boundaries", EVIDENCE, 0, len(EVIDENCE), "rules", rule,
    )  # fmt: skip
    return CuratedTriple(triple, status)


def test_verdicts_keep_and_reject_and_edits_do_both() -> None:
    edited = curated(3, "edited")
    draft = replace(edited.triple, question="By what?")
    some = [curated(1, "accepted"), curated(2, "rejected"), edited, curated(4, "unreviewed")]
    rows = verdict_rows(some, {"t3": draft})
    assert [row.kept for row in rows] == [True, False, True, False]
    assert rows[2].features != rows[3].features


def test_what_people_disagree_on_and_refusals_teach_nothing() -> None:
    said = [
        verdict_on(curated(1, "").triple, None, who, verdict)
        for who, verdict in (("ann", "accept"), ("bob", "reject"))
    ]
    disputed = replace(curated(1, "rejected"), verdicts=tuple(said))
    refused = curated(2, "accepted")
    refused = replace(refused, triple=replace(refused.triple, kind="unanswerable"))
    edit = verdict_on(curated(3, "").triple, None, "ann", "edit", new_answer="9 GPa")
    unconfirmed = replace(curated(3, "edited"), verdicts=(edit,))
    failing = replace(unconfirmed.triple, answer="9 GPa", checks={"bound": "It is not given."})
    unconfirmed = replace(unconfirmed, triple=failing)
    assert verdict_rows([disputed, refused, unconfirmed], {}) == []


def test_a_workspace_learns_from_its_own_verdicts(tmp_path: Path) -> None:
    place = Workspace(tmp_path)
    place.data.mkdir()
    some = [curated(n, "rejected", "odd rule") for n in range(30)]
    before = worth_model(place).score(some[0].triple)
    report = learn_worth(place, some, [one.triple for one in some])
    assert (report.verdicts, report.kept) == (30, 0)
    assert report.model == worth_model(place)
    assert report.model.digest != read_model().digest
    assert worth_model(place).score(some[0].triple) < before
    [shown] = worth_stats(place, some, ()).verdicts
    assert (shown.observed, shown.kept, shown.n, shown.papers) == (0, 0, 30, 30)
    assert shown.low == 0
    assert shown.high == pytest.approx(0.114, abs=0.001)


@pytest.mark.parametrize(("papers", "known"), [(7, False), (8, True)])
def test_shares_have_intervals_by_papers_or_none(tmp_path: Path, papers: int, known: bool) -> None:
    some = [curated(n % papers, "accepted" if n % 3 else "rejected") for n in range(30)]
    [shown] = worth_stats(Workspace(tmp_path), some, ()).verdicts
    assert (shown.kept, shown.n, shown.papers) == (20, 30, papers)
    assert (shown.low is not None, shown.high is not None) == (known, known)
    [packaged] = bins_of([{"predicted": 0.6, "observed": 0.7, "n": 10}])  # names no papers
    assert (packaged.low, packaged.high, packaged.papers, packaged.kept) == (None, None, None, 7)


def test_the_calibration_leaves_out_what_is_not_learned_from(tmp_path: Path) -> None:
    edit = verdict_on(curated(3, "").triple, None, "ann", "edit", new_answer="9 GPa")
    unconfirmed = replace(curated(3, "edited"), verdicts=(edit,))
    failing = replace(unconfirmed.triple, answer="9 GPa", checks={"bound": "It is not given."})
    some = [curated(1, "accepted"), replace(unconfirmed, triple=failing)]
    found = worth_stats(Workspace(tmp_path), some, [one.triple for one in some]).verdicts
    assert sum(one.n for one in found) == 1


def test_shares_kept_from_the_threshold_on_and_below() -> None:
    model = WorthModel(
        0.5, {}, 100, ({"predicted": 0.4, "observed": 0.6, "n": 50},
                       {"predicted": 0.8, "observed": 0.9, "n": 50}),
        ({"threshold": 0.5, "share": 0.5, "precision": 0.9},),
    )  # fmt: skip
    assert kept_by_threshold(model) == pytest.approx((0.9, 0.6))
    assert kept_by_threshold(replace(model, curve=())) is None


def test_few_verdicts_are_too_few(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="too few"):
        learn_worth(Workspace(tmp_path), [curated(1, "accepted")], [])
