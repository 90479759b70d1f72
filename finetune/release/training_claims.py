"""Find what a card says of its prompt and its reviewers that the training did not do."""

import ast
import re
from collections.abc import Iterator, Mapping

from builder.dataset.card import REVIEWED

_CODE = re.compile(r"^```(?P<language>\w*)\n(?P<code>.*?)^```", re.MULTILINE | re.DOTALL)
#: What stands for the question in a prompt format.
_FIELD = "{question}"
_PEOPLE = r"people|persons?|humans?|experts?|annotators?|scientists?|metallurgists?|hand"
_DONE = r"curated|reviewed|checked|verified|validated|annotated|labell?ed"
_REVIEW = re.compile(
    rf"\b(?:{_DONE}) by (?:[\w-]+ ){{0,2}}(?:{_PEOPLE})\b"
    rf"|\b(?:human|expert|hand|manually)[ -](?:{_DONE})\b",
    re.IGNORECASE,
)


def wrong_prompts(card: str, prompt: str) -> Iterator[re.Match[str]]:
    """Yield each block of a card that shows a prompt which the adapter is not asked with.

    Args:
        card: The card in Markdown.
        prompt: The prompt format as the adapter is asked with it, marks of turns included.
    """
    for block in _CODE.finditer(card):
        if any(shown.strip("\n") != prompt.strip("\n") for shown in _prompts_in(block)):
            yield block


def _prompts_in(block: re.Match[str]) -> Iterator[str]:
    """Yield the prompt formats of a block: texts of Python, or the block itself."""
    if block["language"] != "python":
        if _FIELD in block["code"]:
            yield block["code"]
        return
    try:
        parsed = ast.parse(block["code"])
    except SyntaxError:
        return
    texts = (node.value for node in ast.walk(parsed) if isinstance(node, ast.Constant))
    yield from (t for t in texts if isinstance(t, str) and _FIELD in t and t != _FIELD)


def unreviewed_claims(
    card: str, status: Mapping[str, int] | None
) -> Iterator[tuple[re.Match[str], str]]:
    """Yield each claim of a card that people reviewed its rows, and why it is not so.

    Args:
        card: The card in Markdown.
        status: What people said of a row → rows trained on; None where no file tells it.
    """
    rows = sum((status or {}).values())
    reviewed = sum((status or {}).get(name, 0) for name in REVIEWED)
    for match in _REVIEW.finditer(card):
        if not rows:
            yield match, "No file tells who reviewed the rows."
        elif reviewed < rows:
            yield match, f"People accepted or edited {reviewed:,} of {rows:,} rows."
