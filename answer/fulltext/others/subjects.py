"""Tell what alloy a statement of a body speaks of: its own, else that of what stands before it."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from answer.fulltext.asked import AskedStatement
from answer.fulltext.others.other_cell import systems_in
from answer.fulltext.paper_body import PaperBody
from answer.fulltext.statement_features import BodyCandidate, agreement, front_agreement
from builder.materials.alloys import Alloy, find_alloys, named_alloys
from builder.materials.element_mentions import find_elements
from builder.materials.formulas.elements import GASES, NONMETALS
from builder.materials.measurements.carriers import is_compared
from builder.nlp.cited import is_cited
from builder.nlp.sentences import sentences

#: What names a material only as the one that was spoken of before.
_THE_ALLOY = re.compile(
    r"\b(?:the|this)\s(?:alloy|compound|composition|material|sample|specimen)\b(?![-–])", re.I
)
#: Beside the alloy that a paper names most, one that it names less often than this is seldom named.
_SELDOM = 0.2
#: Behind what an alloy is made of for the most part: ZrCo-based alloys are named by other formulas.
_BASED = re.compile(r"[-–\s]based\b")
#: Around a metal whose property is asked for, and not that of an alloy or of a share.
_OF = re.compile(r"\b(?:of|for|does|did)\s(?:pure\s|metallic\s)?$", re.IGNORECASE)
_ALONE = re.compile(r"\s*(?:[?.]|$|(?:per|at|have|show|exhibit)\b)")
#: Before a compound whose share is asked for: how much, how many wt% of, which weight fraction of.
_SHARE_OF = re.compile(
    r"(?:\bhow (?:much|many)|(?:\b(?:mass|weight|phase|volume|molar|atomic)"
    r"\s(?:fraction|percentage)|\bpercent)\sof"
    r"|%(?:\sof)?)(?:\sthe)?\s$",
    re.I,
)


def speaks_of_another(asked: AskedStatement, body: PaperBody, one: BodyCandidate) -> bool:
    """Return whether a sentence that names no alloy goes on about another one than asked about.

    It is that of the nearest sentence before it in its paragraph that names one, and not only to
    compare with it. Where its paragraph names none before it, "the alloy" is that of the nearest
    sentence of the paragraphs before under the same heading, if this names one alone. Else it is
    what title and abstract name, and the paper names most, unless it tells of an element of the one
    asked about: in the Co-doped samples.

    Args:
        asked: What the question asks for.
        body: The paper of the statement.
        one: The statement.
    """
    text = asked.question.text
    wanted = [alloy for alloy in asked.question.alloys if not _BASED.match(text, alloy.end)]
    if not wanted or not (asked.dimensions or asked.noun) or one.cell is not None:
        return False
    for text in subjects_of(one):
        if named := _spoken_of(body, text):
            return agreement(wanted, named, asked.added) < 0
    if _THE_ALLOY.search(one.own):
        named = next(filter(None, (_spoken_of(body, text) for text in _told_before(body, one))), [])
        if len({(alloy.elements, alloy.amounts) for alloy in named}) == 1:
            return agreement(wanted, named, asked.added) < 0
    if front_agreement(asked, body.front, body.names) >= 0 or not _is_seldom_named(asked, body):
        return False
    own = {element.symbol for element in find_elements(one.own)}
    return all(own.isdisjoint(alloy.elements) for alloy in wanted)


def _is_seldom_named(asked: AskedStatement, body: PaperBody) -> bool:
    """Return whether a paper names the alloy asked about seldom beside the one it names most."""
    named = Counter((alloy.elements, alloy.amounts) for alloy in body.mentions)
    wanted = asked.question.alloys
    held = sum(agreement(wanted, [one], asked.added) > 0 for one in body.mentions)
    return held < _SELDOM * max(named.values(), default=0)


def _spoken_of(body: PaperBody, text: str) -> Sequence[Alloy]:
    """Return the alloys that a text names, without those that it only compares with."""
    return [one for one in body.names.alloys_in(text) if not is_compared(text, one.start)]


def _told_before(body: PaperBody, one: BodyCandidate) -> Iterator[str]:
    """Yield the paper's own sentences before the paragraph of one, the nearest first.

    They are those of paragraphs under the same heading.
    """
    said = one.statement
    if said.part != "body" or not said.heading:
        return
    for before in reversed([part for part in body.found.paragraphs if part.number < said.number]):
        piece = before.paragraph
        if piece.heading != said.heading:
            return
        texts = (piece.text[start:end] for start, end in reversed(sentences(piece.text)))
        if piece.kind == "paragraph":
            yield from (text for text in texts if not is_cited(text, piece.section))


def lacks_addition(asked: AskedStatement, body: PaperBody, one: BodyCandidate) -> bool:
    """Return whether an element that is asked for beside the alloy is not in what is spoken of.

    Where no alloy is asked about, the element is asked about by itself. What is spoken of is named
    by the statement itself, else by what stands before it in its paragraph, else by the title,
    unless that names a series.

    Args:
        asked: What the question asks for.
        body: The paper of the statement.
        one: The statement.
    """
    if not asked.question.alloys:
        added = _lacks_added_to_compound(asked, one)
        return added or _lacks_metal(asked, one) or _lacks_system(asked, body, one)
    if not asked.added:
        return False
    for text in subjects_of(one):
        named = [*body.names.alloys_in(text), *find_alloys(text)]
        alone = {element.symbol for element in find_elements(text)} - NONMETALS
        if named or alone:
            return not asked.added <= alone and not _holds_addition(asked, named)
    entitled = [alloy for alloy in named_alloys(body.title) if None not in alloy.amounts]
    return not _holds_addition(asked, entitled)


def _lacks_added_to_compound(asked: AskedStatement, one: BodyCandidate) -> bool:
    """Return whether a metal that is named beside a compound is not spoken of: Mn on MgH2."""
    held = {symbol for compound in asked.question.compounds for symbol in compound.elements}
    wanted = asked.question.elements - asked.question.excluded - held - NONMETALS - {*GASES}
    if not held or not wanted:
        return False
    told = {element.symbol for near in subjects_of(one) for element in find_elements(near)}
    told |= {
        symbol for near in subjects_of(one) for of in find_alloys(near) for symbol in of.elements
    }
    return not wanted <= told


def _lacks_metal(asked: AskedStatement, one: BodyCandidate) -> bool:
    """Return whether the metal that a question asks about by itself is not spoken of.

    A price of cobalt is told neither by one of steels nor by one of metal hydrides.
    """
    text = asked.question.text
    wanted = {
        element.symbol
        for element in find_elements(text)
        if element.symbol not in NONMETALS
        and _OF.search(text, 0, element.start)
        and _ALONE.match(text, element.end)
    }
    told = {element.symbol for near in subjects_of(one) for element in find_elements(near)}
    told |= {symbol for alloy in find_alloys(one.own) for symbol in alloy.elements}
    return not wanted <= told


def _lacks_system(asked: AskedStatement, body: PaperBody, one: BodyCandidate) -> bool:
    """Return whether the elements of a system that is asked about are not spoken of: Mg-La."""
    systems = systems_in(asked.question.text)
    if not systems or one.cell is not None:
        return False
    texts = [*subjects_of(one), body.title]
    told = {element.symbol for text in texts for element in find_elements(text)}
    told |= {symbol for text in texts for alloy in find_alloys(text) for symbol in alloy.elements}
    told |= {symbol for text in texts for system in systems_in(text) for symbol in system}
    return not any(system <= told for system in systems)


def lacks_compound(asked: AskedStatement, one: BodyCandidate) -> bool:
    """Return whether the compound whose share in an alloy is asked for is not spoken of.

    It is named neither by a sentence nor by what stands before it in its paragraph: the weight
    percent there are of something else, as of hydrogen.

    Args:
        asked: What the question asks for.
        one: The statement.
    """
    text = asked.question.text
    named = find_alloys(text)
    shared = [alloy for alloy in named if _SHARE_OF.search(text, 0, alloy.start)]
    if one.cell is not None or not shared or len(named) == len(shared):
        return False
    return all(agreement(shared, find_alloys(told)) <= 0 for told in subjects_of(one))


def _holds_addition(asked: AskedStatement, named: Iterable[Alloy]) -> bool:
    """Return whether an alloy has all elements of one asked about, and those added to it."""
    wanted = [asked.added.union(alloy.elements) for alloy in asked.question.alloys]
    return any(elements <= {*alloy.elements} for alloy in named for elements in wanted)


def subjects_of(one: BodyCandidate) -> Iterator[str]:
    """Yield the texts that may name what a statement speaks of, the nearest first.

    Args:
        one: The statement.
    """
    said = one.statement
    yield one.own
    if said.row is not None:
        yield said.piece
    else:
        for start, end in reversed(sentences(said.piece[: said.start])):
            yield said.piece[start:end]
        yield said.heading
