"""Tell what was done to a material, or around it, that a paper has no word of."""

import re

from answer.question.grammar.qualifiers import find_kinds
from answer.question.parse import ParsedQuestion
from answer.question.processes import is_kind_of
from answer.question.wording.asking_words import asking_words
from answer.question.wording.other_names import held_otherwise
from answer.question.wording.variants import variants
from builder.materials.element_mentions import find_elements
from builder.materials.vocabulary import find_terms
from retrieval.lexical import terms, word_set

#: By or after what a material was made: `after laser polishing`, `deposited by CVD`.
_TREATED = re.compile(
    r"\b(?:after|by|via|following)\s(?!what\b|which\b|how\b)(?:an?\s|the\s)?(?P<how>(?:[\w-]+\s){0,2}?[\w-]+)"
    r"(?=\s(?:of|in|on|at|for|with|and|from|to|is|was|were|are|does|did|do|has|have)\b|[,?;]|$)",
    re.IGNORECASE,
)
#: The like before what was treated, or before the treatment: nanosecond laser treatment.
_TREATED_BEFORE = re.compile(
    r"\b(?!heat\b)(?P<how>[a-z]+(?:-[a-z]+)*)(?:[\s-](?:treated|processed|peened|irradiated|implanted)"
    r"|\s(?:[a-z]+\s)?(?:treatment|irradiation|peening))\b"
)
#: Where or in what something is tested: in argon, along the transverse direction.
_SURROUNDED = re.compile(
    r"\b(?:in|under|along|during|against)\s(?!what\b|which\b|how\b)(?:an?\s|the\s)?"
    r"(?P<how>(?:[\w-]+\s){0,2}?[\w-]+)"
    r"(?=\s(?:of|in|on|at|for|with|and|from|to|is|was|were|are|does|did|do|has|have|after)\b|[,?;]|$)",
    re.IGNORECASE,
)
_IRRADIATED = re.compile(r"irradiat|implant|bombard", re.IGNORECASE)
#: Behind the element of ions: Au ions, He ion irradiation, helium-irradiated.
_IONS = re.compile(r"\d?\+?[\s-](?:ions?\b|irradiat|implant|bombard)", re.IGNORECASE)
#: What surrounds a test where nothing is said of it, and words that name nothing around it.
_UNSAID = frozenset(terms("air ambient atmosphere state condition direction test gas environment"))


def missing_treatment(question: ParsedQuestion, text: str) -> str:
    """Tell which treatment or surroundings a question for a number names and a paper does not.

    Args:
        question: A question for a number.
        text: Title and abstract of the paper.
    """
    held = word_set(text) | held_otherwise(question.text, text)
    told = question.words - asking_words("general")
    for found in _TREATED.finditer(question.text):
        words = [word for word in terms(found["how"]) if word in told]
        if words and not any(variants(word) & held for word in words):
            return f"It does not mention {found['how']}."
    for found in _TREATED_BEFORE.finditer(question.text):
        words = [word for word in terms(found["how"]) if word in told]
        if words and not any(variants(word) & held for word in words):
            return f"It does not mention {found[0]}."
    asked, others = _ions_in(question.text), _ions_in(text)
    if asked and others and asked.isdisjoint(others):
        return f"It speaks of {', '.join(sorted(others))} ions, not of {', '.join(sorted(asked))}."
    for found in _SURROUNDED.finditer(question.text):
        words = [word for word in terms(found["how"]) if word in told and word not in _UNSAID]
        if not words or find_kinds(found["how"]) or not _is_surely_absent(found["how"], text):
            continue
        if not any(variants(word) & held for word in words):
            return f"It does not mention {found['how']}."
    return ""


def _ions_in(text: str) -> frozenset[str]:
    """Return the elements whose ions a text tells to be shot at a material."""
    if not _IRRADIATED.search(text):
        return frozenset()
    return frozenset(one.symbol for one in find_elements(text) if _IONS.match(text, one.end))


def _is_surely_absent(phrase: str, text: str) -> bool:
    """Return True unless a phrase has terms that a paper may tell otherwise: `as cast` by melting.

    Of a process neither it nor a kind of it is told.
    """
    named = find_terms(phrase)
    if any(one.kind != "process" or one.name.endswith("state") for one in named):
        return False
    told = {one.name for one in find_terms(text)}
    return not any(
        is_kind_of(one.name, other) or is_kind_of(other, one.name)
        for one in named
        for other in told
    )
