"""List the verbs that abstracts are written with, in every form, and how each asks a question."""

import re

LEXICAL = (
    "exhibit show display possess reach remain contain comprise increase decrease improve enhance"
    " reduce promote suppress inhibit retain consist undergo occur exceed cause induce lead result"
    " depend change transform become rise drop fall grow have refine strengthen accelerate hinder"
    " stabilize affect influence facilitate appear provide form achieve prevent play demonstrate"
    " contribute correspond determine dominate enable exert follow govern harden impede limit"
    " maintain modify offer originate precede produce range regulate restrict segregate shift slow"
    " soften vary yield alter come diminish destabilize deteriorate degrade coarsen dissolve"
    " nucleate start begin end deform require deliver give reflect generate trigger evolve rely"
    " stem arise outperform match double extend shorten weaken balance combine control favor favour"
    " accumulate precipitate act serve belong lower raise eliminate mitigate minimize optimize"
    " delay retard disappear emerge allow create block pin trap impart introduce confer surpass"
    " differ fail fracture attain suffer experience crystallize decompose toughen activate"
    " transition reveal confirm indicate suggest imply disclose present involve share stimulate"
    " corroborate agree decline crystallize solidify hamper compete impose boast clarify highlight"
    " allow diffuse resemble progress peel coincide coexist illustrate propagate set"
    " support suffer differ adopt absorb convert predict preserve broaden overcome drive withstand"
    " underestimate overestimate reproduce widen expand shrink interact destroy compensate enlarge"
    " evidence lose manifest uncover unveil abide ease worsen heighten redistribute"
    " accommodate sustain arrest deflect bridge shield compensate relieve release"
).split()
_PAST = {
    "become": "became", "lose": "lost", "rise": "rose", "fall": "fell", "grow": "grew",
    "have": "had",
    "lead": "led", "undergo": "underwent", "drop": "dropped", "come": "came", "give": "gave",
    "begin": "began", "arise": "arose", "stem": "stemmed", "vary": "varied", "rely": "relied",
    "control": "controlled", "modify": "modified", "show": "showed", "slow": "slowed",
    "pin": "pinned", "imply": "implied", "occur": "occurred", "clarify": "clarified",
    "set": "set", "trap": "trapped", "confer": "conferred", "overcome": "overcame",
    "drive": "drove", "withstand": "withstood", "shrink": "shrank",
}  # fmt: skip
_THIRD = {
    "have": "has",
    "vary": "varies",
    "rely": "relies",
    "modify": "modifies",
    "imply": "implies",
    "clarify": "clarifies",
}
#: Past forms that stand behind a noun as verbs more often than as participles.
_SURELY_PAST = frozenset(
    "exhibited showed displayed possessed reached remained increased decreased consisted underwent"
    " occurred exceeded led resulted became rose dropped fell grew had appeared contributed came"
    " gave exerted originated ranged varied shifted yielded retained offered began started"
    " maintained deteriorated diminished evolved arose stemmed outperformed doubled disappeared"
    " emerged surpassed differed attained caused promoted hindered inhibited facilitated prevented"
    " triggered enabled stimulated eliminated accelerated agreed declined involved shared impeded"
    " revealed confirmed indicated suggested disclosed demonstrated acted served"
    " experienced adopted overcame drove withstood widened expanded shrank".split()
)
#: Verbs whose base form is a noun more often than a verb.
_NOUNS = frozenset(
    "increase decrease change result form shift range control balance limit cause influence yield"
    " display drop rise fall lead start end match double slow play deliver combine favor act favour"
    " precipitate delay block pin trap raise lower fracture experience transition present share"
    " decline correspond drive evidence".split()
)


def third(base: str) -> str:
    """Return the third person: increase → increases, vary → varies, have → has."""
    if re.search(r"[^aeiou]y$", base):
        return _THIRD.get(base) or f"{base[:-1]}ies"
    ending = "es" if re.search(r"(?:s|sh|ch|x|o)$", base) else "s"
    return _THIRD.get(base) or f"{base}{ending}"


def past(base: str) -> str:
    """Return the past form: increase → increased, lead → led."""
    return _PAST.get(base) or (f"{base}d" if base.endswith("e") else f"{base}ed")


#: Form of a verb → (base, the auxiliary of a question: do, does or did).
FORMS = {
    form: (base, auxiliary)
    for base in LEXICAL
    for form, auxiliary in ((base, "do"), (third(base), "does"), (past(base), "did"))
}
BE = "is|are|was|were"


def _longest_first(forms: set[str]) -> str:
    return "|".join(sorted(forms, key=lambda form: (-len(form), form)))


#: Forms that are verbs wherever they stand behind a noun, and those that may be participles.
SURE = _longest_first(
    {
        form
        for form, (base, way) in FORMS.items()
        if (way == "does" and form != "precipitates")
        or form in _SURELY_PAST
        or (way == "do" and base not in _NOUNS)
    }
)
#: Base forms that are verbs behind a plural: `strain rates increase the stress`.
NOUNS = _longest_first(set(_NOUNS))
UNSURE = _longest_first(
    {form for form, (_, way) in FORMS.items() if way == "did" and form not in _SURELY_PAST}
)
BASES = _longest_first(set(LEXICAL))
PASTS = _longest_first({past(base) for base in LEXICAL})
