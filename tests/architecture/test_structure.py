"""One trade a folder, one name a thing: what keeps the code easy to find one's way in."""

import ast
import subprocess
import sys
from collections import Counter, defaultdict
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
ROOMS = ("builder", "retrieval", "answer", "eval", "finetune", "hea")
FOLDERS = sorted(path.parent for room in ROOMS for path in (ROOT / room).rglob("__init__.py"))
MODULES = sorted(path for room in ROOMS for path in (ROOT / room).rglob("*.py"))


def name_of(path: Path) -> str:
    return str(path.relative_to(ROOT))


def package_of(path: Path) -> str:
    return ".".join(path.parent.relative_to(ROOT).parts)


def test_the_contracts_of_imports_hold() -> None:
    pytest.importorskip("importlinter")
    # In a process of its own: import-linter switches off the loggers of the process it runs in.
    run = subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-cache"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stdout + run.stderr


@pytest.mark.parametrize("folder", FOLDERS, ids=name_of)
def test_a_folder_has_a_dozen_modules_at_most(folder: Path) -> None:
    modules = [path.name for path in folder.glob("*.py") if path.name != "__init__.py"]
    assert len(modules) <= 12, modules


@pytest.mark.parametrize("folder", FOLDERS, ids=name_of)
def test_a_folder_says_what_it_is_for(folder: Path) -> None:
    text = ast.get_docstring(ast.parse((folder / "__init__.py").read_text("utf-8")))
    assert text
    assert len(text.split()) > 3, text


def test_a_module_has_300_lines_at_most() -> None:
    """Lines of code, comment or docstring; the blank ones between are free."""
    long = {}
    for path in MODULES:
        lines = sum(bool(line.strip()) for line in path.read_text("utf-8").splitlines())
        if lines > 300:
            long[name_of(path)] = lines
    assert long == {}


def test_a_class_has_a_name_of_its_own() -> None:
    classes = defaultdict(list)
    for path in MODULES:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.ClassDef):
                classes[node.name].append(name_of(path))
    assert {name: places for name, places in classes.items() if len(places) > 1} == {}


def test_no_class_is_made_inside_a_function() -> None:
    for path in MODULES:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.FunctionDef):
                inside = [one.name for one in ast.walk(node) if isinstance(one, ast.ClassDef)]
                assert not inside, f"{name_of(path)}: {node.name} makes {inside}"


def test_a_private_name_is_not_imported_from_another_folder() -> None:
    for path in MODULES:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not isinstance(node, ast.ImportFrom) or not node.module:
                continue
            if node.module.split(".")[0] in ROOMS and not node.module.startswith(package_of(path)):
                private = [one.name for one in node.names if one.name.startswith("_")]
                assert not private, f"{name_of(path)} takes {private} of {node.module}"


def test_what_a_folder_offers_is_there_and_is_no_module_of_it() -> None:
    """A name that is a module, too, would be the one or the other by the order of imports."""
    for folder in FOLDERS:
        tree = ast.parse((folder / "__init__.py").read_text("utf-8"))
        offers = [node for node in ast.walk(tree) if isinstance(node, ast.Dict)]
        modules = {path.stem for path in folder.iterdir()}
        names: Counter[str] = Counter()
        for module, offered in (pair for one in offers for pair in ast.literal_eval(one).items()):
            path = folder / f"{module}.py"
            there = {
                name
                for node in ast.parse(path.read_text("utf-8")).body
                for name in names_bound_by(node)
            }
            assert set(offered) <= there, f"{name_of(path)}: {set(offered) - there}"
            names.update(offered)
        assert not set(names) & modules, name_of(folder)
        assert [name for name, count in names.items() if count > 1] == [], name_of(folder)


def names_bound_by(node: ast.stmt) -> set[str]:
    match node:
        case ast.FunctionDef() | ast.ClassDef():
            return {node.name}
        case ast.Assign():
            targets = [one for target in node.targets for one in ast.walk(target)]
            return {one.id for one in targets if isinstance(one, ast.Name)}
        case ast.AnnAssign(target=ast.Name(id=name)):
            return {name}
        case ast.ImportFrom():
            return {one.asname or one.name for one in node.names}
    return set()
