"""Ask what a paper found on the subject of a sentence, where no property or structure names it.

Such subjects are of the paper alone: the low anisotropy factor, the borided layer, the Ni atoms.
"""

import re
from collections.abc import Iterator, Mapping, Sequence

from builder.drafting.naming.short_names import unknown_label
from builder.drafting.paper_draft import PaperDraft
from builder.drafting.rules.sentence_context import SentenceContext
from builder.drafting.whole_sentences.alone import ALSO, AloneSentence, condition_before, with_next
from builder.drafting.whole_sentences.leaning import without_connective
from builder.drafting.whole_sentences.summaries import is_finding, led_by_title, told_of
from builder.drafting.whole_sentences.told_things import told_things
from builder.nlp.clause import Clause
from builder.nlp.clause_parser import read_clauses
from builder.nlp.coreference import has_pronoun, lower_first

#: Fewest words of an answer; fewest and most words of a subject, without its article.
_FEWEST_WORDS, _SHORTEST, _LONGEST = 10, 2, 11
_ARTICLE = re.compile(r"^(?:the|an?)\s", re.IGNORECASE)
#: Subjects that name no part of what was found, or all of it.
_GENERAL = re.compile(
    r"\b(?:results?|works?|stud(?:y|ies)|papers?|research\w*|analys[ei]s|investigations?|methods?"
    r"|approach\w*|strateg\w+|models?|simulations?|calculations?|measurements?|observations?"
    r"|experiments?|tests?|data|authors?|findings?|role|aim|combination|comparison|attempt"
    r"|parameters?|reasons?|mechanisms?|difference|conditions?|performance|properties|factors?"
    r"|materials?|samples?|specimens?|technique|technology|effects?|variants?|behaviou?rs?)$"
    r"|^(?:all|both|each|no|some|most|several|many|only|various|different|another|other|two|three"
    r"|four|using|by|to|what|there|as|such|excellent|good|significant|similar|obvious)\b"
)
#: A material as a whole, of which other sentences tell other things.
_MATERIAL = re.compile(
    r"\b(?:alloys?|HEAs?|MEAs?|MPEAs?|CCAs?|coatings?|films?|composites?|joints?|powders?|steels?"
    r"|cermets?|ceramics?|ingots?|system)s?$"
    r"|(?:[A-Z][a-z]?[\d.x]*){3,12}\W?$"
)
_CUT = re.compile(r"[;:,]|\b(?:which|that|respectively|and (?:the|its|their|an?))\b")
_COMPARED = re.compile(r"(?:as )?(?:compared|unlike|in (?:comparison|contrast))\b", re.IGNORECASE)
_COUNTED = re.compile(r"\d\s?%|^(?:\w+ly )?[~∼≈]?\d|\bvalues? of\b")
#: What was done to a material, and no finding on it.
_DONE = re.compile(
    r"(?:\w+ ){0,2}(?:introduc|add|anneal|roll|deposit|prepar|fabricat|produc|process|synthesi[sz]"
    r"|irradiat|mix|mill|melt|cast|sinter|deform|immers|expos|heat|cool|weld|forg|coat|remov|us|made|ground)ed?\b"
)
#: Verbs of a report, whose subject is what it rests on.
_REPORTING = frozenset(
    "suggest indicate show demonstrate reveal confirm highlight emphasize allow broaden verify"
    " prove provide predict reproduce".split()
)
_BEING_THERE = frozenset("occur appear emerge exist happen arise".split())
_SEEN = re.compile(r"(?:\w+ly )?(?:observed|found|detected|seen|obtained|achieved|noted)\b")
_WORD = re.compile(r"[a-z]{3,}")
_OF = re.compile(r"\s(?:of|in|with|between|at|on|from|for|to|within|under)\s")


def ask_subjects(
    title: str | None,
    abstract: str,
    read: Sequence[SentenceContext],
    alone: Sequence[AloneSentence],
    covered: Mapping[int, int],
) -> Iterator[PaperDraft]:
    """Ask what a paper found on the subject of each sentence that no other question asks for.

    Args:
        title: The title of the paper.
        abstract: The abstract.
        read: Its sentences.
        alone: Those of its findings that can be read alone.
        covered: Where the sentences begin that other questions ask for, with the number of
            words that answer them.
    """
    entitled = (title or "").lower()
    for told in (with_next(title, abstract, read, one) for one in alone):
        one = told.sentence
        fits = len(told.answer.split()) >= _FEWEST_WORDS and told.ends and told.is_left(covered)
        subject = _subject(told) if fits and not ALSO.search(told.answer[:80]) else ""
        words = {*_WORD.findall(_ARTICLE.sub("", subject.lower()))}
        if not subject or words <= {*_WORD.findall(entitled)}:
            continue  # What the title names, the whole paper is about.
        own = range(*told.place)
        others = [other for other in read if other.start not in own and is_finding(other)]
        things = told_things(subject)
        if _is_told_of(subject, others) or (things and told_of(things, others)):
            continue  # The answer would not be whole.
        asked = f"{lower_first(subject)}{condition_before(one)}"
        if question := led_by_title(title, asked):
            yield PaperDraft("summary", "subject told", question, told.answer, *told.place)


def _subject(told: AloneSentence) -> str:
    """Return the subject of a sentence as a question can name it; "" if it cannot."""
    clause = next(iter(read_clauses(told.answer)), None)
    if clause is None or _COMPARED.match(clause.lead):
        return ""
    words = clause.subject
    plain = _ARTICLE.sub("", words)
    head = _OF.split(plain)[0]
    unfit = (
        clause.base in _REPORTING
        or _is_only_seen(clause)
        or not _SHORTEST <= len(plain.split()) <= _LONGEST
        or _GENERAL.search(head)
        or _MATERIAL.search(head)
        or _CUT.search(plain)
        or _COUNTED.search(plain)
        or (clause.base == "be" and _DONE.match(clause.rest))
        or has_pronoun(words)
        or unknown_label(words)
        or words.count("(") != words.count(")")
    )
    return "" if unfit else words


def _is_only_seen(clause: Clause) -> bool:
    """Return True for a sentence that says of its subject only that there is such a thing."""
    one = re.match(r"an?\s", clause.subject, re.IGNORECASE) is not None
    seen = clause.base == "be" and _SEEN.match(clause.rest) is not None
    return one and (seen or clause.base in _BEING_THERE)


def _is_told_of(subject: str, others: Sequence[SentenceContext]) -> bool:
    """Return True if another finding names what a subject begins with: the Cu-rich phase."""
    name = _OF.split(_ARTICLE.sub("", subject))[0]
    return any(name.lower() in without_connective(one.text).lower() for one in others)
