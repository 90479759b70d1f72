"""Find what a paper is about by its title: the CoCrFeNi coatings deposited by laser cladding."""

import re
from functools import lru_cache

from builder.materials.alloys import Alloy, named_alloys
from builder.materials.measurements.forms.form_nouns import form_nouns

_MATERIAL = (
    r"(?:alloys?|HEAs?|MEAs?|MPEAs?|CCAs?|EHEAs?|RHEAs?|HECs?|ceramics?|superalloys?|coatings?"
    r"|films?|composites?|nanocomposites?|powders?|cermets?|hardmetals?|carbides|joints?|welds?"
    r"|multilayers?|foams?|single crystals?|glass(?:es)?)"
)
#: Words between a formula and the noun of its material.
_BETWEEN = (
    r"(?:(?:[a-z]+-?entropy|entropy|high|medium|multi|multi-?principal|principal|element|component"
    r"|complex|concentrated|based|[\w-]+-based|eutectic|refractory|thin|matrix|alloys?|HEAs?|MEAs?"
    r"|solid solution|bulk|cemented|nanocrystalline|composite|metallic|dual-phase|laser|clad"
    r"|\([A-Z][\w-]{1,9}\)|\([xyz][^()]{1,30}\))[\s-]+){0,6}"
)
_BEHIND = re.compile(rf"[\s-]{_BETWEEN}{_MATERIAL}\b(?:\s\([A-Z][\w-]{{1,9}}\))?", re.IGNORECASE)
#: A qualifier before the formula.
_QUALIFIER = re.compile(
    r"3D|as-\w+|[a-z-]+(?:ed|ized|ised|cast|clad|grained|ly|al|ic|ous|ine|ical|crystal)"
    r"|[\w-]+-(?:free|reinforced|doped|strength|phase|entropy|modified|built|clad|added|containing"
    r"|strengthened)|additively|thin|bulk|(?:non-?)?equiatomic|equimolar|lightweight|porous|high"
    r"|entropy|novel|new|advanced|typical",
    re.IGNORECASE,
)
_IDLE = re.compile(r"\b(?:novel|new|advanced|typical)\s", re.IGNORECASE)
#: What a noun phrase stands behind, and what may follow it.
_BEFORE = re.compile(
    r"(?:^|[:,–—]\s|\b(?:of|in|on|for|with|by|from|between|to|via|through|into|using|the|an?|and"
    r"|toward|towards|under)\s)$",
    re.IGNORECASE,
)
_AFTER = re.compile(
    r"$|[,.:;?]|\s(?:by|via|using|through|in|on|at|with|under|during|for|from|after|before|and|as"
    r"|to|of|of|\w+ed|\w+ing|–|—|:|\()",
    re.IGNORECASE,
)
_MAKING = (
    r"\s(?:fabricated|prepared|produced|manufactured|synthesi[sz]ed|processed|deposited|made"
    r"|obtained|built|sintered|grown|consolidated|printed)\s"
)
_MADE = re.compile(
    rf"{_MAKING}(?:by|via|using|through)\s(?!(?:an?|the|different)\b)(?:(?!(?:for|with|under|on|in"
    r"|at|and|of|from|after)\b)[\w/()-]+(?:\s|$|(?=[:,;.?]))){1,7}",
    re.IGNORECASE,
)
#: Behind a way of making: it is told in more words.
_GOES_ON = re.compile(r"\s?(?:and|with|of|from|for)\b", re.IGNORECASE)
#: The title tells that something is added, or compared: the formula alone would name another.
_CHANGED = re.compile(
    r"\b(?:addition|additions|additives?|adding|doping|doped|alloying|microalloying|micro-alloying"
    r"|alloyed|added|incorporat\w+|introduc\w+|reinforc\w+|containing|substitution|replac\w+"
    r"|compar\w+|various|several|dissimilar|trace|graphene|elements|TiC|WC)\b"
    r"|\b(?:effects?|influence|role|impact) of (?:[A-Z][a-z]?|[A-Z]\w*C|carbon|boron|nitrogen"
    r"|silicon|yttrium|titanium|aluminu?m|molybdenum|niobium)(?:[, ]|\b)",
    re.IGNORECASE,
)
_VARIED = re.compile(r"[xyzXYZ]")
_PLURAL = re.compile(r"(?<!s)s$|glasses$")
_WORD = re.compile(r"(?<![\w-])[A-Z][a-z]{2,}(?:-[A-Z]?[a-z]+)*(?![\w(])")
_NAMES = frozenset("Cantor Senkov Laves Heusler Hall Petch Inconel Hastelloy Stellite".split())
_OTHER_FORMS = ("coating", "film", "weld", "composite")
#: From so many mentions on, an abstract is on such a form.
_OFTEN = 2
#: Words of a topic, at most.
_LONGEST = 16


@lru_cache(maxsize=512)
def find_topic(title: str | None) -> str:
    """Return what a title says its paper is about, as it stands behind `in`.

    That is the noun phrase around the one alloy that the title names, with its route: `the
    laser-clad CoCrFeNi coating`. It is empty if the title names no alloy or several, tells that
    something is added to the alloy or compared with it, or speaks of a coating, film, weld or
    composite elsewhere.
    """
    title = " ".join((title or "").split("; [")[0].rstrip(". ").split())
    alloys = [alloy for alloy in named_alloys(title) if len(alloy.elements) > 2]
    if len({alloy.composition_key for alloy in alloys}) != 1:
        return ""
    return next((topic for alloy in alloys if (topic := _topic_around(title, alloy))), "")


@lru_cache(maxsize=64)
def is_plain_alloy(title: str | None, abstract: str) -> bool:
    """Return True for a paper on an alloy as such: no coating, film, composite, weld, addition."""
    whole = f"{title or ''}. {abstract}"
    if _CHANGED.search(title or "") or form_nouns().search(_of_no_part(title or "")):
        return False
    told = [one for one in form_nouns().finditer(whole) if one.lastgroup in _OTHER_FORMS]
    return len(told) < _OFTEN


def end_of_material(text: str, alloy: Alloy) -> int:
    """Return where the noun phrase of an alloy ends in a text: CoCrFeNi high-entropy alloys."""
    behind = _BEHIND.match(text, alloy.end)
    return behind.end() if behind else alloy.end


def _topic_around(title: str, alloy: Alloy) -> str:
    """Return the noun phrase around an alloy in a title; "" if it may mislead."""
    start, head = alloy.start, end_of_material(title, alloy)
    end = head
    made = _MADE.match(title, end)
    if made and not _GOES_ON.match(title, made.end()):
        end = made.end()
    elif made:
        made = None
    while start and title[start - 1] == " ":
        word = title[: start - 1].rsplit(" ", 1)[-1]
        if not _QUALIFIER.fullmatch(word):
            break
        start -= len(word) + 1
    before, after = title[:start], title[end:].lstrip()
    whole = _BEFORE.search(before) and (made or _AFTER.match(title, end))
    outside = f"{before} | {after}"
    changed = _CHANGED.search(outside) and not _VARIED.search(alloy.text)
    if not whole or changed or form_nouns().search(_of_no_part(outside)):
        return ""
    phrase = " ".join(_IDLE.sub("", title[start:end]).split()).strip(" ,")
    if len(phrase.split()) > _LONGEST or phrase.count("(") != phrase.count(")"):
        return ""
    formula = alloy.text.strip()
    if formula.islower() or (" " in formula and formula.replace(" ", "").isalpha()):
        return ""  # A title without capitals; the name of an alloy.
    phrase = formula.join(_WORD.sub(_lower, part) for part in phrase.split(formula))
    last = re.sub(r"\s\([^()]*\)$", "", title[start:head].strip())
    singular = phrase != formula and not _PLURAL.search(last)
    return f"the {phrase}" if singular else phrase


def _of_no_part(text: str) -> str:
    """Return a text without the nouns of parts of a material, such as phases."""
    return re.sub(
        r"\b(?:phases?|precipitat\w+|\w*particles?|matrix|oxides?|dendrit\w+)\b", "", text
    )


def _lower(word: re.Match[str]) -> str:
    return word[0] if word[0] in _NAMES else word[0].lower()
