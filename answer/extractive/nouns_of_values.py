"""Tell whether the words around a value bind it to another thing than the one asked about.

`Cost competitive with 350-bar gas systems` gives no cost, `a capacity retention rate of 96 %` no
capacity, and `compared to spheres of 269 nm, the porous metal …` no size of the porous metal.
"""

import re

from answer.question.material_slots import covers
from answer.question.parse import ParsedQuestion
from answer.question.wording.variants import variants
from builder.materials.alloys import named_alloys
from builder.materials.quantity import Quantity
from builder.materials.vocabulary import find_terms
from retrieval.lexical import terms, word_set

#: The words of asking before the noun phrase whose value is asked for.
_ASKING = re.compile(
    r"^\W*(?:(?:and|so|in|at|to|from|over|above|below|between|up to|under|by|with)\s)*"
    r"(?:(?:what|which|how|whose)\b\s?)?(?:(?:is|was|are|were|s)\b\s?)?(?:(?:the|an?)\b\s?)?",
    re.IGNORECASE,
)
#: The noun phrase: all words up to a preposition or a verb.
_PHRASE = re.compile(
    r"(?:(?!(?:of|for|in|at|after|on|from|is|are|was|were|do|does|did|has|have|had|can|could|to|by"
    r"|with|when|if|between|under|during|before|against|gives?|goes|shows?)\b)[\w'’().,-]+\s?){1,6}"
)
#: An amount that stands before its noun as an adjective does: 350-bar.
_AS_ADJECTIVE = re.compile(r"\d\s?[-‐–]\s?[A-Za-zµμ°Å%]")
#: The words behind it, up to the end of its noun phrase.
_PHRASE_BEHIND = re.compile(
    r"(?:[\s-](?!(?:of|for|in|at|after|on|from|is|are|was|were|to|by|with|and|or|when|that|which|has"
    r"|have|had|showed|shows|exhibit\w*|reach\w*)\b)[A-Za-z][\w-]*){1,5}"
)
#: What makes another quantity of the one whose noun stands before it, or behind it with `of`.
_DERIVED = (
    r"(?:retention|retained|recovery|loss(?:es)?|fad(?:e|ing)|decay|degradation|deviation|errors?"
    r"|gradient|ratio|mismatch|utili[sz]ation|anisotropy|difference|discrepancy)"
)
_BEHIND = re.compile(rf"\s(?:[\w-]+\s)?({_DERIVED})\b", re.IGNORECASE)
_DERIVED_LAST = re.compile(rf"\b({_DERIVED})(?:\s(?:rate|ratio|level)s?)?$", re.IGNORECASE)
_BEFORE = re.compile(
    rf"\b({_DERIVED})\s(?:(?:rate|ratio|level)s?\s)?(?:of|in)\s(?:the\s|its\s)?(?:[\w-]+\s)?$",
    re.IGNORECASE,
)
#: Nothing that belongs to a value is looked for across these.
_BREAK = re.compile(r"[;:]|,\s(?:and|while|whereas|but|which)\b|\bwhereas\b|\bwhile\b")
#: Opens a phrase on what something else is compared with.
_COMPARED = re.compile(
    r"\b(?:(?:as )?compared (?:to|with)|in comparison (?:to|with)|in contrast to|relative to"
    r"|unlike)\s",
    re.IGNORECASE,
)
_END = re.compile(r",\s|[;:]|\.(?=\s|$)")
#: What is compared with something is told of behind it, before its value.
_HAS_VALUE = re.compile(r"\b(?:having|with|of|at|whose|which|that)\b|\($", re.IGNORECASE)
#: Behind the density of what is counted, not weighed.
_OF_MANY = re.compile(
    r"\sof\s(?:the\s)?(?:[\w-]+\s){0,2}?(?:states|electrons|carriers|charges|dislocations|twins|faults"
    r"|defects|vacancies|precipitates|particles|pores|cracks|sites|boundaries)\b",
    re.IGNORECASE,
)
#: What is paid for has no value in a physical unit.
_COST = re.compile(r"\b(?:costs?|prices?|LCO[SEH])\b", re.IGNORECASE)


def is_of_other_noun(question: ParsedQuestion, text: str, value: Quantity) -> bool:
    """Return True if a value is one of another thing or quantity than a question asks for.

    Args:
        question: A question that asks for a number.
        text: The sentence.
        value: An amount of it.
    """
    return (
        _is_adjective_of_other(question, text, value)
        or _is_derived(question, text, value)
        or _is_of_compared(question, text, value)
        or _COST.search(" ".join(noun_words(question.text))) is not None
    )


def names_property(
    question: ParsedQuestion, noun: str, text: str, stems: frozenset[str]
) -> bool | None:
    """Return whether a text names the property asked for, which is called by one noun.

    A dense coating, a current density and a density of states tell of no density.

    Args:
        question: A question that asks for a number.
        noun: The stem of the noun that it asks for.
        text: A sentence, or the names of a cell, with what stands around.
        stems: The stems of its words, and of those that its signs are short for.

    Returns:
        None where the question asks for no property that is called by this noun alone.
    """
    is_noun = any({*terms(name)} == {noun} for name in question.properties)
    if not is_noun or _OF_MANY.search(question.text):
        return None
    said = [term for term in find_terms(text) if term.kind == "property"]
    asked = [term for term in said if term.name in question.properties]
    if asked:
        return not all(_OF_MANY.match(text, term.end) for term in asked)
    return noun in stems and not any(noun in terms(term.text) for term in said)


def noun_words(question: str) -> tuple[str, ...]:
    """Return the words of the noun phrase whose value is asked for."""
    asking = _ASKING.match(question)
    found = _PHRASE.match(question, asking.end() if asking else 0)
    return tuple(re.findall(r"[^\W\d_][\w'’-]*", found[0])) if found else ()


def _is_adjective_of_other(question: ParsedQuestion, text: str, value: Quantity) -> bool:
    """Return True for an amount before a noun, `350-bar gas systems`, that is not asked about.

    A multiple, `3.2-fold increase`, is one of what is increased.
    """
    behind = _PHRASE_BEHIND.match(text, value.end)
    if not behind or value.dimension == "ratio" or not _AS_ADJECTIVE.search(value.text):
        return False
    asked = question.words | word_set(question.text)
    return not any(variants(word) & asked for word in terms(behind[0]))


def _is_derived(question: ParsedQuestion, text: str, value: Quantity) -> bool:
    """Return True if the noun asked for is qualified to another quantity before a value."""
    noun = noun_words(question.text)[-1:]
    behind = _PHRASE_BEHIND.match(text, value.end)
    if behind and {*terms(" ".join(noun))} & word_set(behind[0]):
        derived = _DERIVED_LAST.search(behind[0])
        return derived is not None and not _asks_for(question, derived[1])
    spans = [
        (found.start(), found.end())
        for word in noun
        for found in re.finditer(rf"\b{re.escape(word)}\b", text[: value.start], re.IGNORECASE)
    ]
    spans += [
        (one.start, one.end)
        for one in find_terms(text)
        if one.name in question.properties and one.end <= value.start
    ]
    if not spans:
        return False
    start, end = max(spans)
    if _BREAK.search(text, end, value.start):
        return False
    found = _BEHIND.match(text, end, value.start) or _BEFORE.search(text, 0, start)
    return found is not None and not _asks_for(question, found[1])


def _asks_for(question: ParsedQuestion, noun: str) -> bool:
    return not word_set(noun).isdisjoint(word_set(question.text))


def _is_of_compared(question: ParsedQuestion, text: str, value: Quantity) -> bool:
    """Return True for a value of what is compared with, where something else is asked about."""
    opened = [one.end() for one in _COMPARED.finditer(text, 0, value.start)]
    if not opened or _END.search(text, opened[-1], value.start):
        return False
    before = text[opened[-1] : value.start]
    end = _END.search(text, value.end)
    phrase = before + text[value.end : end.start() if end else len(text)]
    if not _HAS_VALUE.search(before):
        return False
    if question.alloys:
        named = named_alloys(phrase)
        return bool(named) and not any(
            covers(one, asked, question.added, text) for one in named for asked in question.alloys
        )
    subject = question.words - word_set(" ".join(noun_words(question.text)))
    here = word_set(phrase)
    return not all(variants(word) & here for word in subject)
