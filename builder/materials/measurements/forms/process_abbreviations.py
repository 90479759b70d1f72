"""Find what a paper abbreviates its processes to: heat treatment (HT), then the HT + HR process."""

import re
from collections.abc import Sequence

from builder.materials.vocabulary import Mention, find_terms

#: In brackets behind the name of a process: (HT), (HT + HR).
_BRACKETED = re.compile(r"\((?P<all>[A-Z]{2,5}(?:\s?[+/&-]\s?[A-Z]{2,5}){0,3})\)")
_ONE = re.compile(r"[A-Z]+")
#: Letters before the brackets in which the process is named.
_NEAR = 70


def process_abbreviations(text: str) -> tuple[tuple[str, str], ...]:
    """Return the abbreviations that a text gives to its processes, each with the process's name.

    Args:
        text: title and abstract of a paper.

    Returns:
        For instance `(("HT", "annealing"), ("HR", "hot rolling"))`; those that stand for two
        processes are left out.
    """
    found: dict[str, set[str]] = {}
    for brackets in _BRACKETED.finditer(text):
        before = text[max(brackets.start() - _NEAR, 0) : brackets.start()]
        terms = [term for term in find_terms(before) if term.kind == "process"]
        for one in _ONE.findall(brackets["all"]):
            found.setdefault(one, set()).update(
                term.name for term in terms if _initials(term.text) == one
            )
    return tuple(
        (short, name) for short, [*names] in found.items() if len(names) == 1 for name in names
    )


def with_abbreviated(
    text: str, terms: Sequence[Mention], processes: Sequence[tuple[str, str]]
) -> tuple[Mention, ...]:
    """Return the terms of a sentence with the processes that it names by their abbreviation.

    Args:
        text: the sentence.
        terms: the terms of the vocabulary in it.
        processes: the abbreviations of its paper, as `process_abbreviations` returns them.
    """
    found = [
        Mention(name, "process", short, *one.span())
        for short, name in processes
        for one in re.finditer(rf"(?<![\w(-]){short}(?![\w)])", text)
        if not any(term.start < one.end() and one.start() < term.end for term in terms)
    ]
    return tuple(sorted([*terms, *found], key=lambda term: term.start))


def _initials(words: str) -> str:
    return "".join(word[0] for word in re.split(r"[\s-]+", words) if word).upper()
