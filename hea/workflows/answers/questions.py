"""Tell a question from an input without a word, or one too long; imported by the command line."""

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
            "The question holds half of a surrogate pair, which is no character.",
            "Type it again without that.",
        )
    if told := too_long(question):
        raise UserError(told, "Ask for one thing at a time.")
    if not has_words(question):
        raise UserError(
            "The question is empty.", 'Ask one: hea ask "Why is CrMnFeCoNi tough at 77 K?"'
        )
    return question
