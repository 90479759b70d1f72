"""Read by what a material was made or studied out of a quoted sentence, in the paper's own words.

The phrase behind `by`, `via`, `using` or before `was used to` is the answer if it names a process
or a method, and its sentence speaks of what the question asks about.
"""

import re
from collections.abc import Iterator

from answer.extractive.statement_fit import LEAST_SHARE, relevant_part, share_said, speaks_of
from answer.question.parse import ParsedQuestion
from builder.materials.measurements.measurement import SentenceFacts
from builder.materials.vocabulary import find_terms

_SETTINGS = re.compile(r"\b(?:settings|parameters|conditions)\b", re.IGNORECASE)
_MOST = re.compile(r"\b(?:most(?:ly)?|commonly?|usual(?:ly)?|often|popular|best)\b", re.IGNORECASE)
_MAKING = re.compile(
    r"\b(?:made|produced|fabricated|prepared|manufactured|synthesi[sz]ed|processed|deposited"
    r"|joined|welded|bonded|obtained|grown|routes?|process(?:es|ing)?)\b",
    re.IGNORECASE,
)
_MADE = re.compile(
    r"\b(?:prepared|produced|fabricated|manufactured|synthesi[sz]ed|made|processed|deposited|printed"
    r"|built|grown|obtained|created|developed|coated|cast|consolidated|joined|welded|bonded|formed"
    r"|generated|prepare|produce|fabricate|manufacture|synthesi[sz]e|obtain)\b"
)
#: What a phrase that tells a route begins with, and what ends it.
_BY = (
    r"\b(?:(?<!followed\s)by|via|using|through|with|based\son|employing|utili[sz]ing|applying|applied|employed"
    r"|used)\s"
)
_ARTICLE = r"(?:means\sof\s|the\suse\sof\s)?(?:the\s|an?\s)?(?:novel\s|new\s)?"
_PHRASE = r"(?P<route>[^.;(]{3,90}?(?:\([A-Z-]{2,7}\)[^.;(]{0,40}?)?)"
_END = (
    r"(?=\s(?:and\sthen|to|for|in|on|at|onto|was|were|is|are|followed|containing|under|from|during"
    r"|by|via|using|through)\b|,\s(?!and\b)|,\sand\s\w+\s(?:was|were|is|are)\b|\s\((?![A-Z-]{2,7}\))|[.;]|$)"
)
_BEHIND_BY = re.compile(rf"{_BY}{_ARTICLE}{_PHRASE}{_END}", re.IGNORECASE)
#: A list of methods may hold commas.
_LISTED_BY = re.compile(
    rf"{_BY}{_ARTICLE}(?P<route>(?:[^.;,(]{{3,50}}, )+(?:and\s)[^.;,(]{{3,50}}?){_END}",
    re.IGNORECASE,
)
#: At the beginning of a sentence: `Applying a slow positron beam, …`.
_OPENING = re.compile(
    rf"^(?:Here, |Then, )?(?:Applying|Using|Employing|Utili[sz]ing|By|With|Via)\s{_ARTICLE}"
    r"(?P<route>[^.;,]{3,80}?),\s"
)
#: `A was used to derive B`, and `a method combining A and B was proposed`.
_USED = re.compile(
    r"(?:^|,\s|[.;]\s)(?:[Tt]he\s|[Aa]n?\s|[Ii]n\sthis\s(?:work|study|paper),\s(?:the\s|an?\s)?)?"
    r"(?P<route>[\w\s–-]{3,80}?)\s(?:is|was|were|are)\s(?:\w+ly\s)?"
    r"(?:used|applied|employed|utili[sz]ed|carried\sout|adopted)\b"
)
_METHOD_OF = re.compile(
    r"\b(?:method|process|route|approach|strategy|technique)\s(?:combining|based\son|consisting\sof|of)\s"
    r"(?:the\s|an?\s)?(?P<route>[^.;,(]{3,90}?)\s(?:is|was|were|are|has)\b"
)
_NAMED_AS = re.compile(
    r"\b(?:methods?|techniques?|approach(?:es)?|simulations?|measurements?|analys[ei]s|beam|tests?"
    r"|testing|modell?ing|theory|nanoindentation|\w+metry|probe|dynamics"
    r"|microscopy|spectroscopy|tomography|calculations?|diffraction|imaging)\b",
    re.IGNORECASE,
)
#: A method is named by nouns: no clause about it, and nothing that was done with it.
_NO_NAME = re.compile(
    r"\b(?:that|which|whether|indicat\w+|show\w*|reveal\w*|confirm\w*)\b|\b\w+ed$"
)
#: Of several things that a sentence tells apart, each was made in its own way.
_EACH = re.compile(
    r"\b(?:one of (?:the|these|them)|the other|the second|another|the latter|whereas"
    r"|respectively)\b",
    re.IGNORECASE,
)
#: Before the word that leads to a route: the steps before it are told before.
_FOLLOWED = re.compile(r"\b(?:followed|preceded|accompanied)\s*$", re.IGNORECASE)
#: Behind a step, that a list of steps goes on.
_STEPS_GO_ON = re.compile(
    r",\s(?!(?:which|where|while|with|the|it|as|in|and\s(?:the|its|then))\b)"
    r"(?:[\w-]+\s?){1,5}(?:[,.]|\sand\b|$)"
)
#: Words that only say that it is a method.
_PLAIN_HEAD = re.compile(r"\s(?:methods?|techniques?|process(?:es)?|approach(?:es)?|routes?)$")

#: A verb of making.
_MAKES = re.compile(
    r"\b(?P<verb>prepar|produc|fabricat|manufactur|synthesi[sz]|made|process|deposit|print|built|grown"
    r"|obtain|creat|cast|consolidat|join|weld|bond|braz|coat)(?:e[ds]?|s|ed|ing)?\b",
    re.IGNORECASE,
)
#: Behind it, by what; a dot in a number ends no sentence.
_BY_STEPS = re.compile(
    r"\s(?P<by>by|via|through|using|with)\s"
    r"(?:means\sof\s|the\suse\sof\s)?(?:the\s|an?\s)?(?:novel\s|new\s)?"
    r"(?:(?:integrating|combining|employing|a\scombination\sof)\s)?",
    re.IGNORECASE,
)
#: What was studied of a process, or done to study it.
_NO_STEP = re.compile(r"(?:the\s)?(?:effects?|influence|evolution|suite|study)\sof\b", re.I)
_LONGEST_ROUTE = 160
_LONGEST_BETWEEN = 110
_SENTENCE_END = re.compile(r"[;]|\.(?!\d)")
_JOINS = re.compile(r"\b(?:join|weld|bond|braz)\w*", re.IGNORECASE)
#: What a route ends before.
_ROUTE_END = re.compile(
    r",?\s(?:to|for|at|on|onto|was|were|is|are|has|have|under|from|during|containing|starting|which|that"
    r"|while|where|whose|after|before|as|enables?|achiev\w+|result\w*|via|through|without)\b"
    r"|(?<!followed)\sby\b|\sin\s(?!an?\s[\w-]+\s[\w-]+\sand\s|combination\b)|;|(?<!\bi)(?<!\bi\.e)\.|\s\((?![A-Za-z-]{2,9}\))|$"
)
_STEP_BORDER = re.compile(
    r"(?P<comma>,\s)?(?P<word>(?(comma)|\s)(?:and\s(?:then\s|subsequent\s)?|then\s|followed\sby\s"
    r"|(?:in\scombination|combined|together)\swith\s))|,\s(?:i\.e\.,?\s)?"
)
#: Behind a step, by what it was done.
_MEANS = re.compile(r"\s(?:via|using|by|through)\s(?:means\sof\s)?(?:the\s|an?\s)?")
_WITH = re.compile(r"\swith\s")
_I_E = re.compile(r"^.*(?:,\si\.e\.,?|(?:methods?|techniques?|process(?:es)?):)\s")
_DEED = re.compile(
    r"\b\w+(?:ing|ments?|ation|tion|sion|lysis|metallurgy|spray|treatments?)(?:\s(?:process|technique|method"
    r"|technology|equipment|route)(?:es|s)?)?$"
    r"|\b(?:process|technique|method|technology|route)$|^[A-Z-]{2,8}$"
)


def read_stated_route(question: ParsedQuestion, quote: SentenceFacts, title: str) -> str | None:
    """Return all steps by which a quote says that the material asked about was made."""
    text = quote.text
    asked = question.text
    if _SETTINGS.search(asked) or _MOST.search(asked) or not _MAKING.search(asked):
        return None
    if _EACH.search(text):
        return None
    if not speaks_of(question, quote, text) or share_said(question, text, title) < LEAST_SHARE:
        return None
    routes = {}
    for made in _MAKES.finditer(text):
        if bool(_JOINS.search(asked)) is not bool(_JOINS.match(made["verb"])):
            continue
        stop = _SENTENCE_END.search(text, made.end())
        limit = min(made.end() + _LONGEST_BETWEEN, stop.start() if stop else len(text))
        for by in _BY_STEPS.finditer(text, made.end(), limit):
            if _FOLLOWED.search(text, made.end(), by.start("by")):
                return None
            if steps := _steps(text, by.end(), known=by["by"].lower() in ("by", "via", "through")):
                routes[by.end()] = steps
                break
    return routes.popitem()[1] if len(routes) == 1 else None


def _steps(text: str, start: int, *, known: bool) -> str | None:
    """Return the steps of a route that begins at a place; None if one of them is no process.

    Args:
        text: The sentence.
        start: Where the route begins.
        known: Whether the word before tells that it is a route, so that its first step may be one
            that the vocabulary does not have.
    """
    stop = _ROUTE_END.search(text, start)
    limit = stop.start() if stop else len(text)
    last, place, in_list = start, start, False
    while place < limit:
        border = _STEP_BORDER.search(text, place, limit)
        end = border.start() if border else limit
        step = text[place:end]
        if last > start and _NO_STEP.match(step):
            break
        if _NO_STEP.match(step) or not (_is_process(step) or _DEED.search(step)):
            if last == start or in_list:
                return None
            break
        last = end
        place = border.end() if border else limit
        in_list = border is not None and border[0].strip(" ,") in ("", "and")
    last = _end_of_means(text, last)
    whole = text[start:last].strip()
    if not whole or len(whole) > _LONGEST_ROUTE or not (known or _is_process(whole)):
        return None
    return _PLAIN_HEAD.sub("", _I_E.sub("", whole))


def _end_of_means(text: str, last: int) -> int:
    """Return where a route ends whose last step is told with its means: consolidation via SPS."""
    means = _MEANS.match(text, last)
    if means is None:
        return last
    stop = _ROUTE_END.search(text, means.end())
    end = stop.start() if stop else len(text)
    for border in (_STEP_BORDER, _WITH):
        found = border.search(text, means.end(), end)
        end = found.start() if found else end
    return end if _is_process(text[means.end() : end]) else last


def _is_process(text: str) -> bool:
    return any(term.kind in ("process", "method") for term in find_terms(text))


def read_route(question: ParsedQuestion, quote: SentenceFacts, title: str) -> str | None:
    """Return by what a material was made or studied, in the words of the paper."""
    text = quote.text
    if _MOST.search(question.text) or _SETTINGS.search(question.text):
        return None  # the first takes more than one paper
    if not speaks_of(question, quote, text) or share_said(question, text, title) < LEAST_SHARE:
        return None
    making = _MAKING.search(question.text) is not None
    if making and _EACH.search(text):
        return None
    for phrase in (
        _made_by(text, asked=question.text)
        if making
        else _studied_by(relevant_part(question, text))
    ):
        if making and _STEPS_GO_ON.match(text, text.find(phrase) + len(phrase)):
            continue
        kind = "process" if making else "method"
        named = [term for term in find_terms(phrase) if term.kind == kind]
        if any(term.name not in question.terms for term in named) and not _NO_NAME.search(phrase):
            return _PLAIN_HEAD.sub("", phrase.strip())
    return None


def read_technique(question: ParsedQuestion, quote: SentenceFacts, title: str) -> str | None:
    """Return by what something was studied, if its noun tells that it is a technique."""
    text = quote.text
    asked = question.text
    if _MAKING.search(asked) or _SETTINGS.search(asked) or _MOST.search(asked):
        return None
    if not speaks_of(question, quote, text) or share_said(question, text, title) < LEAST_SHARE:
        return None
    found = (
        phrase
        for phrase in _studied_by(relevant_part(question, text))
        if _NAMED_AS.search(phrase) and not _NO_NAME.search(phrase)
    )
    return next((_PLAIN_HEAD.sub("", phrase.strip()) for phrase in found), None)


def _made_by(text: str, asked: str) -> Iterator[str]:
    """Yield the phrases that may tell how something was made, the surest first."""
    if found := _METHOD_OF.search(text):
        yield found["route"]
    if opening := _OPENING.match(text):
        yield opening["route"]
    made = (_JOINS if _JOINS.search(asked) else _MADE).search(text)
    if made:
        for behind in _BEHIND_BY.finditer(text, made.end()):
            yield behind["route"]


def _studied_by(text: str) -> Iterator[str]:
    """Yield the phrases that may tell how something was found out, the surest first.

    Where one thing was found out by one method and another by another, none is told.
    """
    behind_by = [one["route"] for one in _BEHIND_BY.finditer(text)]
    if sum(_NAMED_AS.search(one) is not None for one in behind_by) > 1:
        return
    for pattern in (_USED, _OPENING, _LISTED_BY):
        if found := pattern.search(text):
            yield found["route"]
    yield from behind_by
