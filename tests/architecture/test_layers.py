"""The house's own rules: which room may use which, and what may be loaded when."""

import ast
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
#: Each room may import itself and those before it; finetune may use eval's statistics.
MAY_USE = {
    "builder": {"builder"},
    "retrieval": {"builder", "retrieval"},
    "answer": {"builder", "retrieval", "answer"},
    "finetune": {"builder", "retrieval", "answer", "eval", "finetune"},
    "eval": {"builder", "retrieval", "answer", "eval"},
    "hea": {"builder", "retrieval", "answer", "finetune", "eval", "hea"},
}
HEAVY = {
    "torch",
    "transformers",
    "sentence_transformers",
    "faiss",
    "numpy",
    "pydantic",
    "pymupdf",
    "ragas",
}


def modules(room: str) -> list[Path]:
    return sorted((ROOT / room).rglob("*.py"))


def imported(path: Path) -> set[str]:
    names = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            names.add((node.module or "").split(".")[0])
    return names


@pytest.mark.parametrize("room", MAY_USE)
def test_imports_run_one_way(room: str) -> None:
    for path in modules(room):
        foreign = (imported(path) & MAY_USE.keys()) - MAY_USE[room]
        assert not foreign, f"{path.relative_to(ROOT)} imports {foreign}"


@pytest.mark.parametrize("room", sorted(MAY_USE.keys() - {"hea"}))
def test_only_the_front_door_prints_or_knows_the_map_of_data(room: str) -> None:
    for path in modules(room):
        text = path.read_text("utf-8")
        assert not re.search(r"\bprint\(", text), path
        # A server's answer may have a field of that name.
        # A folder named data beside a module holds its word lists.
        text = text.replace('["data"]', "").replace('with_name("data")', "")
        assert '"data"' not in text, path


@pytest.mark.parametrize("room", MAY_USE)
def test_an_init_file_holds_a_docstring_and_at_most_names_that_are_loaded_late(room: str) -> None:
    for path in (ROOT / room).rglob("__init__.py"):
        docstring, *rest = ast.parse(path.read_text("utf-8")).body
        assert isinstance(docstring, ast.Expr), path
        match rest:
            case []:
                pass
            case [ast.Import(names=[ast.alias(name="lazy_loader")]), ast.Assign(value=value)]:
                assert ast.unparse(value).startswith("lazy_loader.attach(__name__, "), path
            case [*_, ast.FunctionDef(name="__dir__"), ast.FunctionDef(name="__getattr__")]:
                assert path == ROOT / "hea" / "__init__.py"  # it says what hides a part of it
            case _:
                pytest.fail(f"{path} holds more")


def test_no_heavy_library_is_loaded_to_show_help_or_list_papers() -> None:
    script = """
import hea.cli.app, sys, json
hea.cli.app.front_door()
print(json.dumps([m.split(".")[0] for m in sys.modules]))
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True)
    assert not HEAVY & set(json.loads(done.stdout))


def test_a_verb_that_is_typed_is_read_alone() -> None:
    script = (
        "import hea.cli.app, sys; hea.cli.app.front_door('search')\n"
        "print('hea.cli.train.train' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True)
    assert done.stdout == b"False\n"


def test_the_readme_tells_of_every_verb() -> None:
    from hea.cli.app import _VERBS

    readme = (ROOT / "README.md").read_text("utf-8")
    for verb in _VERBS:
        assert f"hea {verb}" in readme, verb
