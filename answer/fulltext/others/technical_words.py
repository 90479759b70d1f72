"""Tell statements near which a technical word of the question stands nowhere.

Everyday words may be said otherwise, or left out. What is no everyday English is the matter itself:
of `martensite`, `Vitreloy` or `nanoindentation` a value tells nothing without the word.
"""

from answer.fulltext.asked import AskedStatement, holds
from answer.fulltext.others.nearness import told_around
from answer.fulltext.paper_body import PaperBody
from answer.fulltext.statement_features import BodyCandidate, stems_of_statement
from builder.materials.vocabulary import find_terms
from retrieval.lexical import terms, word_set


def is_far_from_word(asked: AskedStatement, body: PaperBody, one: BodyCandidate) -> bool:
    """Return whether a technical word of a question is said nowhere near a statement.

    What was done to the matter (`undoped`, `hydrided`) is often not said again.

    Args:
        asked: What the question asks for.
        body: The paper of the statement.
        one: The statement.
    """
    words = [word for word in asked.technical if not word.endswith("ed")]
    if not words:
        return False
    around = f"{told_around(body, one.statement)}\n{body.front}"
    stems = stems_of_statement(one, body.names) | word_set(around) | body.names.stems_in(around)
    return any(is_unsaid(word, stems, around) for word in words)


def lacks_specific(asked: AskedStatement, body: PaperBody, one: BodyCandidate) -> bool:
    """Return whether a statement says nothing of what tells the quantity asked for from others.

    Of a desorption temperature it is the desorption: any temperature is none.

    Args:
        asked: What the question asks for.
        body: The paper of the statement.
        one: The statement.
    """
    stems = stems_of_statement(one, body.names) | word_set(one.context)
    stems |= body.names.stems_in(one.context)
    return bool(asked.specific) and not any(holds(word, stems) for word in asked.specific)


def is_unsaid(word: str, stems: frozenset[str], text: str) -> bool:
    """Return whether a text holds neither a word nor another name of the same.

    Args:
        word: The word.
        stems: The stems of the text.
        text: The text.
    """
    if any(holds(stem, stems) for stem in terms(word)):
        return False
    names = {term.name for term in find_terms(word)}
    return not names or names.isdisjoint(term.name for term in find_terms(text))
