"""Draft triples from an abstract with rules, without a language model.

Each rule knows one way in which abstracts state a fact, and asks for it in a question naming the
alloy. Precision counts more than recall: a sentence that fits no rule, or that needs the sentences
before it, gives no question.
"""

import re
from collections.abc import Iterator, Sequence

from builder.drafting.derived.trends import true_or_false
from builder.drafting.from_paper import draft_from_paper
from builder.drafting.kinds import told_kind
from builder.drafting.naming.articles import with_articles
from builder.drafting.naming.short_names import find_short_names, unknown_label
from builder.drafting.naming.study import find_study
from builder.drafting.naming.subjects import name_subject
from builder.drafting.rules.amounts import ask_amount
from builder.drafting.rules.causes import ask_cause
from builder.drafting.rules.comparisons import (
    ask_maximum,
    ask_order,
    ask_which_has_more,
)
from builder.drafting.rules.context_reader import clause_contexts, read_sentences
from builder.drafting.rules.effects import (
    ask_effect,
    ask_trend,
)
from builder.drafting.rules.findings import (
    ask_object,
    ask_subject,
)
from builder.drafting.rules.identity import ask_main_item, ask_predicate
from builder.drafting.rules.phases import ask_constituents, ask_formed
from builder.drafting.rules.processing import (
    ask_leading_method,
    ask_own_method,
    ask_use,
    ask_way,
)
from builder.drafting.rules.sentence_context import (
    ClauseRule,
    Draft,
    SentenceContext,
    SentenceRule,
)
from builder.drafting.whole_sentences.alone import alone_sentences
from builder.drafting.wording_faults import is_well_worded
from builder.materials.alloys import named_alloys
from builder.materials.measurements.sentence_facts import cuts_quantity
from builder.nlp.coreference import has_pronoun, stands_alone
from builder.triples import Triple, triple_id

MADE_BY = "rules"
#: Version of the rules: a build drafts all abstracts anew after it was raised.
RULES = 16
#: Most questions of one abstract, and of one sentence.
_MOST, _MOST_PER_SENTENCE = 20, 6

_TWO_SENTENCES = re.compile(r"[a-z]{2}\. [A-Z]|[A-Z][a-z]\. [A-Z][a-z]+ ")
#: An answer that ends in one of these words was cut short.
_BREAKS_OFF = re.compile(
    r"\b(?:a|an|the|of|in|on|at|by|to|with|from|for|and|or|that|which|is|are|was|were|be|than|as"
    r"|between|its|their|but|while|whereas|yet)$",
    re.IGNORECASE,
)
#: An answer of these words alone names nothing: `the coating`.
_NAMES_NOTHING = re.compile(
    r"(?:(?:the|an?|all|both|most|some|prepared|obtained|studied|developed|proposed"
    r"|synthesi[sz]ed|deposited|fabricated|produced|manufactured|resulting|two|three"
    r"|types of)\s)*(?:samples?"
    r"|specimens?|alloys?|coatings?|films?|materials?|composites?|powders?|HEAs?|MEAs?|RHEAs?"
    r"|systems?|methods?|models?|framework|approach|technique|process|results?)",
    re.IGNORECASE,
)
#: What an answer begins with that only its sentence needs.
_ITEM_NUMBER = re.compile(r"^\(\d\)\s|^Subsequent(?:ly)?,?\s")
#: Behind an answer, what belongs to it: grain refinement, as well as …; decreased but still ….
_GOES_ON = re.compile(
    r"(?:\s(?:with|as)\s(?!well\b)[^,.;]{1,60}(?=,\sreaching))?"
    r"(?:,?\s(?:as well as|together with|along with|in addition to|followed by"
    r"|compared (?:to|with)|in comparison"
    r"|but (?:still|remains?|remained|also|it)|yet)\b"
    r"|,\s(?:which|that)\s(?:\w+ly\s)?(?:induc|caus|lead|led|result|produc|trigger|promot|activat)"
    r"|,\s(?:having|albeit|reaching|containing|accompanied)\b)"
)
#: Rules that ask for all that a clause tells, of which nothing may be left out.
_OF_ALL = frozenset({"doer", "object", "make-up", "formed"})
#: Rules that the whole sentence answers: a part of it would leave out how far it holds.
_OF_SENTENCES = frozenset({"reason", "effect", "change with", "order"})
#: Rules of sentences that can be read alone.
_OF_ALONE = _OF_SENTENCES | {"make-up"}
#: Rules of whole sentences which a question of `_OF_SENTENCES` on the same sentence gives way to.
_TELLING_ALL = frozenset({"influence", "rival told"})
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
#: `high-entropy alloy (HEA)`.
_SAID_TWICE = re.compile(r"(?<=[a-z]) \((?:[MRE]?HEA|MEA|MPEA|CCA|HEAC|HEC)s?\)")
#: `with the increase Cr content`, which some authors write.
_OF_LEFT_OUT = re.compile(r"\b(?:with|upon|by) the (?:increase|decrease)(?= [A-Z][a-z]? content)")
#: `How were a series of alloys made?`
_A_SERIES = re.compile(r"\b(?P<be>[Ww]ere|are) an? (?:\w+ )?series of ")
#: Words by which a sentence tells something that is not certain.
_PERHAPS = re.compile(
    r"\b(?:probably|likely|possibly|presumably|perhaps|supposed|assumed|often|frequently|sometimes)\b"
)
#: `both alloys`, of which only the text before knows.
_BOTH = re.compile(r"(?:in |on |at |of |the )?both (?!.{2,60} and )", re.IGNORECASE)
_PREPOSITION = re.compile(r"^(?:in|at|on|by|from|to|with|within|during|after)\s")
#: Rules that ask how something was made, which another study did in another way.
_OF_ONE_STUDY = frozenset({"way", "our means", "means", "use"})
SENTENCE_RULES: dict[str, SentenceRule] = {
    "our means": ask_own_method,
}
CLAUSE_RULES: dict[str, ClauseRule] = {
    "amount": ask_amount,
    "make-up": ask_constituents,
    "formed": ask_formed,
    "way": ask_way,
    "means": ask_leading_method,
    "reason": ask_cause,
    "order": ask_order,
    "rival": ask_which_has_more,
    "most": ask_maximum,
    "change with": ask_trend,
    "effect": ask_effect,
    "being": ask_predicate,
    "main": ask_main_item,
    "use": ask_use,
    "object": ask_object,
    "doer": ask_subject,
}


def draft(paper: str, title: str | None, abstract: str) -> list[Triple]:
    """Draft the triples of an abstract, in the order of its sentences; deterministic."""
    made: dict[str, Triple] = {}
    short_names = find_short_names(f"{title or ''}. {abstract}")
    read = list(read_sentences(title, abstract))
    study = find_study(title, abstract, [one.facts for one in read])
    told = alone_sentences(title, abstract, read, fewest_words=1)
    alone = {one.sentence.start: one.answer for one in told}
    for sentence in read:
        answers: list[tuple[str, str]] = []
        for rule, (kind, question, answer) in _apply_rules(sentence):
            if rule in _OF_ALONE and sentence.start not in alone:
                continue
            question = short_names.expand(_tidy(question))
            question = name_subject(question, sentence, title, rule in _OF_ONE_STUDY)
            answer = _ITEM_NUMBER.sub("", answer.strip()).rstrip(".,;")
            question = study.place(question, answer, sentence.text)
            if rule not in _OF_ONE_STUDY:
                question = study.lead_bare(question)
            if question.lower() in made or not _is_sound(kind, question, answer, sentence.text):
                continue
            if not is_well_worded(rule, question, answer):
                continue
            if rule in _OF_ALL and _is_cut_off(answer, sentence.text):
                continue
            whole = rule in _OF_SENTENCES
            answer = alone[sentence.start] if whole else short_names.expand(answer)
            if _PERHAPS.search(sentence.text) and not _PERHAPS.search(answer):
                continue  # The answer would be surer than the sentence.
            if unknown_label(question) or unknown_label(answer):
                continue
            # At most two questions share an answer, and then they differ in kind.
            same_answer = [other_kind for other_kind, other in answers if other == answer]
            repeated = same_answer if whole else kind in same_answer and rule != "doer"
            if repeated or len(same_answer) > 1 or len(answers) >= _MOST_PER_SENTENCE:
                continue
            answers.append((kind, answer))
            identity = triple_id(abstract, question, answer, MADE_BY)
            place = (sentence.start, sentence.end, MADE_BY, rule)
            named = told_kind(kind, question, answer)
            made[question.lower()] = Triple(
                identity, paper, named, question, answer, abstract, *place
            )
    chosen = _balance_kinds(list(made.values()))
    of_paper = draft_from_paper(paper, title, abstract, read, chosen, study, MADE_BY)
    plain = [*(one for one in chosen if not _is_told_better(one, of_paper)), *of_paper]
    return [*plain, *true_or_false([*chosen, *of_paper], MADE_BY)]


def _is_told_better(triple: Triple, others: Sequence[Triple]) -> bool:
    """Return True for an effect or an amount that another question asks better.

    Args:
        triple: What was drafted from one clause.
        others: What was drafted from the whole abstract.
    """
    if triple.rule in _OF_SENTENCES:
        return any(one.rule in _TELLING_ALL and one.start == triple.start for one in others)
    if triple.rule != "amount":
        return False
    numbers = {*_NUMBER.findall(triple.answer)}
    return any(
        other.start == triple.start and numbers <= {*_NUMBER.findall(other.answer)}
        for other in others
    )


def _apply_rules(sentence: SentenceContext) -> Iterator[tuple[str, Draft]]:
    """Yield (name of the rule, draft) of all rules on a sentence and its clauses."""
    for name, rule in SENTENCE_RULES.items():
        for made in rule(sentence):
            yield name, made
    for context in clause_contexts(sentence):
        for name, clause_rule in CLAUSE_RULES.items():
            for made in clause_rule(context):
                yield name, made


def _balance_kinds(triples: Sequence[Triple]) -> list[Triple]:
    """Choose at most `_MOST` triples, taking the kinds in turn."""
    turns: dict[str, int] = {}
    order = []
    for triple in triples:
        turns[triple.kind] = turns.get(triple.kind, 0) + 1
        order.append((turns[triple.kind], triple.start, triple))
    chosen = [triple for _, _, triple in sorted(order, key=lambda one: one[:2])[:_MOST]]
    return sorted(chosen, key=lambda triple: (triple.start, triple.rule, triple.question))


def _is_cut_off(answer: str, sentence: str) -> bool:
    """Return True for an answer with which the sentence goes on."""
    at = sentence.find(answer)
    return at >= 0 and _GOES_ON.match(sentence, at + len(answer)) is not None


def _tidy(question: str) -> str:
    """Return a question with single spaces, without what its own words already say: `(HEA)`."""
    plain = re.sub(r"\s+([?,])", r"\1", _SAID_TWICE.sub("", " ".join(question.split())))
    plain = _A_SERIES.sub(r"\g<be> ", _OF_LEFT_OUT.sub(r"\g<0> in", plain))
    return with_articles(plain)


def _is_sound(kind: str, question: str, answer: str, sentence: str) -> bool:
    """Return True for a question that stands alone and an answer that is whole and not in it."""
    words, answer_words = question.split(), answer.split()
    return bool(
        3 <= len(words) <= 60
        and 0 < len(answer_words) <= 45
        and stands_alone(question)
        and (kind == "comparison" or _PREPOSITION.sub("", answer.lower()) not in question.lower())
        and ("“" in question or re.search(r"\d", question) or named_alloys(question))
        and question.count("(") == question.count(")")
        and answer.count("(") == answer.count(")")
        and answer in sentence
        and not cuts_quantity(answer, sentence)
        and not has_pronoun(answer)
        and not _BREAKS_OFF.search(answer)
        and not _NAMES_NOTHING.fullmatch(answer)
        and not _BOTH.match(answer)
        and not _TWO_SENTENCES.search(re.sub(r"“.*?”", "", question) + answer)
        and answer_words[0].lower() not in ("respectively", "and", "but", "or", "that", "which")
    )
