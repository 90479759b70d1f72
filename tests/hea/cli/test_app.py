"""The verbs as a person or a program meets them, with the real embedder."""

import json
import os
import shutil
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pytest
from pdf_factory import GOOD_ABSTRACT, encrypted_pdf, good_pdf
from small_library import ALUMINIUM, SENKOV, Run, write_records

from builder.triples import REFUSAL


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A built workspace: a good paper, four bad ones, and two records."""
    place = tmp_path_factory.mktemp("place")
    corpus = place / "corpus"
    corpus.mkdir()
    good = good_pdf(corpus / "good.pdf")
    (corpus / "empty.pdf").write_bytes(b"")
    (corpus / "page.pdf").write_bytes(b"<html><body>404 not found</body></html>")
    encrypted_pdf(corpus / "locked.pdf")
    (corpus / "half.pdf").write_bytes(good.read_bytes()[:600])
    write_records(corpus / "r.jsonl", SENKOV, ALUMINIUM)
    done = subprocess.run(
        [sys.executable, "-m", "hea", "build", "--workspace", str(place)], capture_output=True
    )
    assert done.returncode == 0, done.stderr
    return place


def as_json(hea: Run, *arguments: object) -> Any:
    code, out, err = hea(*arguments, "--json")
    assert (code, err) == (0, "")
    return json.loads(out)


def test_bad_files_end_in_named_states_and_the_good_one_is_read(hea: Run, place: Path) -> None:
    rows = as_json(hea, "papers", "--workspace", place)
    assert {row["file"]: row["state"] for row in rows} == {
        "empty.pdf": "corrupt",
        "good.pdf": "ok",
        "half.pdf": "corrupt",
        "locked.pdf": "encrypted",
        "page.pdf": "not_pdf",
        "r.jsonl:1": "ok",
        "r.jsonl:2": "ok",
    }
    [good] = [row for row in rows if row["file"] == "good.pdf"]
    assert (good["abstract"], good["page"]) == (GOOD_ABSTRACT, 1)
    contract = "file paper state reason title doi year abstract page rule confidence"
    assert set(contract.split()) <= good.keys()
    assert all(row["reason"] for row in rows if row["state"] != "ok")
    assert {row["page"] for row in rows if row["file"].startswith("r.jsonl")} == {None}


def test_papers_can_be_asked_for_by_state(hea: Run, place: Path) -> None:
    [row] = as_json(hea, "papers", "--state", "encrypted", "--workspace", place)
    assert row["file"] == "locked.pdf"
    code, _, err = hea("papers", "--state", "lost", "--workspace", place)
    assert code == 2
    assert "lost" in err


def test_the_list_of_papers_fits_a_narrow_terminal(hea: Run, place: Path) -> None:
    code, out, _ = hea("papers", "--workspace", place)
    assert code == 0
    assert all(len(line) <= 80 for line in out.splitlines())
    assert all(word in out for word in ("encrypted", "0.5", "2011", "save a copy without one"))


def test_ask_answers_with_citation_and_keeps_the_contract(hea: Run, place: Path) -> None:
    question = "What is the fracture toughness of the Cantor alloy at 77 K?"
    given = as_json(hea, "ask", question, "--workspace", place)
    assert given["answered"]
    [citation, *_] = given["citations"]
    assert citation["quote"].startswith("Its fracture toughness exceeds 200 MPa")
    assert GOOD_ABSTRACT[citation["start"] : citation["end"]] == citation["quote"]
    assert (citation["file"], citation["page"]) == ("good.pdf", 1)
    fields = "n paper file title doi year page quote start end part section label row column"
    assert set(citation) == set(fields.split())
    assert given["sentences"][0] == {"text": citation["quote"], "citations": [1], "supported": True}
    contract = "question answer short answered citations sentences model retrieved seconds"
    assert set(f"{contract} prompt_tokens new_tokens".split()) <= given.keys()
    assert citation["paper"] in given["retrieved"]


def test_ask_shows_the_answer_and_where_it_stands(hea: Run, place: Path) -> None:
    code, out, _ = hea("ask", "Why does CrMnFeCoNi toughen when cooled?", "--workspace", place)
    assert code == 0
    assert "nanotwins" in out
    assert "[1]" in out
    assert "p. 1\n    good.pdf" in out


def test_a_refusal_says_what_was_nearest(hea: Run, place: Path) -> None:
    question = "What is the fracture toughness of the Cantor alloy at 4 K?"
    given = as_json(hea, "ask", question, "--workspace", place)
    assert (given["answered"], given["answer"], given["citations"]) == (False, REFUSAL, [])
    assert "77 K" in given["nearest"]


def test_a_search_that_nothing_fits_says_so(hea: Run, place: Path) -> None:
    told = "No paper fits well. The nearest:"
    assert hea("search", "asdfgh", "--workspace", place)[1].startswith(told)
    assert told not in hea("search", "toughness on cooling", "--workspace", place)[1]


def test_search_says_why(hea: Run, place: Path) -> None:
    found = as_json(hea, "search", "refractory alloy strength", "-k", 2, "--workspace", place)
    assert [hit["rank"] for hit in found["hits"]] == [1, 2]
    first = found["hits"][0]
    assert first["doi"] == SENKOV["doi"]
    contract = "rank paper file title doi year page text score why"
    assert set(contract.split()) <= first.keys()
    assert set(first["why"]) == {"dense", "words", "composition"}
    assert (first["file"], first["page"]) == ("r.jsonl:1", None)


@pytest.mark.parametrize("verb", [(), ("status",)])
def test_alone_hea_says_what_is_here_and_what_to_do(
    hea: Run, place: Path, verb: tuple[str, ...]
) -> None:
    code, out, _ = hea("--workspace", place, *verb)
    assert code == 0
    assert "3 ok" in out
    assert "hea ask" in out


def test_a_new_file_makes_the_corpus_stale(hea: Run, place: Path, tmp_path: Path) -> None:
    shutil.copytree(place, tmp_path / "copy", symlinks=True)
    good_pdf(tmp_path / "copy" / "corpus" / "new.pdf", "Another title of a paper on alloys")
    status = as_json(hea, "--workspace", tmp_path / "copy")
    assert "new.pdf" in status["new"]
    _, _, err = hea("ask", "Why is the alloy tough at 77 K?", "--workspace", tmp_path / "copy")
    assert "hea build" in err


def test_doctor_finds_a_damaged_index_and_says_how_to_mend_it(
    hea: Run, place: Path, tmp_path: Path
) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(place, copy, copy_function=shutil.copy2)
    assert all(finding["well"] for finding in as_json(hea, "doctor", "--workspace", copy))
    (copy / "data" / "index" / "vectors.faiss").write_bytes(b"gone")
    code, out, _ = hea("doctor", "--workspace", copy)
    assert code == 1
    assert "damaged" in out
    assert "hea build" in out


def test_eval_retrieval_compares_the_rankers(hea: Run, place: Path, tmp_path: Path) -> None:
    questions = tmp_path / "q.jsonl"
    asked = {"question": "How strong is NbMoTaW at 1600 °C?", "source_id": "senkov"}
    away = {"question": "How strong is it?", "source_id": "elsewhere"}
    write_records(questions, asked, away)
    card = as_json(hea, "eval", "retrieval", "--questions", questions, "--workspace", place)
    assert (card["name"], card["rows"]) == ("retrieval", 1)
    fused = card["scores"]["fused_recall@1"]
    assert (fused["value"], fused["n"], fused["unscored"]) == (1.0, 1, 1)
    code, out, _ = hea("eval", "retrieval", "--questions", questions, "--workspace", place)
    assert code == 0
    assert all(name in out for name in ("dense", "words", "fused", "1 question left out"))


def test_eval_extract_scores_against_a_person(hea: Run, tmp_path: Path) -> None:
    good_pdf(tmp_path / "a.pdf")
    gold = {
        "file": "a.pdf",
        "title": "Toughness of a five-component alloy on cooling",
        "abstract": GOOD_ABSTRACT,
        "publisher": "Own",
    }
    write_records(tmp_path / "gold.jsonl", gold, {**gold, "file": "missing.pdf"})
    card = as_json(hea, "eval", "extract", "--gold", tmp_path / "gold.jsonl")
    assert card["scores"]["abstract_f1_strict"]["value"] == 1.0
    assert card["scores"]["title_accuracy"]["unscored"] == 1
    assert card["scores"]["papers_damaged_and_ok"]["value"] == 0
    [row] = card["papers"]
    assert (row["file"], row["state"], row["formulas"] - row["formulas_kept"]) == ("a.pdf", "ok", 0)
    _, out, _ = hea("eval", "extract", "--gold", tmp_path / "gold.jsonl")
    assert "formulas" in out


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("ask", "  "), "question is empty"),
        (("ask", "?"), "question is empty"),
        (("ask", "hardness " * 400), "2,000 at most"),
        (("search", "– …"), "question is empty"),
        (("ask", "\udcff\udcfe"), "is not in UTF-8"),
        (("curate", "edit", "a", "--answer", "\udcff"), "is not in UTF-8"),
        (("dataset", "--out", "{corpus}/\udcff"), "is not in UTF-8"),
        (("eval", "retrieval", "--questions", "{corpus}/README.md"), "is not a question"),
    ],
)
def test_a_users_mistake_is_two_lines(
    hea: Run, place: Path, arguments: tuple[str, ...], words: str
) -> None:
    (place / "corpus" / "README.md").write_text("no question\n")
    filled = [argument.format(corpus=place / "corpus") for argument in arguments]
    code, out, err = hea(*filled, "--workspace", place)
    assert (code, out) == (1, "")
    assert words in err
    assert len(err.splitlines()) == 2


def test_of_the_options_like_what_was_typed_the_nearest_is_named(hea: Run, place: Path) -> None:
    code, _, told = hea("ask", "--proprty", "hardness", "--workspace", place)
    assert code == 2
    assert "--property" in told
    assert "--prompt" not in told


def test_outside_a_workspace_the_folder_of_the_installation_is_named(
    hea: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("HEA_WORKSPACE", raising=False)
    monkeypatch.chdir(tmp_path)
    assert "cd hea-qa" in hea("status")[2]


def test_a_folder_whose_name_is_not_in_utf_8_can_be_named(hea: Run, place: Path) -> None:
    odd = place.with_name("\udcff")
    try:
        place.rename(odd)
    except OSError:
        pytest.skip("no such name can be given here")
    try:
        assert hea("papers", "--workspace", odd)[0] == 0
    finally:
        odd.rename(place)


def test_a_price_without_a_dry_run_is_not_passed_over(hea: Run, place: Path) -> None:
    code, _, err = hea("build", "--price", "1/2", "--workspace", place)
    assert code == 2
    assert "together with" in err


def test_before_anything_is_built_the_user_is_told_what_to_do(
    hea: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("HEA_WORKSPACE", raising=False)
    code, _, err = hea("ask", "Why?")
    assert code == 1
    assert "no folder “corpus”" in err
    (tmp_path / "corpus").mkdir()
    for verb in ((), ("papers",), ("ask", "Why?"), ("search", "x")):
        code, _, err = hea(*verb)
        assert (code, "hea build" in err) == (1, True)


def test_an_empty_corpus_is_said_to_be_empty(hea: Run, tmp_path: Path) -> None:
    (tmp_path / "corpus").mkdir()
    code, out, err = hea("build", "--workspace", tmp_path)
    assert code == 1
    assert "none yet" in out
    assert "Put PDFs" in err


def test_two_builders_do_not_meet(hea: Run, place: Path) -> None:
    from filelock import FileLock

    with FileLock(place / "data" / "build.lock"):
        code, _, err = hea("build", "--workspace", place)
    assert code == 1
    assert "Another `hea build`" in err


@pytest.mark.parametrize(
    "verb", [("--help",), ("--workspace", "{}"), ("papers", "--workspace", "{}")]
)
def test_what_a_person_types_often_is_quick(place: Path, verb: tuple[str, ...]) -> None:
    def taken(*command: str) -> float:
        """Seconds of a processor, which a busy neighbour does not lengthen as it does a wait."""
        begun = subprocess.Popen([sys.executable, *command], stdout=subprocess.DEVNULL)
        _, code, used = os.wait4(begun.pid, 0)
        begun.returncode = code
        assert code == 0
        return used.ru_utime + used.ru_stime

    # The bar is 0.3 s on a machine that loads these libraries, as any program with a help by typer
    # must, in 0.12 s; the ratio holds on slower and busier ones too, the two taken in turn.
    command = ("-m", "hea", *(word.format(place) for word in verb))
    turns = [
        (taken(*command), taken("-c", "import typer, rich.console, typer.rich_utils"))
        for _ in range(4)
    ]
    typed, bare = map(min, zip(*turns, strict=True))
    assert typed < 2.5 * bare


def test_asking_loads_no_torch_reads_no_pdf_and_embeds_no_paper(place: Path) -> None:
    script = (
        "import sys, subprocess; from hea.cli import app as cli\n"
        "from retrieval.embedding.numpy_encoder import NumpyEmbedder\n"
        "plain, seen = NumpyEmbedder.embed, []\n"
        "NumpyEmbedder.embed = lambda self, texts: (seen.extend(texts), plain(self, texts))[1]\n"
        "subprocess.Popen = None\n"
        "sys.argv = ['hea', 'search', 'Why is it tough?', '--workspace', sys.argv[1]]\n"
        "try: cli.main()\n"
        "except SystemExit as end: assert not end.code\n"
        "assert seen == ['Why is it tough?'], seen\n"
        "heavy = {'torch', 'transformers', 'sentence_transformers', 'pymupdf'}\n"
        "assert not heavy & set(sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, str(place)], capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr


def test_what_is_loaded_at_the_start_is_not_looked_through_for_garbage() -> None:
    script = (
        "import gc, sys; from hea.cli import app\n"
        "from hea.__main__ import main\n"
        "app.main = lambda: print(gc.get_freeze_count(), gc.isenabled(), gc.get_threshold()[0])\n"
        "sys.argv = ['hea', 'status']\n"
        "main()\n"
    )
    shown = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True).stdout
    frozen, enabled, objects = shown.split()
    assert int(frozen) > 10_000
    assert enabled == "True"
    assert int(objects) > 700


def test_a_question_over_abstracts_loads_nothing_of_bodies_tables_and_processes(
    place: Path,
) -> None:
    script = (
        "import sys; from hea.cli import app as cli\n"
        "question = 'What is the yield strength of NbMoTaW at 1600 °C?'\n"
        "sys.argv = ['hea', 'ask', question, '--workspace', sys.argv[1]]\n"
        "try: cli.main()\n"
        "except SystemExit as end: assert not end.code\n"
        "assert 'answer.extractive.short_answer' in sys.modules\n"
        "unread = {'answer.fulltext.answer', 'hea.workflows.answers.property_search', 'rich.table',"
        " 'builder.library.body_values.store', 'retrieval.body.pool',"
        " 'concurrent.futures.process', 'multiprocessing', 'secrets', 'tokenizers'}\n"
        "assert not unread & set(sys.modules), unread & set(sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, str(place)], capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr


def test_a_package_that_is_not_installed_is_named_with_its_group(
    hea: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "hea.cli.papers.find_workspace", lambda named: __import__("hea.part_that_is_not")
    )
    with pytest.raises(ModuleNotFoundError, match="part_that_is_not"):
        hea("papers", "--workspace", tmp_path)
    monkeypatch.setitem(sys.modules, "trl", None)
    monkeypatch.setattr("hea.cli.papers.find_workspace", lambda named: __import__("trl"))
    code, _, err = hea("papers", "--workspace", tmp_path)
    assert code == 1
    assert "This needs trl" in err
    assert "'.[train]'" in err


def test_the_version_is_the_installed_one(hea: Run) -> None:
    code, out, _ = hea("--version")
    assert (code, out) == (0, f"hea-qa {version('hea-qa')}\n")


@pytest.mark.skipif(os.name == "nt", reason="a POSIX shell closes the streams")
def test_closed_streams_are_no_bug(place: Path) -> None:
    command = f"{sys.executable} -m hea papers --workspace {place} >&- 2>&-"
    assert subprocess.run(command, shell=True).returncode == 0


@pytest.mark.fault("F47")
def test_a_file_changed_under_the_same_size_and_time_is_read_where_that_is_asked_for(
    hea: Run, place: Path
) -> None:
    [file] = [one for one in (place / "corpus").glob("*.jsonl") if "405 MPa" in one.read_text()]
    before = file.stat()
    file.write_text(file.read_text("utf-8").replace("405 MPa", "415 MPa"), "utf-8")
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))
    values = ("table", "--property", "yield strength", "--workspace", place)
    assert hea("build", "--workspace", place)[0] == 0
    assert "405 MPa" in hea(*values)[1]
    report = json.loads(hea("build", "--reread", "--json", "--workspace", place)[1])
    assert report["unchanged"] == 0
    assert "415 MPa" in hea(*values)[1]
    assert "405 MPa" not in hea(*values)[1]
