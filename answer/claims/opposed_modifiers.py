"""Find a word of a claim where the paper has its opposite: before a noun, or one of two options.

`A high surface roughness` is not what a paper says that tells of a low one, and a dual-phase alloy
is no single-phase one. The pairs stand in `data/gaps.toml`.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise

from answer.claims.placement import place_of, stems_of, tokens_of
from answer.claims.question_gap import opposed_words
from answer.extractive.sentence_ranking import RankedSentence
from answer.grounding.synonyms import said_in
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
#: What came first and what came of it: `from slip to twinning`, `twinning takes over from slip`.
_STEPS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"\bfrom\s(?P<first>[^.;]{3,80}?)\sto\s(?:an?\s|the\s)?(?P<last>[^.;,]{3,60})",
        r"(?P<first>[^.;,]{3,60}?)\s(?:turn|transform|convert|transition)(?:s|ed)?\s(?:in)?to\s"
        r"(?P<last>[^.;,]{3,60})",
        r"(?P<last>[^.;,]{3,60}?)\s(?:takes?|took|taking)\sover\sfrom\s(?P<first>[^.;,]{3,60})",
        r"(?P<first>[^.;,]{3,60}?)\s(?:gives?|gave|giving)\sway\sto\s(?P<last>[^.;,]{3,60})",
        r"(?P<first>[^.;,]{3,60}?)\s(?:is|are|was|were|being)\sreplaced\sby\s(?P<last>[^.;,]{3,60})",
        r"(?P<last>[^.;,]{3,60}?)\s(?:replaces?|replaced(?! by))\s(?P<first>[^.;,]{3,60})",
    )
)
#: Which of two is the main one: `the slip mode (secondary)`, `minor oxidative wear`.
_RANKED = re.compile(
    r"(?P<named>(?:[\w-]+\s){1,3})\((?P<rank>dominant|main|primary|secondary|minor)\)"
    r"|\b(?P<before>minor|secondary|slight)\s(?P<behind>[\w-]+(?:\s[\w-]+)?)",
    re.IGNORECASE,
)
_GIVES_WAY = re.compile(r"\b(?:way to|over from|replaced by|replaces?)\b", re.IGNORECASE)
_YES = re.compile(r"yes\b", re.IGNORECASE)
#: What is said not to have been found.
_NOT_FOUND = re.compile(
    r"\bno (?:evidence|signs?|indications?|traces?) (?:of|for) (?P<what>[^,.;]{3,60}?)"
    r"(?=\s(?:in|of|for|at|up|during|after|with)\s|[,.;]|$)",
    re.IGNORECASE,
)
#: Of what they deny, so much must be asked.
_DENIED_OF_ASKED = 0.6
#: What is enough for something, and what is not.
_SUFFICES = re.compile(
    r"\b(?<!not )(?<!n't )(?:(?!not\b)\w+ enough|sufficient(?:ly)?)\s(?:\w+ )?(?:to|for)\b", re.I
)
_FALLS_SHORT = re.compile(
    r"\b(?:not (?:\w+ )?(?:enough|sufficient)|insufficient(?:ly)?"
    r"|too (?:low|small|weak|little|short|few))\s(?:\w+ )?(?:to|for)\b",
    re.IGNORECASE,
)
_MINOR = frozenset("secondary minor slight".split())
_MAINLY = re.compile(r"\b(?:dominat\w+|main\w*|most(?:ly)?|primar\w+|prevails?|chief\w*)\b", re.I)
_PART = re.compile(r"[,;]\s|\s(?:and|while|whereas|but|with)\s")
#: What a paper tells its subject apart from: `In contrast to the adhesive wear of the alloy, ...`.
_APART = re.compile(
    r"\b(?:in contrast (?:to|with)|contrary to|unlike)\s(?P<what>[^,;]{3,120}?)"
    r"\s(?:of|in|for|on)\s(?P<owner>[^,;]{2,80}),",
    re.IGNORECASE,
)
_AGAINST = re.compile(r"\b(?:contrast|contrary|unlike|than|compared|instead|whereas|while)\b", re.I)
#: What changes, in a claim, and what stays as it is, in a paper.
_CHANGES = re.compile(
    r"\s(?:changes?|changed|alters?|altered|affects?|affected|influences?|influenced)\s"
    r"(?:their |its |the )(?P<subject>(?:[\w-]+\s?){1,3})",
    re.IGNORECASE,
)
_CHANGED = re.compile(
    r"(?:yes\b\W*)?(?P<subject>[^,;]{3,90}?)\s(?:becomes?|gets?|grows?|grew|increase[sd]?|decrease[sd]?"
    r"|rises?|rose|falls?|fell|drops?|dropped|changes?|changed|var(?:y|ies|ied)|depends?|improve[sd]?)\b",
    re.IGNORECASE,
)
_UNCHANGED = re.compile(
    r"\s(?:is|are|was|were|remain(?:s|ed)?|stay(?:s|ed)?)\s(?:(?:\w+ly|almost)\s)?"
    r"(?:insensitive|unaffected|unchanged|independent|constant"
    r"|(?:(?:found|shown|observed) to be )?not (?:sensitive|affected|influenced))\b"
)


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
    compounds = frozenset().union(*map(_compounds, texts)) & _compounds(claim)
    within = {first for first, _ in compounds}
    told = _modified(claim)
    settled = {word for word, noun in told if (word, noun) in given}
    for word, noun in told:
        if word in settled or noun in within:
            continue  # `a greater strain hardening` tells nothing of a strain
        for other, its_noun in sorted(given):
            if its_noun == noun and other in _opposed().get(word, ()):
                yield word, other, noun


def told_otherwise(claim: str, texts: Sequence[str], question: str) -> str:
    """Return why a claim has two things the other way round than the papers; "" if it has not.

    What turned into what, what is said of the other of two, which of two is the main one, and what
    changes though the papers say that it stays as it is.

    Args:
        claim: What was written.
        texts: The sentences of the papers that it may rest on.
        question: What was asked.
    """
    if _DENIAL.search(claim):
        return ""
    given = [pair for text in texts for pair in _steps(text)]
    for first, last in _steps(claim):
        straight = any(first & one and last & other for one, other in given)
        if not straight and any(first & other and last & one for one, other in given):
            return "The passage says that the one turned into the other, the other way round."
        if not straight and _GIVES_WAY.search(claim):
            return "The passage does not say that the one turned into the other."
    if _YES.match(claim) and _denies_asked(texts, question):
        return "The passage denies what is asked."
    if _contradicts_enough(claim, texts):
        return "The passage says of this whether it is enough, the other way round."
    if not _AGAINST.search(claim) and (words := _of_the_other(claim, texts, question)):
        return f"The passage says {', '.join(sorted(words))} of what it tells this apart from."
    if _exchanges_ranks(claim, texts):
        return "The passage says of another that it is the main one."
    changed = _CHANGES.search(claim) or _CHANGED.match(claim)
    subject = stems_of(changed["subject"]) if changed else frozenset()
    if subject and any(subject <= one for one in _unchanged(texts)):
        return "The passage says that this does not change."
    return ""


def _steps(text: str) -> list[tuple[frozenset[str], frozenset[str]]]:
    """Return the stems of what a text says to turn into what, without those of both."""
    found = [(one["first"], one["last"]) for step in _STEPS for one in step.finditer(text)]
    pairs = [(stems_of(first), stems_of(last)) for first, last in found]
    return [(first - last, last - first) for first, last in pairs]


def _denies_asked(texts: Sequence[str], question: str) -> bool:
    """Return True where the papers deny of the alloy that is asked about what is asked of it."""
    asked = find_alloys(question)
    for text in texts:
        found = _NOT_FOUND.search(text)
        if found and any(compatible(a, b) for a in asked for b in find_alloys(text)):
            words = stems_of(found["what"])
            if words and len(said_in(words, stems_of(question))) > _DENIED_OF_ASKED * len(words):
                return True
    return False


def _contradicts_enough(claim: str, texts: Sequence[str]) -> bool:
    """Return True where a claim calls enough what the papers call too little, or turned round."""
    own = _SUFFICES.search(claim) or _FALLS_SHORT.search(claim)
    if own is None:
        return False
    its, other = (_SUFFICES, _FALLS_SHORT)[:: 1 if _FALLS_SHORT.search(claim) else -1]
    subject = stems_of(claim[: own.start()])
    near = [text for text in texts if len(said_in(subject, stems_of(text))) > len(subject) / 2]
    return any(its.search(text) for text in near) and not any(other.search(text) for text in near)


def _of_the_other(claim: str, texts: Sequence[str], question: str) -> frozenset[str]:
    """Return what of a claim the papers say only of that from which they tell a thing apart."""
    own = stems_of(claim) - stems_of(question)
    there: frozenset[str] = frozenset()
    apart: frozenset[str] = frozenset()
    for text in texts:
        other = _APART.search(text)
        rest = f"{text[: other.start()]} {text[other.end() :]}" if other else text
        if other and not (stems_of(other["owner"]) - stems_of(rest)) & stems_of(claim):
            apart |= said_in(own, stems_of(other["what"]))
            text = rest
        there |= said_in(own, stems_of(text))
    return apart - there


def _exchanges_ranks(claim: str, texts: Sequence[str]) -> bool:
    """Return True where a claim calls that the main one which the papers call the minor one."""
    minor: set[str] = set()
    major: set[str] = set()
    for text in texts:
        for found in _RANKED.finditer(text):
            elsewhere = stems_of(f"{text[: found.start()]} {text[found.end() :]}")
            words = stems_of(found["named"] or found["behind"]) - elsewhere
            is_minor = (found["rank"] or found["before"]).lower() in _MINOR
            (minor if is_minor else major).update(words)
    told = frozenset().union(*(stems_of(p) for p in _PART.split(claim) if _MAINLY.search(p)))
    return not told.isdisjoint(minor) and told.isdisjoint(major)


def _unchanged(texts: Sequence[str]) -> list[frozenset[str]]:
    """Return the stems of what the papers say to stay as it is."""
    parts = [part for text in texts for part in _PART.split(text)]
    found = [(part, _UNCHANGED.search(part)) for part in parts]
    return [stems_of(part[: match.start()]) for part, match in found if match]


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


def _compounds(text: str) -> frozenset[tuple[str, str]]:
    """Return each two telling words of a text that stand next to one another."""
    stems = [token.stem for token in tokens_of(text)]
    return frozenset((one, two) for one, two in pairwise(stems) if one and two)


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
