"""Verdicts find their triples after papers and abstracts were made anew."""

from dataclasses import replace

import pytest
from two_triples import ONE, TEXT

from builder.curation.curation import Curation
from builder.curation.ledger import Verdict, verdict_on
from builder.curation.matching import KnownPaper, locate
from builder.triples import REFUSAL, Triple, triple_id

TITLE = "Strength of a refractory alloy of four elements"
LEAD = f"According to “{TITLE}”, what is NbMoTaW?"


def said(
    triple: Triple = ONE, verdict: str = "reject", doi: str | None = "10.1/x", title: str = TITLE
) -> Verdict:
    return verdict_on(triple, doi, "ann", verdict, title=title)


def again(text: str = f"We report. {TEXT}", **changed: str) -> Triple:
    """What the first triple is drafted as from another abstract, in another paper."""
    start = text.index(ONE.evidence)
    made = replace(ONE, id="new", paper="new", context=text, start=start, end=start + 15)
    return replace(made, **changed)  # type: ignore[arg-type]


def status(triple: Triple, paper: KnownPaper, *verdicts: Verdict) -> str:
    [one] = Curation([triple], [paper], verdicts).curated
    return one.status


@pytest.mark.parametrize(
    ("doi", "title"),
    [
        ("10.1/X", None),
        (None, TITLE.upper() + "."),
        ("10.1/other", TITLE),
        ("10.1/x", "Renamed, and with other letters throughout"),
    ],
)
def test_doi_or_title_find_the_paper_of_a_verdict_though_its_abstract_changed(
    doi: str | None, title: str | None
) -> None:
    drafted = again()
    assert status(drafted, KnownPaper("new", doi, title, drafted.context), said()) == "rejected"


def test_a_paper_that_shares_neither_is_another_one() -> None:
    other = again("NbMoTaW is BCC. All was seen otherwise here.", question="Which is NbMoTaW?")
    paper = KnownPaper("new", "10.1/other", "Quite another title of a paper", other.context)
    made = Curation([other], [paper], [said()])
    assert [one.status for one in made.curated] == ["unreviewed"]
    assert [(c.verdict.verdict, c.why) for c in made.conflicts] == [
        ("reject", "its paper left the corpus")
    ]


def test_a_title_that_two_papers_have_names_neither() -> None:
    first, second = again(), again(id="second", paper="second")
    papers = [KnownPaper(t.paper, None, TITLE, t.context) for t in (first, second)]
    made = Curation([first, second], papers, [said(doi=None)])
    assert {one.status for one in made.curated} == {"unreviewed"}
    assert len(made.conflicts) == 1


def test_an_old_line_without_doi_and_title_is_found_by_words_and_evidence() -> None:
    drafted = again()
    paper = KnownPaper("new", None, None, drafted.context)
    assert status(drafted, paper, said(doi=None, title="")) == "rejected"
    elsewhere = again(f"NbMoTaW is FCC. {TEXT}")
    changed = replace(elsewhere, start=0, end=15)
    assert status(changed, paper, said(doi=None, title="")) == "unreviewed"


def test_words_are_the_same_under_another_title_and_in_another_writing() -> None:
    before = replace(ONE, question=LEAD, answer="a BCC–B2 mix of 10⁵ Al₂O₃")
    drafted = again(question="What is  NbMoTaW?", answer="a BCC-B2 mix of 10^5 Al2O3")
    paper = KnownPaper("new", "10.1/x", None, drafted.context)
    assert status(drafted, paper, said(before)) == "rejected"


def test_a_statement_is_the_same_with_and_without_its_title() -> None:
    before = replace(ONE, question="True or false: NbMoTaW is BCC?", answer="True")
    led = f"True or false: according to “{TITLE}”, NbMoTaW is BCC?"
    drafted = again(question=led, answer="True")
    paper = KnownPaper("new", "10.1/x", None, drafted.context)
    assert status(drafted, paper, said(before)) == "rejected"


def test_what_was_accepted_stays_with_its_paper_where_its_evidence_stands() -> None:
    text = "We report. NbMoTaW  is\nBCC. It was cast."
    paper = KnownPaper("new", "10.1/x", TITLE, text)
    [one] = Curation([], [paper], [said(verdict="accept")]).curated
    assert (one.triple.paper, one.triple.evidence) == ("new", "NbMoTaW  is\nBCC.")


def test_a_rejection_stays_unless_its_evidence_is_gone_which_is_told() -> None:
    made = Curation([], [KnownPaper("new", "10.1/x", TITLE, "NbMoTaW is FCC.")], [said()])
    assert made.curated == []
    assert [c.why for c in made.conflicts] == ["its evidence has changed"]
    still = Curation([], [KnownPaper("new", "10.1/x", TITLE, f"So. {TEXT}")], [said()])
    assert ([one.status for one in still.curated], still.conflicts) == (["rejected"], [])


def test_what_finds_one_verdict_on_a_triple_finds_all() -> None:
    """Earlier versions wrote an edited question into verdicts on what nothing drafted."""
    drafted = again()
    paper = KnownPaper("new", "10.1/x", TITLE, drafted.context)
    first, later = said(verdict="edit"), said(replace(ONE, question="Edited since?"))
    assert status(drafted, paper, first, later) == "rejected"
    assert status(drafted, paper, later, first) == "rejected"


def test_a_refusal_stays_only_while_its_abstract_is_the_same() -> None:
    question = "How strong is NbMoTaW at 300 K?"
    name = triple_id(TEXT, question, REFUSAL, "rules")
    asked = replace(ONE, id=name, kind="unanswerable", question=question, answer=REFUSAL, end=0)
    accepted = said(asked, "accept")
    for text, kept in ((TEXT, 1), (f"{TEXT} At 300 K it is 500 MPa.", 0)):
        made = Curation([], [KnownPaper("new", "10.1/x", TITLE, text)], [accepted])
        assert len(made.curated) == kept
        assert [c.why for c in made.conflicts] == ["its abstract has changed"] * (1 - kept)


def test_evidence_is_located_with_other_blanks_and_dashes() -> None:
    assert locate("BCC−B2 alloy", "A BCC–B2\n alloy") == (2, 15)
    assert locate("BCC alloy", "FCC alloy") is None
