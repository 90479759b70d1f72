"""Ask for causes: why something is so, and what brings it about."""

import re
from collections.abc import Iterator

from builder.drafting.rules.sentence_context import ClauseContext, Draft
from builder.nlp.clause import Clause
from builder.nlp.coreference import has_pronoun, lower_first
from builder.nlp.verb_lexicon import FORMS, third

_CAUSE = re.compile(r"(?:due to|because of|owing to|as a result of|thanks to|because|since)\b")
_CAUSE_BEHIND = re.compile(
    r",?\s*(?:mainly |primarily |probably |likely |which (?:is|are|was|were) (?:mainly "
    r"|primarily )?)?(?P<cause>(?:due to|because of|owing to|as a result of|thanks to|because"
    r"|(?P<credited>attributed to|ascribed to|caused by|explained by|rationali[sz]ed by"
    r"|associated with|related to))\s+.+)"
)
_CAUSE_ENDS = re.compile(
    r";|:\s|,\s+(?:but|while|which|whereas|leading|resulting|as(?! well as)|with|although|so|thus"
    r"|respectively|thereby|hence|indicating|suggesting)\b"
)
#: A clause that tells a cause, with another one that belongs to it.
_TWO_CAUSES = re.compile(
    r"(?:because(?! of)|since)\b[^;]*,\s(?:but|while|whereas)\b", re.IGNORECASE
)
#: What something is for is no condition of it.
_AIM = re.compile(r"to [a-z]+ the\b")
_SAMPLES = re.compile(r"(?:the |all )?(?:samples|specimens|alloys|powders)")
#: Fewest words of what affects something.
_FEWEST = 2
_BROUGHT_BY = re.compile(r"(?:\s(?:that|which) (?:is|are|was|were))?\s(?:caused|induced) by\b")
_ATTRIBUTED = re.compile(
    r"(?:also |mainly |primarily |further |partly |largely )?(?P<word>(?:attributed|ascribed"
    r"|related|correlated|linked|due|owed|assigned)\s+to|caused by|associated with|governed by"
    r"|controlled by|dominated by|driven by|determined by|induced by|limited by|accompanied by"
    r"|influenced by|affected by|provided by|responsible for|dependent on|promoted by|enhanced by"
    r"|suppressed by|facilitated by|strengthened by|stabili[sz]ed by|inhibited by|hindered by"
    r"|ensured by|mediated by|\w+[^e]ed by(?! \w+ing\b))\s+(?!(?:about |nearly |up to |more than "
    r"|a factor|~|\d))(?P<cause>.+)"
)
#: What something is credited to is its cause.
_CREDITED = frozenset("attributed ascribed due owed assigned".split())
#: Verbs behind whose `from` stands a cause.
_ORIGINATING = frozenset("result arise originate stem come derive".split())
_FROM = re.compile(r"(?:\w+ly )?from ")
#: Participles of verbs that are not in the list of verbs.
_PLAIN_BASE = {
    "driven": "drive",
    "mediated": "mediate",
    "ensured": "ensure",
    "accompanied": "accompany",
}
#: `The rates were much higher`: than what is not said.
_MORE_THAN_UNSAID = re.compile(
    r"(?:much |even |slightly |far )?(?:\w+er|more \w+|less \w+)(?!.*\bthan\b)$"
)
#: Two statements, of which the cause may be that of the second one alone.
_TWO_VERBS = re.compile(
    r"\s(?:and|but) (?:\w+ly |was |were |is |are )?\w+ed (?:in|to|toward|by|at)\b"
)
#: `The main factors are A and B due to C`: not why they are, but what they are.
_MAIN_THING = re.compile(r"(?:the )?(?:main|primary|dominant|dominating|key|major) ")
_SEEN_ALONE = re.compile(
    r"(?:\w+ly )?(?:observed|found|detected|seen|noted|identified|revealed|obtained|achieved)"
)
_CREDITED_TO = re.compile(
    r"^(?:attributed to|ascribed to|related to|associated with"
    r"|(?:caused|explained|rationali[sz]ed) by) "
)
_BY_CAUSE = re.compile(
    r"(?:due to|because of|owing to|as a result of|thanks to|attributed to|caused by) "
)
_BY_METHOD = re.compile(
    r"(?:prepared|fabricated|synthesi[sz]ed|produced|processed|manufactured|deposited|obtained|made"
    r"|measured|evaluated|analy[sz]ed|characteri[sz]ed|examined|studied|investigated|calculated"
    r"|confirmed|verified|observed|achieved|performed|joined|revealed|estimated|detected|identified"
    r"|designed|developed|realized|employed|derived|shown|supported|validated|assessed|tested"
    r"|illustrated|demonstrated|explained|clarified|represented|described|determined|elucidated"
    r"|given|predicted|followed|exhibited|simulated"
    r"|modell?ed|consolidated|sintered|cast|melted|annealed|rolled|milled|treated|grown) by"
)


def ask_cause(context: ClauseContext) -> Iterator[Draft]:
    """Ask why something is so: `… due to …`, `because …`, `is attributed to …`."""
    clause = context.clause
    if context.sentence.background:
        return
    if clause.base in _ORIGINATING and (origin := _FROM.match(clause.rest)):
        yield from _ask_attribution(context, "attributed to", clause.rest[origin.end() :])
        return
    credited = _ATTRIBUTED.match(clause.rest) if clause.base == "be" else None
    if credited and not _BY_METHOD.match(credited["word"]):
        yield from _ask_attribution(context, credited["word"], credited["cause"])
        return
    cause = trim_cause(_stated_cause(clause))
    effect = context.sentence.resolve(context.core)
    if not cause or effect is None or len(effect.split()) > 24 or has_pronoun(cause):
        return
    if clause.base == "be" and _MORE_THAN_UNSAID.match(effect):
        return
    text = context.sentence.text
    at = max(text.find(cause), 0)
    if _TWO_CAUSES.match(text, at) or text[:at].endswith((" and ", " but ")):
        return  # Half of the reason would be missing, or it is that of the next clause.
    if clause.base == "be" and _MAIN_THING.match(context.subject):
        return
    if clause.base == "be" and _SEEN_ALONE.fullmatch(effect):
        # `A drop was observed due to B`: not why it was observed, but what causes it.
        named = _BY_CAUSE.match(cause)
        if named and context.resolvable:
            verb = "caused" if clause.auxiliary in ("was", "were") else "causes"
            what = f"What {verb} {context.subject}{context.condition_suffix}?"
            yield "mechanism", what, cause[named.end() :]
        return
    question = context.question("Why", effect)
    if question and not _TWO_VERBS.search(question):
        yield "mechanism", question, _CREDITED_TO.sub("", cause)


def _ask_attribution(context: ClauseContext, word: str, words: str) -> Iterator[Draft]:
    """Ask what causes, drives or hinders something that is caused, driven or hindered by it."""
    cause = trim_cause(words)
    whole = cause
    for condition in context.conditions:
        cause = cause.removesuffix(condition).strip()
    if (cause != whole and cause.endswith("ing")) or (
        len(cause.split()) < _FEWEST and word in ("affected by", "influenced by")
    ):
        return  # The condition is that of a treatment; what affects something is not told.
    verb = _active(word, context.clause.auxiliary)
    if not verb or not context.resolvable or context.sentence.is_respective or has_pronoun(cause):
        return
    if _SAMPLES.fullmatch(context.subject) or any(_AIM.match(one) for one in context.conditions):
        return
    yield "mechanism", f"What {verb} {context.subject}{context.condition_suffix}?", cause


def _active(word: str, auxiliary: str) -> str:
    """Return the active verb for a passive word: `hindered by` → `hinders`, or `hindered`."""
    participle, preposition = word.split()[0], word.split()[-1]
    if participle in ("formed", "followed", "constituted", "required"):
        return ""
    if preposition != "by":
        return "causes" if participle in _CREDITED else ""
    if auxiliary in ("was", "were", "had"):
        return "drove" if participle == "driven" else participle
    base = FORMS.get(
        participle, (participle.removesuffix("d") if participle.endswith("eed") else "", "")
    )[0]
    base = base or _PLAIN_BASE.get(participle, "")
    return third(base) if base else ""


def _stated_cause(clause: Clause) -> str:
    """Return the cause behind the object, behind the clause or before the subject; else ""."""
    if cause := next((whole for word, whole in clause.adjuncts if _CAUSE.match(word)), ""):
        return cause
    if behind := _CAUSE_BEHIND.match(clause.tail):
        return behind["cause"]
    return clause.lead if _CAUSE.match(lower_first(clause.lead)) else ""


def trim_cause(cause: str) -> str:
    """Return a cause without the words behind it."""
    whole = _CAUSE_ENDS.split(cause)[0].strip()
    return _BROUGHT_BY.split(whole)[0] if has_pronoun(whole) else whole
