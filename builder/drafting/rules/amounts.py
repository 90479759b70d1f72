"""Ask for amounts: from what to what, by how much, and to what value something changes."""

import re
from collections.abc import Iterator, Sequence

from builder.drafting.rules.sentence_context import ClauseContext, Draft
from builder.materials.alloys import named_alloys
from builder.materials.numbers.number import number_at
from builder.materials.quantities import find_quantities
from builder.materials.vocabulary import find_terms
from builder.nlp.word_classes import ABOUT, CHANGED, NUMBER

#: What is measured, though it is no property of the vocabulary.
_MEASURED = re.compile(
    r"\b(?:size|thickness|width|depth|diameter|spacing|length|height|radius|fraction|content"
    r"|concentration|energy|rate|exponent|coefficient|factor|number|value|ratio|index|temperature"
    r"|efficiency|porosity|angle|misfit|distance|duration|stress|strain|limit|loss|gain|barrier)s?\b"
    r"(?! (?:and|or) )"
)
_ABOUT = r"(?:about |around |approximately |nearly |roughly |up to |~|∼|≈)?\s?"
_SIZE = (
    rf"[~∼≈]?\s?{NUMBER}(?:\s?[±–-]\s?\d[\d.]*)?(?:\(\d+\))?(?:\s?[×x]\s?10\s?\(?[-−]?\d+\)?)?"
    r"\s?(?:%|°\s?C|HV\d*(?:\.\d+)?|(?:at|wt|vol|mol)\.?\s?%|[A-Za-zµμΩ][\w·/^−⁻-]*)?"
)
_FROM_TO = re.compile(rf"\bfrom {_ABOUT}{_SIZE} to {_ABOUT}{_SIZE}")
_BY_SO_MUCH = re.compile(rf"\bby (?:a factor of )?{_ABOUT}{_SIZE}(?: and {_ABOUT}{_SIZE})?")
#: What may stand between a verb and the amount.
_LEADS_TO_AMOUNT = re.compile(
    rf"(?:measured (?:to be|as|at) |found to be |determined (?:to be|as) )?"
    rf"(?P<about>{_ABOUT}(?:only |as high as |as low as |estimated (?:at|to be) )?[~∼≈]?\s?)"
)
_BOUND = re.compile(rf"\b(?:{ABOUT}|up to)\s$")
#: Behind an amount that was not read to its end.
_GOES_ON = re.compile(r"\s?[%–-]\d?|,\s?\d|\sand \d")
_BEGINS_NUMBER = re.compile(r"[-‐–−+(]?\s?\.?\d|minus\s")
#: Behind these words another quantity changes: `as the content increases from 3 to 6 %`.
_BESIDE = re.compile(r"\s(?:as|when|while|if|once|with)\s")
#: Behind an amount: settings that no question tells.
_AT_OPTIMUM = re.compile(r"\s(?:at|under|with|by) the optim")
_CHANGING = frozenset(
    "increase decrease rise fall drop grow change improve reduce enhance lower vary".split()
)
_CHANGED = re.compile(rf"(?:{CHANGED})\b")


def ask_amount(context: ClauseContext) -> Iterator[Draft]:
    """Ask from what to what a property changes, by how much, or what value it has."""
    clause = context.clause
    if context.sentence.is_respective or " and " in context.subject:
        return
    if not context.conditions and not named_alloys(context.subject):
        return  # Of which sample it is, or with what it changes, stands elsewhere.
    names = [term.name for term in find_terms(context.subject) if term.kind == "property"]
    if not (names or _MEASURED.search(context.subject)) or _changes_again(context, names):
        return
    changed = _CHANGED.match(clause.rest) if clause.base == "be" else None
    if clause.base in _CHANGING or changed:
        yield from _ask_change(context, changed.group() if changed else "")
    elif clause.base in ("be", "reach", "exceed") and (amount := _stated_amount(clause.rest)):
        amount = _with_bound(amount, context.sentence.text)
        opening = "What" if clause.base == "be" else "What value"
        if question := context.question(opening):
            bound = {value.property for value in context.sentence.facts.values}
            if not bound & {*names}:  # A bound value is asked with all that it belongs to.
                yield "property-value", question, amount


def _stated_amount(words: str) -> str:
    """Return the amount that words begin with, and what says how exact it is; "" for none."""
    lead = _LEADS_TO_AMOUNT.match(words)
    if lead is None:
        return ""
    at = lead.end()
    if not _BEGINS_NUMBER.match(words, at):
        return ""
    end = next((one.end for one in find_quantities(words) if one.start == at), 0)
    if not end and (number := number_at(words, at)):
        end = number.end
    if _GOES_ON.match(words, end):
        return ""
    return words[lead.start("about") : end].strip()


def _with_bound(amount: str, sentence: str) -> str:
    """Return an amount with the adverb before it that says how exact it is: approximately 12 nm."""
    found = _BOUND.search(sentence, 0, max(sentence.find(amount), 0))
    return f"{found.group()}{amount}" if found else amount


def _changes_again(context: ClauseContext, names: Sequence[str]) -> bool:
    """Return True if the abstract tells another change of a property without its alloy."""
    again = any(context.sentence.change_counts[name] > 1 for name in names)
    return again and not named_alloys(context.subject)


def _ask_change(context: ClauseContext, participle: str) -> Iterator[Draft]:
    """Ask for a change, told by a verb or by a form of `be` and a participle."""
    itself = _BESIDE.split(context.clause.rest)[0]
    opening = "From what value to what value"
    found = _FROM_TO.search(itself)
    if not found:
        opening, found = "By how much", _BY_SO_MUCH.search(itself)
    if not found or _AT_OPTIMUM.match(itself, found.end()):
        return
    amount = found.group()
    # The amount may have been read as a condition: `from 700 °C to 900 °C`.
    same = next((one for one in context.conditions if amount.startswith(one[:12])), "")
    if question := context.question(opening, participle, same):
        yield "value-change", question, amount
