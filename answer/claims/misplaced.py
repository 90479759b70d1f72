"""Tell that a bare answer stands where it cannot answer its question.

What is likely by its words may still be told of something else: what was reduced later and not
first, the alloy of another structure, the method by which a sample was looked at where it is asked
how the sample was made. Each rule here names a place that shuts the answer out; what none of them
names is left to `answer.claims.answer_model`.
"""

import re
from collections.abc import Callable, Sequence

from answer.claims.asked_clause import parts_of
from answer.claims.placement import place_of, stems_of, tokens_of
from answer.claims.question_gap import asked_noun, find_gap, is_asked_as, ordinals
from answer.extractive.sentence_ranking import RankedSentence
from answer.question.parse import ParsedQuestion
from answer.question.wording.variants import variants
from builder.materials.alloys import compatible, find_alloys
from builder.materials.quantities import find_quantities
from builder.materials.vocabulary import find_terms, is_phase
from builder.nlp.clause_parser import read_clauses
from builder.nlp.word_classes import DENIAL
from retrieval.lexical import stem

_CAUSE = re.compile(
    r"\b(?:due to|because of|owing to|as a result of|thanks to|(?:attribut|ascrib)ed to)"
    r"(?:\s(?:the|an?|its|their))?\s*$",
    re.IGNORECASE,
)
_AND = re.compile(r"[\s,;]*(?:and|or|as well as)\s(?:an?\s|the\s)?", re.IGNORECASE)
#: What a question denies of what it asks for, up to three words.
_DENIED = re.compile(
    r"\b(?:no|not|without|lacks?|lacking|free (?:of|from))\s(?P<what>(?:[\w-]+\s?){1,3})",
    re.IGNORECASE,
)
#: Phases by their letter alone, as in `fcc + σ`.
_LETTERS = {"σ": "sigma", "μ": "mu", "µ": "mu", "η": "eta", "γ": "gamma", "δ": "delta"}
_GREEK = re.compile("|".join(_LETTERS))
_SIDE = re.compile(
    r"\b(?P<side>before|prior to|after|following|during|upon)\s(?:the\s)?(?:\w+\s)?"
    r"(?P<what>\w+(?:ing|ment|tion))\b",
    re.IGNORECASE,
)
_FREE = re.compile(r"-free\b", re.IGNORECASE)
#: A part of a sentence that holds so much more of a question is the one that is asked about.
_MUCH_MORE = 0.3
#: The likeliest sentences, of which one may tell of what is asked.
_LIKELY = 6
#: A carbide beside an alloy is no other alloy.
_FEWEST_ELEMENTS = 3
#: Crystal structures, of which an alloy that a text calls by one has no other.
_STRUCTURES = frozenset({"FCC", "BCC", "HCP"})

Rule = Callable[[ParsedQuestion, str, RankedSentence, Sequence[RankedSentence]], bool]


def is_misplaced(
    question: ParsedQuestion,
    answer: str,
    sentence: RankedSentence,
    ranked: Sequence[RankedSentence],
) -> bool:
    """Return True for a bare answer that its sentence tells of something else than is asked.

    Args:
        question: The question.
        answer: What was answered, less than a sentence.
        sentence: The sentence that holds most of the answer.
        ranked: The sentences of the papers, the likeliest first.
    """
    return any(rule(question, answer, sentence, ranked) for rule in _RULES)


def _names_cause(
    question: ParsedQuestion, answer: str, sentence: RankedSentence, _: Sequence[RankedSentence]
) -> bool:
    """`X had the best resistance due to Y`: Y is no X."""
    gap = find_gap(question.text)
    if gap.role not in ("subject", "object", "complement") or not is_asked_as("state", gap.text):
        return False
    before, _behind = _around(answer, sentence)
    return _CAUSE.search(before) is not None


def _is_other_kind(
    question: ParsedQuestion, answer: str, _: RankedSentence, __: Sequence[RankedSentence]
) -> bool:
    """A method of looking at a sample is no way of making it, and the other way round."""
    kinds = {term.kind for term in find_terms(answer)}
    text = find_gap(question.text).text
    made, looked_at = is_asked_as("making", text), is_asked_as("looking", text)
    if made == looked_at or find_gap(question.text).role not in (
        "means",
        "subject",
        "circumstance",
    ):
        return False
    return ("method" if made else "process") in kinds and (
        "process" if made else "method"
    ) not in kinds


def _is_beside_asked(
    question: ParsedQuestion, answer: str, sentence: RankedSentence, _: Sequence[RankedSentence]
) -> bool:
    """`a weak texture and many twins`: the twins are no texture."""
    noun = asked_noun(find_gap(question.text))
    if not noun or noun in stems_of(answer):
        return False
    before, behind = _around(answer, sentence)
    tokens = tokens_of(before)
    if noun in stems_of(behind):
        return False
    last = next((token for token in reversed(tokens) if token.stem), None)
    if last is None or last.stem != noun:
        return False
    return _AND.fullmatch(before[last.start + len(last.word) :]) is not None


def _is_of_other_time(
    question: ParsedQuestion, _: str, sentence: RankedSentence, ranked: Sequence[RankedSentence]
) -> bool:
    """What came later is not what came first, if a likely sentence tells of the first."""
    return any(
        words.search(question.text)
        and not words.search(sentence.statement.text)
        and any(words.search(one.statement.text) for one in ranked[:_LIKELY])
        for words in ordinals()
    )


def _has_what_is_denied(
    question: ParsedQuestion, answer: str, sentence: RankedSentence, _: Sequence[RankedSentence]
) -> bool:
    """`Which coatings contain no sigma phase?` is not answered by one that is said to have it."""
    denied = _DENIED.search(question.text)
    if denied is None or question.yes_no:
        return False
    part = _part_of(answer, sentence)
    if DENIAL.search(part) or _FREE.search(part):
        return False
    names = {term.name for term in find_terms(denied["what"])}
    if names:
        text = _GREEK.sub(lambda letter: f"{_LETTERS[letter.group()]} phase", part)
        return names <= {term.name for term in find_terms(text)}
    words = stems_of(denied["what"])
    return bool(words) and words <= stems_of(part)


def _is_of_other_structure(
    question: ParsedQuestion, answer: str, sentence: RankedSentence, _: Sequence[RankedSentence]
) -> bool:
    """An alloy in a list of bcc alloys is no hcp alloy."""
    asked = {term.name for term in find_terms(question.text) if is_phase(term)} & _STRUCTURES
    if not asked or not find_alloys(answer):
        return False
    before, behind = _around(answer, sentence)
    part = _part_of(answer, sentence)
    near = [term.name for term in find_terms(part) if term.name in _STRUCTURES]
    told = [term.name for term in find_terms(before) if term.name in near]
    comes = {term.name for term in find_terms(behind) if term.name in near}
    return bool(told) and told[-1] not in asked and not comes & asked


def _is_of_other_alloy(
    question: ParsedQuestion,
    answer: str,
    sentence: RankedSentence,
    ranked: Sequence[RankedSentence],
) -> bool:
    """What a clause tells of one alloy is not told of another, which the paper names as well."""
    if not question.alloys or find_alloys(answer) or question.yes_no:
        return False
    own = stems_of(answer)
    for clause in read_clauses(sentence.statement.text):
        if not own <= stems_of(clause.rest):
            continue
        named = [
            one
            for one in find_alloys(f"{clause.lead} {clause.subject}")
            if len(one.elements) >= _FEWEST_ELEMENTS
        ]
        return bool(named) and not any(
            compatible(one, other) for one in named for other in question.alloys
        )
    return False


def _is_after_other_process(
    question: ParsedQuestion, answer: str, sentence: RankedSentence, _: Sequence[RankedSentence]
) -> bool:
    """What came of one process, where another part of the sentence tells of the one asked about."""
    asked = {term.name for term in find_terms(question.text) if term.kind == "process"}
    own = {term.name for term in find_terms(answer)}
    part = find_terms(_part_of(answer, sentence))
    here = {term.name for term in part if term.kind == "process"} - own
    there = {term.name for term in find_terms(sentence.statement.text)}
    return bool(here - asked) and bool((asked - here) & there - own)


def _is_in_other_part(
    question: ParsedQuestion, answer: str, sentence: RankedSentence, _: Sequence[RankedSentence]
) -> bool:
    """What one part of a sentence tells of another thing than the part that holds the question."""
    own = stems_of(answer)
    asked = stems_of(find_gap(question.text).text) - own
    parts = [stems_of(part) for part in parts_of(sentence.statement.text)]
    if len(parts) < 2 or not asked:
        return False
    told = [sum(not variants(w).isdisjoint(part) for w in asked) / len(asked) for part in parts]
    mine = max(range(len(parts)), key=lambda n: (len(own & parts[n]), told[n]))
    return max(told) - told[mine] >= _MUCH_MORE


def _is_of_other_side(
    question: ParsedQuestion, answer: str, sentence: RankedSentence, _: Sequence[RankedSentence]
) -> bool:
    """What a treatment led to is not what was before it."""
    told = _sides(_part_of(answer, sentence))
    return any(
        side not in told[word]
        for word, sides in _sides(question.text).items()
        if word in told
        for side in sides
    )


def _sides(text: str) -> dict[str, set[bool]]:
    """Return for each treatment that a text places something by: before it, or not."""
    found: dict[str, set[bool]] = {}
    for match in _SIDE.finditer(text):
        before = match["side"].lower() in ("before", "prior to")
        found.setdefault(stem(match["what"].lower()), set()).add(before)
    return found


def _skips_member(
    _: ParsedQuestion, answer: str, sentence: RankedSentence, __: Sequence[RankedSentence]
) -> bool:
    """`A-based glass` is none of `A and B-based glass`; two of three are not the list."""
    text = sentence.statement.text
    own = tokens_of(answer)
    tokens = tokens_of(text)
    place = place_of(own, tokens)
    if place is None:
        return False
    words = [token.word for token in own]
    held = {token.word for token in own}
    first, last = place
    skipped = [n for n in range(first, last) if tokens[n].word not in held]
    return any(
        tokens[n].stem
        and ("and" in (tokens[n - 1].word, tokens[min(n + 1, last - 1)].word))
        and "and" not in words
        for n in skipped
    )


def _lists_others(
    question: ParsedQuestion, answer: str, sentence: RankedSentence, _: Sequence[RankedSentence]
) -> bool:
    """Of two things in a list one stands in the part that holds the question, the other not."""
    asked = stems_of(find_gap(question.text).text) - stems_of(answer)
    named = [words for one in _AND.split(answer) if (words := stems_of(one) - asked)]
    parts = [stems_of(part) for part in parts_of(sentence.statement.text)]
    if len(named) < 2 or len(parts) < 2 or question.yes_no:
        return False
    best = max(parts, key=lambda part: len(asked & part))
    elsewhere = frozenset().union(*parts) - best
    return any(one <= best for one in named) and any(one <= elsewhere for one in named)


def _gives_no_amount(
    question: ParsedQuestion, answer: str, _: RankedSentence, __: Sequence[RankedSentence]
) -> bool:
    """Settings and parameters are amounts."""
    return is_asked_as("amounts", find_gap(question.text).text) and not find_quantities(answer)


_RULES: tuple[Rule, ...] = (
    _names_cause,
    _is_other_kind,
    _is_beside_asked,
    _is_of_other_time,
    _has_what_is_denied,
    _is_of_other_structure,
    _is_of_other_alloy,
    _is_after_other_process,
    _is_in_other_part,
    _is_of_other_side,
    _skips_member,
    _lists_others,
    _gives_no_amount,
)


def _around(answer: str, sentence: RankedSentence) -> tuple[str, str]:
    """Return the text before and behind an answer in its sentence; nothing if it is not there."""
    text = sentence.statement.text
    tokens = tokens_of(text)
    place = place_of(tokens_of(answer), tokens)
    if place is None:
        return "", ""
    first, last = tokens[place[0]], tokens[place[1] - 1]
    return text[: first.start], text[last.start + len(last.word) :]


def _part_of(answer: str, sentence: RankedSentence) -> str:
    """Return the part of a sentence, with a verb of its own, that holds most of an answer."""
    own = stems_of(answer)
    return max(parts_of(sentence.statement.text), key=lambda part: len(own & stems_of(part)))
