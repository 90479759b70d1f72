"""Questions that compare: which is higher, compared with what, which has the most."""

import re
from collections.abc import Iterator

from builder.drafting.rules.causes import LEADING
from builder.drafting.rules.sentence_context import ClauseContext, Draft
from builder.materials.alloys import named_alloys
from builder.materials.vocabulary import find_terms
from builder.nlp.coreference import has_pronoun, lower_first
from builder.nlp.word_classes import MODALS

_BY_MUCH = (
    r"(?P<much>much|significantly|slightly|considerably|far|remarkably|substantially|about|nearly"
    r"|approximately|even|notably|obviously|generally|[\d.]+\s?(?:%|times)|(?:two|three|four|five"
    r"|ten) times)"
)
_THAN = re.compile(
    rf"(?:{_BY_MUCH}\s+)?(?P<more>higher|lower|larger|smaller|greater|better|worse|stronger|weaker"
    r"|faster|slower|superior|inferior|harder|softer|finer|coarser|thicker|thinner|lighter|denser"
    r"|less|more)\s+(?P<than>than|to)\s+(?P<other>[^,;]+)"
)
_OTHER_WAY = {
    "higher": "lower", "larger": "smaller", "greater": "smaller", "better": "worse",
    "stronger": "weaker", "faster": "slower", "superior": "inferior", "harder": "softer",
    "finer": "coarser", "thicker": "thinner", "lighter": "heavier",
    "denser": "less dense", "more": "less",
}  # fmt: skip
_OPPOSITE = _OTHER_WAY | {low: high for high, low in reversed(_OTHER_WAY.items())}
_COMPARED = re.compile(
    r"(?:as )?(?:compared|in comparison|relative|when compared) (?:to|with) (?P<other>[^,;]{3,80})",
    re.IGNORECASE,
)
_MORE_OR_LESS = re.compile(
    r"\b(?:\w+er\b|more|less|better|worse|increas\w+|decreas\w+|improv\w+|enhanc\w+|reduc\w+"
    r"|superior|inferior|similar|comparable|excellent|best)"
)
_HAS_MORE = re.compile(
    rf"(?:an? |the )?(?:{_BY_MUCH} )?(?P<what>\w+er|better|superior|more \w+)\s"
    r"(?P<of>[^,;]{3,70}?)\s(?:than|as compared (?:to|with)|compared (?:to|with)"
    r"|in comparison (?:to|with)|relative to)\s(?P<other>[^,;]+)"
)
_HAS_MOST = re.compile(
    r"(?:the )(?P<most>highest|lowest|largest|smallest|greatest|best|worst|finest|strongest"
    r"|most \w+|least \w+|maximum|minimum|optimal)\s(?P<of>[^,;]{3,80})"
)
_IS_MOST = re.compile(
    r"(?:the )?(?P<most>highest|lowest|largest|smallest|greatest|best|strongest) (?P<at>for|in|at"
    r"|on) (?P<which>[^,;]{3,60})"
)
_HAVING = frozenset(
    "have show exhibit possess display demonstrate reach achieve present offer".split()
)
_THAT_OF = re.compile(r"(?:that|those) (?:of|in|for)\s")
_ENDS_IN_ALLOY = re.compile(r"(?:alloy|HEA|MEA|\S*[A-Z]\S*)$")
_A_PIECE = re.compile(r"\b(?:alloys?|samples?|coatings?|HEAs?)\b")
_MODAL = re.compile(rf"(?:{MODALS})\b")
_MANY = re.compile(r"[^s]s$|\band\b")
_UPTO = re.compile(r"\s(?:due to|because|owing to|as a result|when|after|at|under|during)\b")
_ALIKE = re.compile(
    r"(?P<of>[^,;]{3,60}?) (?P<alike>comparable|similar|superior|equivalent) (?P<to>with"
    r"|to) (?P<other>[^,;]{3,90})"
)


def ask_order(context: ClauseContext) -> Iterator[Draft]:
    """Whether one thing is more or less than another: `X is higher than Y`."""
    clause, sentence = context.clause, context.sentence
    more = _THAN.match(clause.rest) if clause.base == "be" else None
    if not more or sentence.background:
        return
    against = sentence.resolve(_THAT_OF.sub("", more["other"]))
    other = _OPPOSITE.get(more["more"])
    if not against or not other or not context.resolvable or has_pronoun(against):
        return
    that = "that of " if _THAT_OF.match(more["other"]) else ""
    ways = sorted((more["more"], other))
    if sentence.variant(("", "turned")):
        ways.reverse()
    conditions = [one for one in context.conditions if one not in more["other"]]
    parts = (
        clause.auxiliary.capitalize(), context.subject, clause.after, f"{ways[0]} or {ways[1]}",
        f"{more['than']} {that}{against}", *conditions,
    )  # fmt: skip
    yield "comparison", " ".join(part for part in parts if part) + "?", more["more"]


def ask_which_has_more(context: ClauseContext) -> Iterator[Draft]:
    """Which of two has more of something: `X has a higher hardness than Y`."""
    clause, sentence = context.clause, context.sentence
    alike = _ALIKE.fullmatch(context.core) if clause.base in _HAVING else None
    if alike and not sentence.background and context.resolvable:
        of = alike["of"]
        be = "are" if _MANY.search(of) else "is"
        yield (
            "comparison",
            f"{alike['to'].capitalize()} what {be} the {of} of {context.subject} {alike['alike']}?",
            alike["other"],
        )
        return
    rival = _HAS_MORE.match(clause.rest) if clause.base in _HAVING else None
    if not rival or sentence.background or not context.resolvable:
        return
    beside = sentence.resolve(_THAT_OF.sub("", rival["other"]))
    of = sentence.resolve(rival["of"])
    if not beside or not of or has_pronoun(clause.subject):
        return
    beside = _UPTO.split(beside)[0]
    pair = sorted((lower_first(context.subject), lower_first(beside)))
    conditions = " ".join(["", *(one for one in context.conditions if one not in rival.group())])
    article = "" if _MANY.search(of) else "a "
    yield (
        "comparison",
        f"Which has {article}{rival['what']} {of}{conditions}: {pair[0]} or {pair[1]}?",
        clause.subject,
    )


def ask_maximum(context: ClauseContext) -> Iterator[Draft]:
    """What has the most of something, where the sentence says so."""
    clause, sentence = context.clause, context.sentence
    most = _HAS_MOST.match(context.core) if clause.base in _HAVING else None
    if not most or sentence.background or has_pronoun(clause.subject):
        return
    rest = sentence.resolve(most.group())
    alloys = named_alloys(clause.subject)
    opening = "Which alloy" if alloys and _ENDS_IN_ALLOY.search(clause.subject) else "What"
    if (
        rest
        and (alloys or _A_PIECE.search(clause.subject))
        and (asked := context.subject_question(opening, rest))
    ):
        yield "comparison", asked, clause.subject


def ask_place_of_maximum(context: ClauseContext) -> Iterator[Draft]:
    """For what something is highest: `the resistance was highest for CoCrFeNi`."""
    clause, sentence = context.clause, context.sentence
    most = _IS_MOST.match(context.core) if clause.base == "be" else None
    if not most or sentence.background or has_pronoun(most["which"]):
        return
    if asked := context.question(f"{most['at'].capitalize()} what", most["most"]):
        yield "comparison", asked, most["which"]


def ask_comparison(context: ClauseContext) -> Iterator[Draft]:
    """How something compares with what it is told to be compared with."""
    clause, sentence = context.clause, context.sentence
    compared = (
        _COMPARED.match(clause.lead)
        or next((m for _, whole in clause.adjuncts if (m := _COMPARED.match(whole))), None)
        or _COMPARED.match(clause.tail.lstrip(", "))
    )
    idle = clause.base in LEADING or _MODAL.match(clause.verb)
    if not compared or sentence.background or not context.resolvable or idle:
        return
    against = sentence.resolve(_THAT_OF.sub("", compared["other"]))
    weighed = _MORE_OR_LESS.search(f"{clause.verb} {context.core}")
    if not against or not weighed or sentence.is_respective or has_pronoun(context.statement):
        return
    of_a_property = any(t.kind == "property" for t in find_terms(context.subject))
    that = "that of " if _THAT_OF.match(compared["other"]) and of_a_property else ""
    conditions = " ".join(["", *(one for one in context.conditions if not _COMPARED.match(one))])
    do = "did" if clause.auxiliary in ("did", "was", "were") else "do"
    do = "does" if clause.auxiliary in ("does", "is", "has") else do
    yield (
        "comparison",
        f"How {do} {context.subject} compare with {that}{against}{conditions}?",
        context.statement,
    )
