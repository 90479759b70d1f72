"""Questions of what was found: what something shows, undergoes, depends on, is; and who does."""

import re
from collections.abc import Iterator

from builder.drafting.rules.causes import LEADING
from builder.drafting.rules.phases import NO_PLACE, SEEN, STRUCTURE
from builder.drafting.rules.sentence_context import ClauseContext, Draft
from builder.materials.alloys import named_alloys
from builder.materials.vocabulary import find_terms, is_phase
from builder.nlp.coreference import has_pronoun, lower_first, resolve

#: Verb → the preposition its question ends in; the object of the others follows at once.
_ASKING = {
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
_SOME_PIECE = re.compile(
    r"(?:(?:the|these|all|all the)\s)?(?:samples?|specimens?|alloys?|coatings?|films?|materials?"
    r"|composites?|HEAs?)",
    re.IGNORECASE,
)
_SAYS_NOTHING = re.compile(
    r"(?:an? |the )?(?:similar|different|same|optimum|good propert|(?:\w+ ){0,3}roles?$)"
)
_MORE = re.compile(
    r"(?:an? )?(?:\w+ly )?(?:higher|lower|better|larger|smaller|greater|more|less) \S+$"
)
_THOSE = re.compile(r"(?:those|that) of\b")
_COMPARES = re.compile(
    r"^the (?:highest|lowest|largest|smallest|best)\b|\b(?:than|compared|comparison|relative to)\b"
)
_BECOMING = re.compile(r"(?P<prep>in)?to\s+(?P<what>.+)")
_FROM_INTO = re.compile(r"from\s+(?P<first>.+?)\s+(?P<prep>to|into)\s+(?P<what>.+)")
_PROPERTIES = re.compile(
    r"\b(?:propert(?:y|ies)|strengths?|hardness|ductility|resistance|toughness|elongation"
    r"|plasticity|stability|modulus|behaviou?r|performance|combination)\b"
)
_VAGUE_THING = re.compile(
    r"(?:an? |the )?(?:\w+ )?(?:effect|trend|change|increase|decrease|difference|result"
    r"|behaviou?r)s?$",
    re.IGNORECASE,
)
NO_OBJECT = re.compile(
    r"(?:small|large|high|low|good|poor|different|in|by|with|from|to|at|on|as|for|and|that|no|not"
    r"|even|so|the same|(?:the|an?) (?:\w+ )?(?:results?|consequence))\b"
)
_ALLOY_FIRST = re.compile(
    r"(?:(?:the|bulk|as-\w+|cast|equiatomic|annealed|single-phase)\s)*"
    r"(?=\S*[A-Z])\S+(?:\s(?:alloys?|HEAs?|MEAs?|CCAs?|high[- ]entropy alloys?|\(.+\)))*$"
)
_DOING = LEADING.keys() | frozenset(
    "increase decrease improve enhance reduce promote refine strengthen affect influence stabilize"
    " lower raise degrade follow accelerate exceed surpass outperform yield achieve offer retard"
    " drive match reflect set impose restrict modify alter act play govern dominate determine"
    " control undergo exhibit show possess display transform retain maintain impart block pin"
    " activate predict support corroborate hinder reveal confirm indicate disclose suggest".split()
)
_TELLING = re.compile(
    r",?\s*(?P<verb>indicating|suggesting|implying|demonstrating|confirming|revealing"
    r"|which (?P<plain>indicates?|suggests?|implies|demonstrates?|confirms?))\s+"
    r"(?:that\s+)?(?P<what>.+)"
)
_BARE = {
    "indicating": "indicate", "suggesting": "suggest", "implying": "imply",
    "demonstrating": "demonstrate", "confirming": "confirm", "revealing": "reveal",
}  # fmt: skip
_ENDS = re.compile(r";|,\s+(?:and|but|while|which|whereas|although|so|with|as)\b")
_ROLE = re.compile(
    r"(?:an? |the )?(?P<what>(?:\w+ ){0,3}roles?) (?P<prep>in|on|for)\s+(?P<where>.+)"
)


def kind_of(text: str) -> str:
    """The kind of what was found, by what it speaks of."""
    terms = find_terms(text)
    if any(is_phase(term) for term in terms):
        return "phase"
    if STRUCTURE.search(text):
        return "microstructure"
    return "mechanism" if any(term.kind == "mechanism" for term in terms) else "conclusion"


def ask_object(context: ClauseContext) -> Iterator[Draft]:
    """What something shows, undergoes, depends on, turns into."""
    clause, sentence, thing = context.clause, context.sentence, context.core
    if sentence.background or "respectively" in sentence.text or not 0 < len(thing.split()) <= 24:
        return
    if "not" in clause.verb.split() or has_pronoun(thing) or _SAYS_NOTHING.match(thing):
        return
    if _COMPARES.search(clause.rest) or (clause.base in _OF_PHASES and _MORE.match(thing)):
        return
    if clause.adjuncts and clause.adjuncts[0][0] == "that":
        return  # It would be cut short.
    if clause.base in ("transform", "change", "transition", "shift", "evolve", "decompose"):
        whole = f"{thing} " + " ".join(w for w in context.conditions if w.startswith("to "))
        yield from _becoming(context, whole.strip())
        return
    if clause.base == "play" and (role := _ROLE.match(thing)):
        where = sentence.resolve(role["where"])
        if (
            where
            and role["what"].strip() != "role"
            and (asked := context.question("What role", f"{role['prep']} {where}"))
        ):
            yield "conclusion", asked, role.group()[: role.end("what")]
        return
    preposition = _ASKING.get(clause.base)
    if preposition is None:
        return
    what = thing
    if preposition:
        found = re.match(rf"(?:\w+ly )?(?:up)?{preposition}\s+", thing)
        if not found:
            return
        what = thing[found.end() :]
    elif NO_OBJECT.match(thing):
        return
    if clause.base in _OF_PHASES and any(is_phase(t) for t in find_terms(thing)):
        return  # It is asked for as a phase.
    properties = _PROPERTIES.search(thing) and clause.base in (
        "exhibit",
        "show",
        "possess",
        "display",
    )
    opening = "What"
    if properties and any(t.kind == "property" for t in find_terms(context.subject)):
        return
    if properties and re.search(
        r"(?:alloys?|HEAs?|MEAs?|coatings?|films?|\S*[A-Z][a-z]?[A-Z]\S*)$", context.subject
    ):
        opening = "What properties" if " and " in thing else "What property"
    if (len(what.split()) >= 2 or find_terms(what)) and (
        asked := context.question(opening, preposition)
    ):
        yield kind_of(f"{what}"), asked, what


def _becoming(context: ClauseContext, thing: str) -> Iterator[Draft]:
    found = _FROM_INTO.match(thing) or _BECOMING.match(thing)
    if not found or re.search(r"\d", found["what"][:12]):
        return
    told_from = f"from {found['first']} " if "first" in found.groupdict() else ""
    preposition = "into" if found["prep"] == "in" else found["prep"] or "to"
    rest = resolve(f"{told_from}{preposition}", context.sentence.alloy)
    if rest and (asked := context.question("What", rest)):
        yield kind_of(thing), asked, found["what"]


def ask_subject(context: ClauseContext) -> Iterator[Draft]:
    """What does something: the subject is asked for."""
    clause, sentence = context.clause, context.sentence
    core = sentence.resolve(context.core)
    if (
        sentence.background
        or not core
        or "respectively" in sentence.text
        or has_pronoun(context.core)
    ):
        return
    if _SAYS_NOTHING.match(core) or _THOSE.match(core) or _SOME_PIECE.fullmatch(clause.subject):
        return
    unseen = "not" in clause.verb.split() and clause.base in ("show", "reveal", "exhibit")
    if unseen or any(_COMPARES.search(word) for word, _ in clause.adjuncts):
        return  # What it is compared with would be lost.
    alloys = named_alloys(clause.subject)
    if alloys and sentence.single_alloy and len(clause.subject.split()) < 6:
        return  # It is the one alloy that is spoken of.
    if not 2 <= len(core.split()) <= 25 or resolve(clause.subject, None) is None:
        return
    terms = find_terms(clause.subject)
    if _ALLOY_FIRST.match(clause.subject) and alloys and clause.base != "be":
        kind, opening = "composition", "Which alloy"
        if "," in clause.subject or " and " in clause.subject:
            opening = "Which alloys"
    elif clause.base == "be" and (seen := SEEN.fullmatch(context.core)):
        if NO_PLACE.match(seen["where"]) or _VAGUE_THING.match(clause.subject):
            return
        kind, opening = kind_of(clause.subject), "What"
    elif clause.base not in _DOING or len(clause.subject.split()) < 2 or NO_OBJECT.match(core):
        return
    elif any(term.kind == "method" for term in terms):
        kind, opening = "method", "What"
    elif any(is_phase(t) for t in terms):
        kind, opening = "phase", "What"
    elif STRUCTURE.search(clause.subject) and not any(t.kind == "property" for t in terms):
        kind, opening = "microstructure", "What"
    elif clause.base in LEADING.keys() | {
        "increase",
        "decrease",
        "improve",
        "enhance",
        "reduce",
        "refine",
    }:
        kind, opening = "mechanism", "What"
    else:
        kind, opening = kind_of(clause.subject), "What"
    if asked := context.subject_question(opening, core):
        if opening == "Which alloys":
            asked = asked.replace(
                f"Which alloys {_first_verb(asked)}", f"Which alloys {clause.verb}", 1
            )
        yield kind, asked, clause.subject


def _first_verb(question: str) -> str:
    return question.split()[2]


def ask_implication(context: ClauseContext) -> Iterator[Draft]:
    """What a finding indicates: `…, suggesting that …`."""
    sentence, found = context.sentence, _TELLING.match(context.clause.tail)
    compared = any(_COMPARES.search(word) for word, _ in context.clause.adjuncts)
    if not found or sentence.background or not context.resolvable or compared:
        return
    core, what = sentence.resolve(context.core), _ENDS.split(found["what"])[0].strip()
    if not core or has_pronoun(what) or len(core.split()) > 20:
        return
    verb = _BARE.get(found["verb"]) or (found["plain"] or "").rstrip("s").replace("implie", "imply")
    fact = " ".join([context.subject, context.clause.verb, core, *context.conditions])
    yield "conclusion", f"What does the fact that {lower_first(fact)} {verb}?", what


def ask_conclusion(context: ClauseContext) -> Iterator[Draft]:
    """What the results show of something, told towards the end of an abstract."""
    clause, sentence = context.clause, context.sentence
    if (
        len(sentence.clauses) > 1
        or not clause.shown
        or sentence.background
        or "respectively" in sentence.text
    ):
        return
    whole = context.statement
    if (
        ", and " in whole
        or has_pronoun(whole)
        or not sentence.resolve(whole)
        or not 6 <= len(whole.split()) <= 40
    ):
        return
    if context.resolvable:
        conditions = " ".join(["", *context.conditions])
        yield "conclusion", f"What do the results show about {context.subject}{conditions}?", whole
