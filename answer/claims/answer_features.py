"""Measure how well a bare answer fills the gap of its question in the sentence that holds it."""

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from answer.claims.asked_clause import clause_features
from answer.claims.placement import Token, in_order, place_of, stems_of, tokens_of
from answer.claims.question_gap import PREPOSITIONS, Gap, find_gap, is_led, opens_fit
from answer.extractive.sentence_ranking import RankedSentence
from answer.question.parse import ParsedQuestion
from answer.question.wording.variants import variants
from builder.materials.alloys import find_alloys
from builder.materials.quantities import find_quantities
from builder.materials.vocabulary import find_terms, is_phase
from builder.nlp.clause_parser import read_clauses
from retrieval.lexical import terms

#: Words of a question that its answer need not stand beside.
_OF_ASKING = frozenset(terms("report show role play result happen effect consequence"))
#: So far, in words, a word of the question may stand from the answer to count as near.
_FAR = 12
#: A difference of scores from which on it does not matter.
_MOST_MARGIN = 4.0
#: A question is asked in the words of a sentence that holds this share of its telling words ...
_TOLD = 0.75
#: ... and this share of all its words in runs of two and more: .90 of 1,771 drafted questions, .03
#: of 71 that people wrote.
_IN_ORDER = 0.45
#: Whether the words behind, or before, the answer are those that the question has.
_DETERMINERS = frozenset("the a an its their this these".split())
_BEFORE_ITS_VERB = ("subject",)
_BEHIND_ITS_VERB = ("object", "complement")


@dataclass(frozen=True, slots=True)
class PlacedAnswer:
    """A bare answer, the sentence that holds most of it, and what is measured of both."""

    sentence: RankedSentence
    held: float
    """Share of the words of the answer in that sentence."""
    in_its_words: bool
    """Whether the question is asked in the words of a sentence of the papers."""
    copied: float
    """The greatest share of the question in runs of words of one sentence, 0 to 1."""
    features: dict[str, float]


@dataclass(frozen=True, slots=True)
class _Asked:
    """The telling words of a question, each with its other names."""

    gap: Gap
    words: frozenset[str]
    known_as: dict[str, frozenset[str]]

    @property
    def all_names(self) -> frozenset[str]:
        return frozenset().union(*self.known_as.values())

    def share(self, stems: frozenset[str]) -> float:
        if not self.words:
            return 0.0
        return sum(not self.known_as[w].isdisjoint(stems) for w in self.words) / len(self.words)


def place_answer(
    question: ParsedQuestion, answer: str, ranked: Sequence[RankedSentence], short: str | None
) -> PlacedAnswer | None:
    """Place a bare answer in the papers found for its question, and measure how well it fits.

    Args:
        question: The question.
        answer: What was answered, less than a sentence.
        ranked: The sentences of the papers, the likeliest first.
        short: The bare answer by rules; None if they give none.

    Returns:
        None if there are no sentences or the answer has no telling word.
    """
    own = stems_of(answer)
    if not ranked or not own:
        return None
    gap = find_gap(question.text)
    words = stems_of(gap.text) - _OF_ASKING
    asked = _Asked(gap, words, {word: variants(word) | {word} for word in words})
    texts = [one.statement.text for one in ranked]
    shares = [len(own & stems_of(text)) / len(own) for text in texts]
    rank = max(range(len(ranked)), key=lambda n: (round(shares[n], 2), -n))
    features = {
        "always": 1.0,
        **_rank_features(ranked, rank),
        **_word_features(own, asked.all_names, texts),
        **_beside(tokens_of(answer), tokens_of(texts[rank]), asked, texts),
        **clause_features(answer, texts[rank], gap, asked.share, asked.all_names),
        **_kind_features(question, answer, gap),
        **_short_features(answer, short),
    }
    clause = bool(read_clauses(answer))
    features["clause"] = float(clause)
    features[f"clause for {gap.role}"] = float(clause)
    features["clause of the question's words"] = features["in question"] * clause
    copied = max(in_order(gap.text, text) for text in texts)
    return PlacedAnswer(ranked[rank], shares[rank], _copies(asked, texts), copied, features)


def _copies(asked: _Asked, texts: Sequence[str]) -> bool:
    """Return True if one sentence has most of a question's words, and many of them in its order."""
    return any(
        asked.share(stems_of(text)) >= _TOLD and in_order(asked.gap.text, text) >= _IN_ORDER
        for text in texts
    )


def _rank_features(ranked: Sequence[RankedSentence], rank: int) -> dict[str, float]:
    """Return how likely the sentence answers, beside the likeliest."""
    best = ranked[0].score
    behind = best - ranked[rank].score
    odds = sum(math.exp(one.score - best) for one in ranked)
    return {
        "first": float(rank == 0),
        "second": float(rank == 1),
        "margin": min(behind, _MOST_MARGIN) / _MOST_MARGIN,
        "probability": math.exp(-behind) / odds,
    }


def _word_features(
    own: frozenset[str], asked: frozenset[str], texts: Sequence[str]
) -> dict[str, float]:
    """Return how much of an answer, rare words more, the likeliest sentences hold."""
    counts = Counter(word for text in texts for word in stems_of(text))
    weight = {word: math.log(1 + len(texts) / counts.get(word, 1)) for word in own}
    whole = sum(weight.values())
    held = [sum(weight[w] for w in own & stems_of(text)) / whole for text in texts]
    most = max(held)
    return {
        "held": most,
        "less in first": held[0] - most,
        "less in first two": max(held[:2]) - most,
        "less in first three": max(held[:3]) - most,
        "unknown": sum(weight[w] for w in own if w not in counts) / whole,
        "new": sum(weight[w] for w in own - asked) / whole,
        "in question": len(own & asked) / len(own),
        "length": min(len(own), 12) / 12,
    }


def _beside(
    answer: Sequence[Token], sentence: Sequence[Token], asked: _Asked, texts: Sequence[str]
) -> dict[str, float]:
    """Return how the words of the question stand around the answer in its sentence."""
    place = place_of(answer, sentence)
    first, last = place or (0, 0)
    names, role = asked.all_names, asked.gap.role
    around = [(n, t.stem) for n, t in enumerate(sentence) if t.stem and not first <= n < last]
    said = [n for n, stem in around if stem in names]
    before, behind = [n for n in said if n < first], [n for n in said if n >= last]
    stems = frozenset(stem for _, stem in around)
    in_paper = frozenset().union(*map(stems_of, texts))
    known = asked.share(in_paper)
    features = {
        "placed": float(place is not None),
        "question around": asked.share(stems) / known if known else 0.0,
        "all of question around": asked.share(stems),
        f"side for {role}": (len(behind) - len(before)) / len(said) if said else 0.0,
        f"near before for {role}": 1 / min((first - n for n in before), default=_FAR),
        f"near behind for {role}": 1 / min((n - last + 1 for n in behind), default=_FAR),
        "words else": min(sum(stem not in names for _, stem in around), 20) / 20,
    }
    if said and place:
        start, end = min(first, *said), max(last, max(said) + 1)
        between = sum(start <= n < end and stem not in names for n, stem in around)
        features["words between"] = min(between, 10) / 10
    lead = " ".join(token.word for token in sentence[max(first - 3, 0) : first])
    features[f"led for {role}"] = float(place is not None and is_led(role, lead))
    if not place:
        return features
    return (
        features
        | _preposition_features(sentence, first, asked.gap)
        | _verb_features(sentence, first, last, asked.gap)
    )


def _preposition_features(sentence: Sequence[Token], first: int, gap: Gap) -> dict[str, float]:
    """Return which preposition stands before an answer, or begins it, and which is asked for."""
    start = first
    while start and sentence[start - 1].word in _DETERMINERS:
        start -= 1
    near = [token.word for token in sentence[max(start - 1, 0) : first + 1]]
    found = next((word for word in reversed(near) if word in PREPOSITIONS), "")
    if gap.preposition:
        same = gap.preposition in near
        return {"its preposition": float(same), "preposition lacking": float(not same)}
    return {f"behind a preposition for {gap.role}": float(found != "")}


def _verb_features(sentence: Sequence[Token], first: int, last: int, gap: Gap) -> dict[str, float]:
    """Return where the verb of the question stands: its subject before it, its object behind."""
    verbs = [n for n, token in enumerate(sentence) if token.stem in gap.verbs]
    if not verbs or not gap.verbs:
        return {}
    features = {f"verb for {gap.role}": 1.0}
    telling = [
        n for n, token in enumerate(sentence) if token.stem and not token.word.endswith("ly")
    ]
    if gap.role in _BEFORE_ITS_VERB:
        following = next((n for n in telling if n >= last), -1)
        features |= {
            "verb next": float(following in verbs),
            "verb behind": float(any(n >= last for n in verbs)),
            "verb wrongly before": float(all(n < first for n in verbs)),
        }
    elif gap.role in _BEHIND_ITS_VERB:
        leading = next((n for n in reversed(telling) if n < first), -1)
        features |= {
            "verb last": float(leading in verbs),
            "verb before": float(any(n < first for n in verbs)),
            "verb wrongly behind": float(all(n >= last for n in verbs)),
        }
    return features


def _kind_features(question: ParsedQuestion, answer: str, gap: Gap) -> dict[str, float]:
    """Return whether an answer is of the kind that is asked for."""
    named, quantities = find_terms(answer), find_quantities(answer)
    has = {
        "phase": any(map(is_phase, named)),
        "number": bool(quantities),
        "alloy": bool(find_alloys(answer)),
        "method": any(term.kind in ("process", "method") for term in named),
    }
    bare = [
        token
        for token in tokens_of(answer)
        if token.stem and not any(q.start <= token.start < q.end for q in quantities)
    ]
    wanted = question.wants or ""
    features = {
        f"{wanted} there" if has.get(wanted) else f"{wanted} lacking": float(wanted in has),
        "number alone": float(bool(quantities) and not bare and wanted != "number"),
        "number unasked": float(bool(quantities) and len(bare) < 3 and wanted != "number"),
        "number alone, for no noun": float(bool(quantities) and not bare and not gap.noun),
        "opening fits": float(opens_fit(gap.role, answer)),
        f"opening fits {gap.role}": float(opens_fit(gap.role, answer)),
    }
    return {name: value for name, value in features.items() if value}


def _short_features(answer: str, short: str | None) -> dict[str, float]:
    """Return how far an answer agrees with that of the rules, where they give one."""
    expected = stems_of(short) if short else frozenset()
    if not expected:
        return {}
    share = len(expected & stems_of(answer)) / len(expected)
    return {"as by rules": share, "not as by rules": 1 - share}
