"""Measure whether a bare answer stands in the clause that its question asks about, and where in it.

A sentence tells of several things: `Cr raises the ductility, whereas Co lowers it`. What stands in
another clause than the one that holds the question, or in another place of that clause, answers
another question.
"""

import re
from collections.abc import Callable, Sequence
from functools import lru_cache

from answer.claims.placement import stems_of, tokens_of
from answer.claims.question_gap import Gap, words_added
from answer.grounding.synonyms import light_words, said_in
from builder.materials.alloys import compatible, find_alloys
from builder.nlp.clause import Clause
from builder.nlp.clause_parser import read_clauses
from builder.nlp.main_verb import find_verb
from retrieval.lexical import stem

#: A clause may end here.
_BORDER = re.compile(
    r";\s|:\s|(?P<contrast>,?\s(?:whereas|while|whilst|but(?!\salso)|although|though|however)\s)"
    r"|,\s(?:and|as|so|yet|which|where)\s"
)
#: A clause of a sentence, or what stands for one, may begin here.
_STATEMENT = re.compile(
    r";\s|:\s|,?\s(?=(?:which|whereas|while|whilst|but|although|though|where|because|indicating"
    r"|suggesting|implying|leading|resulting|making|showing|demonstrating|thus|thereby|therefore"
    r"|due to|(?:\w+ly\s)?based)\s)|,\s(?=(?:and|as|so|with|compared)\s|\w+ing\s)"
)
#: Between what comes of something and what it comes of; between the two the other way round.
_COMES_OF = re.compile(
    r"\b(?:due to|because(?: of)?|owing to|(?:attribut|ascrib)ed to|as a result of|results? from"
    r"|resulting from|(?:caus|induc|affect|govern|controll|driv|trigger)(?:ed|en) by|thanks to"
    r"|arises? from|stems? from|originates? from)\s",
    re.IGNORECASE,
)
#: `Due to the fine grains, the hardness rises.`
_DUE_FIRST = re.compile(
    r"(?:due to|because of|owing to|as a result of|thanks to)\s(?P<cause>[^;]{3,300}?),\s"
    r"(?P<effect>(?:the|it|its|this|these|their|an?)\s.+)",
    re.IGNORECASE,
)
_LEADS_TO = re.compile(
    r",\s(?:thus\s|thereby\s|which\s|hence\s)?(?=\w+ing\s)|\s(?:leads?|led|leading) to\s"
    r"|\s(?:results?|resulted|resulting) in\s|\s(?:causes?|caused|causing|thereby|thus|so that)\s",
    re.IGNORECASE,
)
#: Of what is asked, and of what is answered, so much must stand on its side of these.
_ASKED_THERE, _TOLD_THERE = 0.5, 0.8
#: First words of an adjunct, by the gap that it fills.
_ADJUNCTS = (
    ("cause", re.compile(r"due|because|owing|as a result|thanks")),
    ("means", re.compile(r"by|through|via|using")),
    ("time", re.compile(r"after|during|upon|when|once|if|until|at|under|above|below|up|between")),
)
#: What the verb of the question adds to the words that a clause shares with it.
_OF_VERB = 0.3
#: Clauses that hold this much less of the question than another are not asked about.
_LESS = 0.1

Share = Callable[[frozenset[str]], float]


@lru_cache(maxsize=4096)
def parts_of(sentence: str) -> tuple[str, ...]:
    """Return the parts of a sentence that have a verb of their own, in order."""
    cuts = [0]
    for border in _BORDER.finditer(sentence):
        before, behind = sentence[cuts[-1] : border.start()], sentence[border.end() :]
        nearest = _BORDER.search(behind)
        own = behind[: nearest.start()] if nearest else behind
        if find_verb(own) and (border["contrast"] or find_verb(before)):
            cuts.append(border.start())
    return tuple(
        sentence[start:end] for start, end in zip(cuts, [*cuts[1:], len(sentence)], strict=True)
    )


def statements_of(sentence: str) -> list[str]:
    """Return the clauses of a sentence, and what stands for one: `…, making it brittle`."""
    return [part for part in _STATEMENT.split(sentence) if part]


def asked_parts(sentence: str, share: Share) -> list[frozenset[str]]:
    """Return the stems of those parts of a sentence that hold most of a question.

    Args:
        sentence: A sentence of a paper.
        share: How much of the question a set of stems holds, 0 to 1.
    """
    parts = [stems_of(part) for part in parts_of(sentence)]
    told = [share(part) for part in parts]
    return [part for part, one in zip(parts, told, strict=True) if one >= max(told) - _LESS]


def clause_features(
    answer: str, sentence: str, gap: Gap, share: Share, names: frozenset[str]
) -> dict[str, float]:
    """Return how a bare answer stands to the clause of its sentence that holds the question.

    Args:
        answer: What was answered.
        sentence: The sentence that holds most of it.
        gap: What the question leaves open.
        share: How much of the question a set of stems holds, 0 to 1.
        names: The words of the question, and their other names.
    """
    own = stems_of(answer)
    new = own - names or own
    chosen = asked_parts(sentence, share)
    inside = max(len(new & part) for part in chosen) / len(new)
    held = len(new & stems_of(sentence)) / len(new)
    features = {"in another clause": held - inside if held else 0.0}
    clauses = read_clauses(sentence)
    if not clauses:
        return features | {"no clause": 1.0}
    best = max(clauses, key=lambda one: share(_stems(one)) + _OF_VERB * _has_verb(one, gap))
    places = [(name, stems_of(text)) for name, text in _places(best)]
    name, stems = max(places, key=lambda place: len(new & place[1]))
    part = len(new & stems) / len(new)
    around = stems & names
    return features | {
        "clause with its verb": float(_has_verb(best, gap)),
        f"{name} for {gap.role}": part,
        f"outside for {gap.role}": 1.0 - part,
        f"beside the question for {gap.role}": share(around) if part else 0.0,
        f"part of a place for {gap.role}": len(own & stems) / len(stems) if stems else 0.0,
    }


def _stems(clause: Clause) -> frozenset[str]:
    return stems_of(f"{clause.lead} {clause.subject} {clause.verb} {clause.rest}")


def _has_verb(clause: Clause, gap: Gap) -> bool:
    return not gap.verbs.isdisjoint(token.stem for token in tokens_of(clause.verb))


def _places(clause: Clause) -> Sequence[tuple[str, str]]:
    """Return the grammatical places of a clause with what fills them."""
    core = clause.core
    by_agent = re.match(r"(?:\w+ )?by\b", core) is not None
    return [
        ("subject", clause.subject),
        ("agent" if by_agent else "object", core),
        *((_kind(first), text) for first, text in clause.adjuncts),
        ("lead", clause.lead),
        ("tail", clause.tail),
    ]


def _kind(first: str) -> str:
    return next((kind for kind, words in _ADJUNCTS if words.match(first)), "adjunct")


def tells_cause(answer: str, question: str, sentence: str) -> bool:
    """Return True where a sentence says that what is asked about comes of what is answered.

    Args:
        answer: What was answered.
        question: What was asked, as `Gap.text`.
        sentence: A sentence of a paper.
    """
    asked = stems_of(question)
    new = stems_of(answer) - asked - frozenset(map(stem, words_added().split()))
    for cause, effect in _causes(sentence) if asked and new else ():
        own = new - said_in(new, stems_of(effect)) or new
        if (
            not _names_others(question, effect)
            and len(said_in(own, stems_of(cause))) >= _TOLD_THERE * len(own)
            and len(said_in(asked, stems_of(effect))) >= _ASKED_THERE * len(asked)
        ):
            return True
    return False


def _names_others(one: str, other: str) -> bool:
    """Return True for two texts that name alloys, and none in common."""
    mine, its = find_alloys(one), find_alloys(other)
    return bool(mine and its) and not any(compatible(a, b) for a in mine for b in its)


def turns_cause(claim: str, texts: Sequence[str]) -> bool:
    """Return True for a claim that gives as the cause what the papers say came of it.

    Args:
        claim: What was written.
        texts: The sentences of the papers.
    """
    return any(
        any(tells_cause(effect, cause, text) for text in texts)
        and not any(tells_cause(cause, effect, text) for text in texts)
        for cause, effect in _causes(claim)
    )


def gives_other_cause(claim: str, question: str, texts: Sequence[str]) -> bool:
    """Return True for a claim that names as the cause of one thing that of another.

    Args:
        claim: What was written.
        question: What was asked; what the claim repeats of it is not looked for.
        texts: The sentences of the papers.
    """
    for cause, effect in _causes(claim):
        known = stems_of(question) | frozenset(map(stem, words_added().split())) | light_words()
        told, caused = stems_of(cause) - known, stems_of(effect) - known
        near = [
            text for text in texts if len(said_in(told, stems_of(text))) >= _TOLD_THERE * len(told)
        ]
        if told and caused and near:
            held = max(len(said_in(caused, stems_of(text))) for text in near)
            if held < _ASKED_THERE * len(caused):
                return True
    return False


def _causes(sentence: str) -> list[tuple[str, str]]:
    """Return what a sentence names as causes, each with what comes of it."""
    first = _DUE_FIRST.match(sentence)
    if first:
        return [(first["cause"], first["effect"])]
    behind = [(one.start(), one.end()) for one in _COMES_OF.finditer(sentence)]
    before = [(one.start(), one.end()) for one in _LEADS_TO.finditer(sentence)]
    return [(sentence[end:], sentence[:start]) for start, end in behind] + [
        (sentence[:start], sentence[end:]) for start, end in before
    ]
