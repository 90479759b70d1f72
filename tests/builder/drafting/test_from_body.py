from pathlib import Path

import pytest
from small_bodies import CANTOR_BODY, OTHER_BODY, put_bodies
from small_library import CANTOR, SENKOV, quiet, write_records

from builder.drafting.from_body import page_of_context
from builder.drafting.update import load_triples, update_drafts
from builder.ingest.ingest import ingest
from builder.papers import Body, Paragraph
from builder.storage.database import create_database
from builder.triples import BODY, Triple

RESULTS = Paragraph(
    "The hardness of CrMnFeCoNi is 165 HV at 293 K. Mori et al. [4] reported that the hardness of"
    " CoCrNi is 290 HV. The yield strength of CrMnFeCoNi rises to 540 MPa because grains become"
    " finer. The hardness of CrMnFeCoNi rises with strain because of twins (Fig. 3).",
    5,
    section="results",
)


@pytest.fixture
def drafted(tmp_path: Path, corpus: Path) -> list[Triple]:
    """The triples of a paper's abstract and body."""
    write_records(corpus / "r.jsonl", CANTOR)
    db = create_database(tmp_path / "hea.sqlite")
    ingest(db, corpus, quiet)
    plain = Body((RESULTS,))
    [paper] = put_bodies(db, cantor=plain).values()
    update_drafts(db, quiet, bodies=True)
    triples = load_triples(db)
    assert page_of_context(db, paper, RESULTS.text) == 5
    return triples


def test_a_triple_of_a_body_has_its_paragraph_for_context(drafted: list[Triple]) -> None:
    found = [one for one in drafted if one.made_by == BODY]
    assert any("165 HV" in one.answer for one in found)
    assert {one.context for one in found} == {RESULTS.text}
    assert all(one.context[one.start : one.end] == one.evidence for one in found)


def test_what_others_found_is_not_drafted(drafted: list[Triple]) -> None:
    assert not any("290" in one.answer or "CoCrNi " in one.question for one in drafted)


def test_no_question_or_answer_sends_its_reader_to_a_figure(drafted: list[Triple]) -> None:
    assert not any("Fig." in f"{one.question} {one.answer}" for one in drafted)


def test_abstracts_alone_are_drafted_unless_bodies_are_asked_for(
    tmp_path: Path, corpus: Path
) -> None:
    write_records(corpus / "r.jsonl", CANTOR, SENKOV)
    db = create_database(tmp_path / "hea.sqlite")
    ingest(db, corpus, quiet)
    update_drafts(db, quiet)
    plain = load_triples(db)
    put_bodies(db, cantor=CANTOR_BODY, senkov=OTHER_BODY)
    assert update_drafts(db, quiet) == 0
    assert update_drafts(db, quiet, bodies=True) == 2
    assert len(load_triples(db)) > len(plain)
    assert update_drafts(db, quiet, bodies=True) == 0
    assert update_drafts(db, quiet) == 2
    assert load_triples(db) == plain
