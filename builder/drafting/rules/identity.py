"""Ask what something is: identified as, rich in, converted into, the main mechanism."""

import re
from collections.abc import Iterator

from builder.drafting.rules.findings import NO_OBJECT, kind_of
from builder.drafting.rules.sentence_context import ClauseContext, Draft
from builder.materials.vocabulary import find_terms
from builder.nlp.clause import third_person
from builder.nlp.coreference import has_pronoun, resolve

#: `is` with a participle and a preposition: `is converted into …`, `is rich in …`.
_IS_SO = re.compile(
    r"(?P<word>(?:\w+ly )?(?:converted|transformed|enriched|rich|depleted|identified"
    r"|accompanied|composed|comprised|constituted|surrounded"
    r"|separated|replaced|divided|classified|sensitive|susceptible|proportional|strengthened"
    r"|trapped|confined|coupled|aligned|oriented|incorporated|dissolved|parallel|perpendicular"
    r"|covered|filled|reinforced|doped|decorated|concentrated) (?P<prep>into"
    r"|in|as|by|of|with|to|from|on|for))\s+(?P<what>.+)"
)
_IS_A = re.compile(
    r"(?:the|The)\s(?:\w+[- ]){0,5}?(?P<head>mechanisms?|modes?|phases?|structures?"
    r"|microstructures?|morpholog(?:y|ies)|factors?|reasons?|sources?|constituents?|products?|step"
    r"|process(?:es)?|compositions?|contributions?|temperatures?|texture"
    r"|defects?)\b(?: (?:of|in|for|at|during|under) .+)?"
)
_PLURAL = re.compile(
    r"(?:\w+[- ])+?(?:mechanisms|modes|phases|factors|reasons|sources|products|constituents"
    r"|defects)\b"
)
_PARTICIPLE = re.compile(
    r"(?:\w+ly )?(?:\w+ed|found|shown|seen|made|given|grown|built|known|able|likely|not"
    r"|consistent|similar|identical|comparable)\b"
)


def ask_predicate(context: ClauseContext) -> Iterator[Draft]:
    """Ask what something is, what it is converted into, rich in or identified as."""
    clause, sentence, thing = context.clause, context.sentence, context.core
    if clause.base != "be" or sentence.background or sentence.is_respective:
        return
    if has_pronoun(thing):
        return
    kind = kind_of(f"{context.subject} {thing}")
    if found := _IS_SO.match(thing):
        if question := context.question("What", found["word"]):
            yield kind, question, found["what"]
    elif _is_definition(context) and (question := context.question("What")):
        yield kind, question, thing


def _is_definition(context: ClauseContext) -> bool:
    """Return True for a named role and what fills it: `The main mechanism is twinning`."""
    subject, thing = context.subject, context.core
    if _IS_A.fullmatch(thing) or re.match(
        r"(?:the|an?) (?:\w+ ){0,2}(?:main|primary|dominant)", thing
    ):
        return False
    if not _IS_A.fullmatch(subject) or context.clause.tail.startswith(":"):
        return False
    if _PARTICIPLE.match(thing) or NO_OBJECT.match(thing):
        return False
    if len(subject.split()) < 4 and not context.sentence.certain_alloy:
        return False
    return len(thing.split()) > 2 or bool(find_terms(thing))


def ask_main_item(context: ClauseContext) -> Iterator[Draft]:
    """Ask what the main mechanism or phase is: `Twinning is the main mechanism`."""
    clause, sentence = context.clause, context.sentence
    if clause.base != "be" or sentence.background or sentence.is_respective:
        return
    if has_pronoun(clause.subject):
        return
    thing = sentence.resolve(context.core)
    if not thing or not _IS_A.fullmatch(thing) or not resolve(clause.subject, None):
        return
    if question := context.subject_question("What", thing):
        if clause.auxiliary in ("are", "were") and _PLURAL.match(thing):
            question = question.replace(third_person(clause.verb), clause.verb, 1)
        yield kind_of(f"{context.subject} {thing}"), question, clause.subject
