"""Decide what a question asks for, by the grammar of its skeleton."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from answer.question.grammar.head_noun import HeadNoun, head_of
from answer.question.grammar.phrases import phrase, words_of
from answer.question.intent import Intent, Years

Extreme = Literal["", "highest", "lowest"]

_SUPERLATIVE = re.compile(rf"\b(?:(?P<high>{words_of('high')})|(?P<low>{words_of('low')}))\b")
_ASKING_PRONOUN = re.compile(
    r"(?:^|[,;:] |\b(?:at|in|by|below|above|to|for|of|from|with|on|under|after|about|over|beyond"
    r"|through|during|between|within|until|exactly|into|onto|without|becomes|is|was|are|were|has|had"
    r"|needs|takes|reaches) )(?:which|what|whose)\b"
    r"(?: (?:other|else|exactly|(?:kind|type|sort)s? of|of (?:all )?(?:the|these|those|all)))?"
)
_BRACKETS = re.compile(r" \(.*$")
#: What stands before the clause that asks without a comma: `in the solution what PROPERTY …`.
_INNER = re.compile(
    rf"(?:{words_of('preposition')}) [^,;:?]{{1,80}}? "
    r"(?=(?:what|which|how|why) (?!(?:is|was|were)\b))"
)
#: A condition between commas: `what is , at QUANTITY , the PROPERTY`.
_INSERTED = re.compile(r"((?:what|which) (?:is|are|was|were)) , [^,]{1,80} , ")
_COPULA = re.compile(r"(?:is|are|was|were|would be|has been|have been) (?!BOUND)")
_MARKS = " ,;:?()"
#: So many words behind a colon may be all that is asked: `ALLOY as cast: phases?`
_LONGEST_BARE = 4
#: Questions for a name, which in the plural ask for all of them.
_NAMED = frozenset({"phase", "method", "alloy", "set"})
#: Things of a kind that is none of alloys: `which electrocatalysts are made of CLASSES`.
_OTHER_THINGS = re.compile(
    r"(?:which|what) (?:[a-z-]+ ){0,2}?[a-z-]{3,}[^s\W]s (?:are|were|have been|can|could)\b"
)
#: What all papers together tell: `which strengthening mechanisms have been reported`.
_OVER_PAPERS = re.compile(
    r"\bha(?:ve|s) been (?:reported|identified|proposed|suggested|discussed|published|described)\b"
)
#: Kinds of things that are asked for by name, of alloys.
_THINGS = frozenset({"element", "substance", "phase", "compound"})
_PERFECT = re.compile(r"(?:which|what) (?:[\w-]+ ){1,4}?have been\b")
_OF_FAMILY = re.compile(r"\bALLOY (?:based (?:[a-z-]+ ){0,2})?(?:alloys|CLASSES)\b(?! with)")
#: Papers in the plural, whatever they are to have done: `which papers compare ALLOY with steel`.
_PAPERS = re.compile(
    r"(?:which|what) (?:(?!(?:do|did|have)\b)\w+ )?(?:papers|articles|publications|abstracts)"
    r" (?!(?:is|was|of)\b)"
)
_ASKING_WORD = re.compile(r"(?:how|why|who|when|where)\b")


@dataclass(frozen=True, slots=True)
class Route:
    """What a question was found to ask for."""

    intent: Intent
    extreme: Extreme
    yes_no: bool
    """Whether it can be answered by yes or no."""
    head: HeadNoun
    wants_all: bool = False
    """Whether it asks for several values or names."""
    negated: bool = False
    """Whether it asks for what is not so."""
    of_years: bool = False
    """Whether its extreme is one of years of publication: the `oldest` paper."""
    keywords: bool = False
    """Whether it is no sentence: `hardness of ALLOY`."""


@dataclass(frozen=True, slots=True)
class QuestionForm:
    """A skeleton without politeness, and what the rules ask of it."""

    text: str
    front: str
    """What stands before the clause that asks: `after ageing ,`, `PROCESS of ALLOY :`."""
    head: HeadNoun
    listing: bool
    """Whether it is a request to list."""
    asks: bool
    """Whether it is a sentence; False for keywords such as `hardness of ALLOY`."""
    years: bool

    def has(self, *names: str) -> bool:
        """Return whether it holds a phrase of one of these kinds (`data/phrases.toml`)."""
        return any(phrase(name).search(self.text) for name in names)

    @property
    def superlative(self) -> re.Match[str] | None:
        """The superlative that it asks with, if any."""
        return None if self.has("most_used") else _SUPERLATIVE.search(self.text)


def route(skeleton: str, years: Years) -> Route:
    """Decide what a question asks for.

    Args:
        skeleton: The question as `read_skeleton` reduces it.
        years: The years of publication it asks about.
    """
    form = _form_of(skeleton, bool(years))
    intent: Intent = next((intent for intent, holds in _RULES if holds(form)), "other")
    extreme: Extreme = ""
    if intent == "superlative" and (found := form.superlative):
        extreme = "highest" if found["high"] else "lowest"
    if of_years := intent == "set" and _is_of_years(form):
        extreme = "highest" if form.has("newest") else "lowest"
    return Route(
        intent,
        extreme,
        form.has("yes_no"),
        form.head,
        wants_all=form.has("several") or (form.head.plural and intent in _NAMED),
        negated=form.has("negated") and not form.has("yes_no"),
        of_years=of_years,
        keywords=not form.asks,
    )


def _form_of(skeleton: str, years: bool) -> QuestionForm:
    skeleton = _INSERTED.sub(r"\1 ", skeleton)
    front, text = _main_clause(_without_lead(skeleton.strip(_MARKS)))
    text = _without_lead(text)
    if listed := phrase("list").match(text):
        text = text[listed.end() :].strip()
    noun_phrase = text
    if asked := _ASKING_PRONOUN.search(text):
        noun_phrase = text[asked.end() :].strip()
        if copula := _COPULA.match(noun_phrase):
            noun_phrase = noun_phrase[copula.end() :]
    asks = bool(asked or listed or phrase("yes_no").match(text) or _ASKING_WORD.match(text))
    head = head_of(noun_phrase, keywords=not asks)
    return QuestionForm(text, front, head, listed is not None, asks, years)


def _without_lead(text: str) -> str:
    """Take off politeness and what else leads in."""
    while lead := phrase("lead").match(text):
        text = text[lead.end() :].strip(_MARKS)
    return text


def _main_clause(text: str) -> tuple[str, str]:
    """Split off what stands before the clause that asks: a condition, a topic, another sentence."""
    if phrase("asking").match(text) or phrase("list").match(text):
        return "", text
    if clauses := list(phrase("clause").finditer(text)):
        alone = [one for one in clauses if not one[0].endswith("and")]
        start = (alone or clauses)[-1 if alone else 0].end()
        return text[:start], text[start:].strip(_MARKS)
    if inner := _INNER.match(text):
        return inner[0], text[inner.end() :]
    topic, mark, rest = text.rpartition(" : ")
    stated = phrase("compare").search(topic) or phrase("topic").search(topic)
    if mark and not stated and len(rest.split()) <= _LONGEST_BARE:
        return topic, rest
    return "", text


def _in_general(form: QuestionForm) -> bool:
    """Return True for several things of a class of alloys, not of one alloy."""
    return form.head.plural and "CLASSES" in form.text and "ALLOY" not in form.text


def _is_of_years(form: QuestionForm) -> bool:
    return form.has("newest", "oldest") and not form.has("topic_of_papers")


def _is_general_reason(form: QuestionForm) -> bool:
    """Return True for the reason of what alloys of a class do, under no condition of one paper."""
    general = form.has("what_else") or (form.has("reason") and form.has("of_a_class"))
    return form.asks and general and not form.has("definite", "particular")


def _is_parameter(form: QuestionForm) -> bool:
    if form.head.word in ("values", "limits", "bounds", "range"):
        return False
    return form.head.kind in ("property", "number") and form.has("parameter")


def _is_reason(form: QuestionForm) -> bool:
    if form.has("reason"):
        return True
    if form.head.plural and _OVER_PAPERS.search(form.text):
        return False
    return form.asks and form.head.kind == "reason" and not _in_general(form)


def _is_trend(form: QuestionForm) -> bool:
    if phrase("trend_front").search(form.front) and "PROPERT" in form.text:
        return True
    return form.has("trend") and (not form.has("yes_no") or form.has("trend_yes_no"))


def _is_stated_comparison(form: QuestionForm) -> bool:
    if form.has("topic"):
        return False
    if phrase("of_sides").search(form.front) and form.has("most_of_them"):
        return True
    if phrase("of_listed").search(form.front) and form.has("which_of_them"):
        return True
    return form.has("compare", "alternatives")


def _is_effect(form: QuestionForm) -> bool:
    if form.has("by_how_much", "effect_shown") or phrase("topic").match(form.text):
        return False
    if form.asks and form.head.kind in ("property", "number") and _OF_EFFECT.search(form.head.rest):
        return False  # `which exponent of the size effect does ALLOY have`
    return form.has("effect") or (not form.asks and form.has("effect_noun"))


def _is_concept(form: QuestionForm) -> bool:
    found = phrase("concept").match(_BRACKETS.sub("", form.text))
    if not found or phrase("no_concept").search(found["rest"]) or phrase("topic").match(form.text):
        return False
    if (words := found["rest"].split()) in (["ALLOY"], ["COMPOUND"]):
        return True
    if "ALLOY" in words or (form.head.kind in ("number", "alloy") and found["article"] == "the "):
        return words[-1] in ("CLASS", "CLASSES")
    return form.head.kind not in ("reason", "effect", "element", "paper", "trend")


def _is_over_papers(form: QuestionForm) -> bool:
    """Return True for things by name that all papers together tell: `which elements have been`."""
    if form.head.kind not in _THINGS or form.superlative or "BOUND" in form.text:
        return False
    many = form.head.plural or form.head.word == "PHASE"
    return many and (_PERFECT.match(form.text) or _OF_FAMILY.search(form.text)) is not None


def _is_broad(form: QuestionForm) -> bool:
    if form.head.kind == "paper" and "BOUND" in form.text:
        return False  # `in which papers is the PROPERTY BOUND`
    if form.has("topic"):
        return not (form.listing and form.head.kind == "paper")
    if form.asks:
        plural_topic = form.head.kind == "topic" and form.head.plural
        over_papers = form.head.plural and _OVER_PAPERS.search(form.text) is not None
        return (plural_topic and "ALLOY" not in form.text) or (
            form.head.kind == "reason" and (over_papers or _in_general(form))
        )
    if form.head.kind in ("mechanism", "process", "topic", "named alloy", "reason", "condition"):
        return True
    return form.years and form.head.kind not in ("property", "number", "phase", "alloy")


def _is_superlative(form: QuestionForm) -> bool:
    if form.has("who_most") or (phrase("of_classes").search(form.front) and form.has("has_most")):
        return True
    found = form.superlative
    if not found or (found.group() == "peak" and "ALLOY" in form.text):
        return False
    if form.text.startswith(("how ", "why ")) or form.has("yes_no"):
        return False
    if form.head.kind == "property":
        return found.group() in form.head.modifiers
    return form.head.kind in ("alloy", "named alloy", "paper")


def _is_comparison(form: QuestionForm) -> bool:
    if form.has("some_of_them"):
        return False
    if form.has("compare", "of_several", "either"):
        return True
    return form.has("than") and form.head.kind != "alloy" and not form.has("no_comparison")


def _is_set(form: QuestionForm) -> bool:
    if form.has("yes_no"):
        return form.has("set_asks")
    if form.has("some_of_them"):
        return False
    if form.has("who_did") or (form.listing and not form.head.kind):
        return True
    if form.text.startswith("how "):
        return False
    if not form.head.kind and "ALLOY" not in form.text:
        return _OTHER_THINGS.match(form.text) is not None
    if form.head.kind == "paper":
        return form.asks
    if form.head.kind == "alloy" or (form.head.kind == "named alloy" and form.listing):
        return form.head.plural or form.listing or "BOUND" in form.text
    return False


def _is_method(form: QuestionForm) -> bool:
    named = form.head.word == "METHOD" and not form.asks  # `lattice constant ALLOY METHOD`
    return (form.head.kind in ("method", "process") and not named) or form.has("treated")


def _is_value(form: QuestionForm) -> bool:
    return form.head.kind in ("property", "number") or form.has("how_adjective", "by_how_much")


def _is_terse_value(form: QuestionForm) -> bool:
    if form.asks or form.front or form.superlative or "ALLOY" not in form.text:
        return False
    return form.has("terse_value")


#: Behind the noun asked for, an effect by its name, which is not the one that is asked for.
_OF_EFFECT = re.compile(r"^(?:of|for|in|by) (?:the )?(?:[\w-]+ ){0,4}?effects?\b(?! (?:of|on)\b)")
#: What a question asks for, each with its rule; the first that holds decides.
_RULES: tuple[tuple[Intent, Callable[[QuestionForm], bool]], ...] = (
    ("set", _is_of_years),
    ("count", lambda form: form.has("count")),
    ("set", lambda form: form.has("has_bound")),
    ("set", lambda form: _PAPERS.match(form.text) is not None and not form.superlative),
    ("definition", lambda form: form.has("define")),
    ("value", _is_parameter),
    ("broad", _is_general_reason),
    ("reason", _is_reason),
    ("broad", lambda form: form.has("means")),
    ("method", lambda form: form.has("made")),
    ("trend", _is_trend),
    ("comparison", _is_stated_comparison),
    ("broad", _is_over_papers),
    ("effect", _is_effect),
    ("range", lambda form: form.has("range") and not form.has("of_each")),
    ("value", _is_terse_value),
    ("definition", _is_concept),
    ("broad", _is_broad),
    ("superlative", _is_superlative),
    ("comparison", _is_comparison),
    ("set", _is_set),
    ("yes_no", lambda form: form.has("yes_no")),
    ("method", _is_method),
    ("value", _is_value),
    ("phase", lambda form: form.head.kind in ("phase", "compound") or form.has("consists")),
    ("alloy", lambda form: form.head.kind == "alloy" or form.has("some_of_them")),
    ("other", lambda form: form.has("who")),
    ("reason", lambda form: form.has("happens")),
)
