"""The scripts and the notebook in `examples/` run, and show what is stored in them."""

import json
import re
import runpy
import shutil
from contextlib import chdir
from importlib.util import find_spec
from pathlib import Path

import pytest
from notebook_outputs import EXAMPLES, outputs_of

from eval.stats.intervals import PaperValue
from hea.extras import GROUPS

pytestmark = pytest.mark.slow


@pytest.fixture
def folder(built_samples: Path, tmp_path: Path) -> Path:
    """The folder `examples` beside a built corpus."""
    shutil.copytree(built_samples, tmp_path / "here")
    shutil.copytree(EXAMPLES, tmp_path / "here" / "examples")
    return tmp_path / "here" / "examples"


def run(script: Path, *arguments: str) -> None:
    with pytest.MonkeyPatch.context() as patched, chdir(script.parent):
        patched.setattr("sys.argv", [script.name, *arguments])
        runpy.run_path(str(script), run_name="__main__")


def test_every_example_is_run_here() -> None:
    there = {path.name for path in EXAMPLES.iterdir() if path.suffix in (".py", ".ipynb")}
    tested = {
        "ask_questions.py", "table_of_values.py", "make_dataset.py", "several_seeds.py",
        "values_and_plots.ipynb",
    }  # fmt: skip
    assert there == tested
    for name in tested:
        assert name in (EXAMPLES / "README.md").read_text("utf-8")


def test_the_scripts_run(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(folder / "ask_questions.py")
    asked = capsys.readouterr().out
    assert "> 200 MPa·m1/2" in asked
    assert "The papers in this corpus do not answer that." in asked
    run(folder / "table_of_values.py", "values.csv")
    assert (folder / "values.csv").read_text("utf-8").count("1058 MPa") == 2
    run(folder / "make_dataset.py", "out")
    assert (folder / "out" / "train.jsonl").exists()


def test_several_splits_are_evaluated_and_summed_up(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    if not all(find_spec(package) for package in (*GROUPS["eval"], *GROUPS["plot"])):
        pytest.skip("the group eval is not installed")
    run(folder / "several_seeds.py")
    told = capsys.readouterr().out
    assert "mean of the splits ± SD between them" in told
    assert re.search(r"extractive/rag f1: \d\.\d\d ± \d\.\d\d \([2-5] splits\); \d\.\d\d \(", told)
    assert re.search(r"\n  seed [1-5]: \d\.\d\d, n = \d+ of \d papers?, under 8 papers\n", told)
    assert sorted(path.name for path in (folder.parent / "data/seeds").iterdir()) == [*"12345"]


def test_a_question_of_several_splits_counts_once() -> None:
    script = runpy.run_path(str(EXAMPLES / "several_seeds.py"), run_name="several_seeds")
    splits = {
        1: {"a": PaperValue(1.0, "p"), "b": PaperValue(None, "p"), "c": PaperValue(0.0, "q")},
        2: {"a": PaperValue(0.0, "p")},
        3: {"a": PaperValue(0.5, "p")},
        4: {"b": PaperValue(None, "p")},
    }
    assert script["in_words"](splits).splitlines() == [
        "0.33 ± 0.29 (3 splits); 0.25 (no interval), 2 questions on 2 papers",
        "  seed 1: 0.50, n = 2 of 2 papers, under 8 papers",
        "  seed 2: 0.00, n = 1 of 1 paper, under 8 papers",
        "  seed 3: 0.50, n = 1 of 1 paper, under 8 papers",
    ]


def test_the_notebook_shows_what_is_stored_in_it(folder: Path) -> None:
    """`python tests/tools/notebook_outputs.py` stores anew what it shows."""
    pytest.importorskip("pandas", reason="pandas is not installed")
    notebook = json.loads((folder / "values_and_plots.ipynb").read_text("utf-8"))
    assert (notebook["nbformat"], notebook["nbformat_minor"]) == (4, 5)
    stored = [cell["outputs"] for cell in notebook["cells"] if cell["cell_type"] == "code"]
    assert outputs_of(notebook, folder) == stored
