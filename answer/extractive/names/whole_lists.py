"""Tell whether phases read out of a sentence are all that a question asks for, and nothing else."""

import re

from answer.extractive.names.phase_lists import PhaseList
from answer.question.parse import ParsedQuestion
from builder.materials.vocabulary import find_terms

#: A list goes on with what no vocabulary has: `FCC phase, Ag, and Ni/MoS2`.
_GOES_ON = re.compile(
    r"(?:\s(?:phases?|structures?|solid[ -]solutions?|matrix|precipitates?|grains?))?"
    r"(?:,\s(?!(?:and|with|which|where|while|whereas|but|whose|respectively|indicating|the|its|their"
    r"|in|at|as|after|due|thus|\w+ing)\b)(?:[\w()/.–‐-]+\s?){1,3}){1,6}"
    r",?\s(?:and|or)\s",
    re.IGNORECASE,
)
#: One phase is asked for: `which phase`, `what carbide`.
_ONE_ASKED = re.compile(
    r"\b(?:what|which) (?:[\w-]+ ){0,3}?(?:phase|precipitate|carbide|oxide|boride|nitride|silicide"
    r"|intermetallic|compound)(?! (?:and|or|composition|constitution|structure|fraction)s?\b)\b",
    re.IGNORECASE,
)
_SEVERAL = re.compile(
    r",\s|\s(?:and|as well as|with(?! an? [\w-]+ structure)|plus|along with)\s|\s?\+\s?"
)
#: Some of the phases are asked for, those beside the matrix.
_SOME_ASKED = re.compile(
    r"\b(?:second(?:ary)?|new(?:ly)?|additional|further|other|precipitat\w+|minor)\b",
    re.IGNORECASE,
)
_MATRIX = re.compile(
    r"\b(?:matrix|undissolved|unmelted|residual|remaining|original)\b", re.IGNORECASE
)
#: What a phase is in, or makes up, is not the phase.
_A_PLACE = re.compile(r"\b(?:films?|layers?|scales?|regions?|coatings?|zones?)$", re.IGNORECASE)
#: Behind a formula that tells what a phase holds, and not what it is.
_RICH = re.compile(r"[\s‐–-]rich\b")
#: Parts of a microstructure; phases that are told of more than such a part are not those in it.
_PARTS = frozenset({"dendrite", "interdendritic", "lamellar", "eutectic"})
#: Between clauses that tell one thing of one alloy and another of another.
_CONTRAST = re.compile(r"\b(?:whereas|while)\b|;", re.IGNORECASE)


def is_whole(question: ParsedQuestion, text: str, found: PhaseList) -> bool:
    """Return whether a list holds all the phases that are asked for, and no others.

    Args:
        question: A question for phases.
        text: The part of the sentence in which they stand.
        found: The list.
    """
    if _GOES_ON.match(text, found.end) or _A_PLACE.search(found.text):
        return False
    if _RICH.match(text, found.end):
        return False
    if _SOME_ASKED.search(question.text) and _MATRIX.search(text, found.start, found.end):
        return False
    if _ONE_ASKED.search(question.text) and _SEVERAL.search(found.text):
        return False
    return not any(
        term.name in _PARTS and term.name in question.terms
        for term in find_terms(text[found.start : found.end])
    )


def is_told_of_all(question: ParsedQuestion, sentence: str, part: str) -> bool:
    """Return whether a part of a sentence answers a question that names none of its alloys.

    Where another part tells of other phases, which of them is asked for is not told.

    Args:
        question: A question for phases.
        sentence: The whole sentence.
        part: The part of it that is nearest to the question.
    """
    if question.alloys or question.elements or part == sentence or not _CONTRAST.search(sentence):
        return True
    rest = sentence.replace(part, " ")
    own, others = (
        {one.name for one in find_terms(said) if one.kind == "phase"} for said in (part, rest)
    )
    return not others - own
