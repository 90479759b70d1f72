"""What an abstract says, sentence by sentence and clause by clause, with the alloy spoken of."""

import hashlib
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from builder.materials.alloys import Alloy, named_alloys
from builder.materials.measurements import SentenceFacts, read_facts
from builder.materials.vocabulary import find_terms
from builder.nlp.clause import Clause, third_person
from builder.nlp.clause_parser import read_clauses
from builder.nlp.coreference import lower_first, resolve
from builder.nlp.sentences import sentences
from builder.nlp.verb_lexicon import BASES

#: What a study is about.
_AIM = re.compile(
    r"\b(?:(?:was|were|is|are|has been|have been) (?:\w+ ){0,2}(?:investigated|studied|examined"
    r"|performed|conducted|explored|analy[sz]ed|reviewed|evaluated|characteri[sz]ed|proposed"
    r"|discussed|presented|reported|attracted|considered)|attract\w*|promising candidates?"
    r"|in recent years|potential applications?|aims? (?:at|to)|this (?:work|study|paper|article"
    r"|review|research|investigation|contribution)|we\b(?! (?:also )?(?:find|found|show|showed"
    r"|observed?|demonstrated?|report|conclude|discovered?|reveal|revealed|suggest|confirm"
    r"|confirmed) that))",
    re.IGNORECASE,
)
#: What every paper says of the field.
_KNOWN = re.compile(
    r"\b(?:problem|literature|properties such as|is one of|are one of|has become|have become"
    r"|is still|are still|novel class|new class|class of (?:materials|alloys)|limits? (?:its|their)"
    r"|is essential|are essential|is crucial|is the key|is important|widely used|can be used"
    r"|could be used|future|challeng\w+|well known|guidelines?|insights?|strategy|potential (?:to"
    r"|for|as)|commonly|remains? (?:unclear|unknown|elusive)|applications|pathway|avenue|paves?"
    r"|offers? an?|(?:provid\w+|offer\w*|giv\w+|open\w*|serv\w+"
    r"|shed\w*) (?:[\w-]+ ){0,4}(?:basis|bases"
    r"|guidance|insights?|intuition|understanding|foundations?|references?|avenues?|pathways?|ways?"
    r"|routes?|perspectives?|possibilit\w+|starting points?|opportunit\w+|ideas?|light"
    r"|information|method))\b",
    re.IGNORECASE,
)
#: From here on an abstract tells of its own work.
_OWN_WORK = re.compile(
    r"\b(?:in (?:this|the present|the current)|this|the present|the current"
    r"|present) (?:\w+ )?(?:work|study|paper|research|article|investigation|contribution|review)\b"
    r"|\bwe\b|\bour\b|\bherein\b|\bhere,|\b(?:was|were|is|are|has been|have been) (?:\w+ly "
    r"|first )?(?:prepared|fabricated|synthesi[sz]ed|produced|investigated|studied|examined"
    r"|analy[sz]ed|manufactured|deposited|evaluated|explored|developed|designed|characteri[sz]ed"
    r"|processed|carried out|conducted|performed|measured|employed|reported)\b",
    re.IGNORECASE,
)
#: `MnPd-rich` is no alloy but a sort of phase.
_RICH = re.compile(r"[-–]\s?(?:rich|containing|free|type)\b")
#: What no finding is about.
_NO_THING = re.compile(
    r"(?:the |these |this |our |present |current |experimental |obtained |main )*(?:results?"
    r"|stud(?:y|ies)|work|analys[ei]s|findings?|tests?|papers?|research|approach|investigation"
    r"|observations?|data|there|what|reasons?|emphasis|attention|focus|agreement|additions?"
    r"|increase|treatment|purpose|goal|aim)"
    r"|(?:the|this|our|a|an) (?:[\w-]+ ){0,3}(?:framework|methods?|models?|methodology"
    r"|approach(?:es)?"
    r"|strateg(?:y|ies)|workflow|concept|notion|idea|outcome|work|stud(?:y|ies)|findings?"
    r"|investigations?)|(?:all|other|most|some|many|several|each|every"
    r"|any|two|three|four|five|various|different|certain)(?: \w+)? of (?:the|these)\b.*|(?:all"
    r"|other|most|some|many|several|each|every|any|two|three|four|five|various|different"
    r"|certain)\s(?:of the |the )?(?:\w+ )?(?:alloys?|samples?|specimens?|HEAs?|materials?"
    r"|coatings?)",
    re.IGNORECASE,
)
_ANOTHER_VERB = re.compile(r"\b(?:is|are|was|were|has|have|had|showed|exhibited)\b")
_OF_ONE = re.compile(r"(?:In|For)\b", re.IGNORECASE)
#: A condition that is told in front: `At 77 K, …`.
_HOLDS = re.compile(
    r"(?:After|At|Under|During|Upon|When|Below|Above|Between|If|Once|With|In(?! terms of)|On|By"
    r"|For|As"
    r"|Within|Following|Among|Through|Using)\b",
    re.IGNORECASE,
)
_RUNS_ON = re.compile(r", (?:and|along) .*=|=.*, (?:and|along) ")
#: What is told of a composite is not told of the alloy in it.
_COMPOSITE = re.compile(r"\bcomposites?\b|\bcement|\breinforc|\bgraphene|\bdiamond", re.IGNORECASE)
_LETTER = re.compile(r"\w")
_AT_X = re.compile(r"\b[xyz]\s?[=<>≤≥]")
_LASTING = re.compile(r"for (?:about )?\d")
#: An object with a verb of its own, to which a condition behind it belongs.
_WITH_ITS_OWN = re.compile(
    rf"\b(?:acting|serving|allowing|enabling|that|which|as well as|to be \w+|to (?:{BASES}))\b"
    r"|\S\s(?:annealed|aged|sintered|homogeni[sz]ed|treated|tested|deformed|prepared|fabricated"
    r"|produced|milled|rolled|irradiated|printed|deposited|exposed|heated|processed|formed)$"
)
_TIMES = re.compile(
    r"(?:after|during|upon|when|once|if|at|under|for|up to|above|below|between|with|from"
    r"|to|in)\b"
)


@dataclass(frozen=True, slots=True)
class SentenceContext:
    """One sentence of an abstract, read, with the alloy spoken of."""

    start: int
    end: int
    text: str
    abstract: str
    facts: SentenceFacts
    clauses: tuple[Clause, ...]
    alloy: str | None
    """The one alloy it speaks of, as written: its own, else the one spoken of before."""
    names_alloy: bool
    """Whether it names that alloy itself."""
    single_alloy: bool
    """Whether the paper speaks of one alloy alone."""
    value_counts: Mapping[str, int]
    """How many values the abstract gives of each property."""
    change_counts: Mapping[str, int]
    """How often it tells from where to where each property changes."""
    background: bool
    """Whether it tells what is known or what is to be studied, and no finding of this paper."""
    last: bool
    """Whether it stands in the last third of the abstract."""

    @property
    def certain_alloy(self) -> str | None:
        """The alloy, if nothing else can be meant."""
        return self.alloy if self.names_alloy or self.single_alloy else None

    def resolve(self, words: str) -> str | None:
        """The words with `the alloy` named; None where they lean on what was said before."""
        return resolve(words, self.alloy, self.single_alloy)

    def variant(self, choices: Sequence[str]) -> str:
        """One of several ways to ask, the same each time for the same sentence."""
        return choices[hashlib.sha256(self.text.encode()).digest()[0] % len(choices)]


@dataclass(frozen=True, slots=True)
class ClauseContext:
    """One clause of a sentence whose subject stands alone."""

    sentence: SentenceContext
    clause: Clause
    subject: str
    core: str
    """What follows the verb, without reason, time and condition, as written."""
    conditions: tuple[str, ...]
    """The conditions under which it holds, as they stand within a sentence."""
    resolvable: bool
    """Whether every condition stands alone."""

    def question(self, opening: str, rest: str = "", but: str = "") -> str | None:
        """`What` + `does NbMoTaW exhibit` + conditions; None where one leans on what was said.

        ``rest`` follows the verb; the condition ``but`` is what is asked for.
        """
        if not self.resolvable:
            return None
        clause = self.clause
        conditions = [one for one in self.conditions if one != but]
        parts = (opening, clause.auxiliary, self.subject, clause.after, rest, *conditions)
        return " ".join(part for part in parts if part) + "?"

    def subject_question(self, opening: str, rest: str) -> str | None:
        """`What` + `increases the hardness` + conditions: the subject is asked for."""
        if not self.resolvable:
            return None
        parts = (opening, third_person(self.clause.verb), rest, *self.conditions)
        return " ".join(part for part in parts if part) + "?"

    @property
    def statement(self) -> str:
        """From the subject to the end of what follows the verb, word for word."""
        text = self.sentence.text
        start = _word_at(text, self.clause.subject)
        end = text.find(self.clause.verb, start + len(self.clause.subject))
        last = text.find(self.core, end + len(self.clause.verb))
        return text[start : last + len(self.core)] if 0 <= start < end < last else ""


Draft = tuple[str, str, str]
"""Kind, question, answer."""
SentenceRule = Callable[[SentenceContext], Iterator[Draft]]
ClauseRule = Callable[[ClauseContext], Iterator[Draft]]


def read_sentences(title: str | None, abstract: str) -> Iterator[SentenceContext]:
    """Each sentence with what must be known of the abstract to understand it."""
    titled = named_alloys(title or "")
    spans = sentences(abstract)
    statements = [read_facts(abstract[start:end]) for start, end in spans]
    named = [alloy for statement in statements for alloy in statement.alloys]
    everywhere = {alloy.composition_key for alloy in (*titled, *named)}
    given = Counter(
        value.property for sentence in statements for value in sentence.values if value.property
    )
    changed = Counter(
        value.property
        for sentence in statements
        for value in sentence.values
        if value.property and value.step == "from"
    )
    begun = next((n for n, s in enumerate(statements) if _OWN_WORK.search(s.text)), 0)
    family = _one([alloy for alloy in (*titled, *named) if None in alloy.amounts])
    spoken_of = _one(titled)
    for number, ((start, end), statement) in enumerate(zip(spans, statements, strict=True)):
        of_a_family = _AT_X.search(statement.text) is not None
        own = _one([a for a in statement.alloys if not _RICH.match(statement.text, a.end)])
        yield SentenceContext(
            start,
            end,
            statement.text,
            abstract,
            statement,
            tuple(read_clauses(statement.text)),
            own or (None if statement.alloys else family if of_a_family else spoken_of),
            own is not None,
            len(everywhere) == 1 and not _COMPOSITE.search(title or ""),
            given,
            changed,
            number < min(begun, 4)
            or bool(_AIM.search(statement.text) or _KNOWN.search(statement.text)),
            start > 0.6 * len(abstract),
        )
        spoken_of = own or spoken_of


def clause_contexts(sentence: SentenceContext) -> Iterator[ClauseContext]:
    """Its clauses whose subject stands alone."""
    for clause in sentence.clauses:
        if _NO_THING.fullmatch(clause.subject):
            continue
        of_another = _OF_ONE.match(clause.lead)
        subject = (
            sentence.resolve(lower_first(clause.subject))
            if of_another
            else _named(sentence, clause.subject)
        )
        core = clause.core
        if subject is None or _ANOTHER_VERB.search(core) or core.startswith("("):
            continue
        when = [lower_first(clause.lead)] if _HOLDS.match(clause.lead) else []
        behind = [whole for word, whole in clause.adjuncts if _TIMES.match(word)]
        alone = [sentence.resolve(one) for one in [*when, *behind]]
        holds = None not in alone and not (behind and _of_the_object(clause, behind))
        yield ClauseContext(
            sentence, clause, subject, core, tuple(one or "" for one in alone), holds
        )


def _of_the_object(clause: Clause, behind: Sequence[str]) -> bool:
    """Whether what stands behind the object is told of it and not of the sentence.

    `It contains bands acting as sites during annealing`, `best in the alloy annealed at 900 °C`.
    """
    lasting = clause.base != "be" and any(_LASTING.match(one) for one in behind)
    lasting = lasting or any(_RUNS_ON.search(one) for one in behind)
    return lasting or bool(_WITH_ITS_OWN.search(clause.core))


def _one(alloys: Sequence[Alloy]) -> str | None:
    """The alloy as first written, where only one is named; Cr2Nb is a phase."""
    alloys = [alloy for alloy in alloys if len(alloy.elements) > 2]
    keys = {(alloy.composition_key, alloy.element_key) for alloy in alloys}
    return alloys[0].text.strip() if len(keys) == 1 else None


def _word_at(text: str, words: str) -> int:
    """Where the words stand by themselves, and not within a longer one; -1 where they do not."""
    at = text.find(words)
    while at >= 0:
        before, behind = text[at - 1 : at], text[at + len(words) : at + len(words) + 1]
        if not (_LETTER.match(before) or _LETTER.match(behind)):
            return at
        at = text.find(words, at + 1)
    return -1


def _named(sentence: SentenceContext, words: str) -> str | None:
    """A subject that stands alone; `the hardness` → `the hardness of CoCrFeNi` where sure."""
    whole = sentence.resolve(lower_first(words))
    if whole is None or not sentence.certain_alloy or named_alloys(whole):
        return whole
    heads = [t for t in find_terms(whole) if t.kind in ("property", "mechanism")]
    # `The alloy with the greatest hardness` is no property.
    ends_in_one = heads and heads[-1].end == len(whole) and " with " not in whole
    return f"{whole} of {sentence.alloy}" if ends_in_one else whole
