"""What is in the corpus, as the last build read it, and what the next one will read."""

import shutil
from contextlib import closing
from pathlib import Path

from builder.ingest.ingest import ingest
from builder.library.paper_search import PaperQuery
from builder.library.stored_bodies import BodySize
from builder.storage.database import create_database
from hea.workflows.corpus.corrections import correct_paper
from hea.workflows.corpus.papers import bodies_of, corpus_status, find_listed, waiting_files
from hea.workspace import Workspace

TEXT_PAPERS = Path(__file__).resolve().parents[3] / "support" / "text_papers"


def test_a_corpus_is_stale_where_bodies_are_wanted_and_were_not_read(tmp_path: Path) -> None:
    place = Workspace(tmp_path)
    place.corpus.mkdir()
    shutil.copy(TEXT_PAPERS / "rolled.xml", place.corpus)

    def build(fulltext: bool) -> None:
        with closing(create_database(place.database)) as db:
            ingest(db, place.corpus, lambda done, total: None, fulltext=fulltext)

    build(fulltext=False)
    settings = tmp_path / "hea.toml"
    settings.write_text("fulltext = false\n")
    assert (len(corpus_status(place)[1].new), waiting_files(place)) == (0, 0)
    rows = find_listed(place, PaperQuery()).rows
    assert bodies_of(place, rows) == {}
    settings.unlink()
    assert (len(corpus_status(place)[1].new), waiting_files(place)) == (1, 1)
    build(fulltext=True)
    assert (len(corpus_status(place)[1].new), waiting_files(place)) == (0, 0)
    assert bodies_of(place, rows) == {rows[0].id: BodySize(8, 1)}
    assert correct_paper(place, rows[0].id, {"year": "2020"}) == "rolled.xml"
    build(fulltext=True)
    assert find_listed(place, PaperQuery()).rows[0].paper.year == 2020
