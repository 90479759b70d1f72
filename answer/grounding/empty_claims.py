"""Tell what claims something from what does not: numbers of lists, and words that turn in a circle.

Small models fall into lists (`1. 2. 3.`) and repeat a phrase on both sides of a verb. A check finds
every word of these in the papers, and nothing that is said.
"""

import re
from collections import Counter
from collections.abc import Sequence

from builder.nlp.clause_parser import read_clauses
from builder.nlp.verb_lexicon import FORMS
from retrieval.lexical import terms

#: `14.`, `(3)`, `b)`: what a list puts before its members.
_MARK = r"\(?(?:\d{1,3}|[a-z]|[ivx]{1,4})[.):]+"
_LIST_MARKS = re.compile(rf"\W*(?:{_MARK}\s+)*(?:{_MARK}|\d{{1,3}})?\W*", re.IGNORECASE)
_ONE_NUMBER = re.compile(r"\W*\d{1,3}\W*")
#: A sentence of so many telling words of which so few are different says nothing.
_LEAST_WORDS, _DIFFERENT = 5, 0.6
#: A row of so many words, so many of them telling, with a verb or a comparison, stands once.
_ROW, _TELLING = 6, 4
_JOINS = frozenset("is are was were has have does do can like as than which that".split())
_WORD = re.compile(r"\w+")
#: What a text is about is nothing that it says.
_OF_TEXT = re.compile(
    r"(?:the|this) (?:passage|question|paper|abstract|text|document|article|context)s?\s"
    r"(?:is asking|asks?|discuss(?:es)?|deals? with|is about|explores?|mentions?"
    r"|addresses)\b(?! that)",
    re.IGNORECASE,
)
_VERDICT = re.compile(r"(?P<verdict>yes|no)\b[\s,;:.–—-]*", re.IGNORECASE)
#: Words that repeat a verdict and add nothing to it: `No, none was found.`
_OF_VERDICT = frozenset(
    terms(
        "none nothing any never found seen observed detected noticed hardly barely clearly really"
        " indeed definitely certainly exactly true so does case right correct"
    )
)


def without_list_marks(sentences: Sequence[str]) -> list[str]:
    """Return sentences without those that are the numbers of a list alone.

    One number that stands alone is kept: it may be the answer.
    """
    kept = [one for one in sentences if not _LIST_MARKS.fullmatch(one)]
    if not kept and len(sentences) == 1 and _ONE_NUMBER.fullmatch(sentences[0]):
        return list(sentences)
    return kept


def without_echo(claim: str) -> str:
    """Return the `Yes.` or `No.` alone of a verdict that what stands behind it only repeats."""
    found = _VERDICT.match(claim)
    rest = claim[found.end() :] if found else ""
    return (
        f"{found['verdict']}." if found and rest and _OF_VERDICT.issuperset(terms(rest)) else claim
    )


def states_nothing(claim: str) -> bool:
    """Return True for a question, what a text is about, and what something is called by itself."""
    if claim.rstrip().endswith("?") or _OF_TEXT.match(claim):
        return True
    for clause in read_clauses(claim):
        subject, rest = frozenset(terms(clause.subject)), frozenset(terms(clause.rest))
        if subject and rest and rest <= subject and "not" not in clause.verb.split():
            return True
    words = terms(claim)
    if len(words) >= _LEAST_WORDS and len(frozenset(words)) <= _DIFFERENT * len(words):
        return True
    return _repeats_itself(claim)


def _repeats_itself(claim: str) -> bool:
    """Return True where a row of words that says something stands twice in one sentence."""
    words = _WORD.findall(claim.lower())
    rows = [tuple(words[n : n + _ROW]) for n in range(len(words) - _ROW + 1)]
    twice = [row for row, count in Counter(rows).items() if count > 1]
    return any(
        any(word in FORMS or word in _JOINS for word in row)
        and len(terms(" ".join(row))) >= _TELLING
        for row in twice
    )
