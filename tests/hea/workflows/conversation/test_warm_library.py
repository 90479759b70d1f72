"""A library that stays open answers beside a build and after it; one model is kept."""

import shutil
from pathlib import Path

import pytest
from servers import serving, stream
from small_library import write_records

from builder.errors import UserError
from hea.workflows.conversation.warm_library import WarmLibrary
from hea.workflows.corpus.build import open_for_building
from hea.workspace import Workspace, load_settings
from retrieval.index_manifest import remove_manifest

QUESTION = "What is the fracture toughness of CrMnFeCoNi at 77 K?"


def test_answers_go_on_while_a_build_is_at_work(place: Path) -> None:
    workspace = Workspace(place)
    library, settings = WarmLibrary(workspace), load_settings(workspace, {})
    before = library.answer(QUESTION, settings)
    with open_for_building(workspace) as db:
        paper = before.citations[0].listed.id
        db.execute("DELETE FROM papers WHERE paper <> ?", (paper,))
        remove_manifest(workspace.index)
        assert library.answer(QUESTION, settings).short == before.short
        assert not library.answer("Yield strength of NbMoTaW at 1600 °C?", settings).answered
    library.close()


def test_a_library_that_was_taken_away_says_so(place: Path) -> None:
    workspace = Workspace(place)
    library, settings = WarmLibrary(workspace), load_settings(workspace, {})
    library.prepare()
    assert library.answer(QUESTION, settings).answered
    shutil.rmtree(workspace.data)
    with pytest.raises(UserError, match="Nothing has been built yet"):
        library.answer(QUESTION, settings)
    library.close()


def test_values_that_a_build_changed_are_read_anew(place: Path, hea: object) -> None:
    workspace = Workspace(place)
    library, settings = WarmLibrary(workspace), load_settings(workspace, {})
    question = "Which alloy has the highest hardness?"
    assert "527" in library.answer(question, settings).text
    new = {
        "id": "hard",
        "title": "A very hard alloy, AlCrFeMnNi",
        "abstract": "AlCrFeMnNi was cast. Its hardness is 900 HV.",
        "year": 2020,
    }
    write_records(workspace.corpus / "hard.jsonl", new)
    hea("build", "--workspace", place)  # type: ignore[operator]
    assert "900" in library.answer(question, settings).text
    library.close()


@pytest.mark.enable_socket
def test_one_model_is_loaded_whatever_the_filters(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from hea.workflows.answers.model_answering import Composer
    from retrieval.filters import read_filters

    made: list[str] = []
    first = Composer.__init__

    def counted(self: Composer, *given: object) -> None:
        made.append("one")
        first(self, *given)  # type: ignore[arg-type]

    monkeypatch.setattr(Composer, "__init__", counted)
    workspace = Workspace(place)
    library = WarmLibrary(workspace)
    with serving(stream("It exceeds 200 MPa m^0.5 at 77 K [1].")) as server:
        settings = load_settings(workspace, {"model": f"endpoint:{server.url}#m"})
        library.answer(QUESTION, settings)
        library.answer(QUESTION, settings, read_filters(years="2014"))
    library.close()
    assert made == ["one"]
