"""Two triples of one abstract, and verdicts on them."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from builder.curation.curation import Conflict, Curation
from builder.curation.decisions import CuratedTriple
from builder.curation.ledger import Ledger, Verdict, verdict_on
from builder.curation.matching import KnownPaper
from builder.triples import Triple

TEXT = "NbMoTaW is BCC. Its strength is 405 MPa. It was cast."
ONE = Triple("t1", "p", "phase", "What is NbMoTaW?", "BCC", TEXT, 0, 15, "rules", "structure")
TWO = replace(ONE, id="t2", question="How strong?", answer="405 MPa", start=16, end=40)
CONTEXTS = {"p": TEXT}


def apply(
    triples: Sequence[Triple], contexts: dict[str, str], verdicts: Sequence[Verdict]
) -> tuple[list[CuratedTriple], list[Conflict]]:
    papers = [
        KnownPaper(name, name if name.startswith("10.") else None, None, text)
        for name, text in contexts.items()
    ]
    made = Curation(triples, papers, verdicts)
    one_by_one = Curation(triples, papers, [])
    for verdict in verdicts:
        one_by_one.add(verdict)
    assert {one.triple.id: one for one in made.curated} == {
        one.triple.id: one for one in one_by_one.curated
    }, "given at once or one by one, verdicts come to the same"
    return made.curated, made.conflicts


def given(path: Path, *what: tuple[Triple, str], who: str = "me", **more: str) -> Ledger:
    ledger = Ledger(path)
    for triple, verdict in what:
        ledger.add(verdict_on(triple, "10.1/x", who, verdict, **more))
    return ledger


def statuses(path: Path, *triples: Triple, contexts: dict[str, str] = CONTEXTS) -> dict[str, str]:
    curated, _ = apply(triples, contexts, Ledger(path).verdicts)
    return {one.triple.id: one.status for one in curated}
