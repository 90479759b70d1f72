"""Answer a yes/no question by a word, where quoted sentences settle it.

A sentence settles a yes/no question if it speaks of all that the question names and of no other
alloy, and is no guess. The answer is yes if the sentence supports what the question states, and no
if it denies that, be it in one of its clauses, right before the word that is asked about. All other
questions are left open: the quotes tell more than a wrong word.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from answer.extractive.sentence_ranking import RankedSentence, abstract_of, is_aim
from answer.extractive.statement_fit import relevant_part
from answer.extractive.verdicts.asked_changes import asks_change, change_verdict
from answer.grounding.alignment import words_of
from answer.grounding.check import CONTRADICTED, SUPPORTED, Source, check_answer
from answer.question.grammar.spans import without
from answer.question.parse import ParsedQuestion
from answer.question.wording.other_names import held_otherwise
from answer.question.wording.variants import variants
from builder.materials.alloys import Alloy, compatible, named_alloys
from builder.materials.measurements.carriers import is_compared
from builder.materials.measurements.lists import run_of
from builder.materials.measurements.measurement import SentenceFacts
from builder.materials.measurements.paper_facts import read_paper
from builder.materials.measurements.sentence_facts import read_facts
from builder.materials.quantity import equal
from builder.materials.vocabulary import Mention, find_terms
from builder.nlp.word_classes import DECREASE, HEDGE, INCREASE, NEGATION
from retrieval.lexical import stem, word_set

#: Alternatives, degrees and reasons: with these a question asks for more than yes or no.
_OPEN = re.compile(
    r"\b(?:or|more|less|better|worse|than|only|just|merely|same|all|always|both|enough|why|reason"
    r"|because|\w*(?:high|low|strong|weak|hard|soft|tough|larg|small|great|fast|slow|dens|stiff)er)"
    r"\b",
    re.IGNORECASE,
)
#: Words that reverse the meaning of what stands beside them, unless the question has them, too.
_REVERSES = re.compile(
    r"\b(?:suppress|prevent|avoid|inhibit|hinder|eliminat|mitigat|reduc|decreas|retard|delay|resist"
    r"|instead|except|unlike|loss|lost|disappear|dissol|vanish)\w*|-free\b",
    re.IGNORECASE,
)
#: Borders of the clause in which something is denied.
_CLAUSE_BORDER = re.compile(r"[,;:]\s|\s(?:but|while|whereas|although|which|that)\s")
_DENIED = re.compile(
    rf"(?:(?P<of_noun>\b(?:no|without|neither|nor|none)\b)|{NEGATION.pattern})"
    r"\s(?:(?:be|been|being|any|the|an?|of|obvious|visible|detectable|apparent|clear"
    r"|(?:signs?|evidence|traces?|indications?)\sof)\s){0,4}(?P<what>[\w-]+)",
    re.IGNORECASE,
)
#: Verbs by which something is there: a sentence that denies the thing need not repeat them.
_IS_THERE = word_set(
    "contain have show exhibit exist present occur appear observe find found detect see form"
)
#: The nouns of these verbs, with what is there behind them.
_COMES_ABOUT = re.compile(r"\b(?:formation|precipitation|presence|occurrence)\sof\b", re.IGNORECASE)
#: Less than what a word says: semi-coherent, near-equiatomic.
_HALF = re.compile(
    r"\b(?P<less>semi|quasi|pseudo|near|half)[-‐–]?(?P<word>[a-z]{3,})", re.IGNORECASE
)
#: Of what a process makes, its name is enough.
_MADE = word_set("made produced fabricated prepared manufactured synthesised synthesized processed")
#: Kinds of terms by which the samples of a paper differ, so that its title does not tell them.
_STATES = frozenset({"process", "condition"})
#: The noun for what an alloy is made into.
_MADE_INTO = word_set("coating film sample specimen alloy layer joint weld")
#: What is denied of most, or in part, may be so of others.
_IN_PART = re.compile(
    r"\b(?:most|all|always|every|both|some|only|merely|just|enough|sufficient|necessar\w+"
    r"|significant(?:ly)?|substantial(?:ly)?|complete(?:ly)?|full(?:y)?|entire(?:ly)?|strongly)\b",
    re.IGNORECASE,
)
_CAUSES = re.compile(r"\b(?:cause|lead|induce|result|make|keep|help|affect|change)", re.IGNORECASE)
#: Whether there is an effect is not told by a sentence that speaks of the effect.
_IS_ANY_EFFECT = re.compile(r"\b(?:effects?|affect|influence|impact|role)\b", re.IGNORECASE)
#: Where, when and how something is so, behind what is asked of it.
_PLACED = re.compile(
    r"[^\w\s-]|\b(?:at|in|on|of|by|with|for|to|from|under|after|before|during|when|if|upon)\s"
)
#: No guess: what was done for the first time was done, and a potential may be one of an electrode.
_NO_GUESS = re.compile(
    r"\bfor the first time\b|\b(?:pitting|corrosion|circuit|breakdown|electrode|chemical)"
    r"\spotentials?\b",
    re.IGNORECASE,
)
_EACH = re.compile(r"\brespective(?:ly)?\b", re.IGNORECASE)
#: The verb that a yes/no question opens with, and its question mark.
_QUESTION_FORM = re.compile(r"^\w+\s+|\?")


def yes_or_no(question: ParsedQuestion, chosen: Sequence[RankedSentence]) -> str | None:
    """Return `yes` or `no` if quoted sentences settle a yes/no question and agree; else None."""
    if _asks_for_more(question):
        return None
    verdicts = {verdict for one in chosen if (verdict := _verdict(question, one))}
    return verdicts.pop() if len(verdicts) == 1 else None


def settling(question: ParsedQuestion, ranked: Sequence[RankedSentence]) -> RankedSentence | None:
    """Return the first sentence of the likeliest paper that settles a yes/no question; else None.

    Args:
        question: A yes/no question.
        ranked: The sentences that may answer, the likeliest first; at least one.
    """
    if _asks_for_more(question):
        return None
    best = ranked[0].hit
    return next((one for one in ranked if one.hit is best and _verdict(question, one)), None)


def opposing(
    question: ParsedQuestion, ranked: Sequence[RankedSentence], settled: RankedSentence
) -> RankedSentence | None:
    """Return the first sentence, of any paper, that settles a question the other way; or None.

    Args:
        question: A yes/no question.
        ranked: The sentences that may answer.
        settled: The one that settles it.
    """
    verdict = _verdict(question, settled)
    told = ((one, _verdict(question, one)) for one in ranked if one is not settled)
    return next((one for one, other in told if other and other != verdict), None)


def _asks_for_more(question: ParsedQuestion) -> bool:
    """Return True if a yes/no question asks for more than yes or no, or for what is not so."""
    return bool(_OPEN.search(question.text) or NEGATION.search(question.text))


def _verdict(question: ParsedQuestion, candidate: RankedSentence) -> str | None:
    """Return what one sentence answers; None if it settles nothing."""
    candidate = _part_on_asked(question, candidate)
    text = candidate.statement.text
    if is_aim(text) or HEDGE.search(_NO_GUESS.sub("", text)):
        return None
    if not _is_of_asked(question, candidate) or _is_half(question.text, text):
        return None
    if _is_denied(question, candidate):
        return "no"
    title = _title_told(question, candidate)
    changed = _claim_without_alloys(question)
    if asks_change(changed):
        told = not _other_states(question, candidate)
        return change_verdict(question, changed, text, title) if told else None
    claim = _QUESTION_FORM.sub("", question.text)
    asked = words_of(claim) - _MADE
    if _COMES_ABOUT.search(text):
        asked -= _IS_THERE
    if not asked <= _words_said(claim, candidate.statement, title):
        return None
    if not _predicate(question) <= _words_said(claim, candidate.statement, ""):
        return None
    reversing = {stem(match.group().lower()) for match in _REVERSES.finditer(text)}
    if not reversing <= word_set(question.text):
        return None
    negations = len(NEGATION.findall(text))
    found = check_answer(claim, [Source(title, text)], question)
    if found.verdict == SUPPORTED:
        return None if negations or _IS_ANY_EFFECT.search(claim) else "yes"
    # Another number or name is no denial: the sentence may speak of another sample.
    is_denied = found.verdict == CONTRADICTED and negations == 1 and not _IN_PART.search(text)
    return "no" if is_denied else None


def _is_half(question: str, text: str) -> bool:
    """Return True if a sentence holds a word of a question with less in front: semi-coherent."""
    asked = word_set(question)
    return any(
        word_set(found["word"]) <= asked and found["less"].lower() not in question.lower()
        for found in _HALF.finditer(text)
    )


def _predicate(question: ParsedQuestion) -> frozenset[str]:
    """Return the word behind the first alloy of a question: what is asked of it.

    A title that names it tells the topic of its paper, and not whether it is so.
    """
    if not question.alloys:
        return frozenset()
    behind = _PLACED.split(question.text[question.alloys[0].end :], maxsplit=1)[0]
    told = _MADE | _MADE_INTO | _IS_THERE
    words = (words_of(word) - told for word in re.findall(r"[\w-]+", behind))
    return next(filter(None, words), frozenset())


def _is_denied(question: ParsedQuestion, candidate: RankedSentence) -> bool:
    """Return True if one clause of a sentence holds what a question states, and denies it.

    The denial stands right before the verb that is asked about (`is not oxidized`), or before the
    thing of which it is asked whether it is there (`no precipitates form`, `without cracks`).
    """
    text = candidate.statement.text
    denials = list(_DENIED.finditer(text))
    if len(denials) != 1 or len(NEGATION.findall(text)) != 1:
        return False
    (denial,) = denials
    claim = _claim_without_alloys(question)
    if denial["of_noun"] and (
        INCREASE.search(claim) or DECREASE.search(claim) or _CAUSES.search(claim)
    ):
        return False  # `without loss of strength` denies the loss alone
    asked = words_of(claim) - _MADE_INTO
    if denial["of_noun"]:
        asked -= _IS_THERE
    denied = word_set(denial["what"])
    if not any(variants(word) & denied for word in asked):
        return False
    borders = [0, *(one.end() for one in _CLAUSE_BORDER.finditer(text)), len(text)]
    start = max(at for at in borders if at <= denial.start())
    end = min(at for at in borders if at >= denial.end())
    in_part = {one[0].lower() for one in _IN_PART.finditer(text[start:end].partition(" and ")[0])}
    if not in_part <= {*question.text.lower().split()}:
        return False
    said = _held(claim, text[start:end])
    said |= _held(claim, _title_told(question, candidate))
    return all(variants(word) & said for word in asked)


def _held(claim: str, text: str) -> frozenset[str]:
    """Return the stems that a text has, and those of a claim that it has in other words."""
    return word_set(text) | _renamed(claim, find_terms(text)) | held_otherwise(claim, text)


def _is_of_asked(question: ParsedQuestion, candidate: RankedSentence) -> bool:
    """Return True if a sentence is of the alloys and conditions asked about, and of no others."""
    statement = candidate.statement
    if not all(any(equal(c, q) for q in statement.quantities) for c in question.conditions):
        return False
    return any(_are_asked(question, alloys) for alloys in _told_of(question, candidate))


def _are_asked(question: ParsedQuestion, alloys: Sequence[Alloy]) -> bool:
    """Return True if alloys are those asked about, and no others."""
    return all(any(compatible(a, other) for other in alloys) for a in question.alloys) and all(
        any(compatible(a, other) for a in question.alloys) for other in alloys
    )


def _told_of(question: ParsedQuestion, candidate: RankedSentence) -> Iterator[Sequence[Alloy]]:
    """Yield the alloys that a sentence may tell of: its own, or those spoken of where it has none.

    What is told of a list of alloys is told of each. The sentence before may name others beside
    the only alloy of the title, which the paper is on then.
    """
    text = candidate.statement.text
    if own := _not_compared(text):
        asked = [a for a in own if any(compatible(q, a) for q in question.alloys)]
        each = [a for one in asked for a in run_of(text, one, own) if not _EACH.search(text)]
        yield [a for a in own if a in asked or a not in each]
        return
    title = candidate.hit.listed.paper.title or ""
    of_title, abstract = named_alloys(title), abstract_of(candidate.hit)
    before = (
        _not_compared(one.facts.text)
        for one in reversed(read_paper(title, abstract))
        if one.start < candidate.start
    )
    spoken_of = next(filter(None, before), [])
    yield spoken_of or of_title
    if {one.composition_key for one in of_title} <= {one.composition_key for one in spoken_of}:
        yield of_title


def _not_compared(text: str) -> list[Alloy]:
    return [one for one in named_alloys(text) if not is_compared(text, one.start)]


def _part_on_asked(question: ParsedQuestion, candidate: RankedSentence) -> RankedSentence:
    """Return the part of a sentence on the alloy asked about, where another is on another alloy."""
    text = candidate.statement.text
    own = named_alloys(text)
    if not question.alloys or len(own) < 2 or _are_asked(question, own) or _EACH.search(text):
        return candidate
    part = relevant_part(question, text)
    return candidate if part == text else replace(candidate, statement=read_facts(part))


def _claim_without_alloys(question: ParsedQuestion) -> str:
    claim = without(question.text, [(one.start, one.end) for one in question.alloys])
    return _QUESTION_FORM.sub("", claim)


def _title_told(question: ParsedQuestion, candidate: RankedSentence) -> str:
    """Return the title of a sentence's paper; "" if the sentence tells of a state unasked for.

    What the title names goes without saying in a sentence on no other sample.
    """
    states = _states(candidate.statement.terms)
    return (candidate.hit.listed.paper.title or "") if states <= question.terms else ""


def _other_states(question: ParsedQuestion, candidate: RankedSentence) -> frozenset[str]:
    """Return the states that a sentence names, and neither the question nor the title does."""
    of_title = _states(find_terms(candidate.hit.listed.paper.title or ""))
    return _states(candidate.statement.terms) - question.terms - of_title


def _states(terms: Sequence[Mention]) -> frozenset[str]:
    return frozenset(term.name for term in terms if term.kind in _STATES)


def _words_said(claim: str, statement: SentenceFacts, title: str) -> frozenset[str]:
    """Return the stems that a sentence or its title says; a term counts under any of its names."""
    said = words_of(statement.text) | _renamed(claim, statement.terms)
    return said | words_of(title) | _renamed(claim, find_terms(title))


def _renamed(claim: str, terms: Sequence[Mention]) -> frozenset[str]:
    stated = {mention.name for mention in terms}
    return frozenset(
        word
        for mention in find_terms(claim)
        if mention.name in stated
        for word in words_of(mention.text)
    )
