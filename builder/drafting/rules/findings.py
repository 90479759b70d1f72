"""Ask for findings: what is named in the object of a verb, and what brings something about."""

import re
from collections.abc import Iterator

from builder.drafting.rules.effects import LEADING
from builder.drafting.rules.phases import STRUCTURE
from builder.drafting.rules.sentence_context import ClauseContext, Draft
from builder.materials.alloys import named_alloys
from builder.materials.vocabulary import find_terms, is_phase
from builder.nlp.coreference import has_pronoun, resolve

#: Verb → the preposition before its object, in which its question ends; "" for none. Verbs that
#: only say that something is seen (`reveal`, `show`) are not among them.
_PREPOSITION_OF = {
    "undergo": "", "require": "", "depend": "on", "rely": "on",
    "correspond": "to", "belong": "to",
    "activate": "", "involve": "", "crystallize": "in",
}  # fmt: skip
#: Verbs of showing, behind which the thing shown is asked for by its name.
_SHOWING = frozenset(
    "exhibit show display possess have demonstrate undergo experience present follow".split()
)
#: What is shown can be asked for by its last words: `What fracture mode does X exhibit?`
_NAMED_THING = re.compile(
    r"(?:an? |the )?(?P<which>(?:(?!(?:on|by|having|featuring|consisting|characteri[sz]ed)\b)"
    r"[\w-]+,? ){1,16}?)"
    r"(?P<thing>(?:(?:fracture|failure|deformation|wear|oxidation|corrosion|flow|magnetic|creep"
    r"|softening|hardening|solidification|growth|grain|crystal|dislocation|slip|phase|surface"
    r"|electrochemical|mechanical|strain|work|tribological|thermal|segregation|precipitation"
    r"|swelling) )*"
    r"(?:behaviou?rs?|mechanisms?|modes?|morphology|morphologies|textures?|kinetics|transitions?"
    r"|orientations?|relationship|law|distribution|symmetry|anisotropy|ordering))"
)
#: Words that say nothing of the kind of a thing.
_EMPTY_WHICH = re.compile(
    r"(?:(?:very|more|most|also|quite|excellent|good|better|best|superior|outstanding|remarkable"
    r"|great|high|higher|similar|different|same|distinct|unique|typical|obvious|significant|certain"
    r"|new|special|complex|various|multiple|two|three|its|their|important|main|clear|stable|lower"
    r"|opposite|interesting|promising|diverse|the|an?|and)[, ]*)*"
)
#: What anything may be good for.
_ANY_PROPERTIES = re.compile(r"(?:the |its |their )?(?:\w+ )?(?:properties|performance)\b")
_PERHAPS = ("may ", "might ", "could ")
_AND_MORE = re.compile(r"\bwhile \w+ing\b|\bby the combined\b|, \w+ the\b")
_OF = re.compile(r"\s(?:of|with|in|at)\s")
_SAMPLE = re.compile(
    r"(?:(?:the|these|all|all the|an?)\s)?(?:(?:as-\w+|\w+(?:ed|ing|t))\s){0,8}"
    r"(?:samples?|specimens?|alloys?|coatings?|films?|materials?|composites?|HEAs?|MEAs?)",
    re.IGNORECASE,
)
_EMPTY_OBJECT = re.compile(
    r"(?:an? |the )?(?:similar|different|same|optimum|good propert|(?:\w+ ){0,3}roles?$)"
)
_THAT_OF = re.compile(r"(?:those|that) of\b")
_COMPARES = re.compile(
    r"^the (?:highest|lowest|largest|smallest|best)\b|\b(?:than|compared|comparison|relative to)\b"
)
_BECOMING = re.compile(r"(?P<prep>in)?to\s+(?P<what>.+)")
_FROM_INTO = re.compile(r"from\s+(?P<first>[^,]+?)\s+(?P<prep>to|into)\s+(?P<what>.+)")
_GOES_ON = re.compile(r"\b(?:then|finally)\b")
#: Verbs whose object is a new state.
_TRANSFORMING = frozenset("transform change transition shift evolve decompose".split())
#: Words with which no object that can be asked for begins.
NO_OBJECT = re.compile(
    r"(?:small|large|high|low|good|poor|different|in|by|with|from|to|at|on|as|for|and|but|that"
    r"|no|not"
    r"|even|so|the same|(?:the|an?) (?:\w+ )?(?:results?|consequence))\b"
)
#: A subject that is an alloy.
_ALLOY_FIRST = re.compile(
    r"(?:(?:[Tt]he|bulk|as-\w+|cast|equiatomic|annealed|single-phase)\s)*"
    r"(?=\S*[A-Z])\S+(?:\s(?:alloys?|HEAs?|MEAs?|CCAs?|high[- ]entropy alloys?|\(.+\)))*$"
)
#: Verbs whose subject is asked for: it brings something about.
_ACTIONS = LEADING.keys() | frozenset(
    "increase decrease improve enhance reduce promote refine strengthen stabilize"
    " lower raise degrade accelerate retard drive restrict govern dominate"
    " control impart block pin activate hinder impede limit weaken".split()
)
#: Verbs of which an alloy's structure, not its merit, is told.
_STRUCTURED = frozenset("exhibit show possess have display contain consist comprise".split())
#: Subjects that tell by which means something was seen, not what brings it about.
_MEANS = re.compile(
    r"\b(?:analys[ei]s|results?|measurements?|tests?|observations?|investigations?|examinations?"
    r"|stud(?:y|ies)|calculations?|simulations?|experiments?|microscopy|spectroscopy|diffraction"
    r"|models?|modell?ing|parameters?|data|curves?|patterns?|maps?|comparison|evaluation"
    r"|approach|strategy|findings?|work|paper|design)\b"
)
#: Verbs of a change: their subject is a mechanism.
_EFFECTS = LEADING.keys() | frozenset("increase decrease improve enhance reduce refine".split())


def kind_of(text: str) -> str:
    """Return the kind of a finding by the terms in it: phase, microstructure, mechanism, other."""
    terms = find_terms(text)
    if any(is_phase(term) for term in terms):
        return "phase"
    if STRUCTURE.search(text):
        return "microstructure"
    return "mechanism" if any(term.kind == "mechanism" for term in terms) else "conclusion"


def ask_object(context: ClauseContext) -> Iterator[Draft]:
    """Ask what something depends on or turns into, and for the thing that is named in an object."""
    if not _has_askable_object(context):
        return
    base = context.clause.base
    if base in _TRANSFORMING:
        yield from _ask_new_state(context)
        return
    named = _NAMED_THING.fullmatch(_OF.split(context.core)[0]) if base in _SHOWING else None
    if named and not _EMPTY_WHICH.fullmatch(named["which"]):
        if question := context.question(f"What {named['thing']}"):
            yield kind_of(context.core), question, context.core
    elif base in _PREPOSITION_OF:
        yield from _ask_plain_object(context)


def _has_askable_object(context: ClauseContext) -> bool:
    clause, sentence, thing = context.clause, context.sentence, context.core
    if sentence.background or sentence.is_respective or not 0 < len(thing.split()) <= 24:
        return False
    if "not" in clause.verb.split() or has_pronoun(thing) or _EMPTY_OBJECT.match(thing):
        return False
    if _COMPARES.search(clause.rest) or _MEANS.search(clause.subject):
        return False
    # An object with a relative clause (`a phase that …`) would be cut short.
    return not (clause.adjuncts and clause.adjuncts[0][0] == "that")


def _ask_new_state(context: ClauseContext) -> Iterator[Draft]:
    """Ask what something turns into: `the phase transforms from FCC to HCP`."""
    behind = " ".join(one for one in context.conditions if one.startswith("to "))
    thing = f"{context.core} {behind}".strip()
    found = _FROM_INTO.match(thing) or _BECOMING.match(thing)
    if not found or re.search(r"\d", found["what"][:12]) or re.search(r"\d", thing[:12]):
        return
    if "first" in found.groupdict():
        # `What does it change from A to?` is no question; how it changes is one under a condition.
        question = context.question("How") if context.conditions and not behind else None
        if question:
            yield "trend", question, thing
        return
    preposition = "into" if found["prep"] in ("in", "into") else "to"
    # A question that ends `to with …` has no sense, and what goes on has no one end.
    if (context.conditions and preposition == "to") or _GOES_ON.search(found["what"]):
        return
    if question := context.question("What", preposition):
        yield kind_of(thing), question, found["what"]


def _ask_plain_object(context: ClauseContext) -> Iterator[Draft]:
    """Ask for the object as it stands, behind the preposition of its verb."""
    preposition = _PREPOSITION_OF[context.clause.base]
    what = _object_behind(preposition, context.core)
    if not what or (len(what.split()) < 2 and not find_terms(what)):
        return
    if question := context.question("What", preposition):
        yield kind_of(what), question, what


def _object_behind(preposition: str, thing: str) -> str:
    """Return the object without the preposition of its verb; "" if there is none to ask for."""
    if not preposition:
        return "" if NO_OBJECT.match(thing) else thing
    found = re.match(rf"(?:\w+ly )?(?:up)?{preposition}\s+", thing)
    return thing[found.end() :] if found else ""


def ask_subject(context: ClauseContext) -> Iterator[Draft]:
    """Ask for the subject: what increases the hardness, which alloy has a single FCC phase."""
    clause = context.clause
    core = context.sentence.resolve(context.core)
    if not core or not _has_askable_subject(context, core):
        return
    asked_for = _kind_and_opening_of_subject(context, core)
    if asked_for is None:
        return
    kind, opening = asked_for
    if question := context.subject_question(opening, core):
        if opening == "Which alloys":
            # The question took the verb of one alloy: `Which alloys shows`.
            verb = question.split()[2]
            question = question.replace(f"{opening} {verb}", f"{opening} {clause.verb}", 1)
        yield kind, question, clause.subject


def _has_askable_subject(context: ClauseContext, core: str) -> bool:
    clause, sentence = context.clause, context.sentence
    if sentence.background or sentence.is_respective or has_pronoun(context.core):
        return False
    if _EMPTY_OBJECT.match(core) or _THAT_OF.match(core) or _SAMPLE.fullmatch(clause.subject):
        return False
    if "not" in clause.verb.split() or _MEANS.search(clause.subject):
        return False
    if _AND_MORE.search(core) or _ANY_PROPERTIES.match(core) or clause.verb.startswith(_PERHAPS):
        return False  # Something else than the object is told of, too.
    if any(_COMPARES.search(word) for word, _ in clause.adjuncts):
        return False  # The question would not name what the subject is compared with.
    if sentence.single_alloy and named_alloys(clause.subject) and len(clause.subject.split()) < 6:
        return False  # The answer would be the one alloy of the paper.
    return 2 <= len(core.split()) <= 25 and resolve(clause.subject, None) is not None


def _kind_and_opening_of_subject(context: ClauseContext, core: str) -> tuple[str, str] | None:
    """Return kind and interrogative of the question for a subject; None if there is none."""
    clause, subject = context.clause, context.clause.subject
    if clause.base in _STRUCTURED:
        structured = any(is_phase(term) for term in find_terms(core)) and not re.search(
            r"\d%", core
        )
        if structured and _ALLOY_FIRST.match(subject) and named_alloys(subject):
            several = "," in subject or " and " in subject
            return "phase", "Which alloys" if several else "Which alloy"
        return None
    if clause.base not in _ACTIONS or len(subject.split()) < 2:
        return None
    if NO_OBJECT.match(core) and not _leads_to(clause.base, core):
        return None
    return _kind_of_agent(context), "What"


def _leads_to(base: str, core: str) -> bool:
    """Return True for words behind a verb that begin with its preposition: contributes to twins."""
    preposition = LEADING.get(base, "")
    found = bool(preposition) and core.startswith(f"{preposition} ")
    return found and not NO_OBJECT.match(core[len(preposition) + 1 :])


def _kind_of_agent(context: ClauseContext) -> str:
    """Return the kind of a question for the subject of an action."""
    subject = context.clause.subject
    terms = find_terms(subject)
    if any(is_phase(term) for term in terms):
        return "phase"
    if STRUCTURE.search(subject) and not any(term.kind == "property" for term in terms):
        return "microstructure"
    return "mechanism" if context.clause.base in _EFFECTS else kind_of(subject)
