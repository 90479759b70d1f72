"""What the statistics of curation count, and their intervals."""

from collections.abc import Sequence
from dataclasses import replace
from types import SimpleNamespace
from typing import Any, cast

from builder.curation.curation import Curation
from builder.curation.ledger import Verdict, verdict_on
from builder.curation.matching import KnownPaper
from builder.triples import Triple
from hea.workflows.triples.curation import CurationSession
from hea.workflows.triples.curation_json import curation_stats as as_json
from hea.workflows.triples.curation_stats import curation_stats

TEXT = "NbMoTaW is BCC."
ONE = Triple("t", "p", "phase", "What is NbMoTaW?", "BCC", TEXT, 0, 15, "rules", "structure")


def told(triples: Sequence[Triple], verdicts: Sequence[Verdict]) -> Any:
    """What `--stats --json` prints; an edit to anything in GPa fails a check."""
    papers = [KnownPaper(name, None, None, TEXT) for name in {one.paper for one in triples}]

    def check(triple: Triple, title: str) -> dict[str, str]:
        return {"bound": "It is not given." if "GPa" in triple.answer else ""}

    made = Curation(triples, papers, verdicts, check)
    session = SimpleNamespace(curated=made.curated, conflicts=made.conflicts, judgements={})
    return as_json(curation_stats(cast("CurationSession", session)))


def test_precision_is_what_was_accepted_as_drafted_of_what_was_settled() -> None:
    triples = [replace(ONE, id=f"t{n}", question=f"Q{n}?") for n in range(6)]
    edit = {"new_question": "Which phase?", "new_answer": "a BCC phase"}
    given = [
        verdict_on(triples[0], None, "ann", "accept"),
        verdict_on(triples[1], None, "ann", "edit", **edit),
        verdict_on(triples[2], None, "ann", "edit", **edit | {"new_answer": "9 GPa"}),
        verdict_on(triples[3], None, "ann", "reject"),
        verdict_on(triples[4], None, "ann", "accept"),
        verdict_on(triples[4], None, "bob", "reject"),
    ]
    row = told(triples, given)["maker"]["rules"]
    counts = ("drafted", "reviewed", "accepted", "edited", "unconfirmed", "disputed", "kept")
    assert [row[name] for name in counts] == [6, 3, 1, 1, 1, 1, 2]
    assert row["precision"] == 0.3333
    assert (row["lowest"], row["highest"]) == (0.25, 0.5)
    assert (row["papers"], row["low"], row["high"]) == (1, None, None), "too few papers"


def test_the_reasons_of_all_who_rejected_are_counted() -> None:
    triples = [replace(ONE, id=f"t{n}", question=f"Q{n}?") for n in range(3)]
    given = [
        verdict_on(triples[0], None, "ann", "reject", "weak"),
        verdict_on(triples[0], None, "bob", "reject"),
        verdict_on(triples[1], None, "ann", "reject", "weak"),
        verdict_on(triples[1], None, "bob", "reject", "wrong"),
        verdict_on(triples[1], None, "cyd", "reject", "wrong"),
        verdict_on(triples[2], None, "ann", "reject"),
    ]
    row = told(triples, given)["maker"]["rules"]
    assert row["rejected"] == {"weak": 2, "wrong": 1, "no reason": 1}


def test_intervals_are_over_papers() -> None:
    triples = [
        replace(ONE, id=f"t{n}", paper=f"p{n % 10}", question=f"Q{n}?", kind=kind)
        for n, kind in enumerate(["phase"] * 40 + ["mechanism"] * 10)
    ]
    given = []
    for n, triple in enumerate(triples):
        good = n % 10 < 5 or triple.kind == "mechanism"
        given.append(verdict_on(triple, None, "ann", "accept" if good else "reject"))
        if n < 40 and n % 10 != 9:
            given.append(verdict_on(triple, None, "bob", "accept" if good else "reject"))
        elif n < 40:
            given.append(verdict_on(triple, None, "bob", "accept"))
    found = told([one for one in triples if one.kind == "mechanism"], given)
    row = found["kind"]["mechanism"]
    assert (row["precision"], row["high"]) == (1, 1), "not 0.999…"
    [pair] = told(triples, given)["agreement"]
    assert (pair["n"], pair["papers"], pair["alike"]) == (40, 10, 36)
    assert pair["low"] < 0.7 < pair["kappa"] < pair["high"]
    wholly = [one for one in given if one.triple not in {t.id for t in triples if t.paper == "p9"}]
    [pair] = told(triples, wholly)["agreement"]
    assert (pair["kappa"], pair["low"], pair["high"]) == (1, None, None)
