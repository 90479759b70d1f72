"""Ask for findings: the object of a verb, its subject, what a fact implies, what results show."""

import re
from collections.abc import Iterator

from builder.drafting.rules.causes import LEADING
from builder.drafting.rules.phases import NO_PLACE, SEEN, STRUCTURE
from builder.drafting.rules.sentence_context import ClauseContext, Draft
from builder.materials.alloys import named_alloys
from builder.materials.vocabulary import find_terms, is_phase
from builder.nlp.coreference import has_pronoun, lower_first, resolve
from builder.nlp.word_classes import COMPARATIVES

#: Verb → the preposition before its object, in which its question ends; "" for none.
_PREPOSITION_OF = {
    "exhibit": "", "show": "", "display": "", "possess": "", "have": "", "undergo": "",
    "demonstrate": "", "retain": "", "maintain": "", "experience": "", "achieve": "", "offer": "",
    "follow": "", "govern": "", "dominate": "", "determine": "", "control": "", "require": "",
    "depend": "on", "rely": "on", "originate": "from", "stem": "from", "arise": "from",
    "come": "from", "correspond": "to", "belong": "to", "result": "from", "act": "as",
    "serve": "as", "suffer": "from", "exceed": "", "surpass": "", "outperform": "", "limit": "",
    "yield": "", "give": "", "deliver": "", "impart": "", "block": "", "pin": "", "trap": "",
    "activate": "", "extend": "", "provide": "", "reveal": "", "disclose": "", "confirm": "",
    "indicate": "", "suggest": "", "present": "", "involve": "", "share": "", "vary": "with",
    "consist": "of", "contain": "", "comprise": "", "stabilize": "in", "crystallize": "in",
    "agree": "with", "differ": "from", "exert": "", "retard": "", "predict": "", "support": "",
    "corroborate": "", "adopt": "", "absorb": "", "resemble": "",
}  # fmt: skip
_OF_PHASES = frozenset("exhibit show display possess have retain consist contain comprise".split())
_SAMPLE = re.compile(
    r"(?:(?:the|these|all|all the)\s)?(?:samples?|specimens?|alloys?|coatings?|films?|materials?"
    r"|composites?|HEAs?)",
    re.IGNORECASE,
)
_EMPTY_OBJECT = re.compile(
    r"(?:an? |the )?(?:similar|different|same|optimum|good propert|(?:\w+ ){0,3}roles?$)"
)
_MORE = re.compile(rf"(?:an? )?(?:\w+ly )?(?:{COMPARATIVES}|better) \S+$")
_THAT_OF = re.compile(r"(?:those|that) of\b")
_COMPARES = re.compile(
    r"^the (?:highest|lowest|largest|smallest|best)\b|\b(?:than|compared|comparison|relative to)\b"
)
_BECOMING = re.compile(r"(?P<prep>in)?to\s+(?P<what>.+)")
_FROM_INTO = re.compile(r"from\s+(?P<first>.+?)\s+(?P<prep>to|into)\s+(?P<what>.+)")
#: Verbs whose object is a new state.
_TRANSFORMING = frozenset("transform change transition shift evolve decompose".split())
#: Verbs of which properties are the object.
_OF_PROPERTIES = frozenset("exhibit show possess display".split())
_PROPERTIES = re.compile(
    r"\b(?:propert(?:y|ies)|strengths?|hardness|ductility|resistance|toughness|elongation"
    r"|plasticity|stability|modulus|behaviou?r|performance|combination)\b"
)
_VAGUE_THING = re.compile(
    r"(?:an? |the )?(?:\w+ )?(?:effect|trend|change|increase|decrease|difference|result"
    r"|behaviou?r)s?$",
    re.IGNORECASE,
)
#: Words with which no object that can be asked for begins.
NO_OBJECT = re.compile(
    r"(?:small|large|high|low|good|poor|different|in|by|with|from|to|at|on|as|for|and|that|no|not"
    r"|even|so|the same|(?:the|an?) (?:\w+ )?(?:results?|consequence))\b"
)
_ENDS_IN_MATERIAL = re.compile(r"(?:alloys?|HEAs?|MEAs?|coatings?|films?|\S*[A-Z][a-z]?[A-Z]\S*)$")
#: A subject that is an alloy.
_ALLOY_FIRST = re.compile(
    r"(?:(?:the|bulk|as-\w+|cast|equiatomic|annealed|single-phase)\s)*"
    r"(?=\S*[A-Z])\S+(?:\s(?:alloys?|HEAs?|MEAs?|CCAs?|high[- ]entropy alloys?|\(.+\)))*$"
)
#: Verbs whose subject is asked for.
_ACTIONS = LEADING.keys() | frozenset(
    "increase decrease improve enhance reduce promote refine strengthen affect influence stabilize"
    " lower raise degrade follow accelerate exceed surpass outperform yield achieve offer retard"
    " drive match reflect set impose restrict modify alter act play govern dominate determine"
    " control undergo exhibit show possess display transform retain maintain impart block pin"
    " activate predict support corroborate hinder reveal confirm indicate disclose suggest".split()
)
_IMPLYING = re.compile(
    r",?\s*(?P<verb>indicating|suggesting|implying|demonstrating|confirming|revealing"
    r"|which (?P<plain>indicates?|suggests?|implies|demonstrates?|confirms?))\s+"
    r"(?:that\s+)?(?P<what>.+)"
)
_BASE_OF = {
    "indicating": "indicate", "suggesting": "suggest", "implying": "imply",
    "demonstrating": "demonstrate", "confirming": "confirm", "revealing": "reveal",
}  # fmt: skip
#: Verbs of a change: their subject is a mechanism.
_EFFECTS = LEADING.keys() | frozenset("increase decrease improve enhance reduce refine".split())
_ENDS = re.compile(r";|,\s+(?:and|but|while|which|whereas|although|so|with|as)\b")
_ROLE = re.compile(
    r"(?:an? |the )?(?P<what>(?:\w+ ){0,3}roles?) (?P<prep>in|on|for)\s+(?P<where>.+)"
)


def kind_of(text: str) -> str:
    """Return the kind of a finding by the terms in it: phase, microstructure, mechanism, other."""
    terms = find_terms(text)
    if any(is_phase(term) for term in terms):
        return "phase"
    if STRUCTURE.search(text):
        return "microstructure"
    return "mechanism" if any(term.kind == "mechanism" for term in terms) else "conclusion"


def ask_object(context: ClauseContext) -> Iterator[Draft]:
    """Ask what something shows, undergoes, depends on or turns into."""
    if not _has_askable_object(context):
        return
    base = context.clause.base
    if base in _TRANSFORMING:
        yield from _ask_new_state(context)
    elif base == "play":
        yield from _ask_role(context)
    elif base in _PREPOSITION_OF:
        yield from _ask_plain_object(context)


def _has_askable_object(context: ClauseContext) -> bool:
    clause, sentence, thing = context.clause, context.sentence, context.core
    if sentence.background or sentence.is_respective or not 0 < len(thing.split()) <= 24:
        return False
    if "not" in clause.verb.split() or has_pronoun(thing) or _EMPTY_OBJECT.match(thing):
        return False
    if _COMPARES.search(clause.rest) or (clause.base in _OF_PHASES and _MORE.match(thing)):
        return False
    # An object with a relative clause (`a phase that …`) would be cut short.
    return not (clause.adjuncts and clause.adjuncts[0][0] == "that")


def _ask_new_state(context: ClauseContext) -> Iterator[Draft]:
    """Ask what something turns into: `the phase transforms from FCC to HCP`."""
    behind = " ".join(one for one in context.conditions if one.startswith("to "))
    thing = f"{context.core} {behind}".strip()
    found = _FROM_INTO.match(thing) or _BECOMING.match(thing)
    if not found or re.search(r"\d", found["what"][:12]):
        return
    start = f"from {found['first']} " if "first" in found.groupdict() else ""
    preposition = "into" if found["prep"] == "in" else found["prep"] or "to"
    rest = resolve(f"{start}{preposition}", context.sentence.alloy)
    if rest and (question := context.question("What", rest)):
        yield kind_of(thing), question, found["what"]


def _ask_role(context: ClauseContext) -> Iterator[Draft]:
    """Ask for a role: `nanotwins play a major role in the hardening`."""
    role = _ROLE.match(context.core)
    where = context.sentence.resolve(role["where"]) if role else None
    if not role or not where or role["what"].strip() == "role":
        return
    if question := context.question("What role", f"{role['prep']} {where}"):
        yield "conclusion", question, role.group()[: role.end("what")]


def _ask_plain_object(context: ClauseContext) -> Iterator[Draft]:
    """Ask for the object as it stands, behind the preposition of its verb."""
    base, thing = context.clause.base, context.core
    preposition = _PREPOSITION_OF[base]
    what = _object_behind(preposition, thing)
    if not what:
        return
    if base in _OF_PHASES and any(is_phase(term) for term in find_terms(thing)):
        return  # The rule for constituents asks for phases.
    opening = _opening_for_object(context)
    if opening is None or (len(what.split()) < 2 and not find_terms(what)):
        return
    if question := context.question(opening, preposition):
        yield kind_of(what), question, what


def _object_behind(preposition: str, thing: str) -> str:
    """Return the object without the preposition of its verb; "" if there is none to ask for."""
    if not preposition:
        return "" if NO_OBJECT.match(thing) else thing
    found = re.match(rf"(?:\w+ly )?(?:up)?{preposition}\s+", thing)
    return thing[found.end() :] if found else ""


def _opening_for_object(context: ClauseContext) -> str | None:
    """Return the interrogative for an object; None for properties of a property."""
    thing = context.core
    if context.clause.base not in _OF_PROPERTIES or not _PROPERTIES.search(thing):
        return "What"
    if any(term.kind == "property" for term in find_terms(context.subject)):
        return None
    if _ENDS_IN_MATERIAL.search(context.subject):
        return "What properties" if " and " in thing else "What property"
    return "What"


def ask_subject(context: ClauseContext) -> Iterator[Draft]:
    """Ask for the subject: what increases the hardness, which alloy shows a single FCC phase."""
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
    if "not" in clause.verb.split() and clause.base in ("show", "reveal", "exhibit"):
        return False
    if any(_COMPARES.search(word) for word, _ in clause.adjuncts):
        return False  # The question would not name what the subject is compared with.
    if sentence.single_alloy and named_alloys(clause.subject) and len(clause.subject.split()) < 6:
        return False  # The answer would be the one alloy of the paper.
    return 2 <= len(core.split()) <= 25 and resolve(clause.subject, None) is not None


def _kind_and_opening_of_subject(context: ClauseContext, core: str) -> tuple[str, str] | None:
    """Return kind and interrogative of the question for a subject; None if there is none."""
    clause, subject = context.clause, context.clause.subject
    if clause.base != "be" and _ALLOY_FIRST.match(subject) and named_alloys(subject):
        several = "," in subject or " and " in subject
        return "composition", "Which alloys" if several else "Which alloy"
    if clause.base == "be" and (seen := SEEN.fullmatch(context.core)):
        if NO_PLACE.match(seen["where"]) or _VAGUE_THING.match(subject):
            return None
        return kind_of(subject), "What"
    if clause.base not in _ACTIONS or len(subject.split()) < 2 or NO_OBJECT.match(core):
        return None
    return _kind_of_agent(context), "What"


def _kind_of_agent(context: ClauseContext) -> str:
    """Return the kind of a question for the subject of an action."""
    subject = context.clause.subject
    terms = find_terms(subject)
    if any(term.kind == "method" for term in terms):
        return "method"
    if any(is_phase(term) for term in terms):
        return "phase"
    if STRUCTURE.search(subject) and not any(term.kind == "property" for term in terms):
        return "microstructure"
    return "mechanism" if context.clause.base in _EFFECTS else kind_of(subject)


def ask_implication(context: ClauseContext) -> Iterator[Draft]:
    """Ask what a fact implies: `…, suggesting that …`."""
    sentence, clause = context.sentence, context.clause
    found = _IMPLYING.match(clause.tail)
    compared = any(_COMPARES.search(word) for word, _ in clause.adjuncts)
    if not found or sentence.background or not context.resolvable or compared:
        return
    core, what = sentence.resolve(context.core), _ENDS.split(found["what"])[0].strip()
    if not core or has_pronoun(what) or len(core.split()) > 20:
        return
    plain = (found["plain"] or "").rstrip("s").replace("implie", "imply")
    verb = _BASE_OF.get(found["verb"]) or plain
    fact = " ".join([context.subject, clause.verb, core, *context.conditions])
    yield "conclusion", f"What does the fact that {lower_first(fact)} {verb}?", what


def ask_conclusion(context: ClauseContext) -> Iterator[Draft]:
    """Ask what the results show about something: `The results show that …`."""
    clause, sentence, statement = context.clause, context.sentence, context.statement
    if len(sentence.clauses) > 1 or not clause.shown:
        return
    if sentence.background or sentence.is_respective or not context.resolvable:
        return
    if ", and " in statement or has_pronoun(statement) or not sentence.resolve(statement):
        return
    if 6 <= len(statement.split()) <= 40:
        about = f"{context.subject}{context.condition_suffix}"
        yield "conclusion", f"What do the results show about {about}?", statement
