"""Recognise sentences that define a term: its genus and what tells it apart, or an `is defined as`.

The subject must be the term itself: `The hardness of X is …`, `X is important` and `X is 500 MPa`
define nothing.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from builder.materials.vocabulary import expand

GENUS = (
    r"(?:class|classes|type|kind|group|family|set|form|method|process|technique|technology"
    r"|phenomen\w+|measure|mechanism|alloys?|materials?|metals?|solid solutions?|phases?|treatment"
    r"|structures?|ability|tendency|energy|effect|ratio|transformation|concept|strategy|composites?"
    r"|steels?|defects?|arrangement|state|property|parameter|rate|systems?|compounds?|layers?"
    r"|transition|deviation|difference|resistance|capacity|region|boundar(?:y|ies)|route|approach|mode)"
)
APART = (
    r"(?:that|which|with|containing|contain|consisting|composed|comprising|comprised|in which|where"
    r"|wherein|by which|of|based on|made|formed|between|at which|whose|used to|to|having)"
)
#: Words of praise: a sentence with one of them near its genus recommends and does not define.
_PRAISE = re.compile(
    r"\b(?:promising|important|attractive|potential|effective|popular|hot|excellent|interesting"
    r"|widely|key|major|critical|crucial|essential|significant|common|good|great|best|powerful"
    r"|viable|suitable|challeng\w+|ideal|candidates?|frontier|outstanding|superior|remarkable"
    r"|exceptional|desirable|favou?rable|one of|attract\w*|been (?:shown|widely|found|used)"
    r"|known (?:for|to)|shown to|responsible|necessary|required|useful|application\w*"
    r"|recogni[sz]ed for|unique|groundbreaking|issue|hotspot)\b",
    re.IGNORECASE,
)
_USUALLY = r"(?:(?:generally|usually|commonly|broadly|typically|also|often|originally|basically) )?"
BRACKETS = r"(?:\s?\([^()]{1,40}\))?"
_NAMED = r"(?:called|known as|termed|referred to as|named|dubbed) (?:the |an? |“|\")?"
_NAMED_CUES = "called|known as|termed|referred to|named|dubbed"
_FORMULA = r"(?-i:(?:[A-Z][a-z]?[\d.]*){4,}|(?:[A-Z][a-z]?[-–]){3,}[A-Z][a-z]?)"
#: What is not told of one study.
_GENERALLY = r"(?P<rest>(?!.{0,60}\b(?:was|were|we|our|this|had|been)\b).+)"
_LEAD = r"^(?:[\w ,-]{0,40}(?:,|:|that|term)\s)?(?:an?\s|the\s|“|\")?"
#: Characters behind the genus in which praise is looked for.
_SHARE_LOOKED_AT = 60
#: Characters of the longest sentence that is looked at.
LONGEST = 1000
#: The rank of another name, or of the composition that stands for the name of an alloy.
_BY_NAME = 3


@lru_cache(maxsize=64)
def term_pattern(term: str) -> str:
    """Return a pattern for a term in each of its forms, singular or plural."""
    forms = dict.fromkeys((term, *expand(term)))
    return rf"(?:{'|'.join(sorted(map(_form, forms), key=len, reverse=True))})"


def _form(form: str) -> str:
    words = re.split(r"[\s\-–‐]+", form.strip())
    if len(words) == 1 and sum(map(str.isupper, form)) > 1:  # an abbreviation: as it is written
        return rf"(?<![\w-])(?-i:{re.escape(re.sub('s$', '', form))})s?(?!\w)"
    last = words[-1]
    ending = "(?:y|ies)" if re.search("[^aeo]y$", last) else f"{re.escape(last[-1:])}(?:e?s)?"
    stem = last[:-1]
    if last.endswith("s") and not last.endswith(("ss", "us", "is")):
        stem, ending = last[:-1], "s?"
    return (
        r"(?<![\w-])"
        + "".join(re.escape(word) + r"[\s\-–‐]+" for word in words[:-1])
        + re.escape(stem)
        + ending
        + r"(?![\w-])"
    )


@dataclass(frozen=True, slots=True)
class _Pattern:
    """One way to define a term, tried only on sentences with one of its cues."""

    rank: int
    cues: tuple[str, ...]
    pattern: re.Pattern[str]


@lru_cache(maxsize=64)
def _patterns(term: str) -> tuple[_Pattern, ...]:
    """Return the patterns of sentences that define a term, the surest first."""
    t = term_pattern(term)
    itself = rf"{_LEAD}{t}{BRACKETS}(?:,[^,]{{1,60}},)?"
    kind = rf"(?:[\w-]+,? ){{0,5}}?{GENUS} (?:\w+ly )?{APART}\b(?P<rest>.+)"
    i_e = r"(?:i\.e\.,? |that is,? |namely |which (?:is|are) )"
    ways: list[tuple[int, str, str]] = [
        (
            0,
            "defined",
            rf"{t}{BRACKETS}(?:,? (?:and|or) (?:[\w-]+ ){{0,3}}?(?:alloys?|[A-Z]{{2,6}}s)"
            rf"{BRACKETS}){{0,2}},?(?: which| that)?"
            rf" (?:is |are |was |were )?{_USUALLY}defined (?:as|by|to be)\b(?P<rest>.+)",
        ),
        (
            0,
            "refer|denote|stand|mean",
            rf"{itself} {_USUALLY}(?:refers? to|denotes?|stands? for|means? (?:that|the|an?))\b"
            r"(?P<rest>.+)",
        ),
        (1, " is | are ", rf"{itself} (?:is|are) {_USUALLY}(?:an? |the )?{kind}"),
        (
            1,
            "represent|constitute",
            rf"{itself} {_USUALLY}(?:represents?|constitutes?) (?:an? |the )?{kind}",
        ),
        (2, "which|whereby", rf"{t}{BRACKETS}, (?:(?:in|by|during) which|whereby) {_GENERALLY}"),
        (
            1,
            "element|metal|component|phase",
            rf"{itself} (?:which )?(?:contain|consist of|are composed of|comprise|possess"
            r"|are made (?:up )?of) (?:\w+ ){0,2}?(?:at least|more than|five|four|three|two"
            r"|multiple|several|\d)\b(?P<rest>.{0,60}(?:elements?|metals?|components?|phases?).*)",
        ),
        (2, " a | an ", rf"{t}{BRACKETS}(?:, | ?[–—:] | \(){i_e}?an? {kind}"),
        (2, "i.e.|that is|namely|which ", rf"{t}{BRACKETS}(?:,| ?[–—:]| \()\s?{i_e}{kind}"),
        (
            2,
            _NAMED_CUES,
            rf"\b{GENUS} [^.;]{{0,100}}?\(?(?:are |is |so-|also |commonly |often |usually )*"
            rf"{_NAMED}{t}(?P<rest>)",
        ),
        (
            2,
            "i.e.|that is|namely",
            rf"\b{GENUS} [^.;()]{{0,100}}?\({i_e}(?:the )?{t}\)(?P<rest>)",
        ),
        (
            2,
            "phenomen|effect|problem|process|mechanism",
            rf"\b(?:leading to|leads? to|results? in|resulting in|giv\w+ rise to|caus(?:es?|ing)"
            rf"|brings? about|{_NAMED}) ?(?:the |a |an )?(?:[\w-]+ ){{0,3}}?(?:phenomen(?:on|a)"
            rf"|effects?|problem|process|mechanism) (?:of|called|known as|termed) {t}(?P<rest>)",
        ),
        (
            _BY_NAME,
            _NAMED_CUES,
            rf"{itself},? \(?(?:which )?(?:is |are )?(?:also|commonly|often|sometimes) {_NAMED}"
            r"(?P<rest>.+)",
        ),
    ]
    if re.match(r"[A-Z][a-z]+ alloys?$", term):  # a proper name: its composition defines it
        usually = "(?:(?:the|also|commonly|often|usually|well|so-called|or) )*"
        ways += [
            (_BY_NAME, "(", rf"{t} ?\((?P<rest>[^()]*?{_FORMULA}[^()]*)\)"),
            (_BY_NAME, "(", rf"{_FORMULA}[^.;()]{{0,60}}\({usually}“?{_NAMED}?{t}(?P<rest>)"),
            (_BY_NAME, _NAMED_CUES, rf"{_FORMULA}[^.;()]{{0,60}}{usually}{_NAMED}{t}(?P<rest>)"),
        ]
    return tuple(
        _Pattern(rank, tuple(cues.split("|")), re.compile(pattern, re.IGNORECASE))
        for rank, cues, pattern in ways
    )


def definition_rank(sentence: str, term: str) -> int | None:
    """Return how surely a sentence defines a term, 0 the surest; None if it does not.

    Args:
        sentence: One sentence.
        term: The term, in any of its forms.
    """
    if len(sentence) > LONGEST:
        return None
    lower = sentence.lower()
    for one in _patterns(term):
        if not any(cue in lower for cue in one.cues):
            continue
        match = one.pattern.search(sentence)
        if not match:
            continue
        rest = match["rest"]
        genus = sentence[match.start() : match.end() - len(rest)]
        if one.rank < _BY_NAME and _PRAISE.search(genus + rest[:_SHARE_LOOKED_AT]):
            continue
        return one.rank
    return None
