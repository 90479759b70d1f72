"""Questions of how far something changes, by how much, and what it comes to, as clauses tell it."""

import re
from collections.abc import Iterator

from builder.drafting.rules.sentence_context import ClauseContext, Draft
from builder.materials.alloys import named_alloys
from builder.materials.vocabulary import find_terms

_ABOUT = r"(?:about |around |approximately |nearly |roughly |up to |~|∼|≈)?\s?"
_SIZE = (
    r"[~∼≈]?\s?[-−]?\d[\d.,]*(?:\s?[±–-]\s?\d[\d.]*)?(?:\s?×\s?10\s?[-−]?\d+)?"
    r"\s?(?:%|°\s?C|HV\d*(?:\.\d+)?|(?:at|wt|vol|mol)\.?\s?%|[A-Za-zµμΩ][\w·/^−⁻-]*)?"
)
_FROM_TO = re.compile(rf"\bfrom {_ABOUT}{_SIZE} to {_ABOUT}{_SIZE}")
_BY_SO_MUCH = re.compile(rf"\bby (?:a factor of )?{_ABOUT}{_SIZE}(?: and {_ABOUT}{_SIZE})?")
_AMOUNT = re.compile(
    rf"(?:measured (?:to be|as|at) |found to be |determined (?:to be|as) )?"
    rf"(?P<amount>{_ABOUT}(?:only |as high as |as low as |estimated (?:at|to be) )?{_SIZE})"
)
#: What changes beside it: `as the content increases from 3 to 6 %`.
_BESIDE = re.compile(r"\s(?:as|when|while|if|once|with)\s")
_CHANGING = frozenset(
    "increase decrease rise fall drop grow change improve reduce enhance lower vary".split()
)
_CHANGED = re.compile(
    r"(?:increased|decreased|reduced|improved|enhanced|raised|lowered|refined|changed)\b"
)


def ask_amount(context: ClauseContext) -> Iterator[Draft]:
    """From what to what something changes, by how much, and what it comes to."""
    clause, sentence = context.clause, context.sentence
    if "respectively" in sentence.text or " and " in context.subject:
        return
    names = [term.name for term in find_terms(context.subject)]
    twice = any(sentence.change_counts[name] > 1 for name in names) and not named_alloys(
        context.subject
    )
    if not names or twice:
        return
    asked, rest, found = "", "", None
    changed = _CHANGED.match(clause.rest) if clause.base == "be" else None
    if clause.base in _CHANGING or changed:
        rest = changed.group() if changed else ""
        itself = _BESIDE.split(clause.rest)[0]
        if found := _FROM_TO.search(itself):
            asked = "From what value to what value"
        elif found := _BY_SO_MUCH.search(itself):
            asked = "By how much"
        if found:
            yield from _if_asked(
                context.question(asked, rest, _of_amount(context, found.group())), found[0]
            )
    elif clause.base in ("be", "reach", "exceed") and (found := _AMOUNT.match(clause.rest)):
        asked = "What" if clause.base == "be" else "What value"
        yield from _if_asked(context.question(asked), found["amount"].strip())


def _of_amount(context: ClauseContext, amount: str) -> str:
    """The condition that is the amount itself: `from 700 °C to 900 °C`."""
    return next((one for one in context.conditions if amount.startswith(one[:12])), "")


def _if_asked(question: str | None, answer: str) -> Iterator[Draft]:
    if question:
        yield "property-value", question, answer
