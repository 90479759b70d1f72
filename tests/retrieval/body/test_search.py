from dataclasses import replace
from pathlib import Path

import pytest
from fakes import WordEmbedder, loads
from small_bodies import CANTOR_BODY, OTHER_BODY, body_folder, put_bodies
from small_library import ALUMINIUM, CANTOR, MODEL, SENKOV, built, quiet, write_records

from builder.library.stored_bodies import StoredTable
from builder.papers import Paragraph
from retrieval.body.search import BodySearcher
from retrieval.body.vectors import update_body_index
from retrieval.filters import Filters


@pytest.fixture
def bodies(tmp_path: Path, corpus: Path) -> BodySearcher:
    """Three papers, of which two have a body."""
    write_records(corpus / "r.jsonl", CANTOR, SENKOV, ALUMINIUM)
    embedder = WordEmbedder()
    db, _ = built(tmp_path, corpus, embedder)
    put_bodies(db, cantor=CANTOR_BODY, senkov=OTHER_BODY)
    update_body_index(db, body_folder(tmp_path), MODEL, quiet, loads(embedder))
    return BodySearcher(db, body_folder(tmp_path), embedder)


def test_what_the_abstract_does_not_say_is_found_in_the_body(bodies: BodySearcher) -> None:
    hit = bodies.search("For how long were ingots of CrMnFeCoNi annealed?", 1)[0]
    assert hit.listed.paper.key == "cantor"
    assert "annealed at 1100 °C for 6 h" in hit.text
    assert not isinstance(hit.piece, StoredTable)
    assert hit.piece.paragraph.section == "experimental"
    assert hit.piece.paragraph.text[hit.start : hit.end] == hit.text


def test_a_row_of_a_table_stands_alone(bodies: BodySearcher) -> None:
    hit = bodies.search("What hardness has CrMnFeCoNi at 77 K?", 1)[0]
    assert isinstance(hit.piece, StoredTable)
    assert hit.row == 1
    assert hit.text == (
        "Table 1 | Temperature (K): 77 | Hardness (HV): 212 | Hardness of the annealed alloy"
    )


def test_only_kinds_asked_for_are_found(bodies: BodySearcher) -> None:
    found = bodies.search("hardness of CrMnFeCoNi", 20, kinds=("caption",))
    assert [hit.text for hit in found] == ["Load and displacement of a bar of 5 mm."]


def test_only_named_papers_are_searched(bodies: BodySearcher) -> None:
    every = {hit.listed.paper.key: hit.listed.id for hit in bodies.search("hardness", 20)}
    assert every.keys() == {"cantor", "senkov"}
    only = bodies.search("hardness", 20, papers=[every["senkov"]])
    assert {hit.listed.paper.key for hit in only} == {"senkov"}


def test_a_paper_of_the_alloy_asked_for_comes_first(bodies: BodySearcher) -> None:
    first = bodies.search("What is the hardness of CrMnFeCoNi?", 1)[0]
    other = bodies.search("What is the hardness of NbMoTaW?", 1)[0]
    assert (first.listed.paper.key, other.listed.paper.key) == ("cantor", "senkov")


def test_a_filter_turns_papers_away(bodies: BodySearcher) -> None:
    found = bodies.search("hardness", 20, filters=Filters(first_year=2013))
    assert {hit.listed.paper.key for hit in found} == {"cantor"}


def test_every_hit_says_why_it_was_found(bodies: BodySearcher) -> None:
    hit = bodies.search("What grain size has CrMnFeCoNi?", 1)[0]
    assert hit.why.dense is not None
    assert hit.why.words is not None


def test_words_find_what_has_no_vector_yet(bodies: BodySearcher) -> None:
    bodies.db.execute("DELETE FROM body_vectors")
    hit = bodies.search("For how long were ingots of CrMnFeCoNi annealed?", 1)[0]
    assert "annealed at 1100 °C" in hit.text
    assert hit.why.dense is None


def test_nothing_is_found_where_no_body_was_read(tmp_path: Path, corpus: Path) -> None:
    write_records(corpus / "r.jsonl", CANTOR)
    embedder = WordEmbedder()
    db, _ = built(tmp_path, corpus, embedder)
    assert BodySearcher(db, body_folder(tmp_path), embedder).search("toughness", 5) == []


def test_a_body_read_anew_is_cut_anew(bodies: BodySearcher, tmp_path: Path) -> None:
    changed = replace(OTHER_BODY, paragraphs=(Paragraph("The coat was ground flat by hand.", 2),))
    put_bodies(bodies.db, senkov=changed)
    assert all("ground" not in hit.text for hit in bodies.search("grinding of the coat", 20))
    embedder = WordEmbedder()
    update_body_index(bodies.db, body_folder(tmp_path), MODEL, quiet, loads(embedder))
    assert embedder.embedded == ["The coat was ground flat by hand."]
    texts = [hit.text for hit in bodies.search("hardness of the ground coat of NbMoTaW", 20)]
    assert "The coat was ground flat by hand." in texts
    assert not any("740 HV" in text for text in texts)
