"""Tell a question from an input without a word, or one too long; imported by the command line."""

from builder.errors import UserError

#: Longer than any question, in characters; reading takes time in the square of the length.
LONGEST = 2000


def has_words(text: str) -> bool:
    """Return whether a question has a letter or digit to search for."""
    return any(map(str.isalnum, text))


def too_long(question: str) -> str:
    """Return why a question is too long, as a sentence; "" if it is not."""
    length = len(question)
    return f"The question has {length:,} characters, {LONGEST:,} at most." * (length > LONGEST)


def require_words(question: str) -> str:
    """Return the question, if there is a letter or digit in it and it is not too long.

    Raises:
        UserError: There is none, or it is.
    """
    if told := too_long(question):
        raise UserError(told, "Ask for one thing at a time.")
    if not has_words(question):
        raise UserError(
            "The question is empty.", 'Ask one: hea ask "Why is CrMnFeCoNi tough at 77 K?"'
        )
    return question
