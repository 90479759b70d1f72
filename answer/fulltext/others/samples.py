"""Tell of which of a paper's samples a statement of its body speaks.

A paper calls its samples by names of its own, which are no formulas: pMg, pMgNi and pMgCo, or AS
and VA for what is as-atomized and vacuum-annealed.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from itertools import permutations

from answer.fulltext.asked import AskedStatement, holds
from answer.fulltext.others.nearness import told_around
from answer.fulltext.others.other_cell import rows_called
from answer.fulltext.paper_body import PaperBody
from answer.fulltext.paper_names import names_of, samples_in, tokens_of
from answer.fulltext.statements import BodyStatement
from builder.materials.measurements.carriers import is_compared
from builder.materials.vocabulary import find_terms
from retrieval.lexical import word_set

#: Letters with which the names of samples of one kind begin at the least.
_COMMON = 2
_PART = re.compile(r"[^\W_]+")
_DIGITS = re.compile(r"\d+")
#: What a curve, method or region is called by a name in capitals: the CCT curve, an SC-I region.
_KIND = re.compile(
    r"(?<![\w-])(?P<name>(?=[A-Za-z-]*[A-Z][A-Za-z-]*[A-Z])[A-Z][A-Za-z-]*)\s"
    r"(?:(?P<drawn>curve|diagram|plot)|(?P<place>region|zone|layer)|model|method|simulation)s?\b"
)


def is_of_another_sample(asked: AskedStatement, body: PaperBody, told: Sequence[str]) -> bool:
    """Return whether a statement speaks of another sample than the one that is asked about.

    Args:
        asked: What the question asks for.
        body: The paper of the statement.
        told: The texts that may name what the statement speaks of, the nearest first.
    """
    for one, rivals in _called(asked, body):
        if _names_rival(told, names_of, {one}, rivals):
            return True
    meant = _meant(asked, body)
    others = body.samples.keys() - meant
    return bool(meant) and _names_rival(told, lambda text: _told_of(text, body), meant, others)


def is_of_another_kind(asked: AskedStatement, told: Sequence[str]) -> bool:
    """Return whether a statement speaks of another curve or region than the one asked about.

    Args:
        asked: What the question asks for.
        told: The texts that may name what the statement speaks of, the nearest first.
    """
    for wanted in _KIND.finditer(asked.question.text):
        named = (
            {
                found["name"]
                for found in _KIND.finditer(text)
                if found.lastgroup == wanted.lastgroup and not is_compared(text, found.start())
            }
            for text in told
        )
        nearest = next(filter(None, named), {wanted["name"]})
        if wanted["name"] not in nearest:
            return True
    return False


def lacks_called_row(asked: AskedStatement, body: PaperBody, said: BodyStatement) -> bool:
    """Return whether the row of a table that a question calls is spoken of nowhere near a sentence.

    A row of a property is called by no sentence on this property.

    Args:
        asked: What the question asks for.
        body: The paper of the statement.
        said: A sentence.
    """
    called = [rows_called(asked, table) for table in body.tables.values()]
    rows = [words for of in called for name, words in of.items() if not find_terms(name)]
    rows = [words for words in rows if words.isdisjoint(asked.head)]
    around = word_set(told_around(body, said)) if rows else frozenset()
    return any(words.isdisjoint(around) for words in rows)


def leaves_sample_open(asked: AskedStatement, body: PaperBody, said: BodyStatement) -> bool:
    """Return whether the sample asked about, one of several, is not named where a statement stands.

    Args:
        asked: What the question asks for.
        body: The paper of the statement.
        said: The statement.
    """
    named = names_of(f"{said.heading} {said.piece} {said.text}")
    return any(one not in named for one, _ in _called(asked, body))


def _called(asked: AskedStatement, body: PaperBody) -> Iterator[tuple[str, AbstractSet[str]]]:
    """Yield the samples that a question calls by name, and those that a paper calls alike."""
    called = samples_in(asked.question.text)
    for one in called - _in_formulas(asked):
        if rivals := {name for name in body.tokens - called if _is_alike(name, one)}:
            yield one, rivals


def _names_rival(
    told: Sequence[str],
    names_in: Callable[[str], frozenset[str]],
    wanted: AbstractSet[str],
    rivals: AbstractSet[str],
) -> bool:
    """Return whether the nearest text that names any of some samples names rivals alone."""
    for text in told:
        names = names_in(text)
        if names & wanted or names & rivals:
            return not names & wanted
    return False


def _in_formulas(asked: AskedStatement) -> frozenset[str]:
    """Return what would be names of samples and is a part of the formula of an alloy."""
    named = [alloy.text for alloy in (*asked.question.alloys, *asked.question.compounds)]
    based = {  # Ti48.8Fe46.0Mn5.2-based is no other sample than the alloy
        token
        for token in samples_in(asked.question.text)
        if any(re.fullmatch(rf"{re.escape(name)}[-–][a-z]+", token) for name in named)
    }
    return tokens_of(named).union(based, *map(samples_in, named))


def _is_alike(name: str, called: str) -> bool:
    """Return whether a name is made like the one called: pMg like pMgCo, SC-I like SC-II."""
    if _DIGITS.search(name) and _DIGITS.sub("0", name) == _DIGITS.sub("0", called):
        return True
    if called.isalpha() and _DIGITS.sub("", name) == called:
        return False  # the number of a reference behind it: DFT48
    if name[:_COMMON] != called[:_COMMON] or name.islower() or called in names_of(name):
        return False
    pairs = enumerate(zip(name, called, strict=False))
    shared = next((at for at, (one, other) in pairs if one != other), len(name))
    return 2 * min(shared, len(called)) > len(called) and bool(samples_in(name))


def _meant(asked: AskedStatement, body: PaperBody) -> frozenset[str]:
    """Return the samples of a paper that a question asks for by what they are short for."""
    return _told_of(" ".join([asked.question.text, *asked.question.states]), body)


def _told_of(text: str, body: PaperBody) -> frozenset[str]:
    """Return the samples that a text names by their short names, or by what these stand for."""
    words, parts = word_set(text), frozenset(_PART.findall(text))
    pairs = permutations(body.samples.values(), 2)
    shared = {stem for one, other in pairs for stem in {*one} & {*other}}
    return frozenset(
        name
        for name, stems in body.samples.items()
        if name in parts or any(holds(one, words) for one in stems if one not in shared)
    )
