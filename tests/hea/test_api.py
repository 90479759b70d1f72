"""The Python interface, as its documentation shows it."""

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from unittest.mock import Mock

import pytest
from pdf_factory import good_pdf
from small_library import ALUMINIUM, CANTOR, SENKOV, Run, write_records

import hea
from builder.errors import UserError

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def library(place: Path) -> Iterator[hea.Library]:
    opened = hea.open(place)
    yield opened
    opened.close()  # the next test may collect it in another thread


def example_of(document: str) -> str:
    """The first Python example of a document that opens a library."""
    text = (ROOT / document).read_text("utf-8")
    [found, *_] = [
        code for code in re.findall(r"```python\n(.*?)```", text, re.S) if "hea." in code
    ]
    return found


@pytest.mark.parametrize("document", ["README.md", "docs/reference/python-api.md"])
def test_the_example_of_the_documentation_runs(
    document: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("pandas")
    monkeypatch.chdir(tmp_path)
    good_pdf(tmp_path / "new.pdf")
    (tmp_path / "papers" / "corpus").mkdir(parents=True)
    write_records(tmp_path / "papers" / "corpus" / "r.jsonl", CANTOR, SENKOV, ALUMINIUM)
    names: dict[str, object] = {}
    exec(compile(example_of(document), document, "exec"), names)
    answer = names["answer"]
    assert isinstance(answer, hea.CitedAnswer)
    assert answer.answered
    assert answer.short == "> 200 MPa m1/2"
    assert (tmp_path / "papers" / "corpus" / "new.pdf").exists()
    library = names["library"]
    assert isinstance(library, hea.Library)
    library.close()


def test_an_answer_is_the_contract_of_the_command_line(
    library: hea.Library, place: Path, hea_command: Run
) -> None:
    question = "What is the yield strength of NbMoTaW at 1600 °C?"
    code, out, _ = hea_command("ask", question, "--json", "--workspace", place)
    assert code == 0
    shown = json.loads(out)
    answer = library.ask(question)
    told = json.loads(json.dumps(answer.to_dict()))
    assert {**told, "seconds": 0} == {**shown, "seconds": 0}
    assert answer.short == "405 MPa"
    citation, *_ = answer.citations  # the sentence that names the alloy may stand behind it
    assert citation.doi == "10.1000/senkov"
    assert "405 MPa" in citation.quote
    assert "<strong>405 MPa</strong>" in answer._repr_html_()


def test_a_refusal_says_what_came_nearest(library: hea.Library) -> None:
    answer = library.ask("What is the yield strength of NbMoTaW at 77 K?")
    assert not answer.answered
    assert answer.short is None
    assert not answer.citations
    assert str(answer) == answer.text


@pytest.mark.parametrize("what", ["ask", "search", "build"])
def test_a_missing_package_is_told_with_its_group(
    what: str, place: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = tmp_path / "mpnet"
    other.mkdir()
    (other / "config.json").write_text('{"model_type": "mpnet"}')
    monkeypatch.setitem(sys.modules, "sentence_transformers", None)
    monkeypatch.setattr("answer.models.model_files.find_spec", lambda name: None)
    settings = {"embedder": str(other)} if what == "build" else {}
    with hea.open(place, **settings) as library:
        if what == "search":
            gone = ModuleNotFoundError("No module named 'torch'", name="torch")
            monkeypatch.setattr(library, "_open_searcher", Mock(side_effect=gone))
        calls = {
            "ask": lambda: library.ask("Why is it tough?", model="path:nobody/nothing"),
            "search": lambda: library.search("Why is it tough?"),
            "build": library.build,
        }
        with pytest.raises(UserError, match="which is not installed") as told:
            calls[what]()
    assert "'.[models]'" in told.value.hint


def test_a_hostile_title_is_text_in_a_notebook(tmp_path: Path) -> None:
    library = hea.open(tmp_path / "papers")
    write_records(library.workspace.corpus / "r.jsonl", SENKOV | {"title": "<img src=x> NbMoTaW"})
    library.build()
    html = library.ask("What is the yield strength of NbMoTaW at 1600 °C?")._repr_html_()
    assert "&lt;img" in html
    assert "<img" not in html
    assert "<img" not in library.values("yield strength")._repr_html_()
    library.close()


def test_values_are_the_rows_of_the_table(
    library: hea.Library, place: Path, hea_command: Run
) -> None:
    _, out, _ = hea_command("table", "--property", "yield strength", "--json", "--workspace", place)
    values = library.values("yield strength")
    assert json.loads(json.dumps(values.to_dicts())) == json.loads(out)
    assert values[0].value == "405 MPa"
    assert values[0].si_low == pytest.approx(405e6)
    assert len(values[:1]) == len(values) == 1
    frame = pytest.importorskip("pandas") and values.to_pandas()
    assert list(frame["value"]) == ["405 MPa"]
    assert library.values("hardness", "CoCrFeNi").to_pandas().columns[0] == "alloy"


def test_search_finds_and_filters(library: hea.Library) -> None:
    [first, *_] = library.search("Why is it tough at 77 K?")
    assert first.doi == "10.1000/cantor"
    assert [one.doi for one in library.search("strength", elements=["Nb"])] == ["10.1000/senkov"]
    assert set(first.to_dict()["why"]) == {"dense", "words", "composition"}


def test_a_build_is_seen_by_a_library_that_was_asked_before(library: hea.Library) -> None:
    question = "What is the density of HfNbTaTiZr?"
    assert not library.ask(question).answered
    record = {
        "title": "Refractory alloys of low density",
        "abstract": "HfNbTaTiZr was arc melted. Its density is 9.94 g/cm3.",
        "doi": "10.1000/senkov2",
        "year": 2012,
    }
    write_records(library.workspace.corpus / "new.jsonl", record)
    other = hea.open(library.workspace.root)
    report = other.build()
    assert report.intake.new == 1
    assert library.ask(question).short == "9.94 g/cm3"


def test_what_cannot_be_added_is_said_and_nothing_is_copied(
    library: hea.Library, tmp_path: Path
) -> None:
    good_pdf(tmp_path / "a.pdf")
    (tmp_path / "b.docx").write_bytes(b"PK")
    for wrong in (tmp_path / "b.docx", tmp_path / "missing.pdf"):
        with pytest.raises(UserError):
            library.add(tmp_path / "a.pdf", wrong)
        assert not (library.workspace.corpus / "a.pdf").exists()
    [added] = library.add(tmp_path / "a.pdf")
    assert library.add(tmp_path / "a.pdf") == [added]
    (tmp_path / "other").mkdir()
    good_pdf(tmp_path / "other" / "a.pdf", "Another title of another paper")
    with pytest.raises(UserError, match=r"Another a\.pdf"):
        library.add(tmp_path / "other" / "a.pdf")
    for folder in ("one", "two"):
        (tmp_path / folder).mkdir()
        good_pdf(tmp_path / folder / "b.pdf", f"The title of paper {folder}")
    with pytest.raises(UserError, match=r"Another b\.pdf"):
        library.add(tmp_path / "one" / "b.pdf", tmp_path / "two" / "b.pdf")
    assert not (library.workspace.corpus / "b.pdf").exists()


def test_wrong_calls_end_in_a_sentence(library: hea.Library, tmp_path: Path) -> None:
    with pytest.raises(UserError, match="empty"):
        library.ask(" ?")
    with pytest.raises(UserError, match="not a setting"):
        hea.open(tmp_path, passagess=3)
    with pytest.raises(UserError, match="Nothing has been built"):
        hea.open(tmp_path / "fresh").ask("Why is it tough?")
    (tmp_path / "file").write_text("")
    with pytest.raises(UserError, match="not a folder"):
        hea.open(tmp_path / "file")


def test_a_dataset_is_written_and_a_foreign_folder_is_not_replaced(
    library: hea.Library, tmp_path: Path
) -> None:
    report = library.dataset(tmp_path / "set", status="all")
    assert report.summary["rows"] == sum(
        len((tmp_path / "set" / f"{part}.jsonl").read_text("utf-8").splitlines())
        for part in ("train", "validation", "test")
    )
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "thesis.txt").write_text("mine")
    with pytest.raises(UserError, match="not made here"):
        library.dataset(tmp_path / "own", status="all")


def test_the_interface_prints_nothing_and_is_light(place: Path) -> None:
    script = (
        "import hea, sys\n"
        "assert not {'numpy', 'rich', 'typer', 'torch'} & set(sys.modules)\n"
        "answer = hea.open(sys.argv[1]).ask('Why is CrMnFeCoNi tough at 77 K?')\n"
        "assert answer.answered\n"
        "assert not {'typer', 'torch', 'transformers'} & set(sys.modules)\n"
    )
    done = subprocess.run([sys.executable, "-c", script, str(place)], capture_output=True)
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")


def test_a_question_for_a_value_loads_only_what_reads_values(place: Path) -> None:
    script = (
        "import hea, sys\n"
        "hea.open(sys.argv[1]).ask('What is the yield strength of CrMnFeCoNi at 77 K?')\n"
        "assert 'answer.extractive.short_answer' in sys.modules\n"
        "unread = {'answer.collected.findings', 'answer.extractive.names.named_answers',"
        " 'answer.extractive.names.route_answers', 'answer.extractive.verdicts.yes_no'}\n"
        "assert not unread & set(sys.modules), unread & set(sys.modules)\n"
    )
    done = subprocess.run([sys.executable, "-c", script, str(place)], capture_output=True)
    assert (done.returncode, done.stderr) == (0, b"")


def test_the_types_of_the_package_are_those_it_has() -> None:
    stub = (ROOT / "hea" / "__init__.pyi").read_text("utf-8")
    assert sorted(re.findall(r"(\w+) as \1", stub)) == sorted(hea.__all__)
    for name in hea.__all__:
        assert getattr(hea, name).__doc__ or name == "SILENT"


def test_values_are_drawn_and_chosen(library: hea.Library, tmp_path: Path) -> None:
    values = library.values("yield strength", elements=["Nb"], temperature="above 500 °C")
    assert [one.value for one in values] == ["405 MPa"]
    assert values[0].temperature_low == pytest.approx(1873.15)
    assert not library.values("yield strength", temperature="not stated")
    drawn = values.plot(tmp_path / "strength.svg", against="vec")
    assert "<svg" in (tmp_path / "strength.svg").read_text("utf-8")
    assert drawn.to_dict()["data"]["values"][0]["y_low"] == 405
    assert "<svg" in drawn._repr_svg_()
    with pytest.raises(UserError, match="not a form of a plot"):
        values.plot(tmp_path / "strength.pdf")
    assert "405 MPa" in values[:1]._repr_html_()
