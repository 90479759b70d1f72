"""The papers of a workspace: by search, value and name, within filters and years."""

from contextlib import closing
from pathlib import Path

import pytest

import hea
from answer.question.intent import Years
from builder.storage.database import open_database
from hea.workflows.answers.library_papers import LibraryPapers
from hea.workspace import Workspace
from retrieval.filters import Filters
from retrieval.hybrid import Searcher

EARLY = Years(last=2012)


def keys(entries: object) -> list[str | None]:
    assert isinstance(entries, list)
    return sorted(one.paper.key for one in entries)


def test_years_and_filters_narrow_every_way_to_papers(searcher: Searcher) -> None:
    papers = LibraryPapers(searcher)
    assert {hit.listed.paper.key for hit in papers.search("NbMoTaW or CrMnFeCoNi", 5, EARLY)} == {
        "senkov",
        "aluminium",
    }
    assert [row.listed.paper.key for row in papers.values("yield strength")] == ["senkov"]
    assert papers.values("yield strength", Years(first=2014)) == []
    assert keys(papers.naming(["bcc"])) == ["aluminium", "senkov"]
    assert keys(papers.naming(["bcc"], Years(2012, 2012))) == ["aluminium"]
    assert keys(papers.naming([])) == ["aluminium", "cantor", "senkov"]
    refractory = LibraryPapers(searcher, Filters(frozenset({"W"})))
    assert keys(refractory.naming(["bcc"])) == ["senkov"]
    assert refractory.values("hardness") == []


def test_all_words_must_stand_in_the_paper(searcher: Searcher) -> None:
    papers = LibraryPapers(searcher)
    assert keys(papers.naming(["bcc", "cast"])) == ["aluminium"]
    assert papers.naming(["bcc", "nanotwin"]) == []


def test_a_word_of_the_corpus_is_known(searcher: Searcher) -> None:
    papers = LibraryPapers(searcher)
    assert papers.knows("nanotwins")


@pytest.mark.parametrize("question", ["Which alloys have a yield strength above 300 MPa?"])
def test_the_python_interface_gives_the_values_of_an_answer(place: Path, question: str) -> None:
    answer = hea.open(place).ask(question)
    assert answer.intent == "set"
    assert [(value.alloy, value.value, value.owner) for value in answer.values] == [
        ("NbMoTaW", "405 MPa", "alloy")
    ]
    assert (
        hea.open(place).ask("What is the yield strength of NbMoTaW at 1600 °C?").values.to_dicts()
        == []
    )


def test_a_build_stores_the_values(place: Path) -> None:
    with closing(open_database(Workspace(place).database)) as db:
        assert db.execute("SELECT count(*) FROM values_read").fetchone()[0] == 3
        assert db.execute("SELECT count(*) FROM property_values").fetchone()[0] >= 3
