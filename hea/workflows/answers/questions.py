"""Tell a question from an input without a word, or one too long; imported by the command line."""

import re
from functools import cache
from typing import Literal

from builder.errors import UserError
from builder.storage.files import is_utf8

#: Longer than any question, in characters; reading takes time in the square of the length.
LONGEST = 2000

#: Where in papers `hea search` looks: in abstracts, in paragraphs and captions of bodies, or in
#: rows of tables.
Within = Literal["abstract", "body", "tables"]
_WITHIN: dict[str, Within] = {
    "abstract": "abstract",
    "abstracts": "abstract",
    "body": "body",
    "bodies": "body",
    "table": "tables",
    "tables": "tables",
}


def read_within(text: str) -> Within | None:
    """Return where to look from one of its names, singular or plural; None if it is no such."""
    return _WITHIN.get(text.strip().lower())


#: Letters of scripts other than Latin and Greek.
_OTHER_SCRIPT = re.compile(r"[\u0400-\u1cff\u3040-\ud7af]")


@cache
def _common_words() -> tuple[frozenset[str], frozenset[str]]:
    """Return the commonest words of English, and those of other languages alone."""
    from importlib.resources import files

    listed = files("builder.text").joinpath("data", "function_words.txt").read_text("utf-8")
    english, *others = [frozenset(line.split()) for line in listed.splitlines()]
    return english, frozenset().union(*others) - english


def is_foreign(question: str) -> bool:
    """Return whether a question is in another language than English, by its commonest words."""
    english, others = _common_words()
    words = set(re.findall(r"[^\W\d_]+", question.lower()))
    return bool(_OTHER_SCRIPT.search(question)) or (not words & english and bool(words & others))


def has_words(text: str) -> bool:
    """Return whether a question has a letter or digit to search for."""
    return any(map(str.isalnum, text))


def too_long(question: str) -> str:
    """Return why a question is too long, as a sentence; "" if it is not."""
    length = len(question)
    return f"The question has {length:,} characters, {LONGEST:,} at most." * (length > LONGEST)


def trouble_with(question: str) -> str:
    """Return why a text is no question that can be asked; "" if it is one."""
    if not is_utf8(question):
        return "it holds half of a surrogate pair, which is no character"
    return too_long(question) or ("" if has_words(question) else "it holds no word")


def require_words(question: str) -> str:
    """Return the question, if there is a letter or digit in it and it is not too long.

    Raises:
        UserError: There is none, or it is, or it cannot be written in UTF-8.
    """
    if not is_utf8(question):
        raise UserError(
            "The question contains half of a surrogate pair, which is not a character.",
            "Type it again without that.",
        )
    if told := too_long(question):
        raise UserError(told, "Ask for one thing at a time.")
    if not has_words(question):
        raise UserError(
            "The question is empty.", 'Ask one: hea ask "Why is CrMnFeCoNi tough at 77 K?"'
        )
    return question
