"""Ask how alloys were made, and how something comes about."""

import re
from collections.abc import Iterator

from builder.drafting.rules.sentence_context import (
    ClauseContext,
    Draft,
    SentenceContext,
    join_question,
)
from builder.materials.vocabulary import find_terms
from builder.nlp.adjuncts import core_of
from builder.nlp.coreference import lower_first, resolve

MAKING = (
    "prepared|fabricated|synthesi[sz]ed|produced|processed|manufactured|deposited|obtained|made"
    "|cast|joined|welded|printed|built|cladded|grown|consolidated|developed|additively manufactured"
    "|melted|sintered"
)
_BY = r"(?:by means of|by|using|via|through|with the help of|with|from|based on|employing)"
_MADE = re.compile(
    rf"(?:successfully |also |first )?(?P<word>{MAKING})\s+"
    rf"(?P<how>(?:on [^,]{{3,40}} )?{_BY}\s+.+)"
)
#: What follows the way in which something was made or studied.
_BEHIND_WAY = re.compile(
    r",? respectively\b.*|:\s(?=[^.]*[↔→=]).*|, and (?:(?!(?:while|whereas|which"
    r"|where)\b)[\w-]+(?: |, (?!and\b))){1,14}(?:was|were)\b.*"
    r"|,? with the (?:\w+ ){1,4}\w+ing\b.*|,? and \w+ed\b.*|,? and (?:their|its)\b.*|, and the\b.*"
    r"|,? and the\b.*\b(?:was|were)\b.*|,? which\b.*|,? (?:leading|resulting|forming|making|causing"
    r"|giving|showing|confirming|revealing|indicating|demonstrating|suggesting|yielding|reaching"
    r"|achieving|exhibiting|allowing|enabling|in particular|while|where|whereas|but"
    r"|to (?=(?:obtain|improve|investigate|study|determine"
    r"|achieve|form|produce|evaluate|examine|find|understand|reveal|assess|characteri[sz]e|explore"
    r"|identify|predict|clarify|optimi[sz]e|elucidate|analy[sz]e|measure|enhance|reduce|increase"
    r"|prepare|fabricate|develop|verify|confirm|further)\b)|in order to|followed by subsequent"
    r"|as well as the|for (?:the|a) (?:first|purpose))\b.*|;.*"
)
#: Subjects that are not made: a test, a property, what was studied.
_NOT_MADE = re.compile(
    r"\b(?:characteri[sz]ations?|measurements?|tests?|analys[ei]s|calculations?|investigations?"
    r"|stud(?:y|ies)"
    r"|experiments?|simulations?|curves?|data|values?|results?|stages?|transition|retention"
    r"|trends?|conditions?|surfaces?|designs?)\b|\b(?:samples?|specimens?) with a\b"
    r"|\b(?:cylindrical|rectangular|dog-?bone) (?:samples|specimens)\b"
)
#: Subjects that name no material.
_NAMELESS = re.compile(
    r"(?:the |these |all |multi-layer )?(?:[a-z-]+ )?(?:samples?|specimens?|alloys?|powders?"
    r"|materials?|systems?|components?|products?|they|compositions?)"
)
#: A way that tells nothing.
_EMPTY_WAY = re.compile(
    r"\b(?:established|our|present|multiple|both|this|conventional|mentioned|correlation"
    r"|measurements?|same)\b"
)
#: A way that is not named: `by various methods`.
_VAGUE = re.compile(
    r"\b(?:variety|various|different|several|multiple|many|series|range) (?:of )?(?:\w+ )?"
    r"(?:methods?|techniques?|tools|approaches|means|ways)\b|\b(?:said|above|following) \w+"
)
#: A statement on the field, not on this study.
_GENERAL = re.compile(r"\b(?:usually|often|typically|commonly|generally|can be|could be)\b")
_NEXT_THING = re.compile(r", and (?:the|its|their)\b")
_USED = re.compile(
    r"(?:\w+ly )?(?:used|employed|applied|utili[sz]ed|adopted|selected) to\s+(?P<what>[^;]+)"
)
_TO_MAKE = re.compile(
    r"(?P<make>prepare|fabricate|produce|manufacture|synthesi[sz]e|deposit|make|obtain"
    r"|consolidate|build|print"
    r"|process|improve|refine|join)\s(?P<what>.+)"
)
_MAKE = "prepar|fabricat|synthesi[sz]|produc|manufactur|process|deposit"
_USING = r"(?:using|by using|by means of|by|via|through|with the help of|employing)"
_OF_OURS = re.compile(
    r"(?:^|,\s)(?:(?i:in this (?:\w+ )?(?:study|work|paper|article),? )|Here,? |Herein,? )?"
    r"(?:[Ww]e|(?:[Tt]his|[Tt]he present) (?:study|work|paper|article))\s(?:\w+ly )?"
    rf"(?P<stem>{_MAKE})(?:e|es|ed|s)?\s"
    rf"(?P<what>[^;]{{8,200}}?),?\s(?P<how>{_USING}\s[^;]+)"
)
_MEANS = re.compile(
    r"(?:Using|By (?:means of|using|employing)|With the (?:help|aid) of|Via|Through|Employing)\s.+"
)
_DONE = re.compile(
    rf"(?:\w+ly )?(?P<word>{MAKING})\b"
    r"(?P<place>(?: (?:in|on|at|under|for) [\w°.,/%–() -]{3,60})?)"
)
_RELATIVE = re.compile(r"\b(?:that|which|where|who|whose|we|and (?:its|their))\b")
_HEAD = re.compile(r"\s(?:of|in|on|for|with|at|under|between|to|from|during|as)\s")
_PLURAL = re.compile(r"[^su]s$|\band\b|\bproperties$")


def ask_way(context: ClauseContext) -> Iterator[Draft]:
    """Ask how something was made: `X was prepared by …`; how it was studied is trivial."""
    clause, sentence = context.clause, context.sentence
    if clause.base != "be" or clause.auxiliary in ("can", "may", "should") or not context.agrees:
        return
    found = _MADE.match(clause.rest)
    if not found or not 0 < len(context.subject.split()) <= 24 or _GENERAL.search(sentence.text):
        return
    if (
        " -" in context.subject
        or _NOT_MADE.search(context.subject)
        or _NAMELESS.fullmatch(context.subject)
    ):
        return
    way = _named_way(found["how"] + clause.tail)
    if not way or _EMPTY_WAY.search(way):
        return
    lead = lower_first(clause.lead) if _leads_with_condition(context, found["how"]) else ""
    if lead and sentence.resolve(lead) is None:
        return
    question = join_question(
        "How", clause.auxiliary, context.subject, clause.after, found["word"], lead
    )
    yield "processing", question, way


def _named_way(words: str) -> str:
    """Return the way without its outcome; "" if it is long or names no process or method."""
    way = strip_outcome(words)
    if not way or len(way.split()) > 30:
        return ""
    named = any(term.kind in ("process", "method") for term in find_terms(way))
    return "" if way.startswith(("with", "from", "based")) and not named else way


def _leads_with_condition(context: ClauseContext, way: str) -> bool:
    """Return True if the words before the subject tell neither the way nor a purpose."""
    lead = context.clause.lead
    tells_way = way.startswith("by") and lead.startswith("By")
    return bool(lead) and not tells_way and not lead.startswith(("To ", "In order"))


def strip_outcome(words: str) -> str:
    """Return a way without the outcome behind it; "" if the way is not named."""
    way = _BEHIND_WAY.sub("", words).strip(" ,")
    return "" if _VAGUE.search(way) else way


def ask_use(context: ClauseContext) -> Iterator[Draft]:
    """Ask which process made something: `Laser cladding was employed to fabricate the coatings`."""
    clause = context.clause
    used = _USED.match(clause.rest) if clause.base == "be" else None
    if not used or resolve(clause.subject, None) is None:
        return
    making = _TO_MAKE.match(_NEXT_THING.split(core_of(used["what"]))[0])
    what = context.sentence.resolve(making["what"]) if making else None
    terms = find_terms(clause.subject)
    kinds = {term.kind for term in terms}
    if making and what and "process" in kinds and "method" not in kinds:
        several = len(terms) > 1 and re.search(r"\band\b|\+|,", clause.subject)
        processes = "processes were" if several else "process was"
        question = f"Which {processes} used to {making['make']} {what}?"
        yield "processing", question, clause.subject


def ask_own_method(sentence: SentenceContext) -> Iterator[Draft]:
    """Ask how the authors made something: `We prepared … using …`."""
    found = _OF_OURS.search(sentence.text)
    if not found or sentence.is_respective:
        return
    what = resolve(found["what"].strip(), sentence.alloy, sentence.single_alloy)
    if not what or _RELATIVE.search(what) or len(what.split()) > 22 or "," in what:
        return
    how = strip_outcome(found["how"].rstrip("."))
    if not _names_process(how):
        return
    be = "were" if _PLURAL.search(_HEAD.split(f"{what} ")[0].strip()) else "was"
    yield "processing", f"How {be} {what} {found['stem']}ed?", how


def ask_leading_method(context: ClauseContext) -> Iterator[Draft]:
    """Ask for the process with which a sentence begins: `Using …, … was prepared`."""
    clause, means = context.clause, _MEANS.fullmatch(context.clause.lead)
    done = _DONE.fullmatch(clause.rest) if clause.base == "be" else None
    if not means or not done or context.sentence.resolve(done["place"]) is None:
        return
    if not _names_process(clause.lead) or len(context.subject.split()) > 24:
        return
    action = done["word"] + done["place"]
    question = join_question("How", clause.auxiliary, context.subject, clause.after, action)
    yield "processing", question, clause.lead


def _names_process(how: str) -> bool:
    """Return True if the words name a process, in at most 30 words."""
    return len(how.split()) <= 30 and any(term.kind == "process" for term in find_terms(how))
