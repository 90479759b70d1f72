"""The sample corpus is what its script draws, and is read to the letter."""

import re
from pathlib import Path

import pytest
from draw_samples import SAMPLES, draw
from paper_layouts import said
from sample_digests import DIGESTS, Digest

from builder.frontmatter.extract import extract

MAKEFILE = Path(__file__).resolve().parents[2] / "Makefile"

every_digest = pytest.mark.parametrize("digest", DIGESTS, ids=lambda digest: digest.file)


def test_the_folder_holds_the_drawn_digests_and_nothing_else() -> None:
    assert sorted(path.name for path in SAMPLES.glob("*.pdf")) == sorted(d.file for d in DIGESTS)
    assert len({digest.layout for digest in DIGESTS}) >= 6


@every_digest
def test_a_digest_is_read_to_the_letter(digest: Digest) -> None:
    paper = extract(SAMPLES / digest.file)
    assert paper.state == "ok"
    assert paper.abstract is not None
    assert paper.abstract.text == said(digest.abstract.replace("|", " "))
    assert (paper.title, paper.doi, paper.year) == (said(digest.title), digest.doi, digest.year)


@every_digest
def test_a_digest_says_that_it_is_one_and_of_what(digest: Digest) -> None:
    import pymupdf

    with pymupdf.open(SAMPLES / digest.file) as document:
        text = document[0].get_text()
    assert f"Digest written for hea-qa of https://doi.org/{digest.doi}" in text


def test_drawing_again_gives_the_same_bytes(tmp_path: Path) -> None:
    draw(DIGESTS[0], tmp_path / "again.pdf")
    assert (tmp_path / "again.pdf").read_bytes() == (SAMPLES / DIGESTS[0].file).read_bytes()


@pytest.mark.slow
def test_the_questions_of_the_demo_get_their_three_kinds_of_answer(tmp_path: Path) -> None:
    from small_library import quiet

    from answer.extractive.answer import answer_extractively
    from builder.ingest.ingest import ingest
    from builder.storage.database import create_database
    from retrieval.embedder import find_model, load_embedder
    from retrieval.embedding.numpy_encoder import NumpyEmbedder
    from retrieval.hybrid import Searcher
    from retrieval.vector_index import open_index, update_index

    model = find_model()
    db = create_database(tmp_path / "hea.sqlite")
    ingest(db, SAMPLES, quiet)
    update_index(db, tmp_path / "index", "all-MiniLM-L6-v2", quiet, load_embedder)
    search = Searcher(db, open_index(tmp_path / "index"), NumpyEmbedder(model))
    answers = [
        answer_extractively(question, search.search(question, 5))
        for question in re.findall(r'ask "([^"]+)"', MAKEFILE.read_text("utf-8"))
    ]
    assert [given.answered for given in answers] == [True, True, False]
    assert answers[0].short is not None
    assert "200 MPa" in answers[0].short
    assert "twin" in answers[1].text
    assert answers[2].nearest is not None
