"""Sentences of abstracts taken apart: what leads in, the subject, the verb and what follows it.

No parser and no model: the verbs that abstracts are written with are few, and a sentence that does
not fit is left alone.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from builder.nlp.clause import Clause, bare, hide
from builder.nlp.verb_lexicon import BASES, BE, CAN, FORMS, NOUNS, PASTS, SURE, UNSURE, past, third

_MODAL = f"(?:{CAN})|has been|have been"
_FOUND = (
    "found|shown|observed|seen|reported|believed|expected|considered|confirmed|proved|proven"
    "|revealed|demonstrated|predicted|verified|noted|suggested"
)
_FINITE = (
    rf"(?:{BE}|has been|have been)(?: \w+ly| also)? (?:{_FOUND}) to (?:\w+ly )?(?:not )?"
    rf"(?:be|{BASES})"
    rf"|(?:{CAN})(?: not)?(?: \w+ly| also)? (?:{BASES})"
    rf"|(?:does|do|did) not(?: \w+ly)? (?:{BASES})"
    rf"|(?:has|have|had)(?: \w+ly| also)? (?:{PASTS})(?=\s(?:the|a|an|to|by|in)\s)"
    rf"|(?:{_MODAL})(?: be)?|{BE}"
)
_VERB = re.compile(
    rf"(?<!\bthe)(?<!\ba)(?<!\ban)\s(?P<verb>{_FINITE}|consist(?:s|ed)?(?= of\s)|results?(?= (?:in"
    rf"|from)\s)|lead(?= to\s)|contained(?! in\s)|(?!results?\s|\w+ed\sby\s[a-z])(?:{SURE})"
    r"(?!\s(?:of|are|were|is|was|and|showed|show|confirmed|revealed|indicated?|suggest"
    r"|obtained)\s)"
    rf"|(?:{UNSURE})(?=\s(?:the|a|an|both|significant\w*|its|their)\s)"
    r"|(?:improved|changed|transformed|declined)(?=\s(?:from|by|to|compared|with|in|on|at|when"
    r"|after)\s)|(?:formed|precipitated|nucleated|dissolved|segregated)(?=\s(?:within|inside|along"
    r"|at|on|in|into|during|after|when)\s)|(?<=s\s)(?:act|serve)(?=\sas\s)"
    rf"|(?<=s\s)(?:{NOUNS})(?=\s(?:the|an?|their|its)\s))\s"
)
#: A second verb of the same subject: `promotes A and favours B`.
_SECOND = re.compile(
    rf"(?:,?\s(?:and|but|then)|,(?=\s(?:{SURE})\s(?:the|an?)\s|\s(?:had|has|have|exhibit\w*|show\w*"
    rf"|possess\w*)\s))(?: then| thus| also| therefore| hence"
    rf"| \w+ly)?\s(?P<verb>(?:{SURE})(?!\s(?:of|and)\s)|(?:{UNSURE})(?=\s(?:the|a|an|both|its"
    rf"|their)\s)|(?:{NOUNS})(?=\s(?:the|an?|their|its|relatively|strong)\s)|{BE})\s"
)
_ADVERB = re.compile(
    r"^(?:(?!(?:negligib|hard|bare|poor|rare|on)ly)\w+ly\s+|(?:also|mainly|primarily|significantly"
    r"|greatly|strongly|effectively|clearly|further|then|gradually|obviously|remarkably"
    r"|successfully|thus|therefore|still|slightly|mostly|only|often|generally|usually|always"
    r"|typically|considerably|directly|largely|first|simultaneously|closely|continuously"
    r"|dramatically|markedly|notably|substantially)\s+)+"
)
_ADVERB_BEHIND = re.compile(r"\s+(?:\w+ly|also|further|then|thus|still|therefore|all|both)$")
_OPENING = re.compile(
    r"^(?:(?:Moreover|Furthermore|In addition|Additionally|However|Therefore|Thus|Hence|Meanwhile"
    r"|Besides|Interestingly|Notably|Consequently|As a result|Specifically|In particular|Finally"
    r"|Also|Importantly|Indeed|Overall|In contrast|On the other hand|Accordingly|Subsequently"
    r"|Surprisingly|Remarkably|In general|At the same time|In summary|Nevertheless|Conversely"
    r"|By contrast|Simultaneously|For example|For instance|Then|Firstly|Secondly|Correspondingly"
    r"|Especially|Typically|Particularly|Ultimately|Initially|Similarly|Likewise|Further(?=,)"
    r"|Strikingly"
    r"|According to the (?:\w+ )?(?:results|findings)|Namely|For the first time|In this case"
    r"|To be specific|Herein(?:to)?|Here|As expected|In conclusion"
    r"|Generally speaking|Generally|Eventually|Lastly|In fact|On the contrary|In turn|Unexpectedly"
    r"|In th(?:is|e(?: (?:present|current))?) (?:study|work|paper|research|investigation|article))"
    r"\b,?\s+)+"
)
_SHOWING = re.compile(
    r"^(?:It (?:is|was|has been|can be) (?:also |further |thus )?(?:found|shown|observed"
    r"|demonstrated|revealed|concluded|noted|seen|established|confirmed|suggested|proposed|believed"
    r"|indicated|discovered|recognized|verified|clear|evident) that|It can be (?:concluded"
    r"|seen) that|It is worth noting that|It indicates that"
    r"|(?:[A-Z][^.;]{3,200}, )?[Ww]e (?:also )?(?:find|found|show|showed|demonstrated?|observed?"
    r"|report|conclude|discovered?|reveal|revealed|suggest|confirm|confirmed) that"
    r"|(?:(?:Unlike|Similar to|Consistent with|Together with|Combined with|According to|Based on)"
    r"\s[^.;,]{3,80}, )?[A-Za-z][^.;,]{2,140}?\s(?:also |further |clearly )?(?:shows?|showed"
    r"|indicates?|indicated"
    r"|demonstrates?|demonstrated|reveals?|revealed|suggests?|suggested|confirms?|confirmed|proves?"
    r"|proved|found|illustrates?|illustrated|(?:have|has|had) (?:shown|demonstrated|revealed"
    r"|indicated|confirmed|proved|found)) that),?\s+"
)
_LEAD = re.compile(
    r"^(?P<lead>(?i:After|At|With|By|In|For|During|Upon|Under|When|On|Among|Following|Within|Below"
    r"|Above|Between|Through|Because of|Due to|Owing to|Compared (?:with|to)|If|Once|Using|To"
    r"|Although|While|Despite|Unlike|Since"
    r"|As|Based on)\s[^,;]{3,110}),\s+(?P<main>.+)"
)
_WITH_VERB = re.compile(r"(?:As|When|If|Once|Although|While|Since)\b", re.IGNORECASE)
#: A lead that says nothing of when the main clause holds.
_IDLE_LEAD = re.compile(r"(?:Although|While|Despite)\b", re.IGNORECASE)
#: What ends the main clause.
_TAIL = re.compile(
    r";|:\s(?=[a-z])|,\s+(?=(?:the|its|their)\s(?:[\w-]+\s){1,5}(?:is|are|was|were|do|does|did"
    r"|can)\s)|,\s+(?:\w+ly\s)?(?:and|but|while|whereas|which|where|who|with|thus|thereby"
    r"|although|though"
    r"|so|yet|as(?! well as)|besides|ergo|indicating|suggesting|implying|leading|resulting|showing"
    r"|demonstrating|confirming|revealing|making|causing|reaching|followed|due|owing|because"
    r"|respectively|compared|especially|including|hence|consequently|enhancing|improving|increasing"
    r"|reducing|promoting|providing|giving|(?!\w*(?:strengthen|harden|soften|twinn|anneal|sinter"
    r"|roll|mill|cladd|cast|pitt|process|weld|ag|order|test|crack|melt|cool|heat|coat|toughen|spr"
    r"|band|slid|form|join|print|quench)ing\b)\w{3,}ing(?!\s(?:and|or)\b)|\w+ed by)\b"
    r"|\s+(?:while|whereas|although"
    r"|though)\s(?!\w+ing\b)"
)
#: What a clause of its own may follow.
_NEXT = re.compile(
    r"[;:]\s*(?:and\s+)?|,?\s*(?:and|but|where|while|whereas|although|though|yet)\s+"
)
#: What no subject begins with, or is.
_NO_SUBJECT = re.compile(
    r"\w+ed\s(?:at|in|on|by|to|with|from)\b|(?:where|as(?!-)|when|if|because|since|who|whose"
    r"|although|though|despite|to|from|of|in|at|by|with|for|on|under|after|before|during|not|no"
    r"|none|only|even|than|is|are|was|were|due|and|that|which|but|or|while|whereas|about|we)\b"
    r"|(?:the|an?)$"
    r"|.*\b(?:the|an?|of|in|and|or|that|which|with|by|for|to|from|on|at|more|most|less|as|not"
    r"|exhibiting|showing|demonstrating|displaying|possessing|having|containing|leading|causing"
    r"|providing|indicating|suggesting|giving|making|requiring|achieving|undergoing|using|including"
    r"|promoting|reducing|increasing|improving|enhancing)$",
    re.IGNORECASE,
)
_SEVERAL = re.compile(
    r"(?:s|all|both|series|\)|data)$|\b(?:and|as well as)\b|(?<!s)s(?: \([^()]*\))?\s(?:of|in"
    r"|with|within|on|from"
    r"|along|between|during|under|after|for|by|at|to|inside|near|\w+ed|\w+ing|made|found)\b"
)
_PERFECT = re.compile(
    r"(?:\w+ly |already |also |not |never )?(?:been|shown|grown|become|drawn|given|led|found"
    r"|\w+ed)\b"
)
_LISTED = re.compile(r"[^,]{2,70}(?:, [^,]{2,40})*,? and [^,]{2,60}")
_TOO_BASE = {
    "exhibiting": "exhibit", "showing": "show", "possessing": "possess", "having": "have",
    "displaying": "display", "reaching": "reach", "consisting": "consist",
    "containing": "contain", "undergoing": "undergo", "retaining": "retain",
}  # fmt: skip
_TOO = re.compile(rf",\s+(?:thus |thereby )?(?P<verb>{'|'.join(_TOO_BASE)}) (?P<what>[^;]+)")
#: `A was composed of B, and bonded well to C`: a verb of the same subject, seldom understood.
_RUNS_ON = re.compile(r"\s*(?:\w+ly )?\w+ed (?:at|in|on|by|to|with|well|from|into)\b")
#: A clause of its own behind a bare `and`.
_AND_ANOTHER = re.compile(
    r",?\s(?:and|but)\s(?:(?=(?:the|its|their|an?|no|all)\s)"
    rf"|(?P<bare>)(?=(?:[\w-]+\s){{1,4}}(?:{CAN}|{BE})\s))"
)
_WITHIN = re.compile(r"\b(?:that|which|whose|where|when|if|because|as|between)\b")
#: Verbs that need no object.
_ALONE = frozenset(
    "increase decrease rise fall drop decline grow occur disappear deteriorate improve diminish"
    " vary change".split()
)
_DETERMINER = re.compile(r"(?:the|an?|its|their|to|in|into|by|from)\s")
_ASIDE = re.compile(r"([^,]{3,80}), (?!and |or )([^,]{3,80}),")
_FORMULA = re.compile(r"\S*[A-Z][a-z]?[\d.]*[A-Z(]\S*")
#: `In A, … while …` tells of A alone.
_OF_ONE = re.compile(r"(?:In|For)\b", re.IGNORECASE)
_PARTICIPLES = frozenset(
    "improved changed transformed declined formed precipitated nucleated dissolved segregated"
    " increased decreased reduced enhanced caused promoted".split()
)
_BOTH = re.compile(r"^[Bb]oth (?=.{2,60} and )")


def read_clauses(sentence: str) -> list[Clause]:
    """The clauses of a sentence that are understood, those behind a conjunction among them."""
    text = sentence.strip().rstrip(".")
    text = hide(_OPENING.sub("", text))
    opened = None if _IDLE_LEAD.match(text) else _SHOWING.match(text)
    shown = opened.group() if opened else ""
    text = _BOTH.sub("", text[len(shown) :])
    clauses: list[Clause] = []
    while text:
        clause, text = _first_clause(text, shown)
        if clause:
            clauses += _showing_too(clause)
            # `At 25 °C, A rises, while B falls`: what leads in holds for both.
            held = clause.lead
            if clauses and not held and not _OF_ONE.match(clauses[0].lead):
                held = clauses[0].lead
            clauses += _predicates(replace(clause, lead=held))
    return [clause.visible() for clause in clauses]


def _first_clause(text: str, shown: str) -> tuple[Clause | None, str]:
    """The clause that a text begins with, if it is understood, and the clauses behind it."""
    lead = ""
    if (led := _LEAD.match(text)) and (_WITH_VERB.match(led["lead"]) or not _verb(led["lead"])):
        lead, text = led["lead"], led["main"]
        lead = "" if _IDLE_LEAD.match(lead) else lead
    tail = _tail(text)
    main, rest = (text[: tail.start()], text[tail.start() :]) if tail else (text, "")
    more = _NEXT.match(rest)
    behind = rest[more.end() :] if more else ""
    found = _verb(main)
    if not found and tail and tail.group().strip(", ") == "and":
        # `A, B, and C increase`: the comma stands within the subject.
        again = _TAIL.search(text, tail.end())
        main, rest = (text[: again.start()], text[again.start() :]) if again else (text, "")
        more = _NEXT.match(rest)
        behind = rest[more.end() :] if more else ""
        found = _verb(main)
        if found and not _LISTED.fullmatch(main[: found.start()].strip()):
            return None, ""
    if not found:
        return None, behind
    subject = _subject(main, found)
    following = _ADVERB.sub("", main[found.end() :].strip())
    for cut in _AND_ANOTHER.finditer(following):
        if cut["bare"] is not None and _WITHIN.search(following[: cut.start()]):
            continue
        another = _verb(following[cut.end() :])
        if another and len(_subject(following[cut.end() :], another).split()) < 14:
            behind = following[cut.end() :] + rest
            following, rest = following[: cut.start()].strip(), ""
            break
    alone = FORMS.get(found["verb"], ("", ""))[0] in _ALONE
    if not 0 < len(bare(subject).split()) <= 26 or not (following or alone):
        return None, behind
    if "," in subject and not _LISTED.fullmatch(subject):
        return None, behind
    if re.match(r"that (?!of\b)", following):
        return None, behind
    several = _SEVERAL.search(subject)
    if found["verb"] in ("are", "were") and not several:
        return None, behind
    if found["verb"] in ("have", "has", "had") and _PERFECT.match(following):
        return None, behind
    return Clause(lead, subject, found["verb"], following, rest, shown), behind


def _tail(text: str) -> re.Match[str] | None:
    """What ends the main clause: no `, and` within a list."""
    for tail in _TAIL.finditer(text):
        if tail.group().strip(" ,") not in ("and", "but"):
            return tail
        after = _TAIL.search(text, tail.end())
        if _RUNS_ON.match(text, tail.end()) or _verb(
            text[tail.end() : after.start() if after else len(text)].strip()
        ):
            return tail
    return None


def _verb(main: str) -> re.Match[str] | None:
    """The first verb that has a subject before it."""
    found = [v for v in _VERB.finditer(f"{main} ") if not _NO_SUBJECT.match(_subject(main, v))]
    # `The film formed at 900 °C contains …`: the first is a participle.
    if len(found) > 1 and found[0]["verb"] in _PARTICIPLES:
        between = f"{main} "[found[0].end() : found[1].start()]
        return found[0] if _WITHIN.search(f"{between} ") else found[1]
    return found[0] if found else None


def _subject(main: str, verb: re.Match[str]) -> str:
    subject = _ADVERB_BEHIND.sub("", main[: verb.start()].strip())
    # `The alloy, both bulk and powder, was …`: what stands between commas is put aside.
    aside = _ASIDE.fullmatch(subject)
    if not aside or _LISTED.fullmatch(subject):
        return subject
    # Of `a eutectic alloy, CoCrFeNi2.1,` the formula says more.
    return aside[2] if _FORMULA.fullmatch(aside[2]) else aside[1]


def _predicates(clause: Clause) -> Iterator[Clause]:
    """The clause, cut where a second verb of the same subject follows, and that verb's clause."""
    second = _second_verb(clause)
    if not second:
        yield clause
        return
    first = clause.rest[: second.start()].strip()
    following = _ADVERB.sub("", clause.rest[second.end() :].strip())
    if first:
        yield replace(clause, rest=first, tail="")
    several = _SEVERAL.search(clause.subject)
    verb, modal = second["verb"], re.match(rf"(?:{CAN}|did|does|do)\b", clause.verb)
    plain = verb in FORMS and FORMS[verb][1] == "do"
    if plain and modal and "not" not in clause.verb:
        verb = f"{modal.group()} {verb}"
    agrees = modal or clause.auxiliary == "do" if plain else several or verb not in ("are", "were")
    if following and agrees:
        yield from _predicates(replace(clause, verb=verb, rest=following))


def _second_verb(clause: Clause) -> re.Match[str] | None:
    """A second verb; in `shows A and increased B` the past is a participle."""
    now = clause.auxiliary in ("is", "are", "do", "does")
    for second in _SECOND.finditer(clause.rest):
        past_form = FORMS.get(second["verb"], ("", ""))[1] == "did"
        if not (now and past_form) or _DETERMINER.match(clause.rest, second.end()):
            return second
    return None


def _showing_too(clause: Clause) -> Iterator[Clause]:
    """`A is FCC, exhibiting low hardness`: what is told behind a comma of the same subject."""
    found = _TOO.match(clause.tail)
    if found:
        base = _TOO_BASE[found["verb"]]
        now = clause.auxiliary in ("is", "are", "do", "does")
        several = clause.auxiliary in ("are", "do") or _SEVERAL.search(clause.subject)
        verb = (base if several else third(base)) if now else past(base)
        what = _TAIL.split(found["what"])[0].strip()
        yield replace(clause, verb=verb, rest=what, tail="")
