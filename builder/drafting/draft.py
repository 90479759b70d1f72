"""Questions and answers drafted by rules from the sentences of an abstract; no model is needed.

Each rule knows one way in which abstracts state something, and asks for it in a question that names
the alloy. A sentence that fits no rule, or leans on another, gives no question: few and right.
"""

import re
from collections.abc import Iterator, Sequence

from builder.drafting.rules.amounts import of_amounts
from builder.drafting.rules.causes import (
    of_changes_with,
    of_consequences,
    of_effects,
    of_reasons,
    of_results,
)
from builder.drafting.rules.comparisons import of_likeness, of_most, of_order, of_rivals, of_summit
from builder.drafting.rules.conditions import of_conditions, of_treatments
from builder.drafting.rules.findings import (
    of_conclusions,
    of_doers,
    of_objects,
    of_signs,
)
from builder.drafting.rules.identity import of_being, of_beings
from builder.drafting.rules.methods import of_means, of_our_means
from builder.drafting.rules.phases import of_make_up, of_places
from builder.drafting.rules.processing import (
    of_additions,
    of_made_alloys,
    of_manners,
    of_purposes,
    of_series,
    of_shown,
    of_uses,
    of_ways,
)
from builder.drafting.rules.property_values import of_changes, of_values
from builder.drafting.rules.sentence_context import (
    ClauseRule,
    Draft,
    SentenceContext,
    SentenceRule,
    clauses_of,
    sentences_of,
)
from builder.materials.alloys import named_alloys
from builder.nlp.coreference import has_pronoun, stands_alone
from builder.triples import Triple, triple_id

MADE_BY = "rules"
#: Changes with the rules: abstracts are then drafted anew.
RULES = 4
#: Questions of one abstract, and of one sentence.
_MOST, _MOST_OF_ONE = 20, 6

_TWO_SENTENCES = re.compile(r"[a-z]{2}\. [A-Z]|[A-Z][a-z]\. [A-Z][a-z]+ ")
#: What an answer that was cut short ends in.
_BREAKS_OFF = re.compile(
    r"\b(?:a|an|the|of|in|on|at|by|to|with|from|for|and|or|that|which|is|are|was|were|be|than|as"
    r"|between|its|their)$",
    re.IGNORECASE,
)
#: An answer that names nothing: `the coating`.
_NAMES_NOTHING = re.compile(
    r"(?:(?:the|an?|all|both|most|some|prepared|obtained|studied|developed|proposed"
    r"|synthesi[sz]ed|deposited|fabricated|produced|manufactured|resulting|two|three"
    r"|types of)\s)*(?:samples?"
    r"|specimens?|alloys?|coatings?|films?|materials?|composites?|powders?|HEAs?|MEAs?|RHEAs?"
    r"|systems?|methods?|models?|framework|approach|technique|process|results?)",
    re.IGNORECASE,
)
_ANOTHER_MATERIAL = re.compile(
    r"\b(?:steels?|SS|3\d\d(?:L|ss)?|superalloys?|pure [A-Z][a-z]?|cemented|Inconel|diamond)\b"
)
_PLACED = re.compile(r"^(?:in|at|on|by|from|to|with|within|during|after)\s")
_PIECE = re.compile(
    r"\b(?:the|an?) (?:[a-z-]+ ){0,2}(?:coatings?|films?|samples?|specimens?|composites?|powders?"
    r"|ingots?|sheets?|foams?|catalysts?|layers?|deposits?|targets?|joints?|substrates?)\b"
)
SENTENCE_RULES: dict[str, SentenceRule] = {
    "value": of_values,
    "change": of_changes,
    "treatment": of_treatments,
    "made alloy": of_made_alloys,
    "series": of_series,
    "addition": of_additions,
    "our means": of_our_means,
}
CLAUSE_RULES: dict[str, ClauseRule] = {
    "amount": of_amounts,
    "make-up": of_make_up,
    "place": of_places,
    "way": of_ways,
    "means": of_means,
    "shown": of_shown,
    "reason": of_reasons,
    "order": of_order,
    "rival": of_rivals,
    "most": of_most,
    "summit": of_summit,
    "likeness": of_likeness,
    "change with": of_changes_with,
    "effect": of_effects,
    "result": of_results,
    "consequence": of_consequences,
    "condition": of_conditions,
    "being": of_being,
    "main": of_beings,
    "manner": of_manners,
    "use": of_uses,
    "purpose": of_purposes,
    "object": of_objects,
    "sign": of_signs,
    "doer": of_doers,
    "conclusion": of_conclusions,
}


def draft(paper: str, title: str | None, abstract: str) -> list[Triple]:
    """Every question the rules find in an abstract, in its order, the same each time."""
    made: dict[str, Triple] = {}
    for said in sentences_of(title, abstract):
        answers: list[tuple[str, str]] = []
        for rule, (kind, question, answer) in _asked(said):
            question, answer = _named(_tidy(question), said, title), answer.strip().rstrip(".,;")
            if question.lower() in made or not _fit(kind, question, answer, said.text):
                continue
            # One answer is asked for once or twice, and in another way, not five times.
            alike = [sort for sort, other in answers if other == answer]
            again = kind in alike and rule not in ("doer", "condition")
            if again or len(alike) > 1 or len(answers) >= _MOST_OF_ONE:
                continue
            if rule == "conclusion" and answers:
                continue
            answers.append((kind, answer))
            identity = triple_id(abstract, question, answer, MADE_BY)
            place = (said.start, said.end, MADE_BY, rule)
            made[question.lower()] = Triple(
                identity, paper, kind, question, answer, abstract, *place
            )
    return _varied(list(made.values()))


def _asked(said: SentenceContext) -> Iterator[tuple[str, Draft]]:
    """What every rule makes of a sentence, with the rule's name."""
    for name, rule in SENTENCE_RULES.items():
        for made in rule(said):
            yield name, made
    for told in clauses_of(said):
        for name, of_clause in CLAUSE_RULES.items():
            for made in of_clause(told):
                yield name, made


def _named(question: str, said: SentenceContext, title: str | None) -> str:
    """A question that names no alloy names the one of the paper, else the paper."""
    told = (
        re.search(r"\d", question) if question.startswith("Which alloy") else named_alloys(question)
    )
    if told:
        return question
    later = f"{question[0].lower()}{question[1:]}"
    of_it = not question.startswith("Which alloy") and not _PIECE.search(question)
    whole = of_it and not _ANOTHER_MATERIAL.search(said.text)
    if said.only and said.alloy and whole:
        return f"In {said.alloy}, {later}"
    return f"According to “{title.strip().rstrip('.')}”, {later}" if title else question


def _varied(triples: Sequence[Triple]) -> list[Triple]:
    """No more than a paper's share, each kind in turn."""
    turns: dict[str, int] = {}
    order = []
    for triple in triples:
        turns[triple.kind] = turns.get(triple.kind, 0) + 1
        order.append((turns[triple.kind], triple.start, triple))
    chosen = [triple for _, _, triple in sorted(order, key=lambda one: one[:2])[:_MOST]]
    return sorted(chosen, key=lambda triple: (triple.start, triple.rule, triple.question))


def _tidy(question: str) -> str:
    return re.sub(r"\s+([?,])", r"\1", " ".join(question.split()))


def _fit(kind: str, question: str, answer: str, sentence: str) -> bool:
    """Whether a question stands alone and asks for something it does not say."""
    words, said = question.split(), answer.split()
    return bool(
        4 <= len(words) <= 60
        and 0 < len(said) <= 45
        and stands_alone(question)
        and (kind == "comparison" or _PLACED.sub("", answer.lower()) not in question.lower())
        and ("“" in question or re.search(r"\d", question) or named_alloys(question))
        and question.count("(") == question.count(")")
        and answer.count("(") == answer.count(")")
        and answer in sentence
        and not has_pronoun(answer)
        and not _BREAKS_OFF.search(answer)
        and not _NAMES_NOTHING.fullmatch(answer)
        and not _TWO_SENTENCES.search(re.sub(r"“.*?”", "", question) + answer)
        and said[0].lower() not in ("respectively", "and", "but", "or", "that", "which")
    )
