"""Read what is typed before any verb is loaded: which verb it is, and what stands for its help."""

import re
from collections.abc import Collection, Sequence

#: Options before the verb that are followed by a value.
_WITH_VALUE = "--workspace"
#: A word of a question that looks like an option: -196 °C.
_NEGATIVE = re.compile(r"-[.\d]")
#: No argument of a process can hold this character, so a marked word is no other word.
_MARK = "\0"


def place_of_verb(arguments: Sequence[str]) -> int | None:
    """Return where the verb stands: the first word that is no option and no option's value."""
    place = 0
    while place < len(arguments):
        if not arguments[place].startswith("-"):
            return place
        place += 2 if arguments[place] == _WITH_VALUE else 1
    return None


def with_help(arguments: Sequence[str]) -> list[str]:
    """Return the arguments with `help VERB …` written as `VERB … --help`."""
    place = place_of_verb(arguments)
    if place is None or arguments[place] != "help":
        return list(arguments)
    return [*arguments[:place], *arguments[place + 1 :], "--help"]


def with_marked_numbers(arguments: Sequence[str], verbs: Collection[str]) -> list[str]:
    """Mark negative numbers among the words of a question, which are no options.

    A number behind an option is left alone: it is that option's value.

    Args:
        arguments: What is typed.
        verbs: The verbs that take a question.
    """
    place = place_of_verb(arguments)
    if place is None or arguments[place] not in verbs:
        return list(arguments)
    marked = list(arguments[: place + 1])
    for before, word in zip(arguments[place:], arguments[place + 1 :], strict=False):
        is_value = before.startswith("-") and not _NEGATIVE.match(before)
        marked.append(word if is_value or not _NEGATIVE.match(word) else _MARK + word)
    return marked


def question_of(words: Sequence[str]) -> str:
    """Return the words of a question, typed with or without quotes, as one text."""
    return " ".join(words).replace(_MARK, "")
