"""Ask for comparisons: which is higher, compared with what, which has the most."""

import re
from collections.abc import Iterator

from builder.drafting.rules.sentence_context import ClauseContext, Draft
from builder.materials.alloys import named_alloys
from builder.nlp.coreference import has_pronoun, lower_first

_DEGREE = (
    r"(?P<much>much|significantly|slightly|considerably|far|remarkably|substantially|about|nearly"
    r"|approximately|even|notably|obviously|generally|[\d.]+\s?(?:%|times)|(?:two|three|four|five"
    r"|ten) times)"
)
_THAN = re.compile(
    rf"(?:{_DEGREE}\s+)?(?P<more>higher|lower|larger|smaller|greater|better|worse|stronger|weaker"
    r"|faster|slower|superior|inferior|harder|softer|finer|coarser|thicker|thinner|lighter|denser"
    r"|less|more)\s+(?P<than>than|to)\s+(?P<other>[^,;]+)"
)
_HAS_MORE = re.compile(
    rf"(?:an? |the )?(?:{_DEGREE} )?(?P<what>\w+er|better|superior|more \w+)\s"
    r"(?P<of>[^,;]{3,70}?)\s(?:than|as compared (?:to|with)|compared (?:to|with)"
    r"|in comparison (?:to|with)|relative to)\s(?P<other>[^,;]+)"
)
_HAS_MOST = re.compile(
    r"(?:the )(?P<most>highest|lowest|largest|smallest|greatest|best|worst|finest|strongest"
    r"|most \w+|least \w+|maximum|minimum|optimal)\s(?P<of>[^,;]{3,80})"
)
_HAVING = frozenset(
    "have show exhibit possess display demonstrate reach achieve present offer".split()
)
#: A merit that names no property.
_MERIT = re.compile(r"\b(?:overall|comprehensive|performance|promising|combination)\b")
_BRACKETS = re.compile(r"\s\([^()]*\)")
#: Letters of a comparison, at most.
_FAR = 250
_THAT_OF = re.compile(r"(?:(?P<one>that)|those) (?:of|in|for)\s")
_OF_WHAT = re.compile(r"\b(?:of|in|for)\b|[A-Z]")
_ENDS_IN_ALLOY = re.compile(r"(?:alloy|HEA|MEA|\S*[A-Z]\S*)$")
_SAMPLE = re.compile(r"\b(?:alloys?|samples?|coatings?|HEAs?)\b")
_SAMPLE_NOUN = re.compile(r"\b(?P<noun>alloy|sample|coating|joint|film|composite|specimen)$")
_PLURAL = re.compile(r"[^s]s$|\band\b")
_REASON_OR_CONDITION = re.compile(
    r"\s(?:due to|because|owing to|as a result|when|after|at|under|during)\b"
)
#: Behind a material that something is compared with, how it was made or treated.
_MADE_BEHIND = re.compile(
    r",?\s(?:which (?:is|was|were|are) )?(?:produced|fabricated|processed|prepared|manufactured"
    r"|made|obtained|treated)\s(?:by|via|using|through|with)\s(?:[^,;.\s]+(?:\s|(?=[,;.]))){1,14}(?<!\s)"
)
#: A participle whose place or temperature is read as a condition: alloy rolled [at 20 °C].
_CUT_PARTICIPLE = re.compile(r"\b(?:alloys?|samples?|specimens?|HEAs?|coatings?|one|those) \w+ed$")
#: A property without its article: grain growth factor for ….
_BARE_OWNED = re.compile(
    r"(?!(?:the|an?|its?|their|increas|decreas|\w+ing)\b)(?:[a-z-]+ ){1,4}(?:of|for|in) "
)
_EQUALS = re.compile(
    r"(?P<of>[^,;]{3,60}?) (?P<alike>comparable|similar|superior|equivalent) (?P<to>with"
    r"|to) (?P<other>[^,;]{3,90})"
)


def ask_order(context: ClauseContext) -> Iterator[Draft]:
    """Ask how one thing compares with another: `X is higher than Y`."""
    clause, sentence = context.clause, context.sentence
    more = _THAN.match(clause.rest) if clause.base == "be" else None
    if not more or sentence.background or not context.resolvable:
        return
    named = _REASON_OR_CONDITION.split(more["other"])[0]
    other = sentence.resolve(_THAT_OF.sub("", named.removeprefix("for ")))
    if not other or has_pronoun(other) or re.search(r"\d", other.split()[0]):
        return
    if _CUT_PARTICIPLE.search(named) and context.conditions:
        return
    owned, many = _THAT_OF.match(more["other"]), clause.auxiliary in ("are", "were")
    if owned and (not _OF_WHAT.search(context.subject) or (many and owned["one"])):
        return  # It is not told whose it is, or of which of several.
    that = "those of " if many else "that of "
    that = that if owned or named.startswith("for ") else ""
    do = "did" if clause.auxiliary in ("was", "were") else "does"
    do = "do" if clause.auxiliary == "are" else do
    conditions = "".join(f" {one}" for one in context.conditions if one not in more["other"])
    the = "the " if do != "do" and _BARE_OWNED.match(context.subject) else ""
    question = f"How {do} {the}{context.subject} compare with {that}{other}{conditions}?"
    start = sentence.text.find(clause.subject)
    found = sentence.text.find(named, start)
    if 0 <= start < found and found - start < _FAR:
        end = found + len(_with_making(sentence.text, named))
        yield "comparison", question, sentence.text[start:end]


def ask_which_has_more(context: ClauseContext) -> Iterator[Draft]:
    """Ask which of two has more of something: `X has a higher hardness than Y`."""
    clause, sentence = context.clause, context.sentence
    if clause.base not in _HAVING or sentence.background or not context.resolvable:
        return
    if equal := _EQUALS.fullmatch(context.core):
        be = "are" if _PLURAL.search(equal["of"]) else "is"
        of = f"{equal['of']} of {context.subject}"
        question = f"{equal['to'].capitalize()} what {be} the {of} {equal['alike']}?"
        yield "comparison", question, _with_making(sentence.text, equal["other"])
        return
    rival = _HAS_MORE.match(clause.rest)
    if not rival or has_pronoun(clause.subject):
        return
    resolved = sentence.resolve(_THAT_OF.sub("", rival["other"]))
    what = sentence.resolve(rival["of"])
    if not resolved or not what:
        return
    other = _REASON_OR_CONDITION.split(resolved)[0]
    pair = sorted((lower_first(context.subject), lower_first(other)))
    conditions = "".join(f" {one}" for one in context.conditions if one not in rival.group())
    article = "" if _PLURAL.search(what) else "a "
    question = f"Which has {article}{rival['what']} {what}{conditions}: {pair[0]} or {pair[1]}?"
    yield "comparison", question, clause.subject


def _with_making(text: str, other: str) -> str:
    """Return what something is compared with, and how that was made, if the text goes on so."""
    end = text.find(other) + len(other)
    made = _MADE_BEHIND.match(text, end)
    return text[end - len(other) : made.end()] if made else other


def ask_maximum(context: ClauseContext) -> Iterator[Draft]:
    """Ask what has the most of something: `CoCrFeNi shows the highest hardness`."""
    clause, sentence = context.clause, context.sentence
    most = _HAS_MOST.match(context.core) if clause.base in _HAVING else None
    if not most or sentence.background or has_pronoun(clause.subject):
        return
    if _MERIT.search(most["of"]):
        return
    alloys = named_alloys(clause.subject)
    rest = sentence.resolve(_BRACKETS.sub("", most.group()).strip())
    if not rest or not (alloys or _SAMPLE.search(clause.subject)):
        return
    noun = _SAMPLE_NOUN.search(clause.subject)
    opening = f"Which {noun['noun']}" if noun else "Which alloy"
    if not noun and not (alloys and _ENDS_IN_ALLOY.search(clause.subject)):
        return
    if question := context.subject_question(opening, rest):
        yield "comparison", question, clause.subject
