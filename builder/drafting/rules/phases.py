"""Ask for phases and microstructure: the constituents of an alloy, and where they are seen."""

import re
from collections.abc import Iterator

from builder.drafting.rules.sentence_context import ClauseContext, Draft, join_question
from builder.materials.vocabulary import find_terms, is_phase
from builder.nlp.clause import third_person
from builder.nlp.coreference import has_pronoun

STRUCTURE = re.compile(
    r"\b(?:microstructures?|grains?|dendrit\w+|interdendrit\w+|lamella\w*|precipitates?"
    r"|nanoprecipitates?|twins?|nanotwins?|texture|columnar|equiaxed|segregat\w+|dislocations?"
    r"|stacking faults?|particles?|eutectic|grain boundar\w+|cellular|nanocrystalline|ultrafine"
    r"|morpholog\w+|pores?|cracks?|inclusions?|subgrains?|bands?)\b",
    re.IGNORECASE,
)
_MICROSTRUCTURE = re.compile(r"\b(?:microstructure|structures?|morphology|texture|grains)\b")
_NO_STRUCTURE = re.compile(
    r"\b(?:effects?|influences?|roles?|impacts?|potential|ability|density)\b"
)
_MADE_OF = re.compile(
    r"(?:mainly |primarily |largely )?(?:composed|comprised|made(?: up)?|characteri[sz]ed) (?:of"
    r"|by)\s+"
)
#: Subjects that have no structure of their own, and an object that is a participle.
_NO_MATERIAL = re.compile(
    r"\b(?:models?|analys[ei]s|results?|assessments?|other compositions|(?:in|de)crease in)\b"
)
#: A second constituent of what another verb tells the first of: consists of A and contains B.
_CONTAINS_TOO = re.compile(r"\b(?:consist|compos|compris)[^.;]*\band (?:also )?contain")
_PERFECT = re.compile(r"(?:all |also |both )?been\b")
#: A participle of being seen, and the place.
SEEN = re.compile(
    r"(?P<word>(?:\w+ly )?(?:observed|found|formed|detected|identified|present|precipitated"
    r"|distributed|located|seen|visible|generated|concentrated|dispersed|segregated|embedded"
    r"|obtained))"
    r"\s+(?P<where>(?:in|at|on|along|within|inside|between|around|near|throughout)\s.+)"
)
_PHASE_NOUN = re.compile(r"\b(?:phases?|structures?|solid solution|FCC|BCC|HCP)\b")
#: Words of what a material is made of as a whole, not of one phase in it.
_WHOLE_STRUCTURE = re.compile(r"\b(?:structures?|single|dual|duplex|solid[- ]solution|only|and)\b")
_SEVERAL_PHASES = re.compile(r"phases\b|\band\b|\+")
_CONSISTING = frozenset("consist contain comprise".split())
_SHOWING = frozenset("exhibit show display possess have retain".split())
_TAKING_PLACE = frozenset("occur appear form nucleate precipitate segregate accumulate".split())
_SEEN_ALONE = re.compile(
    r"(?:\w+ly )?(?:observed|found|formed|detected|identified|precipitated|obtained|present)"
)
#: Subjects that are a part or a measure of a phase.
_NO_PHASE_ITSELF = re.compile(
    r"\b(?:grains?|fraction|content|size|density|formation|presence|amount|transformation|number"
    r"|orientation)\b"
)
_SEVERAL = re.compile(r"\band\b|,|s$")
_PHASE_WORD = r"(?:FCC|BCC|HCP|fcc|bcc|hcp|(?i:(?:face|body)[- ]cent(?:er|re)d[- ]cubic)|B2|L12)"
#: What shows nothing: more of something than another has, or the start of a second statement.
_VAGUE = re.compile(
    r"^(?:an? |the )?(?:\w+er|more [a-z]+) (?:micro)?structures?$|\band (?:[a-z]+ed|showed) an? "
)
#: A subject that is a phase, and has a structure, not phases.
_ONE_PHASE = re.compile(r"\b(?:phases?|oxides?|precipitates?|carbides?|particles?)$")
_PHASE_ITSELF = re.compile(r"(?:the )?(?:[a-z]+ )?phase (?:of|in)\b")
_IS_PHASE = re.compile(
    rf"(?:an? |the )?(?:essentially |mainly |still |almost )?(?:single[- ]phase |single "
    rf"|disordered |simple |ordered )*{_PHASE_WORD}\b"
)
_IS_ALLOY = re.compile(r"(?:alloys?|HEAs?|MEAs?|coatings?|films?|\S*[A-Z][a-z]?[A-Z\d]\S*|\))$")


def ask_constituents(context: ClauseContext) -> Iterator[Draft]:
    """Ask which phases or which microstructure something consists of or shows."""
    base, thing = context.clause.base, context.core
    if context.sentence.background or not 0 < len(thing.split()) <= 24:
        return
    if _NO_MATERIAL.search(context.subject) or _PERFECT.match(thing) or _VAGUE.search(thing):
        return
    if base in _CONSISTING and _CONTAINS_TOO.search(context.sentence.text):
        return
    phases = any(is_phase(term) for term in find_terms(thing))
    kind = "phase" if phases else "microstructure"
    made_of = _MADE_OF.match(thing) if base == "be" else None
    if made_of and (phases or STRUCTURE.search(thing)):
        question = context.question("What", made_of.group().strip())
        answer = thing[made_of.end() :]
    elif base in _CONSISTING and (phases or STRUCTURE.search(thing)):
        question = context.question("What", "of" if base == "consist" else "")
        answer = re.sub(r"^of\s+", "", thing)
    elif base == "be" and phases and _is_alloy_of_phase(context):
        asked = (
            "What is" if _PHASE_ITSELF.match(context.subject) else "What is the phase structure of"
        )
        question = join_question(asked, context.subject, *context.conditions)
        answer = thing
    elif base in _SHOWING and (what := _structure_shown(context, phases=phases)):
        kind = "microstructure" if what == "microstructure" else "phase"
        question, answer = context.question(f"What {what}"), thing
    else:
        return
    if question:
        yield kind, question, answer


def _is_alloy_of_phase(context: ClauseContext) -> bool:
    """Return True for `CoCrFeNi is single-phase FCC`."""
    is_phase_of_alloy = _IS_PHASE.match(context.core) and _IS_ALLOY.search(context.subject)
    return context.resolvable and bool(is_phase_of_alloy)


def _structure_shown(context: ClauseContext, *, phases: bool) -> str:
    """Return what a shown object is: `phases` or `phase structure`, `microstructure`, else ""."""
    thing = context.core
    head = thing.split(" with ")[0].split(" of ")[0]
    if _NO_STRUCTURE.search(head):
        return ""
    if phases and head.endswith("microstructure"):
        return "microstructure"
    if phases and _ONE_PHASE.search(context.subject):
        return "crystal structure" if head.endswith("structure") else ""
    if phases and _PHASE_NOUN.search(thing):
        if not _WHOLE_STRUCTURE.search(thing):
            return "phases" if " and " in thing else "phase"
        return "phases" if _SEVERAL_PHASES.search(thing) else "phase structure"
    shaped = _MICROSTRUCTURE.search(thing) and not _NO_STRUCTURE.search(thing)
    return "microstructure" if shaped else ""


def ask_formed(context: ClauseContext) -> Iterator[Draft]:
    """Ask which phase forms under a condition: `After annealing at 800 °C, sigma forms in …`."""
    clause, sentence = context.clause, context.sentence
    if (
        sentence.background
        or sentence.is_respective
        or not context.resolvable
        or not context.conditions
    ):
        return
    phases = [term for term in find_terms(clause.subject) if is_phase(term)]
    made = (
        SEEN.match(context.core) or _SEEN_ALONE.fullmatch(context.core)
        if clause.base == "be"
        else None
    )
    if not phases or not (made or clause.base in _TAKING_PLACE) or "not" in clause.verb.split():
        return
    core = sentence.resolve(context.core)
    if (
        core is None
        or core.endswith(" more")
        or has_pronoun(clause.subject)
        or _NO_PHASE_ITSELF.search(clause.subject)
    ):
        return
    several = clause.auxiliary in ("are", "were", "do")
    opening = "Which phases" if several and _SEVERAL.search(clause.subject) else "Which phase"
    verb = clause.verb if opening == "Which phases" else third_person(clause.verb)
    subject = clause.subject.removesuffix(" also")
    yield "phase", join_question(opening, verb, core, *context.conditions), subject
