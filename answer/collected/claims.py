"""Group the findings of several papers by what they claim, how it was made, or of which alloy."""

import re
from collections.abc import Sequence

from answer.collected.claim_direction import claimed_direction
from answer.collected.concepts import Concept
from answer.collected.findings import Finding
from answer.collected.paper_text import read_paper
from answer.collected.subject import FEWEST_ELEMENTS, Subject, means
from answer.question.parse import ParsedQuestion
from builder.materials.alloys import named_alloys
from builder.materials.vocabulary import TERMS

#: A heading, and the findings below it.
Group = tuple[str, list[Finding]]
#: The heading of findings that name no alloy, and of those that claim no direction.
_NO_ALLOY, _OTHER = "Other alloys", "Further findings"
#: Alloys that a heading names at most.
_MOST_NAMED = 3
_KINDS = {term.name: term.kind for term in TERMS}
_MAKING = re.compile(
    r"\b(?:ma[dk]e|making|produc|fabricat|prepar|manufactur|synthesi|process)", re.IGNORECASE
)


def group_findings(
    question: ParsedQuestion, subject: Subject, findings: Sequence[Finding]
) -> tuple[list[Group], bool]:
    """Return findings under headings, and whether papers claim the opposite of the same thing.

    Args:
        question: What is asked.
        subject: What it is about.
        findings: One of each paper, the most telling first.
    """
    if question.intent in ("effect", "trend") and (measured := _measured(question, subject)):
        return _by_direction(measured, subject, findings)
    if question.intent == "method":
        wanted = {"process"} if _MAKING.search(question.text) else {"process", "method"}
        named = [(_terms_of(one, wanted, subject), one) for one in findings]
        return _under([(heading, one) for heading, one in named if heading]), False
    return _under([(alloys_of(subject, one), one) for one in findings]), False


def _under(headed: Sequence[tuple[str, Finding]]) -> list[Group]:
    """Return findings by heading, in the order of the first of each."""
    groups: dict[str, list[Finding]] = {}
    for heading, one in headed:
        groups.setdefault(heading, []).append(one)
    return list(groups.items())


def _measured(question: ParsedQuestion, subject: Subject) -> Concept | None:
    """Return the property or mechanism on which the effect is asked; None if it is not one."""
    asked = {*question.properties, *question.behaviours}
    found = [one for one in subject.concepts if one.name in asked or one.name == "strength"]
    return found[0] if len(found) == 1 else None


def _by_direction(
    measured: Concept, subject: Subject, findings: Sequence[Finding]
) -> tuple[list[Group], bool]:
    """Return findings by whether the property becomes more or less, if the cause is named, too."""
    causes = [one for one in subject.concepts if one is not measured]
    is_property = measured.name == "strength" or _KINDS[measured.name] == "property"
    more, less = ("higher", "lower") if is_property else ("more", "less")
    name = {
        "more": f"{more} {measured.name}",
        "less": f"{less} {measured.name}",
        "same": f"{measured.name} hardly changes",
        "": _OTHER,
    }
    groups: dict[str, list[Finding]] = {way: [] for way in name}
    for one in findings:
        said = next(s for s in read_paper(one.listed).sentences if s.start == one.start)
        sure = all(
            cause.names_element(said.text) if cause.element else cause.is_in(said)
            for cause in causes
        )
        groups[claimed_direction(one.text, measured.name) if sure else ""].append(one)
    if not (groups["more"] or groups["less"] or groups["same"]):
        return _under([(alloys_of(subject, one), one) for one in findings]), False
    differ = bool(groups["more"] and groups["less"])
    return [(name[way], held) for way, held in groups.items() if held], differ


def _terms_of(one: Finding, wanted: set[str], subject: Subject) -> str:
    """Return the processes or methods that a finding names, beside those of the question."""
    asked = {name for concept in subject.concepts for name in concept.terms}
    return ", ".join(sorted(n for n in one.terms - asked if _KINDS[n] in wanted))


def alloys_of(subject: Subject, one: Finding) -> str:
    """Return the alloys of a finding: those that it names itself, else those of its paper."""
    paper = read_paper(one.listed)
    said = [
        alloy
        for alloy in named_alloys(one.text)
        if alloy.kind == "alloy"
        and len(alloy.elements) >= FEWEST_ELEMENTS
        and means(subject, alloy, paper)
    ]
    names = list(dict.fromkeys(alloy.name for alloy in said))
    if not names or len(names) > _MOST_NAMED:
        names = list(dict.fromkeys(alloy.name for alloy in one.alloys))[:_MOST_NAMED]
    return ", ".join(names) or _NO_ALLOY
