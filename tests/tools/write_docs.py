"""Write what documents say of the code: the tree of modules, and the reference of commands.

Run it as ``python tests/tools/write_docs.py`` after a module or an option was added, moved or
renamed, or a message changed. It writes the tree in ``docs/architecture.md`` and all of
``docs/reference/cli.md`` and ``messages.md``.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import typer
from list_messages import MESSAGES, message_page

ROOT = Path(__file__).resolve().parents[2]
ROOMS = ("builder", "retrieval", "answer", "eval", "finetune", "hea")
ARCHITECTURE = ROOT / "docs" / "architecture.md"
COMMANDS = ROOT / "docs" / "reference" / "cli.md"
#: Data files that a reader may look for, beside the modules.
DATA = {".toml", ".json", ".txt", ".md", ".html", ".j2", ".yaml"}
#: Characters of a line of the tree, and where what a module is for begins.
_WIDTH, _COLUMN = 116, 32


def first_line(path: Path) -> str:
    """Return the first sentence of a module's docstring, on one line and without its full stop."""
    text = ast.get_docstring(ast.parse(path.read_text("utf-8"))) or ""
    paragraph = " ".join(text.split("\n\n")[0].split())
    sentence = re.split(r"(?<=[^.]\.)\s(?=[A-Z`])", paragraph)[0]
    return sentence.removesuffix(".")


def tree_of(room: str) -> Iterator[str]:
    """Yield the lines of one room: each folder and module with what it is for."""
    yield from _tree(ROOT / room, 0)


def _tree(folder: Path, depth: int) -> Iterator[str]:
    yield _line(f"{folder.name}/", depth, first_line(folder / "__init__.py"))
    for path in sorted(folder.glob("*.py")):
        if path.name != "__init__.py":
            yield _line(path.name, depth + 1, first_line(path))
    for path in sorted(folder.iterdir()):
        if path.suffix in DATA:
            yield _line(path.name, depth + 1, "")
    for path in sorted(folder.iterdir()):
        if (path / "__init__.py").exists():
            yield from _tree(path, depth + 1)
        elif path.is_dir() and (files := sorted(f for f in path.iterdir() if f.suffix in DATA)):
            yield _line(f"{path.name}/", depth + 1, ", ".join(file.name for file in files))


def modules_named(text: str) -> set[str]:
    """Return the paths of the modules that the trees of the document name."""
    found = set()
    for tree in re.findall(r"<!-- tree of \w+ -->\n\n```\n(.*?)\n```", text, re.DOTALL):
        folders: list[str] = []
        for line in tree.splitlines():
            name = re.match(r"((?:  )*)([\w.-]+/?)(?:\s|$)", line[:_COLUMN])
            if not name:
                continue
            depth = len(name[1]) // 2
            if name[2].endswith("/"):
                folders[depth:] = [name[2]]
            elif name[2].endswith(".py"):
                found.add("".join(folders[:depth]) + name[2])
    return found


def _line(name: str, depth: int, about: str) -> str:
    start = f"{'  ' * depth}{name}".ljust(_COLUMN)
    words, lines, line = about.split(), [], start
    for word in words:
        if len(line) + 1 + len(word) > _WIDTH and line.strip():
            lines.append(line.rstrip())
            line = " " * _COLUMN
        line = f"{line} {word}"
    return "\n".join([*lines, line.rstrip()])


def architecture(text: str) -> str:
    """Return the text of the document with the tree of each room made anew."""
    for room in ROOMS:
        tree = "\n".join(tree_of(room))
        text = re.sub(
            rf"(<!-- tree of {room} -->\n\n```\n).*?(\n```)",
            lambda found, tree=tree: found[1] + tree + found[2],
            text,
            flags=re.DOTALL,
        )
    return text


def commands() -> str:
    """Return the reference of all commands, with their arguments and options."""
    from hea.cli.app import front_door

    root = typer.main.get_command(front_door())
    found = [*commands_of(root, ("hea",))]
    without = [f"`{' '.join(path)}`" for path, command in found if not _has_json(command)]
    parts = [
        "# Commands",
        "This is what `hea VERB --help` shows, written by `tests/tools/write_docs.py`. All commands"
        f"\nalso have `--json`, except {', '.join(without)}.",
    ]
    for path, command in found:
        parts.append(f"{'##' if len(path) < 3 else '###'} `{' '.join(path)}`")
        parts.append(_plain(command.help or ""))
        rows = [_row(one) for one in command.params if one.name not in ("help", "as_json")]
        if rows:
            parts.append("| argument or option | meaning |\n|---|---|\n" + "\n".join(rows))
    return "\n\n".join(part for part in parts if part) + "\n"


def commands_of(command: Any, path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], Any]]:
    """Yield a command and all that are inside it, each with the words that lead to it."""
    yield path, command
    for name, inside in getattr(command, "commands", {}).items():
        yield from commands_of(inside, (*path, name))


def _has_json(command: Any) -> bool:
    """Return whether a command, or one inside it, can print JSON."""
    inside = getattr(command, "commands", {}).values()
    return any(one.name == "as_json" for one in command.params) or any(map(_has_json, inside))


def _row(option: Any) -> str:
    is_argument = option.param_type_name == "argument"
    name = option.human_readable_name if is_argument else "`, `".join(option.opts)
    text = _plain(getattr(option, "help", None) or "")
    default = option.default
    shown = getattr(option, "show_default", False) and default not in (None, False, "", ())
    if shown and not callable(default):
        values = default if isinstance(default, (tuple, list)) else [default]
        text += f" Default: {', '.join(map(str, values))}."
    return f"| `{name}` | {text.strip()} |".replace("\n", " ")


def _plain(text: str) -> str:
    """Return help as Markdown; a bar would end a cell."""
    return re.sub(r"[ \t]+", " ", text).replace("|", "\\|").replace("\b", "").strip()


def main() -> None:
    """Write the documents."""
    ARCHITECTURE.write_text(architecture(ARCHITECTURE.read_text("utf-8")), "utf-8")
    COMMANDS.write_text(commands(), "utf-8")
    MESSAGES.write_text(message_page(), "utf-8")


if __name__ == "__main__":
    main()
