"""Read an abstract into the sentence and clause contexts that the drafting rules work on."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from builder.drafting.naming.topics import find_topic, is_plain_alloy
from builder.drafting.rules.sentence_context import ClauseContext, SentenceContext
from builder.materials.alloys import Alloy, named_alloys
from builder.materials.measurements.sentence_facts import MOST_QUANTITIES, read_facts
from builder.materials.vocabulary import find_terms
from builder.nlp.clause import Clause
from builder.nlp.clause_parser import read_clauses
from builder.nlp.coreference import lower_first
from builder.nlp.sentences import LONGEST, sentences
from builder.nlp.verb_lexicon import BASES
from builder.nlp.word_classes import ANNEALED, PASSIVE, STUDIED
from builder.text.machine_orders import is_order

#: A sentence that tells what a study is about, not what it found.
_AIM = re.compile(
    rf"\b(?:(?:{PASSIVE}) (?:\w+ ){{0,2}}(?:{STUDIED}"
    r"|discussed|presented|reported|attracted|considered)|attract\w*|promising candidates?"
    r"|in recent years|potential applications?|aims? (?:at|to)|this (?:work|study|paper|article"
    r"|review|research|investigation|contribution)|we\b(?! (?:also )?(?:find|found|show|showed"
    r"|observed?|demonstrated?|report|conclude|discovered?|reveal|revealed|suggest|confirm"
    r"|confirmed) that))",
    re.IGNORECASE,
)
#: A sentence of background or outlook, such as most papers have, in small letters.
_BACKGROUND = re.compile(
    r"\b(?:problem|difficult task|tedious task|literature"
    r"|properties such as|is one of|are one of|has become|have become"
    r"|is still|are still|novel class|new class|class of (?:materials|alloys)|limits? (?:its|their)"
    r"|is essential|are essential|is crucial|is the key|is important|widely used|can be used"
    r"|could be used|future|challeng\w+|well known|guidelines?|insights?|strategy|potential (?:to"
    r"|for|as)|commonly|remains? (?:unclear|unknown|elusive)|applications|pathway|avenue|paves?"
    r"|offers? an?|(?:provid\w+|offer\w*|giv\w+|open\w*|serv\w+"
    r"|shed\w*) (?:[\w-]+ ){0,4}(?:basis|bases"
    r"|guidance|insights?|intuition|understanding|foundations?|references?|avenues?|pathways?|ways?"
    r"|routes?|perspectives?|possibilit\w+|starting points?|opportunit\w+|ideas?|light"
    r"|information|method))\b",
)
#: The first match is where an abstract begins to tell of its own work.
_OWN_WORK = re.compile(
    r"\b(?:in (?:this|the present|the current)|this|the present|the current"
    r"|present) (?:\w+ )?(?:work|study|paper|research|article|investigation|contribution|review)\b"
    r"|\bwe\b|\bour\b|\bherein\b|\bhere,|\b(?:was|were|is|are|has been|have been) (?:\w+ly "
    r"|first )?(?:prepared|fabricated|synthesi[sz]ed|produced|investigated|studied|examined"
    r"|analy[sz]ed|manufactured|deposited|evaluated|explored|developed|designed|characteri[sz]ed"
    r"|processed|carried out|conducted|performed|measured|employed|reported)\b",
    re.IGNORECASE,
)
#: Behind a formula: `MnPd-rich` is a kind of phase, not an alloy.
RICH = re.compile(r"[-–]\s?(?:rich|containing|free|type)\b")
#: Subjects about which there is no finding to ask for.
_NO_SUBJECT = re.compile(
    r"(?:the |these |this |our |present |current |experimental |obtained |main )*(?:results?"
    r"|stud(?:y|ies)|work|analys[ei]s|findings?|tests?|papers?|research|approach|investigation"
    r"|observations?|data|(?:only )?exceptions?|there|\d[\d.]*|what|reasons?|emphasis|attention"
    r"|focus|agreement|additions?"
    r"|increase|treatment|purpose|goal|aim)"
    r"|(?:the|this|our|a|an) (?:[\w-]+ ){0,3}(?:framework|methods?|models?|methodology"
    r"|approach(?:es)?"
    r"|strateg(?:y|ies)|workflow|concept|notion|idea|outcome|work|stud(?:y|ies)|findings?"
    r"|investigations?)|(?:all|other|most|some|many|several|each|every"
    r"|any|two|three|four|five|various|different|certain)(?: \w+)? of (?:the|these)\b.*|(?:all"
    r"|other|most|some|many|several|each|every|any|two|three|four|five|various|different"
    r"|certain)\s(?:of the |the )?(?:\w+ )?(?:alloys?|samples?|specimens?|HEAs?|materials?"
    r"|coatings?)|(?:high|medium)[- ]entropy alloys?(?: \([A-Z]+s?\))?",
    re.IGNORECASE,
)
#: `This drop in resistivity` says by itself what it is; `this result` does not.
_THIS = re.compile(r"(?:This|These|Such an?|Such) ")
_THIS_OF_ITS_OWN = re.compile(
    r"(?:This|These|Such an?|Such) (?!\w*(?:result|finding|fact|method|approach|work|stud"
    r"|phenomen|trend"
    r"|alloy|material|sample|coating|paper|behavio|model|observation|characteristic|feature|case))"
    r"(?:[\w-]+ ){1,4}(?:in|of) (?!this|these|it|the (?:alloy|HEA|sample|coating|material))\w"
)
_ANOTHER_VERB = re.compile(r"\b(?:is|are|was|were|has|have|had|showed|exhibited)\b")
_IN_OR_FOR = re.compile(r"(?:In|For)\b", re.IGNORECASE)
#: The first word of a condition in front of the clause: `At 77 K, …`.
_CONDITION_IN_FRONT = re.compile(
    r"(?:After|At|Under|During|Upon|When|Below|Above|Between|If|Once|With|In(?! terms of)|On|By"
    r"|For(?! the [a-z -]*(?:resistance|strength|hardness|ductility|properties|behaviou?r)\b)|As"
    r"|Within|Following|Among|Through|Using)\b",
    re.IGNORECASE,
)
_RUNS_ON = re.compile(r", (?:and|along) .*=|=.*, (?:and|along) ")
#: Words of a composite: its properties are not those of the alloy in it.
_COMPOSITE = re.compile(r"\bcomposites?\b|\bcement|\breinforc|\bgraphene|\bdiamond", re.IGNORECASE)
#: Properties of a process, not of the material.
_OF_PROCESS = re.compile(
    r"\b(?:energy|power|current|flux|dose|scan\w*|melt|heating|cooling|strain rate|milling"
    r"|sputter\w*"
    r"|laser|undercooling|temperature)\b",
    re.IGNORECASE,
)
#: What is added to an alloy is not added to the one member of which a sentence before speaks.
_ADDITION = re.compile(r"\b(?:additions?|adding|doping|incorporation|introduction) of\b")
#: Before an alloy that is itself added to something: the material with 4 wt.% CoCrFeNi added.
_ADDED_ITSELF = re.compile(
    r"\b(?:additions? of|adding|reinforced (?:with|by)|incorporat\w+)"
    r"(?:\s[\d.]+\s?(?:wt|at|vol|mol)\.?\s?%)?\s(?:the )?$",
    re.IGNORECASE,
)
_AT_X = re.compile(r"\b[xyz]\s?[=<>≤≥]")
_DURATION = re.compile(r"for (?:about )?\d")
#: An object with a verb of its own, to which a condition behind it belongs.
_OBJECT_WITH_VERB = re.compile(
    rf"\b(?:acting|serving|allowing|enabling|that|which|as well as|to be \w+|to (?:{BASES}))\b"
    rf"|\S\s\S+\s(?:\w+[ri]zed|synthesi[sz]ed)$|\S\s(?:{ANNEALED}|treated|tested|deformed"
    rf"|prepared|fabricated"
    r"|produced|milled|rolled|irradiated|printed|deposited|exposed|heated|processed|formed)$"
)
_CONDITION_BEHIND = re.compile(
    r"(?:after|during|upon|when|once|if|at|under|for|up to|above|below|between|with|from"
    r"|to|in)\b"
)


def read_sentences(title: str | None, abstract: str) -> Iterator[SentenceContext]:
    """Yield the sentences of an abstract with what title and abstract tell about them.

    Orders to a machine that reads the abstract are left out.
    """
    titled = named_alloys(title or "")
    spans = [span for span in sentences(abstract) if not is_order(abstract[slice(*span)])]
    facts_of = [read_facts(abstract[start:end]) for start, end in spans]
    named = [alloy for facts in facts_of for alloy in facts.alloys]
    everywhere = {alloy.composition_key for alloy in (*titled, *named)}
    given = Counter(
        value.property for facts in facts_of for value in facts.values if value.property
    )
    changed = Counter(
        value.property
        for facts in facts_of
        for value in facts.values
        if value.property and value.step == "from"
    )
    begun = next((n for n, facts in enumerate(facts_of) if _OWN_WORK.search(facts.text)), 0)
    family = _one([alloy for alloy in (*titled, *named) if None in alloy.amounts])
    entitled = last_named = _one(titled)
    topic, plain = find_topic(title), is_plain_alloy(title, abstract)
    for number, ((start, end), facts) in enumerate(zip(spans, facts_of, strict=True)):
        if len(facts.text) > LONGEST or len(facts.quantities) > MOST_QUANTITIES:
            continue  # no sentence: a table, or a text whose stops were lost
        is_about_family = _AT_X.search(facts.text) is not None
        own = _one([a for a in facts.alloys if _is_material(facts.text, a)])
        spoken_of = entitled if _ADDITION.search(facts.text) else last_named
        yield SentenceContext(
            start,
            end,
            facts.text,
            abstract,
            facts,
            tuple(read_clauses(facts.text)),
            own or (None if facts.alloys else family if is_about_family else spoken_of),
            own is not None,
            len(everywhere) == 1 and not _COMPOSITE.search(title or ""),
            given,
            changed,
            number < min(begun, 4)
            or bool(_AIM.search(facts.text) or _BACKGROUND.search(facts.text.lower())),
            topic,
            plain,
        )
        last_named = own or last_named


def clause_contexts(sentence: SentenceContext) -> Iterator[ClauseContext]:
    """Yield the clauses of a sentence whose subject can be understood without earlier sentences."""
    for clause in sentence.clauses:
        if _NO_SUBJECT.fullmatch(clause.subject):
            continue
        if _THIS_OF_ITS_OWN.match(clause.subject):
            clause = replace(clause, subject=_THIS.sub("the ", clause.subject))
        # `In HfNbTaTiZr, the hardness is …`: the property is not that of the alloy before.
        if _IN_OR_FOR.match(clause.lead):
            subject = sentence.resolve(lower_first(clause.subject))
        else:
            subject = _name_owner(sentence, clause.subject)
        core = clause.core
        if subject is None or _ANOTHER_VERB.search(core) or core.startswith("("):
            continue
        in_front = [lower_first(clause.lead)] if _CONDITION_IN_FRONT.match(clause.lead) else []
        behind = [whole for word, whole in clause.adjuncts if _CONDITION_BEHIND.match(word)]
        resolved = [sentence.resolve(one) for one in [*in_front, *behind]]
        resolvable = None not in resolved and not (behind and _belong_to_object(clause, behind))
        conditions = tuple(one or "" for one in resolved)
        yield ClauseContext(sentence, clause, subject, core, conditions, resolvable)


def _belong_to_object(clause: Clause, behind: Sequence[str]) -> bool:
    """Return True if the conditions behind the object qualify the object, not the clause.

    `It contains bands acting as sites during annealing`, `best in the alloy annealed at 900 °C`.
    """
    lasting = clause.base != "be" and any(_DURATION.match(one) for one in behind)
    run_on = any(_RUNS_ON.search(one) for one in behind)
    return lasting or run_on or bool(_OBJECT_WITH_VERB.search(clause.core))


def _is_material(text: str, alloy: Alloy) -> bool:
    """Return True for an alloy that a sentence can be about: no phase, and nothing added."""
    added = _ADDED_ITSELF.search(text, max(alloy.start - 40, 0), alloy.start)
    return not (added or RICH.match(text, alloy.end))


def _one(alloys: Sequence[Alloy]) -> str | None:
    """Return the one alloy named, as first written; formulas of two elements are phases (Cr2Nb)."""
    alloys = [alloy for alloy in alloys if len(alloy.elements) > 2]
    keys = {(alloy.composition_key, alloy.element_key) for alloy in alloys}
    if len(keys) != 1 or any(alloy.companion for alloy in alloys):
        return None  # a composite is not the alloy in it
    return " ".join(alloys[0].text.split())


def _name_owner(sentence: SentenceContext, words: str) -> str | None:
    """Resolve a subject; put `of CoCrFeNi` behind a property if that alloy is certain."""
    subject = sentence.resolve(lower_first(words))
    if subject is None or not sentence.certain_alloy or named_alloys(subject):
        return subject
    heads = [t for t in find_terms(subject) if t.kind in ("property", "mechanism")]
    # `The alloy with the greatest hardness` is no property, the energy density none of an alloy.
    is_property = heads and heads[-1].end == len(subject) and " with " not in subject
    owner = sentence.owner if is_property and not _OF_PROCESS.search(subject) else ""
    return f"{subject} of {owner}" if owner else subject
