"""Find a word of a claim where the paper has its opposite: before a noun, or one of two options.

`A high surface roughness` is not what a paper says that tells of a low one, and a dual-phase alloy
is no single-phase one. The pairs stand in `data/gaps.toml`.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from answer.claims.placement import place_of, stems_of, tokens_of
from answer.claims.question_gap import opposed_words
from answer.extractive.sentence_ranking import RankedSentence
from answer.question.parse import ParsedQuestion
from builder.materials.alloys import compatible, find_alloys
from builder.materials.vocabulary import find_terms, is_phase
from builder.nlp.word_classes import LESS, MORE

#: Crystal structures; an answer with one more tells of something else.
_STRUCTURES = frozenset({"FCC", "BCC", "HCP"})
_DENIAL = re.compile(r"\b(?:no|not|never|nor|neither|without)\b|n't\b", re.IGNORECASE)
_THAN = re.compile(
    r"\b(?P<word>more|less|fewer|better|worse|(?:high|low|larg|small|great|strong|weak|hard|soft|fast"
    r"|slow|dens|thick|thin|long|short|tough)er|superior|inferior)\b(?P<between>.{0,60}?)"
    r"\b(?:than|to)\s",
    re.IGNORECASE,
)
#: Behind what something is compared with.
_CLAUSE_END = re.compile(r"[,;]\s|\s(?:because|since|as|while|whereas|due|when|which|and were)\s")
#: The likeliest sentences, in which two options may be compared.
_COMPARED = 4
#: Words behind a modifier, one of which is its noun.
_REACH = 2


def opposed_modifiers(claim: str, texts: Sequence[str]) -> Iterator[tuple[str, str, str]]:
    """Yield each noun of a claim that stands with the opposite modifier in the papers.

    A claim that denies something is passed over: `no high porosity` is a low one.

    Args:
        claim: What was written.
        texts: The sentences of the papers that it may rest on.

    Yields:
        The modifier of the claim, that of the papers, and the stem of their noun.
    """
    if _DENIAL.search(claim):
        return
    given = {pair for text in texts for pair in _modified(text)}
    for word, noun in _modified(claim):
        if (word, noun) in given:
            continue
        for other, its_noun in sorted(given):
            if its_noun == noun and other in _opposed().get(word, ()):
                yield word, other, noun


def is_wrong_option(
    question: ParsedQuestion, answer: str, ranked: Sequence[RankedSentence]
) -> bool | None:
    """Return True for one of two options that a sentence compares the other way than is answered.

    `Is A harder than, or B?` is answered by A only where A is said to be harder, or B softer.

    Returns:
        None if no sentence tells the two apart.
    """
    asked_more, asked_less = MORE.search(question.text), LESS.search(question.text)
    own = stems_of(answer)
    if bool(asked_more) == bool(asked_less) or not own:
        return None
    topic = stems_of(question.text) - own
    for one in ranked[:_COMPARED]:
        text = one.statement.text
        found = _THAN.search(text)
        if found is None or not topic & stems_of(text):
            continue
        compared = _CLAUSE_END.split(text[found.end() :])[0]
        before, behind = stems_of(text[: found.start()]), stems_of(compared)
        if (own <= before) == (own <= behind):
            continue
        same_way = bool(LESS.search(found["word"])) == bool(asked_less)
        return (own <= before) != same_way
    return None


def stands_opposed(answer: str, question: str, sentence: str) -> bool:
    """Return True where the word behind an answer is the opposite of one that the question has.

    `B4C outer, TiC inner layer` has no B4C where the innermost layer is asked for.
    """
    tokens = tokens_of(sentence)
    place = place_of(tokens_of(answer), tokens)
    if place is None or place[1] >= len(tokens):
        return False
    behind = tokens[place[1]].word
    asked = {token.word for token in tokens_of(question)}
    return behind not in asked and not asked.isdisjoint(_opposed().get(behind, ()))


def names_another(answer: str, by_rules: str) -> bool:
    """Return True where an answer names other alloys than the rules do, or phases beside theirs."""
    named, theirs = find_alloys(answer), find_alloys(by_rules)
    if named and theirs:
        return not any(compatible(one, other) for one in named for other in theirs)
    phases = {term.name for term in find_terms(answer) if is_phase(term)}
    known = {term.name for term in find_terms(by_rules) if is_phase(term)}
    return bool(known) and bool((phases - known) & _STRUCTURES)


def _modified(text: str) -> list[tuple[str, str]]:
    """Return the modifiers of a text that have an opposite, each with nouns it may belong to."""
    tokens = tokens_of(text)
    return [
        (token.word, behind.stem)
        for n, token in enumerate(tokens)
        if token.word in _opposed()
        for behind in tokens[n + 1 : n + 1 + _REACH]
        if behind.stem
    ]


@cache
def _opposed() -> dict[str, frozenset[str]]:
    """Return, for each modifier, those that shut it out."""
    found: dict[str, frozenset[str]] = {}
    for one, other in opposed_words():
        for mine, theirs in ((one, other), (other, one)):
            for word in mine:
                found[word] = found.get(word, frozenset()) | theirs
    return found
