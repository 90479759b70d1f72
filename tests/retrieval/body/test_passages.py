from pathlib import Path

from fakes import WordEmbedder, loads
from small_bodies import CANTOR_BODY, OTHER_BODY, body_folder, put_bodies
from small_library import CANTOR, MODEL, SENKOV, built, quiet, write_records

from builder.papers import Body, Paragraph, Table
from builder.storage.database import transaction
from retrieval.body.passages import cut_bodies, passages_of, uncut_bodies
from retrieval.body.schema import create_body_index
from retrieval.body.vectors import update_body_index


def test_a_long_paragraph_is_cut_between_sentences(tmp_path: Path, corpus: Path) -> None:
    write_records(corpus / "r.jsonl", CANTOR)
    db, _ = built(tmp_path, corpus, WordEmbedder())
    text = " ".join(
        f"Sample {n} was polished and etched before it was measured." for n in range(40)
    )
    paper = put_bodies(db, cantor=Body((Paragraph(text, 1),)))["cantor"]
    found = passages_of(db, paper)
    assert len(found) > 2
    assert all(one.text.startswith("Sample") and one.text.endswith("measured.") for one in found)
    assert " ".join(one.text for one in found) == text


def test_a_table_of_uneven_rows_is_left_out(tmp_path: Path, corpus: Path) -> None:
    write_records(corpus / "r.jsonl", CANTOR)
    db, _ = built(tmp_path, corpus, WordEmbedder())
    broken = Table((("Alloy", "HV"), ("A1",), ("A2", "210", "x")), 1, 1, "Table 1")
    paper = put_bodies(db, cantor=Body((), (broken,)))["cantor"]
    assert passages_of(db, paper) == []


def test_a_body_is_cut_once(tmp_path: Path, corpus: Path) -> None:
    write_records(corpus / "r.jsonl", CANTOR, SENKOV)
    db, _ = built(tmp_path, corpus, WordEmbedder())
    create_body_index(db)
    put_bodies(db, cantor=CANTOR_BODY, senkov=OTHER_BODY)
    assert cut_bodies(db) == 2
    assert cut_bodies(db) == 0
    put_bodies(db, senkov=OTHER_BODY)
    assert len(uncut_bodies(db)) == 1


def test_vectors_are_made_once_and_go_on_where_a_build_was_stopped(
    tmp_path: Path, corpus: Path
) -> None:
    write_records(corpus / "r.jsonl", CANTOR, SENKOV)
    embedder = WordEmbedder()
    db, abstracts = built(tmp_path, corpus, embedder)
    folder = body_folder(tmp_path)
    put_bodies(db, cantor=CANTOR_BODY, senkov=OTHER_BODY)
    first = update_body_index(db, folder, MODEL, quiet, loads(embedder))
    assert first is not None
    lost = db.execute("SELECT passage FROM body_vectors LIMIT 2").fetchall()
    with transaction(db):
        db.executemany("DELETE FROM body_vectors WHERE passage = ?", [tuple(one) for one in lost])
    (folder / "made.json").unlink()
    again = WordEmbedder()
    assert update_body_index(db, folder, MODEL, quiet, loads(again)) == first
    assert len(again.embedded) == 2
    idle = WordEmbedder()
    assert update_body_index(db, folder, MODEL, quiet, loads(idle)) == first
    assert idle.embedded == []
    assert abstracts.passages == 2


def test_a_paper_that_is_gone_takes_its_passages_with_it(tmp_path: Path, corpus: Path) -> None:
    write_records(corpus / "r.jsonl", CANTOR, SENKOV)
    embedder = WordEmbedder()
    db, _ = built(tmp_path, corpus, embedder)
    ids = put_bodies(db, cantor=CANTOR_BODY, senkov=OTHER_BODY)
    update_body_index(db, body_folder(tmp_path), MODEL, quiet, loads(embedder))
    db.execute("DELETE FROM papers WHERE paper = ?", (ids["cantor"],))
    left = {row["paper"] for row in db.execute("SELECT paper FROM body_passages")}
    assert left == {ids["senkov"]}
    (words,) = db.execute("SELECT count(*) FROM body_words").fetchone()
    assert words == 1
    made = update_body_index(db, body_folder(tmp_path), MODEL, quiet, loads(embedder))
    assert made is not None
    assert made.passages == 1
