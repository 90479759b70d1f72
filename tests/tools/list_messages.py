"""List every mistake that the program tells a user of, with the next step it names.

`tests/tools/write_docs.py` writes the list to ``docs/reference/messages.md``.
"""

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[2]
MESSAGES = ROOT / "docs" / "reference" / "messages.md"
#: What the messages of a room are about.
ROOMS = {
    "hea": "Commands, files and settings",
    "builder": "Papers, exports, triples and datasets",
    "retrieval": "The index and the embedder",
    "answer": "Questions and models",
    "eval": "Evaluation",
    "finetune": "Training",
}
_OPEN = "…"
_HEAD = """# Messages

All error messages of hea-qa, with what to do. `…` stands for words that differ from case to case.
Search this page for words of your message. A message that is not here and that comes with a Python
traceback is a bug: please report it.
"""


class Message(NamedTuple):
    """A mistake, and the next step."""

    told: str
    step: str


def messages_of(room: str) -> list[Message]:
    """Return the messages that a room's modules raise, in alphabetical order, each once."""
    found = set()
    for path in sorted((ROOT / room).rglob("*.py")):
        found |= set(_messages(ast.parse(path.read_text("utf-8"))))
    return sorted(found, key=lambda one: (one.told.strip(_OPEN + " “").lower(), one.step))


def _messages(tree: ast.Module) -> Iterator[Message]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "UserError":
            given = [*node.args, *(word.value for word in node.keywords)]
            told, step = (*map(_words, given[:2]), "")[:2]
            if any(sign.isalpha() for sign in told):
                yield Message(told, step)


def _words(node: ast.expr) -> str:
    """Return the text of an expression, with `…` for what is known only when the program runs."""
    match node:
        case ast.Constant(value=str(text)):
            return " ".join(text.split()) if text.strip() else text
        case ast.JoinedStr(values=parts):
            joined = "".join(
                str(part.value) if isinstance(part, ast.Constant) else _OPEN for part in parts
            )
            return " ".join(joined.split())
        case ast.BinOp(left=left, op=ast.Add(), right=right):
            return f"{_words(left)} {_words(right)}".replace("  ", " ")
        case ast.IfExp(body=body, orelse=other):
            first, second = _words(body), _words(other)
            return f"{first} / {second}" if second.strip() and second != first else first
    return _OPEN


def message_page() -> str:
    """Return the whole page."""
    parts = [_HEAD]
    for room, title in ROOMS.items():
        rows = [f"| {_cell(one.told)} | {_cell(one.step)} |" for one in messages_of(room)]
        parts.append("\n".join([f"## {title}\n", "| message | what to do |", "|---|---|", *rows]))
    return "\n\n".join(part.rstrip() for part in parts) + "\n"


def _cell(text: str) -> str:
    for sign in "\\|<>*_[]":
        text = text.replace(sign, f"\\{sign}")
    return text
