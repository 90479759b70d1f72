"""Ask for the effect or the nature of the subject of a sentence that no other question covers."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from builder.drafting.naming.short_names import unknown_label
from builder.drafting.paper_draft import PaperDraft
from builder.drafting.rules.context_reader import clause_contexts
from builder.drafting.rules.effects import LEADING
from builder.drafting.rules.sentence_context import ClauseContext, SentenceContext
from builder.drafting.whole_sentences.leaning import (
    goes_on,
    is_left,
    leans,
    tells_finding,
    without_connective,
)
from builder.drafting.whole_sentences.making import is_made
from builder.drafting.whole_sentences.summaries import about_of, quoted_title, refers_out
from builder.materials.alloys import named_alloys
from builder.materials.quantities import find_quantities
from builder.materials.vocabulary import find_terms
from builder.nlp.coreference import has_pronoun, lower_first

_FEWEST_WORDS, _MOST_WORDS, _MOST_SENTENCES = 9, 80, 3
#: Most words of a subject that is asked about.
_LONGEST_SUBJECT = 12
#: Letters of a word, below which it is a symbol: Ti-rich, X-ray.
_SHORT = 3
#: The value in a subject, which the answer gives: a density of 99 %.
_OF_VALUE = re.compile(r" of (?:about |up to |over |~|∼|≈)?\d.*$")
_RAISES = frozenset("increases improves enhances reduces promotes causes".split())
#: The subject of a sentence, behind a condition, up to its first verb.
_SUBJECT = re.compile(
    r"(?:(?:With|After|At|During|When|Under|In|For|As|By|Upon) [^,]{3,70}, )?"
    r"(?:[A-Z][^,;]{3,60}? (?:show|reveal|indicate|confirm|suggest|demonstrate)(?:s|ed)? that )?"
    r"(?P<subject>(?:[Tt]he |[Aa]n? )(?!only\b|research\b|results?\b)[a-zA-Z][^,;:]{3,70}?"
    r"(?<! to)(?<! and)) (?:\w+ly )?"
    r"(?P<verb>tend(?:s|ed)|is|are|was|were|has|have|had|increases?|increased|decreases?|decreased|reduced|reduces"
    r"|improved|improves|changes?|changed|shows?|showed|exhibits?|exhibited|reach(?:es|ed)?"
    r"|becomes?|became|remains?|remained|depends?|leads?|led|promotes?|promoted"
    r"|enhances?|enhanced|causes?|caused|meets?|transform(?:s|ed)|accumulated|consists?|consisted)\b"
)
#: A sentence cut at the point of a number.
_CUT_NUMBER = re.compile(r"\s\d+\.$")
#: Subjects that name nothing: the material, different atoms.
_NAMES_NOTHING = re.compile(
    r"(?:the |an? |all |different |various |prepared |studied |investigated |produced )*"
    r"(?:materials?|alloys?|samples?|specimens?|atoms?|elements?|HEAs?|systems?|films?|coatings?"
    r"|powders?|composites?|structures?|properties)",
    re.IGNORECASE,
)
_PREPOSITION = re.compile(
    r"(?:below|above|at|in|for|with|by|after|from|on|under|during|among|due|compared|as|both|other"
    r"|all other|most|some|selected|several|many|sintered alloys|no)\b",
    re.IGNORECASE,
)
#: A subject that names how something was seen, not what was seen.
_METHOD = re.compile(
    r"\b(?:analys[ei]s|characteri[sz]ations?|means|techniques?|tomography|microscop\w+|spectroscop\w+|tests?"
    r"|diffraction|methods?|model|testing|experiments?|examinations?|investigations?|approach(?:es)?|routes?"
    r"|frameworks?|simulations?|calculations?|findings|strateg(?:y|ies)|databases?|equations?|window|maps?|XRD|SEM|TEM|EDS|XPS|EBSD)\b",
    re.IGNORECASE,
)
#: A subject cut at the wrong place: words that may not stand in a noun phrase.
_NOT_IN_SUBJECT = re.compile(
    r"\b(?:that|which|who|whose|there|we|is|are|was|were|has|have|had)\b|[:;“”]"
    r"|(?: and|,) (?:the|an?)\b"
)
_IDLE = re.compile(
    r"^(?:the |an? )?(?:results?|tests?|analys[ei]s|measurements?|observations?|examinations?"
    r"|calculations?|simulations?|work|study|paper|authors?|comparison|combination|use|application"
    r"|number|amount|kind|type|addition|samples?|specimens?)\b(?! (?:of|energy))",
    re.IGNORECASE,
)
#: Behind a form of be, words that tell what something is like: heterogeneous, not observed.
_LIKE = re.compile(
    r"(?:(?:highly|very|mainly|more|less|too|much|also|almost|quite|relatively|rather) )*"
    r"(?!(?:due|because|in|at|on|by|of|to|as|from|the|a|an|that|not|found|seen|higher|lower|similar"
    r"|about|around|up|able|likely|related|responsible|consistent|different|effective|detrimental|suitable"
    r"|equivalent|present|identical|important|essential)\b|\w+ed\b|\d)[a-z-]+(?:ous|al|ic|ive|ent|ant|ful|less"
    r"|ble|ar|ine|ile|se|rm|th|ng|ct|ll)\b"
)
#: Subjects of which one asks what they are like.
_STRUCTURED = re.compile(
    r"structure|morpholog|layer|film|phase|grain|dendrit|texture|interface|surface|precipitat|damage"
    r"|fracture|crack"
)
_PLURAL = re.compile(r"(?<![su])s$|\band\b")
#: The beginning of an object, behind an adverb: the hardness, not `with temperature`.
_OBJECT = re.compile(
    r"(?:\w+ly )?(?!in\b|by\b|with\b|from\b|to\b|at\b|on\b|as\b|for\b|and\b|of\b|after\b|when\b"
    r"|during\b|under\b|significantly\b|gradually\b)\w"
)
_EFFECTS = frozenset({
    *LEADING, "increase", "decrease", "improve", "enhance", "reduce", "raise", "lower", "affect",
    "influence", "change", "alter", "strengthen", "weaken", "refine", "stabilize", "destabilize",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Form:
    """A way to ask: its words, with {s} for the subject, and what joins the material to it."""

    words: str
    subject: str
    rule: str
    joins: str = "in"


def ask_findings(
    title: str | None,
    abstract: str,
    read: Sequence[SentenceContext],
    covered: Mapping[int, int],
) -> Iterator[PaperDraft]:
    """Ask about the subjects of sentences, with the sentences as answers.

    Args:
        title: The title of the paper.
        abstract: The abstract.
        read: Its sentences.
        covered: Where the sentences begin that other questions ask for, with the number of
            words that answer them.
    """
    place = 0
    while place < len(read):
        last = place + 1
        while last < len(read) and last - place < _MOST_SENTENCES and _joins(read[last].text):
            last += 1
        some = read[place:last]
        left = any(is_left(one, covered) for one in some)
        if left and (draft := _finding(title, abstract, some)):
            yield draft
        place = last


def _joins(sentence: str) -> bool:
    """Return True for a sentence that goes on with the finding of the one before it."""
    return goes_on(sentence) and _is_told(sentence)


def _is_told(sentence: str) -> bool:
    return tells_finding(sentence) and not refers_out(sentence)


def _finding(
    title: str | None, abstract: str, some: Sequence[SentenceContext]
) -> PaperDraft | None:
    """Return the question about the subject of the first of some sentences; None if unsure."""
    first = some[0]
    if first.background or leans(first.text) or not _is_told(first.text):
        return None
    answer = without_connective(" ".join(abstract[first.start : some[-1].end].split()))
    if not _FEWEST_WORDS <= len(answer.split()) <= _MOST_WORDS or unknown_label(answer):
        return None
    if _CUT_NUMBER.search(answer):
        return None
    context = next(iter(clause_contexts(first)), None)
    form = (_form_of(context) if context else None) or _form_before_verb(first)
    if form is None:
        return None
    if context and is_made(context):
        return None  # It is asked how that was done.
    question = _question(title, abstract, some, form)
    if not question:
        return None
    return PaperDraft("summary", form.rule, question, answer, first.start, some[-1].end)


def _form_of(context: ClauseContext) -> _Form | None:
    """Return how one asks for what a clause tells of its subject; None if one cannot."""
    subject = _in_sentence(_as_written(context.subject.strip(" ,"), context.sentence.text))
    subject = _without_value(subject)
    if not _is_askable(subject):
        return None
    clause = context.clause
    measured = any(term.kind == "property" for term in find_terms(subject))
    if clause.base in _EFFECTS and not measured and _OBJECT.match(context.core):
        return _Form("What effect {do} {s} have", subject, "effect found", "on")
    if _STRUCTURED.search(subject) and clause.base == "be" and _LIKE.match(clause.rest):
        return _Form(f"What {clause.verb} {{s}} like", subject, "nature found")
    return None


def _is_askable(subject: str) -> bool:
    """Return True for a noun phrase that names something by itself, and is not too long."""
    if len(subject) <= _SHORT or len(subject.split()) > _LONGEST_SUBJECT or has_pronoun(subject):
        return False
    if unknown_label(subject) or _NAMES_NOTHING.fullmatch(subject):
        return False
    if any(form.match(subject) for form in (_IDLE, _PREPOSITION)):
        return False
    unfit = any(form.search(subject) for form in (_METHOD, _NOT_IN_SUBJECT))
    return not unfit and not any(one.unit for one in find_quantities(subject))


def _form_before_verb(sentence: SentenceContext) -> _Form | None:
    """Return the form for the noun phrase before the first verb, where there is no clause."""
    words = without_connective(sentence.text)
    found = _SUBJECT.match(words)
    subject = sentence.resolve(found["subject"].strip(" ,")) if found else None
    if found is None or subject is None or not _is_askable(_in_sentence(subject)):
        return None
    subject = _in_sentence(subject)
    measured = any(term.kind == "property" for term in find_terms(subject))
    if found["verb"] in _RAISES and not measured:
        return _Form("What effect {do} {s} have", subject, "effect found", "on")
    return None


def _without_value(subject: str) -> str:
    """Return a property without its value, which the answer gives: a density of 99 %."""
    short = _OF_VALUE.sub("", subject)
    terms = find_terms(short)
    return short if terms and terms[-1].end == len(short) else subject


def _as_written(subject: str, text: str) -> str:
    """Return a subject with the capitals that it has in its sentence."""
    at = text.lower().find(subject.lower())
    return text[at : at + len(subject)] if at >= 0 else subject


def _in_sentence(subject: str) -> str:
    """Write a subject as within a sentence; `Ti-rich carbides` keeps its capital."""
    symbol = subject.split(" ", 1)[0].partition("-")[0]
    return subject if "-" in subject.split(" ", 1)[0] and len(symbol) < 3 else lower_first(subject)


def _question(
    title: str | None, abstract: str, some: Sequence[SentenceContext], form: _Form
) -> str:
    """Return the question of a form, which names the alloy or the paper."""
    plural = _PLURAL.search(re.split(r" (?:of|in|with|for|at|on) ", form.subject)[0]) is not None
    asked = form.words.format(s=form.subject, do="do" if plural else "does")
    if named_alloys(form.subject):
        return f"{asked}?"
    if about := about_of(title, abstract, some):
        return f"{asked} {form.joins} {about}?"
    words = quoted_title(title)
    return f"According to the study {words}, {lower_first(asked)}?" if words else ""
