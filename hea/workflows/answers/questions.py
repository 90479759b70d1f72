"""Tell a question from an input without a word; imported by the command line at its start."""

from builder.errors import UserError


def has_words(text: str) -> bool:
    """Return whether a question has a letter or digit to search for."""
    return any(map(str.isalnum, text))


def require_words(question: str) -> str:
    """Return the question, if there is a letter or digit in it.

    Raises:
        UserError: There is none.
    """
    if not has_words(question):
        raise UserError(
            "The question is empty.", 'Ask one: hea ask "Why is CrMnFeCoNi tough at 77 K?"'
        )
    return question
