"""Sentences of abstracts taken apart: what leads in, the subject, the verb and what follows it.

No parser and no model: the verbs that abstracts are written with are few, and a sentence that does
not fit is left alone. A subject that leans on what was said before (`this alloy`, `the coating`) is
given its alloy, or the sentence is not used.
"""

import re
from dataclasses import dataclass, replace

_LEXICAL = (
    "exhibit show display possess reach remain contain comprise increase decrease improve enhance"
    " reduce promote suppress inhibit retain consist undergo occur exceed cause induce lead result"
    " depend change transform become rise drop fall grow have refine strengthen accelerate hinder"
    " stabilize affect influence facilitate appear provide form achieve prevent play demonstrate"
    " contribute correspond determine dominate enable exert follow govern harden impede limit"
    " maintain"
    " modify offer originate precede produce range regulate restrict segregate shift slow soften"
    " vary"
    " yield alter come diminish destabilize deteriorate degrade coarsen dissolve nucleate"
    " start begin end deform require deliver give reflect generate trigger evolve rely stem arise"
    " outperform match double extend shorten weaken balance combine control favor favour accumulate"
).split()
_PAST = {
    "become": "became", "rise": "rose", "fall": "fell", "grow": "grew", "have": "had",
    "lead": "led", "undergo": "underwent", "drop": "dropped", "come": "came", "give": "gave",
    "begin": "began", "arise": "arose", "stem": "stemmed", "vary": "varied", "rely": "relied",
    "control": "controlled",
}  # fmt: skip
#: Past forms that stand behind a noun as verbs more often than as participles.
_SURELY_PAST = frozenset(
    "exhibited showed displayed possessed reached remained increased decreased consisted underwent"
    " occurred exceeded led resulted became rose dropped fell grew had appeared contributed came"
    " gave"
    " exerted originated ranged varied shifted yielded retained offered began started maintained"
    " deteriorated diminished evolved arose stemmed outperformed doubled".split()
)


def _third(base: str) -> str:
    if base in ("have", "vary", "rely"):
        return {"have": "has", "vary": "varies", "rely": "relies"}[base]
    return f"{base}es" if re.search(r"(?:s|sh|ch|x|o)$", base) else f"{base}s"


def _past(base: str) -> str:
    return _PAST.get(base) or (f"{base}d" if base.endswith("e") else f"{base}ed")


#: Form of a verb → (base, the auxiliary that asks with it).
_FORMS = {
    form: (base, auxiliary)
    for base in _LEXICAL
    for form, auxiliary in ((base, "do"), (_third(base), "does"), (_past(base), "did"))
}
_BE = "is|are|was|were"
_CAN = "can|could|may|might|will|would"
_MODAL = f"{_CAN}|has been|have been"
#: Verbs whose base form is a noun more often than a verb.
_NOUNS = frozenset(
    "increase decrease change result form shift range control balance limit cause influence yield"
    " display drop rise fall lead start end match double slow play deliver combine favor"
    " favour".split()
)
_SURE = sorted(
    (
        form
        for form, (base, way) in _FORMS.items()
        if way == "does" or form in _SURELY_PAST or (way == "do" and base not in _NOUNS)
    ),
    key=len,
    reverse=True,
)
_UNSURE = sorted(
    (form for form, (_, way) in _FORMS.items() if way == "did" and form not in _SURELY_PAST),
    key=len,
    reverse=True,
)
_VERB = re.compile(
    rf"(?<!\bthe)(?<!\ba)(?<!\ban)\s(?P<verb>(?:{_CAN})(?: \w+ly)? (?:{'|'.join(_LEXICAL)})"
    rf"|(?:{_MODAL})(?: be)?|{_BE}"
    rf"|consist(?:s|ed)?(?= of\s)|results?(?= (?:in|from)\s)|(?!results?\s)(?:{'|'.join(_SURE)})"
    r"(?!\s(?:of|are|were|is|was|and|showed|show|confirmed|revealed|indicated?|suggest|obtained)\s)"
    rf"|(?:{'|'.join(_UNSURE)})(?=\s(?:the|a|an|both|significant\w*)\s))\s"
)
_SECOND = re.compile(
    rf"\b(?:and|but)(?: then| thus| also| \w+ly)? (?:{'|'.join([*_SURE, *_UNSURE])}|{_BE})\s"
)
_ADVERB = re.compile(
    r"^(?:(?:also|mainly|primarily|significantly|greatly|strongly|effectively|clearly|further|then"
    r"|gradually|obviously|remarkably|successfully|thus|therefore|still|slightly|mostly|only|often"
    r"|generally|usually|always|typically|considerably|directly|largely|first|simultaneously)\s+)+"
)
_ADVERB_BEHIND = re.compile(r"\s+(?:\w+ly|also|then|thus|still)$")
_OPENING = re.compile(
    r"^(?:(?:Moreover|Furthermore|In addition|Additionally|However|Therefore|Thus|Hence|Meanwhile"
    r"|Besides|Interestingly|Notably|Consequently|As a result|Specifically|In particular|Finally"
    r"|Also|Importantly|Indeed|Overall|In contrast|On the other hand|Accordingly|Subsequently"
    r"|Surprisingly|Remarkably|In general|At the same time|In summary|Nevertheless|Conversely"
    r"|By contrast|Simultaneously|For example|For instance|Then|Firstly|Secondly|Correspondingly"
    r"|Namely"
    r"|For the first time|In this case|To be specific|Herein|Here|In th(?:is|e (?:present|current))"
    r" (?:study|work|paper|research|investigation|article))"
    r"\b,?\s+)+"
)
_SHOWING = re.compile(
    r"^(?:It (?:is|was|has been|can be) (?:also |further |thus )?(?:found|shown|observed"
    r"|demonstrated"
    r"|revealed|concluded|noted|seen|established|confirmed|suggested|proposed|believed|indicated)"
    r" that|We (?:also )?(?:find|found|show|showed|demonstrate|demonstrated|observe|observed|report"
    r"|conclude) that"
    r"|(?:[A-Z][^.;,]{0,90}?\s)?(?i:results?|findings?|analys[ei]s|study|investigations?|work"
    r"|observations?|experiments?|tests?|measurements?|calculations?|simulations?|data"
    r"|characteri[sz]ations?|microscopy|diffraction|patterns|ratios?)\b[^.;,]{0,60}?"
    r"\s(?:shows?|showed|indicates?|indicated|demonstrates?|demonstrated|reveals?|revealed"
    r"|suggests?|suggested|confirms?|confirmed|proves?|proved) that),?\s+"
)
_LEAD = re.compile(
    r"^(?P<lead>(?:After|At|With|By|In|For|During|Upon|Under|When|On|Among|Following|Within|Below"
    r"|Above|Between|Through|Because of|Due to|Compared (?:with|to)"
    r"|As)\s[^,;]{3,90}),\s+(?P<main>.+)"
)
#: What ends the main clause.
_TAIL = re.compile(
    r";|,\s+(?:and|but|while|whereas|which|where|who|with|thus|thereby|although|though|so|yet|as"
    r"|indicating|suggesting|leading|resulting|showing|demonstrating|confirming|revealing|making"
    r"|causing|reaching|followed|due|owing|because|respectively|compared|especially|including)\b"
    r"|\s+(?:while|whereas|although|though)\s"
)
#: What a clause of its own may follow.
_NEXT = re.compile(r";\s*(?:and\s+)?|,?\s*(?:and|but|while|whereas|although|though|yet)\s+")
#: What no subject begins with, or is.
_NO_SUBJECT = re.compile(
    r"(?:where|as|when|if|because|since|who|whose|although|though|despite|to|from|of|in|at|by|with"
    r"|for|on|under|after|before|during|not|no|none|only|even|than|is|are|was|were|due)\b|(?:the|an?)$"
    r"|.*\b(?:the|an?|of|in|and|or|that|which)$",
    re.IGNORECASE,
)
_SEVERAL = re.compile(r"(?:s|all|both|series|\))$|s\b.*\b(?:of|in|with)\b|\band\b")
_PERFECT = re.compile(r"(?:\w+ly )?(?:been|shown|grown|become|drawn|given|led|found|\w+ed)\b")
#: Words that lean on what was said before.
_LEANS = re.compile(
    r"\b(?:it|its|they|their|them|this|these|those(?! of\b)|such|both|here|there|we|our|former"
    r"|latter|above"
    r"|aforementioned|present (?:study|work|paper|investigation)|same|other|others|another|one|ones"
    r"|respective|respectively|that(?! of\b)|which|who|each|as-mentioned|mentioned|proposed"
    r"|resulting|so"
    r"|also"
    r"|corresponding|following|herein|et al)\b",
    re.IGNORECASE,
)
_PRONOUN = re.compile(
    r"\b(?:it|its|they|their|them|this|these|those(?! of\b)|such)\b", re.IGNORECASE
)
_THE_ALLOY = re.compile(
    r"\b(?:the|this|these)\s+(?:(?:studied|present|investigated|obtained|as-prepared|designed|new"
    r"|current|prepared|resultant|high[- ]entropy|medium[- ]entropy"
    r"|multi-?principal[- ]element)\s+)*"
    r"(?:alloys?|HEAs?|MEAs?|MPEAs?|CCAs?|RHEAs?)\b(?!\s+(?:system|series|powders?|design))",
    re.IGNORECASE,
)
_THE_PIECE = re.compile(
    r"\b(?:the|this|these)\s+(?=(?:(?-i:[a-z])[\w-]*\s){0,2}(?:coatings?|films?|samples?|specimens?"
    r"|composites?"
    r"|powders?|matrix|ingots?|sheets?|foams?|catalysts?|layers?|deposits?|targets?)\b)",
    re.IGNORECASE,
)


_NAMES = frozenset("Laves Cantor Senkov Vickers Young Bridgman Heusler Raman Hall Weibull".split())


_BRACKETS = re.compile(r"\([^()]*\)")
#: Commas and colons in brackets end no clause.
_HIDE = str.maketrans({",": "\x01", ";": "\x02"})
_SHOW = str.maketrans({"\x01": ",", "\x02": ";"})


@dataclass(frozen=True, slots=True)
class Clause:
    """The main clause of a sentence; ``lead`` stands before its subject, `` tail`` behind it."""

    lead: str
    subject: str
    verb: str
    rest: str
    """From behind the verb to the clause's end, adverbs before it left out."""
    tail: str
    showing: bool
    """Whether the sentence opened with `The results show that` or the like."""

    @property
    def base(self) -> str:
        """The verb's base form; `be` for its forms, the modal itself for modals."""
        if re.fullmatch(rf"{_BE}|(?:{_MODAL})(?: be)?", self.verb):
            return "be"
        return _FORMS[self.verb.split()[-1]][0]

    @property
    def auxiliary(self) -> str:
        """What a question about it begins with after its wh-word: `is`, `does`, `did`."""
        if self.base == "be" or " " in self.verb:
            return self.verb.split()[0]
        return _FORMS[self.verb][1]

    @property
    def after(self) -> str:
        """What follows the subject in such a question, before the rest: the bare verb."""
        if self.base != "be":
            return self.base
        return " ".join(self.verb.split()[1:])


def read_clauses(sentence: str) -> list[Clause]:
    """The clauses of a sentence that are understood, those behind a conjunction among them."""
    text = sentence.strip().rstrip(".")
    text = _BRACKETS.sub(lambda inside: inside.group().translate(_HIDE), _OPENING.sub("", text))
    shown = _SHOWING.match(text)
    text = text[shown.end() :] if shown else text
    clauses: list[Clause] = []
    while text:
        clause, text = _first_clause(text, shown is not None)
        if clause:
            # `At 25 °C, A rises, while B falls`: what leads in holds for both.
            held = clauses[0].lead if clauses and not clause.lead else clause.lead
            clauses.append(replace(clause, lead=held))
    return clauses


def _first_clause(text: str, showing: bool) -> tuple[Clause | None, str]:
    """The clause that a text begins with, if it is understood, and the clauses behind it."""
    lead = ""
    if led := _LEAD.match(text):
        lead, text = led["lead"], led["main"]
    tail = _TAIL.search(text)
    main, rest = (text[: tail.start()], text[tail.start() :]) if tail else (text, "")
    more = _NEXT.match(rest)
    behind = rest[more.end() :] if more else ""
    found = _VERB.search(f"{main} ")
    if not found:
        return None, behind
    subject = _ADVERB_BEHIND.sub("", main[: found.start()].strip())
    following = _ADVERB.sub("", main[found.end() :].strip())
    if not 0 < len(subject.split()) <= 16 or "," in subject or not following:
        return None, behind
    if _NO_SUBJECT.match(subject) or following.startswith("that "):
        return None, behind
    several = _SEVERAL.search(subject)
    if found["verb"] in ("are", "were") and not several:
        return None, behind
    if found["verb"] in ("have", "has", "had") and _PERFECT.match(following):
        return None, behind
    lead, subject, verb, following, rest = (
        part.translate(_SHOW) for part in (lead, subject, found["verb"], following, rest)
    )
    return Clause(lead, subject, verb, following, rest, showing), behind


def resolved(words: str, alloy: str | None) -> str | None:
    """The words with `the alloy` replaced by its name; None where they cannot stand alone."""
    if alloy:
        words = _THE_ALLOY.sub(
            lambda the: f"{alloy} alloys" if the.group().endswith("s") else alloy, words
        )
        if alloy not in words:
            words = _THE_PIECE.sub(f"the {alloy} ", words)
    elif _THE_ALLOY.search(words):
        return None
    return None if _LEANS.search(words) else words


def stands_alone(question: str) -> bool:
    """Whether a question can be understood by someone who has not read the paper."""
    words = re.sub(r"^According to “.*?”,", "", question).strip()
    words = re.sub(r"^(?:(?:at |by |from )?(?:what|which)|how)\b", "", words, flags=re.IGNORECASE)
    return not (_LEANS.search(words) or _THE_ALLOY.search(words))


def lower_first(text: str) -> str:
    """The text as it stands within a sentence: `The hardness` → `the hardness`, `CoCrFeNi` kept."""
    first = text.split(" ", 1)[0]
    plain = re.fullmatch(r"[A-Z][a-z-]{2,}", first) and first not in _NAMES
    return (
        text[0].lower() + text[1:]
        if plain or first in ("A", "An", "In", "At", "By", "As", "On")
        else text
    )


def third_person(verb: str) -> str:
    """The verb as it follows `What`: increase → increases, are → is."""
    if verb in _FORMS and _FORMS[verb][1] == "do":
        return _third(verb)
    return {"are": "is", "were": "was", "have been": "has been"}.get(verb, verb)


def has_second_verb(words: str) -> bool:
    """Whether a second verb follows a conjunction: `promotes A and favours B`."""
    return bool(_SECOND.search(words))


def leans(words: str) -> bool:
    """Whether the words speak of something by a pronoun."""
    return bool(_PRONOUN.search(words))
