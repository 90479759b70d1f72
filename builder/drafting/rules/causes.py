"""Questions of why, of what does what, and of what follows from it."""

import re
from collections.abc import Iterator

from builder.drafting.rules.phases import STRUCTURE
from builder.drafting.rules.sentence_context import ClauseContext, Draft
from builder.materials.alloys import named_alloys
from builder.materials.vocabulary import find_terms, is_phase
from builder.nlp.clause import Clause
from builder.nlp.coreference import has_pronoun, lower_first
from builder.nlp.verb_lexicon import BASES

_CAUSE = re.compile(r"(?:due to|because of|owing to|as a result of|thanks to|because|since)\b")
_CAUSE_BEHIND = re.compile(
    r",?\s*(?:mainly |primarily |probably |likely |which (?:is|are|was|were) (?:mainly "
    r"|primarily )?)?(?P<cause>(?:due to|because of|owing to|as a result of|thanks to|because"
    r"|(?P<credited>attributed to|ascribed to|caused by|explained by|rationali[sz]ed by"
    r"|associated with|related to))\s+.+)"
)
_WHERE_IT_ENDS = re.compile(
    r";|:\s|,\s+(?:but|while|which|whereas|leading|resulting|as|with|although|so|thus|respectively"
    r"|thereby|hence|indicating|suggesting)\b"
)
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
_BY_METHOD = re.compile(
    r"(?:prepared|fabricated|synthesi[sz]ed|produced|processed|manufactured|deposited|obtained|made"
    r"|measured|evaluated|analy[sz]ed|characteri[sz]ed|examined|studied|investigated|calculated"
    r"|confirmed|verified|observed|achieved|performed|joined|revealed|estimated|detected|identified"
    r"|designed|developed|realized|employed|derived|shown|supported|validated|assessed|tested"
    r"|represented|described|determined|elucidated|given|predicted|followed|exhibited|simulated"
    r"|modell?ed|consolidated|sintered|cast|melted|annealed|rolled|milled|treated|grown) by"
)
_EFFECT = frozenset(
    "increase decrease improve enhance reduce promote suppress inhibit accelerate hinder stabilize"
    " refine strengthen affect influence facilitate prevent lower raise retard delay eliminate"
    " degrade restrict weaken destabilize impede modify alter change".split()
)
#: Verb of a consequence → the word between it and what follows.
LEADING = {
    "lead": "to", "result": "in", "cause": "", "induce": "", "promote": "", "facilitate": "",
    "inhibit": "", "suppress": "", "hinder": "", "prevent": "", "provide": "", "form": "",
    "contribute": "to", "generate": "", "produce": "", "enable": "", "trigger": "", "impede": "",
    "introduce": "", "accelerate": "", "restrict": "", "delay": "", "retard": "", "eliminate": "",
}  # fmt: skip
_FOLLOWS = re.compile(
    r",?\s*(?:(?:and|thus|thereby|hence|consequently|therefore)\s+)*(?P<how>leading to|resulting in"
    r"|causing|giving rise to|contributing to|which (?:leads?|led) to|which (?:results?"
    r"|resulted) in|which (?:causes?|caused))\s+(?P<what>.+)"
)
_SEEN = re.compile(r"\b(?:observed|detected|found|seen|identified|revealed|simulated|measured)\b")
_CHANGING = frozenset(
    "increase decrease rise fall drop grow change transform become improve diminish shift vary"
    " deteriorate coarsen".split()
)
_CHANGED = re.compile(
    r"(?:(?P<word>increased|decreased|reduced|improved|enhanced|raised|lowered|refined|changed"
    r"|transformed|suppressed|promoted)\b)"
)
_WITH_CHANGE = re.compile(
    r"(?:with|by|upon|on)\s+(?:an? |the )?(?:further )?(?:increas|decreas|addi|ris|rais|lower"
    r"|reduc)\w*\b|as .{3,60} (?:increas|decreas|ris|progress)\w*"
)
_BESIDE = re.compile(
    r"(?:\w+ly |first |monotonically )*(?P<way>with (?:the )?(?!a\b|an\b|increas"
    r"|decreas)[^,]{3,60})"
)
_ONLY_ADVERBS = re.compile(r"(?:\w+ly\s?)*")
_NO_OBJECT = re.compile(r"(?:in|by|with|from|to|at|on|as|for|and|that|of)\b")
_ADVERB_BEHIND = re.compile(r"\s\w+ly$")
#: `promotes the coating to wear less`, `promoted faster growth`: no thing that is affected.
_NO_TARGET = re.compile(
    rf"\sto (?:(?:{BASES})\b|[a-z]+ (?:into|in|the|an?|more|as)\b)|^(?:an? )?(?:\w+er|more|less"
    r"|better) "
)
_PREPOSITIONS = re.compile(
    r"\s+(?:from|by|at|with|through|via|when|after|during)\b.*|\s+to (?=[~∼≈\d]).*"
)


def ask_cause(context: ClauseContext) -> Iterator[Draft]:
    """Why something is so: what stands behind `due to`, `because` or `is attributed to`."""
    clause, sentence = context.clause, context.sentence
    if sentence.background:
        return
    credited = _ATTRIBUTED.match(clause.rest) if clause.base == "be" else None
    if credited and not _BY_METHOD.match(credited["word"]):
        cause = _cut(credited["cause"])
        for condition in context.conditions:
            cause = cause.removesuffix(condition).strip()
        asked = context.question("What", credited["word"])
        if asked and not sentence.is_respective and not has_pronoun(cause):
            yield "mechanism", asked, cause
        return
    cause = next((whole for word, whole in clause.adjuncts if _CAUSE.match(word)), "")
    behind = _CAUSE_BEHIND.match(clause.tail)
    if not cause and behind:
        cause = behind["cause"]
    if not cause and _CAUSE.match(lower_first(clause.lead)):
        cause = clause.lead
    cause = _cut(cause)
    effect = sentence.resolve(context.core)
    if not cause or effect is None or len(effect.split()) > 24 or has_pronoun(cause):
        return
    asked = context.question("Why", effect)
    if asked:
        yield "mechanism", asked, cause


def _cut(cause: str) -> str:
    """A cause without what stands behind it."""
    whole = _WHERE_IT_ENDS.split(cause)[0].strip()
    return _BROUGHT_BY.split(whole)[0] if has_pronoun(whole) else whole


def ask_trend(context: ClauseContext) -> Iterator[Draft]:
    """How something changes with what is increased, decreased or added."""
    clause, sentence = context.clause, context.sentence
    changed = _CHANGED.match(context.core) if clause.base == "be" else None
    if (clause.base not in _CHANGING and not changed) or sentence.is_respective:
        return
    change = next((one for one in context.conditions if _WITH_CHANGE.match(one)), "")
    beside = _BESIDE.fullmatch(context.core)
    if beside and not change and context.resolvable and not sentence.background:
        way = sentence.resolve(beside["way"])
        if way:
            yield (
                "effect-of",
                f"How {_doing(clause)} {context.subject} change {way}?",
                context.statement,
            )
        return
    if not change or not context.resolvable or sentence.background:
        return
    yield "effect-of", f"How {_doing(clause)} {context.subject} change {change}?", context.statement


def _doing(clause: Clause) -> str:
    """The auxiliary that asks how something changes."""
    if clause.auxiliary in ("did", "was", "were"):
        return "did"
    return "do" if clause.auxiliary in ("do", "are") else "does"


def ask_effect(context: ClauseContext) -> Iterator[Draft]:
    """What effect something has on something."""
    clause, sentence = context.clause, context.sentence
    if sentence.background or clause.base not in _EFFECT - {"affect", "influence"}:
        return
    target = sentence.resolve(_ADVERB_BEHIND.sub("", _PREPOSITIONS.sub("", context.core)))
    if (
        not target
        or _ONLY_ADVERBS.fullmatch(target)
        or _NO_OBJECT.match(target)
        or _NO_TARGET.search(target)
        or not context.resolvable
        or "not" in clause.verb.split()
    ):
        return
    if not named_alloys(f"{context.subject} {target}") and sentence.certain_alloy:
        terms = find_terms(target)
        if terms and terms[-1].end == len(target):
            target += f" of {sentence.alloy}"
    do = {"did": "did", "do": "do"}.get(clause.auxiliary, "does")
    conditions = " ".join(["", *context.conditions])
    way = sentence.variant(("What effect {do} {s} have on {t}{c}?", "How {do} {s} affect {t}{c}?"))
    yield (
        "effect-of",
        way.format(do=do, s=context.subject, t=target, c=conditions),
        context.statement,
    )


def ask_result(context: ClauseContext) -> Iterator[Draft]:
    """What something leads to, results in, causes."""
    clause, sentence = context.clause, context.sentence
    if sentence.background or clause.base not in LEADING or "not" in clause.verb.split():
        return
    link, what = LEADING[clause.base], context.core
    if link:
        found = re.match(rf"(?:\w+ly )?{link}\s+", what)
        if not found:
            return
        what = what[found.end() :]
    elif _NO_OBJECT.match(what):
        return
    if asked := context.question("What", link):
        phases = any(is_phase(t) for t in find_terms(what))
        formed = clause.base in ("form", "generate", "produce")
        kind = (
            "phase"
            if formed and phases
            else "microstructure"
            if formed and STRUCTURE.search(what)
            else "effect-of"
        )
        yield kind, asked, what


def ask_consequence(context: ClauseContext) -> Iterator[Draft]:
    """What follows from the whole of what was said: `…, leading to higher strength`."""
    sentence, found = context.sentence, _FOLLOWS.match(context.clause.tail)
    if not found or sentence.background or not context.resolvable or _SEEN.search(context.core):
        return
    if len(context.clause.adjuncts) > len(context.conditions) - bool(context.clause.lead):
        return  # What follows may follow from a reason or a manner told between.
    core, what = sentence.resolve(context.core), _cut(found["what"])
    if not core or len(core.split()) > 20 or has_pronoun(what):
        return
    conditions = " ".join(["", *context.conditions])
    fact = f"{context.subject} {context.clause.verb} {core}{conditions}"
    past = context.clause.auxiliary in ("did", "was", "were", "had")
    ways = ("What resulted when {}?", "What was the consequence when {}?")
    if not past:
        ways = ("What results when {}?", "What is the consequence when {}?")
    way = sentence.variant(ways)
    yield "effect-of", way.format(lower_first(fact)), what
