"""Tell sentences that can be read alone from those that lean on the sentence before."""

import re
import tomllib
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from builder.drafting.naming.short_names import find_short_names
from builder.drafting.rules.sentence_context import SentenceContext

#: A connective before a sentence, without which it says the same.
_CONNECTIVE = re.compile(
    r"(?:Highlights?:\s)?\(\d\)\s"
    r"|(?:And|But|Moreover|Furthermore|In addition|Additionally|Besides|Meanwhile|However"
    r"|Nevertheless"
    r"|Therefore|Thus|Hence|Consequently|As a result|Accordingly|Finally|Notably|Interestingly"
    r"|Importantly|Specifically|In particular|Particularly|Also|Overall|On the other hand"
    r"|In contrast|By contrast|Conversely|Subsequently|Then|Correspondingly|Simultaneously"
    r"|At the same time|Remarkably|Indeed|Similarly|Likewise|Further|Generally|In general"
    r"|Especially|Surprisingly|Namely|Nonetheless|In conclusion|In summary|In brief|Concurrently)"
    r"(?:,\s|\s(?=(?:the|a|an)\b))"
    r"|(?:The |Our )?[Rr]esults (?:also )?(?:show|reveal|indicate|demonstrate)(?:s"
    r"|ed)? (?=[a-z])(?!that\b|the\b|an?\b)"
    r"|In (?:this|the present|our) (?:work|study|paper|research|investigation),? (?=the\b|[A-Z])"
    r"|It (?:is|was|has been) (?:also |further |then )?(?:found|shown|revealed|observed|noted"
    r"|noticed|demonstrated|concluded|seen|determined|established|confirmed) that,?\s"
    r"|(?:Our|The(?: present| current| research| obtained)?) (?:experimental |simulation )?"
    r"(?:results|findings|calculations|simulations) (?:also |further )?(?:show|reveal|indicate"
    r"|demonstrate|suggest|confirm)(?:s|ed)? that,?\s"
    r"|(?:And )?[Ww]e (?:also |further |clearly )?(?:find|found|observed?|reveal(?:ed)?"
    r"|confirm(?:ed)?|concluded?|noted?|show(?:ed)?|demonstrated?) that,?\s"
    r"|(?:The|This) (?:current|present) (?:study|work) (?:reported|reports|showed|found) that "
    r"|(?P<report>(?:[A-Z][\w-]*)(?:\s(?!(?:that|which)\b)[\w()/-]+){0,9}?\s(?:(?:have "
    r"|has )?(?:also |clearly |further )?(?:shown|showed|shows?|revealed|reveals?"
    r"|indicated?|indicates|demonstrated?|demonstrates|suggested|suggests?|confirmed|confirms?"
    r"|found|discovered)) that),?\s"
)
#: A report that is left out tells how something was seen, not what was seen.
_REPORT = re.compile(
    r"results?|tests?|analys[ei]s|measurements?|observations?|examinations?|investigations?"
    r"|stud(?:y|ies)"
    r"|calculations?|simulations?|experiments?|findings?|characteri[sz]ation|microscopy"
    r"|spectroscopy"
    r"|diffraction|tomography|XRD|SEM|TEM|EDS|EBSD|XPS|modell?ing|researche?s?|curves?|patterns?"
    r"|we\b|data|model",
    re.IGNORECASE,
)
#: Words at the head of a sentence, or in its first words, that refer to an earlier one.
_LEANS = re.compile(
    r"(?:It|Its|They|Their|Them|This|These|Those|Such|Here|There|Both|Each|Another|Other|Others"
    r"|Among|One|Same|Similar|Comparatively|Compared (?:with|to) (?:th[eo]se|this)"
    r"|For (?:example|instance)|That|Which"
    r"|[Tt]he (?:former|latter|same|other|others|two|three|four|resulting|resultant|corresponding"
    r"|above|aforementioned|respective|second|third|first|last|hybrid|process|method|model|effect"
    r"|addition(?! of)|doping(?! of)|phenomenon|mechanism|improvement"
    r"|increase|decrease|difference|reason|strategy|approach)\b)\b"
)
_REFERS = re.compile(
    r"\b(?:this|these|those(?! (?:of|in|with|for)\b)|such(?! as\b)|former|latter|above[- ]mentioned"
    r"|aforementioned|herein|mentioned above|the other|et al|our|we|us|present work|present study"
    r"|this work|this study|this paper|said|again"
    r"|the (?:[a-z]+nary|ternary|binary) (?:alloys?|HEAs?|MEAs?)"
    r"|(?:both|the (?:two|three|four|five|other)|all(?: the)?(?: two| three| four| five"
    r"| other)) (?:[\w-]+ )?"
    r"(?:alloys|HEAs|MEAs|coatings|samples|specimens|films|materials|compositions|composites)"
    r"|[A-Z]{1,4}-(?:HEA|MEA)s?)\b",
    re.IGNORECASE,
)
#: What a sentence points at, with its noun; nouns that sum up any sentence before them.
_THESE = re.compile(r"\b(?:[Tt]hese|[Tt]hose|[Ss]uch)\s(?:[\w-]+\s){0,3}?(?P<noun>[a-z]{3,}s)\b")
_ABSTRACT = re.compile(
    r"(?:\w*features|effects|changes|variations|factors|results|findings|mechanisms|improvements"
    r"|differences|properties|behaviou?rs|characteristics|trends|increases|processes|values"
    r"|combinations|conditions|enhancements|is|has|was|transitions|observations|contributions|elements|phases"
    r"|compounds|oxides|precipitates|defects)"
)
#: Letters by which two words are one: region, regions.
_STEM = 6
_CUT_NUMBER = re.compile(r"(?<!=)\s\d+\.$")
_EARLY_PRONOUN = re.compile(r"\b(?:it|its|they|their|them)\b", re.IGNORECASE)
#: A sentence of so many words is covered if this share of them answers questions.
_LONG, _SHARE = 18, 0.35
#: Lists of a sentence with `respectively`: of values, and of what has them.
_LISTS = 2
#: Letters in which a pronoun has no noun of its own sentence before it.
_EARLY = 40


@lru_cache(maxsize=1024)
def without_connective(sentence: str) -> str:
    """Return a sentence without the connective before it: `Moreover, the …` → `The …`."""
    while found := _CONNECTIVE.match(sentence):
        if found["report"] and not _REPORT.search(found["report"]):
            break
        rest = sentence[found.end() :]
        sentence = f"{rest[:1].upper()}{rest[1:]}"
    return sentence


def told_answer(title: str | None, abstract: str, start: int, end: int) -> str:
    """Return the sentences at a place as an answer: no connective before, short names in full.

    Args:
        title: The title of the paper, which may explain short names, too.
        abstract: The abstract.
        start: Where the first sentence begins.
        end: Where the last one ends.
    """
    words = without_connective(" ".join(abstract[start:end].split()))
    return find_short_names(f"{title or ''}. {abstract}").expand(words)


@lru_cache(maxsize=1024)
def leans(sentence: str) -> bool:
    """Return True if a sentence needs the one before it to be understood."""
    words = without_connective(sentence)
    if "respectively" in words and words.count(" and ") < _LISTS:
        return True  # What its values belong to is told before it.
    return bool(
        _LEANS.match(words) or _REFERS.search(words) or _EARLY_PRONOUN.search(words[:_EARLY])
    )


@lru_cache(maxsize=1024)
def points_outside(answer: str) -> bool:
    """Return True if one of several sentences speaks of `these regions`, named in none before."""
    return any(
        found["noun"][:_STEM].lower() not in answer[: found.start()].lower()
        and not _ABSTRACT.fullmatch(found["noun"])
        for found in _THESE.finditer(answer)
    )


def breaks_off(sentence: str) -> bool:
    """Return True for a sentence that was cut at the point of a number or within brackets."""
    return bool(_CUT_NUMBER.search(sentence)) or sentence.count("(") != sentence.count(")")


def goes_on(sentence: str) -> bool:
    """Return True if a sentence belongs to the one before it: a pronoun or `this` opens it."""
    words = without_connective(sentence)
    return bool(_LEANS.match(words) or _EARLY_PRONOUN.search(words[:_EARLY]))


@lru_cache(maxsize=1024)
def tells_finding(sentence: str) -> bool:
    """Return False for a sentence on what was done, aimed at or hoped for, or a cut one."""
    return _no_finding().search(sentence) is None and not breaks_off(sentence)


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
