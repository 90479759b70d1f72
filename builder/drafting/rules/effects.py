"""Ask for effects: what something does to another thing, leads to, and how it changes."""

import re
from collections.abc import Iterator

from builder.drafting.rules.sentence_context import ClauseContext, Draft
from builder.materials.alloys import named_alloys
from builder.materials.vocabulary import find_terms
from builder.nlp.clause import Clause
from builder.nlp.verb_lexicon import BASES
from builder.nlp.word_classes import CHANGED, VARIATION_STEMS

_EFFECT = frozenset(
    "increase decrease improve enhance reduce promote suppress inhibit accelerate hinder stabilize"
    " refine strengthen facilitate prevent lower raise retard delay eliminate"
    " degrade restrict weaken destabilize impede".split()
)
#: Verb of a consequence → the preposition before the consequence; "" for none.
LEADING = {
    "lead": "to", "result": "in", "cause": "", "induce": "", "promote": "", "facilitate": "",
    "inhibit": "", "suppress": "", "hinder": "", "prevent": "", "provide": "",
    "contribute": "to", "generate": "", "produce": "", "enable": "", "trigger": "", "impede": "",
    "introduce": "", "accelerate": "", "restrict": "", "delay": "", "retard": "", "eliminate": "",
}  # fmt: skip
_CHANGING = frozenset(
    "increase decrease rise fall drop grow change transform become improve diminish shift vary"
    " deteriorate coarsen".split()
)
_CHANGED = re.compile(rf"(?:{CHANGED}|transformed|suppressed|promoted)\b")
_WITH_CHANGE = re.compile(
    rf"(?:with|by|upon|on)\s+(?:an? |the )?(?:further )?(?:{VARIATION_STEMS})\w*\b"
    r"|as .{3,60} (?:increas|decreas|ris|progress)\w*"
)
#: `increases with temperature`: what it is a function of.
_BESIDE = re.compile(
    r"(?:\w+ly |first |monotonically )*(?P<way>with (?:the )?(?!a\b|an\b|increas"
    r"|decreas)(?:[\w.-]+ ){0,4}"
    r"(?:temperature|time|contents?|concentration|composition|pressure|strain|rate|rates|speed"
    r"|depth"
    r"|distance|size|fraction|amount|thickness|stress|load|dose|number|entropy|power|energy|cycles"
    r"|undercooling|field|ratio|spacing)(?: of [^,]{2,30})?)"
)
#: Behind a change, another one of the same thing.
_TURNS = re.compile(r",\s(?:but|and then|then|followed by|before)\s")
#: A verb that says only that something changes, not how.
_NO_DIRECTION = re.compile(r"(?:vary|varies|varied|change|changes|changed)$")
_FROM_TO = re.compile(r"\bfrom .+ (?:in)?to \w")
#: The first of two changes, of which the second is not told.
FIRST_ALONE = re.compile(
    r"\b(?:first|initially)\b(?!.*\b(?:then|followed|before|subsequently|later|finally|but|and)\b)"
)
_FIRST = re.compile(r" (?:first|initially)$")
_NOUN_OF_CHANGE = re.compile(
    r"with (?:the |an )?(?P<how>increas|decreas)(?:e|ing) (?:of|in) (?:the )?(?P<what>.+)"
)
#: Behind an object, another effect: `promotes A while enhancing B`.
_SECOND_EFFECT = re.compile(
    r"\b(?:while|but|whereas|by|and (?:\w+ly )?\w+(?:s|ed|ing) (?:the|its|their))\b|\bmore\b"
)
_MERIT = re.compile(
    r"(?:\w+ly )?(?:detrimental|beneficial|harmful|conducive|favou?rable|deleterious) (?:to|for) "
    r"(?P<what>(?!.*\b(?:but|and)\b).+)"
)
_HEAD = re.compile(r"\s(?:of|in|on|at|with|from|to|for|between)\s")
_MANY = re.compile(r"(?<![su])(?<!si)s$|\band\b")
_AN_EFFECT = re.compile(r"(?:the )?(?:\w+ )?(?:effects?|influence|role|impact)\b")
_ONLY_ADVERBS = re.compile(r"(?:\w+ly\s?)*")
_NO_OBJECT = re.compile(r"(?:in|by|with|from|to|at|on|as|for|and|that|of)\b")
#: `decreased approximately 50 %`: an amount is nothing affected.
_AMOUNT_FIRST = re.compile(r"(?:\w+ly )?[~∼]?\d")
_ADVERB_BEHIND = re.compile(r"\s\w+ly$")
#: Objects that are not affected by the verb: `promotes the coating to wear less`.
_NO_TARGET = re.compile(
    rf"\sto (?:(?:{BASES})\b|[a-z]+ (?:into|in|the|an?|more|as)\b)|^(?:an? )?(?:\w+er|more|less"
    r"|better) "
)
_PREPOSITIONS = re.compile(
    r"\s+(?:from|by|at|with|through|via|when|after|during)\b.*|\s+to (?=[~∼≈\d]).*"
)


def ask_trend(context: ClauseContext) -> Iterator[Draft]:
    """Ask how something changes with a parameter: `The hardness rises with the Al content`."""
    clause, sentence = context.clause, context.sentence
    changed = _CHANGED.match(context.core) if clause.base == "be" else None
    if (clause.base not in _CHANGING and not changed) or sentence.is_respective:
        return
    if not context.resolvable or sentence.background:
        return
    parameter = next((one for one in context.conditions if _WITH_CHANGE.match(one)), "")
    if not parameter and (beside := _BESIDE.fullmatch(context.core)):
        parameter = sentence.resolve(beside["way"]) or ""
    told = _FROM_TO.search(context.core) or not _NO_DIRECTION.match(clause.verb)
    if not parameter or not told or "disappear" in context.subject:
        return
    behind = sentence.text[sentence.text.find(context.statement) + len(context.statement) :]
    if behind[:1] == ":" or _TURNS.search(behind):
        return  # What changes, and how much, stands behind it, or that it turns.
    if FIRST_ALONE.search(context.statement):
        return  # Another sentence tells how it goes on.
    subject = _FIRST.sub("", context.subject)
    in_front = clause.lead and context.conditions[0] != parameter
    others = f" {context.conditions[0]}" if in_front else ""
    question = f"How {_do_form(clause)} {subject} change {_plain_change(parameter)}{others}?"
    cut = any(word in ("instead of", "rather than") for word, _ in clause.adjuncts)
    yield "effect-of", question, context.whole_statement if cut else context.statement


def _plain_change(parameter: str) -> str:
    """Return `with increasing Si content` for `with the increase of Si content`."""
    found = _NOUN_OF_CHANGE.match(parameter)
    return f"with {found['how']}ing {found['what']}" if found else parameter


def _do_form(clause: Clause) -> str:
    """Return the form of `do` for a question about a change."""
    if clause.auxiliary in ("did", "was", "were"):
        return "did"
    return "do" if clause.auxiliary in ("do", "are") else "does"


def ask_effect(context: ClauseContext) -> Iterator[Draft]:
    """Ask what effect something has on something: `Al additions increase the hardness`."""
    clause, sentence = context.clause, context.sentence
    if sentence.background or not context.resolvable:
        return
    if clause.base == "be":
        yield from _ask_merit(context)
    if clause.base not in _EFFECT:
        return
    target = _affected_thing(context)
    if not target or "not" in clause.verb.split() or _SECOND_EFFECT.search(target):
        return
    if _AN_EFFECT.match(context.subject) or not context.statement:
        return
    if clause.verb.startswith(("may ", "might ")):
        return  # `What effect does the effect of …`
    do = {"did": "did", "do": "do"}.get(clause.auxiliary, "does")
    if (
        do == "does"
        and clause.auxiliary != "does"
        and _MANY.search(_HEAD.split(context.subject)[0])
    ):
        do = "do"  # `can` does not tell one from many.
    wordings = ["What effect {do} {s} have on {t}{c}?", "How {do} {s} affect {t}{c}?"]
    # A gerund is one thing: `What effect does increasing the content have`.
    if re.match(r"\w+ing\b", context.subject):
        do = "did" if do == "did" else "does"
    wording = sentence.variant(wordings)
    question = wording.format(do=do, s=context.subject, t=target, c=context.condition_suffix)
    yield "effect-of", question, context.whole_statement


def _ask_merit(context: ClauseContext) -> Iterator[Draft]:
    """Ask for an effect that is told by an adjective: `oxidation is detrimental to the wear`."""
    merit = _MERIT.fullmatch(context.core)
    target = context.sentence.resolve(merit["what"]) if merit else None
    if target and not _AN_EFFECT.match(context.subject):
        do = {"are": "do", "were": "did", "was": "did"}.get(context.clause.auxiliary, "does")
        question = f"What effect {do} {context.subject} have on {target}{context.condition_suffix}?"
        yield "effect-of", question, context.whole_statement


def _affected_thing(context: ClauseContext) -> str:
    """Return the object of an effect, with the certain alloy as its owner; "" if it has none."""
    sentence = context.sentence
    target = sentence.resolve(_ADVERB_BEHIND.sub("", _PREPOSITIONS.sub("", context.core)))
    if not target or _ONLY_ADVERBS.fullmatch(target) or _AMOUNT_FIRST.match(target):
        return ""
    if _NO_OBJECT.match(target) or _NO_TARGET.search(target):
        return ""
    terms = find_terms(target)
    owned = named_alloys(f"{context.subject} {target}") or not sentence.certain_alloy
    if not owned and terms and terms[-1].end == len(target) and terms[-1].kind != "class":
        return f"{target} of {sentence.alloy}"
    return target
