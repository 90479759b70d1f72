"""Tell sentences that can be read alone from those that lean on the sentence before."""

import re
import tomllib
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from builder.drafting.rules.sentence_context import SentenceContext

#: A connective before a sentence, without which it says the same.
_CONNECTIVE = re.compile(
    r"(?:Moreover|Furthermore|In addition|Additionally|Besides|Meanwhile|However|Nevertheless"
    r"|Therefore|Thus|Hence|Consequently|As a result|Accordingly|Finally|Notably|Interestingly"
    r"|Importantly|Specifically|In particular|Particularly|Also|Overall|On the other hand"
    r"|In contrast|By contrast|Conversely|Subsequently|Then|Correspondingly|Simultaneously"
    r"|At the same time|Remarkably|Indeed|Similarly|Likewise|Further|Generally|In general"
    r"|Especially|Surprisingly|Namely|Nonetheless|In conclusion|In summary|In brief|Concurrently)"
    r"(?:,\s|\s(?=(?:the|a|an)\b))"
    r"|It (?:is|was|has been) (?:also |further |then )?(?:found|shown|revealed|observed|noted"
    r"|noticed|demonstrated|concluded|seen|determined|established|confirmed) that,?\s"
    r"|(?:Our|The(?: present| current| research| obtained)?) (?:experimental |simulation )?"
    r"(?:results|findings|calculations|simulations) (?:also |further )?(?:show|reveal|indicate"
    r"|demonstrate|suggest|confirm)(?:s|ed)? that,?\s"
)
#: Words at the head of a sentence, or in its first words, that refer to an earlier one.
_LEANS = re.compile(
    r"(?:It|Its|They|Their|Them|This|These|Those|Such|Here|There|Both|Each|Another|Other|Others"
    r"|Among|One|Same|Similar|Comparatively|Compared (?:with|to) (?:th[eo]se|this)"
    r"|For (?:example|instance)|That|Which"
    r"|[Tt]he (?:former|latter|same|other|others|two|three|four|resulting|resultant|corresponding"
    r"|above|aforementioned|respective|second|third|first|last|hybrid|process|method|model|effect"
    r"|phenomenon|mechanism|improvement|increase|decrease|difference|reason|strategy|approach)\b)\b"
)
_REFERS = re.compile(
    r"\b(?:this|these|those(?! (?:of|in|with|for)\b)|such(?! as\b)|former|latter|above[- ]mentioned"
    r"|aforementioned|herein|mentioned above|the other|et al|our|we|us|present work|present study"
    r"|this work|this study|this paper|said|again)\b",
    re.IGNORECASE,
)
_EARLY_PRONOUN = re.compile(r"\b(?:it|its|they|their|them)\b", re.IGNORECASE)
#: A sentence of so many words is covered if this share of them answers questions.
_LONG, _SHARE = 18, 0.35
#: Letters in which a pronoun has no noun of its own sentence before it.
_EARLY = 40


def without_connective(sentence: str) -> str:
    """Return a sentence without the connective before it: `Moreover, the …` → `The …`."""
    while found := _CONNECTIVE.match(sentence):
        rest = sentence[found.end() :]
        sentence = f"{rest[:1].upper()}{rest[1:]}"
    return sentence


def leans(sentence: str) -> bool:
    """Return True if a sentence needs the one before it to be understood."""
    words = without_connective(sentence)
    return bool(
        _LEANS.match(words) or _REFERS.search(words) or _EARLY_PRONOUN.search(words[:_EARLY])
    )


def goes_on(sentence: str) -> bool:
    """Return True if a sentence belongs to the one before it: a pronoun or `this` opens it."""
    words = without_connective(sentence)
    return bool(_LEANS.match(words) or _EARLY_PRONOUN.search(words[:_EARLY]))


def tells_finding(sentence: str) -> bool:
    """Return False for a sentence on what was done, aimed at or hoped for."""
    return _no_finding().search(sentence) is None


def is_left(one: SentenceContext, covered: Mapping[int, int]) -> bool:
    """Return True for a sentence most of which no question asks for.

    Args:
        one: The sentence.
        covered: Where the sentences begin that questions ask for, with the words of the answers.
    """
    words = len(one.text.split())
    asked = covered.get(one.start, 0)
    return asked == 0 or (words >= _LONG and asked < _SHARE * words)


@lru_cache(maxsize=1)
def _no_finding() -> re.Pattern[str]:
    """Return the words of `no_findings.toml` as one pattern."""
    table = tomllib.loads(Path(__file__).with_name("no_findings.toml").read_text("utf-8"))
    passives, last_words = "|".join(table["passives"]), "|".join(table["last_words"])
    forms = (
        rf"(?:was|were|is|are|has been|have been) (?:\w+ly |also |then )?(?:{passives})\b",
        rf"(?:{last_words})\.$",
        *(rf"{words}\b" for words in table["words"]),
    )
    return re.compile(rf"\b(?:{'|'.join(forms)})", re.IGNORECASE)
