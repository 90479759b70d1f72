"""Questions of phases and microstructure: what an alloy consists of, and where what is seen."""

import re
from collections.abc import Iterator

from builder.drafting.rules.sentence_context import ClauseContext, Draft
from builder.materials.vocabulary import find_terms, is_phase

STRUCTURE = re.compile(
    r"\b(?:microstructures?|grains?|dendrit\w+|interdendrit\w+|lamella\w*|precipitates?"
    r"|nanoprecipitates?|twins?|nanotwins?|texture|columnar|equiaxed|segregat\w+|dislocations?"
    r"|stacking faults?|particles?|eutectic|grain boundar\w+|cellular|nanocrystalline|ultrafine"
    r"|morpholog\w+|pores?|cracks?|inclusions?|subgrains?|bands?)\b",
    re.IGNORECASE,
)
_SHAPED = re.compile(r"\b(?:microstructure|structures?|morphology|texture|grains)\b")
_NO_SHAPE = re.compile(r"\b(?:effect|influence|role|impact|potential|ability|density)\b")
_MADE_OF = re.compile(
    r"(?:mainly |primarily |largely )?(?:composed|comprised|made up|characteri[sz]ed) (?:of|by)\s+"
)
SEEN = re.compile(
    r"(?P<word>(?:\w+ly )?(?:observed|found|formed|detected|identified|present|precipitated"
    r"|distributed|located|seen|visible|generated|concentrated|dispersed|segregated|embedded"
    r"|obtained))"
    r"\s+(?P<where>(?:in|at|on|along|within|inside|between|around|near|throughout)\s.+)"
)
_PLACED = re.compile(
    r"(?P<where>(?:in|at|on|along|within|inside|between|around|near|throughout)\s.+)"
)
_TAKING_PLACE = frozenset("occur appear form nucleate precipitate segregate accumulate".split())
#: A place is no time and no manner.
NO_PLACE = re.compile(
    r"(?:in|at|on|within) (?:the )?(?:order|addition|contrast|terms|agreement|accordance|situ"
    r"|case|form"
    r"|presence|process|range|comparison|general|particular|this|present|same time|temperature"
    r"|room|high|elevated|\d|(?:one|two|three|four|five|several) |basis|increase|decrease|early"
    r"|late|initial|strain|study|detail)"
)
_PHASE_WORD = r"(?:FCC|BCC|HCP|fcc|bcc|hcp|(?i:(?:face|body)[- ]cent(?:er|re)d[- ]cubic)|B2|L12)"
_IS_PHASE = re.compile(
    rf"(?:an? |the )?(?:essentially |mainly |still |almost )?(?:single[- ]phase |single "
    rf"|disordered |simple |ordered )*{_PHASE_WORD}\b"
)
_IS_ALLOY = re.compile(r"(?:alloys?|HEAs?|MEAs?|coatings?|films?|\S*[A-Z][a-z]?[A-Z\d]\S*|\))$")


def ask_constituents(context: ClauseContext) -> Iterator[Draft]:
    """What phases and what microstructure something consists of or shows."""
    clause, sentence, thing = context.clause, context.sentence, context.core
    if sentence.background or not thing or len(thing.split()) > 24:
        return
    phases = [t for t in find_terms(thing) if is_phase(t)]
    kind = "phase" if phases else "microstructure"
    structured = phases or STRUCTURE.search(thing)
    made_of = _MADE_OF.match(thing)
    if clause.base == "be" and made_of and structured:
        asked = context.question("What", made_of.group().strip())
        answer = thing[made_of.end() :]
    elif clause.base in ("consist", "contain", "comprise") and structured:
        asked = context.question("What", "of" if clause.base == "consist" else "")
        answer = re.sub(r"^of\s+", "", thing)
    elif (
        clause.base == "be"
        and phases
        and _IS_PHASE.match(thing)
        and _IS_ALLOY.search(context.subject)
    ):
        if not context.resolvable:
            return
        asked = (
            " ".join(["What is the phase structure of", context.subject, *context.conditions]) + "?"
        )
        answer = thing
    elif clause.base in ("exhibit", "show", "display", "possess", "have", "retain"):
        if _NO_SHAPE.search(thing.split(" with ")[0].split(" of ")[0]):
            return
        if phases and re.search(r"\b(?:phases?|structures?|solid solution|FCC|BCC|HCP)\b", thing):
            asked = context.question(f"What {sentence.variant(('phase structure', 'phases'))}")
        elif _SHAPED.search(thing) and not _NO_SHAPE.search(thing):
            kind, asked = "microstructure", context.question("What microstructure")
        else:
            return
        answer = thing
    else:
        return
    if asked:
        yield kind, asked, answer


def ask_location(context: ClauseContext) -> Iterator[Draft]:
    """Where a phase, a defect or an element is seen."""
    clause, sentence = context.clause, context.sentence
    if sentence.background or "respectively" in sentence.text:
        return
    terms = find_terms(context.subject)
    if (
        clause.base != "occur"
        and not STRUCTURE.search(context.subject)
        and not any(t.kind in ("phase", "mechanism") for t in terms)
    ):
        return
    seen = SEEN.fullmatch(context.core) if clause.base == "be" else None
    placed = _PLACED.fullmatch(context.core) if clause.base in _TAKING_PLACE else None
    found = seen or placed
    if not found or NO_PLACE.match(found["where"]):
        return
    asked = context.question("Where", seen["word"] if seen else "")
    if asked:
        yield (
            ("phase" if any(is_phase(t) for t in terms) else "microstructure"),
            asked,
            found["where"],
        )
