"""Parse a question: its alloys, properties and conditions, and the kind of answer it asks for."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from answer.question.grammar.asked_unit import find_unit
from answer.question.grammar.asked_value import (
    PARAMETERS,
    dimensions_asked,
    number_densities_asked,
    properties_asked,
)
from answer.question.grammar.bounds import find_bounds
from answer.question.grammar.property_families import LOW_IS_GOOD, dimensions_meant, measures_of
from answer.question.grammar.qualifiers import find_excluded, find_kinds, find_states
from answer.question.grammar.router import Extreme, Route, route
from answer.question.grammar.skeleton import read_skeleton
from answer.question.grammar.spans import without
from answer.question.grammar.years import find_years
from answer.question.intent import ALL_YEARS, Bound, Intent, Years
from answer.question.wording.asking_words import asking_words, find_collection_words
from answer.question.wording.mending import mend
from answer.question.wording.variants import find_substances
from builder.materials.alloys import Alloy, find_alloys
from builder.materials.element_mentions import Element, find_elements
from builder.materials.quantities import find_quantities
from builder.materials.quantity import Quantity, convertible
from builder.materials.vocabulary import find_terms
from retrieval.lexical import terms

_HOW_MUCH = re.compile(
    r"\bhow (?:much|many|large|big|high|hard|strong|wide|thick|long|fast|small|low|deep|tough)\b"
    r"|\bby (?:what factor|how much)\b|\bwhat (?:fraction|percentage|range|value)\b"
    r"|\b(?:highest|lowest|maximum|minimum|upper bound|lower bound|mean|average)\b"
    r"|\b(?:what|which) (?:[\w-]+ ){0,3}(?:level|content|temperatures?|stress|strain|dose|rate)\b",
    re.IGNORECASE,
)
_WHO = re.compile(r"\s*who\b", re.IGNORECASE)
_WHY = re.compile(
    r"\b(?:why|how (?:do|does|did|is|are|was|were|can)|what (?:makes|lets|causes)|reason)\b",
    re.IGNORECASE,
)
#: Superlatives of worth, not of amount.
_BETTER = re.compile(r"\b(?:best|worst|poorest|(?:most|least) [a-z]+[- ]resist)", re.IGNORECASE)
#: The question asks what something does to something else.
_CHANGE = re.compile(
    r"\b(?:effects?|influence|affect|role|happens|change|impact|(?:what|how) (?:does|do|did))\b",
    re.IGNORECASE,
)
#: The question asks for a method, a process or a study.
_METHOD = re.compile(
    r"\b(?:what|which)(?: [\w-]+){0,4} (?:methods?|techniques?|routes?|approach(?:es)?|settings"
    r"|process(?:es)?|process(?:ing)? (?:parameters|conditions)|simulations?|experiments?|tests?)\b"
    r"|\bhow (?:are|is|was|were|can|could)\b.{0,80}\b(?:made|produced|fabricated|prepared|joined"
    r"|manufactured|synthesi[sz]ed|processed|deposited|measured|determined|separated|studied"
    r"|obtained)\b",
    re.IGNORECASE,
)
_BY_HOW_MUCH = re.compile(
    r"\bhow (?:much|many) .{0,60}\b(?:rais|increas|reduc|lower|improv|decreas|cut|higher|stronger"
    r"|harder|softer|weaker|chang|shrink|expand|swell|relie[fv]|enhanc|boost|elevat|strengthen"
    r"|harden|soften|weaken|diminish|shorten|prolong|accelerat|doubl|halv|lift(?:s|ed)?\b"
    r"|(?:fall|drop|rise|grow)s?\b|(?:go(?:es)?|push(?:es|ed)?|brings?|brought)\b.{0,60}\b(?:up|down)\b)"
    r"|\bby (?:how much|what (?:factor|fraction|percentage))\b|\bhow many times\b"
    r"|^(?:what (?:is|was) the |the )?(?:[\w-]+ ){0,3}?(?:increase|rise|improvement|enhancement"
    r"|reduction|decrease|drop) (?:in|of)\b",
    re.IGNORECASE,
)
#: Potentials are given against these.
_ELECTRODE = re.compile(r"\b(?:Ag/AgCl|Hg/Hg(?:O|2Cl2|2SO4))(?![A-Za-z])")
#: A compound by its name: `sodium hydroxide`, `silicon carbide`.
_COMPOUND = re.compile(
    r"\b[a-z]{3,12}\s(?:di|tri|tetra|hexa|sesqui)?(?:(?:hydr|hydrox|ox|carb|nitr|bor|silic|sulf|sulph"
    r"|chlor|fluor|alumin|phosph)ide|(?:carbon|bicarbon|sulf|sulph|nitr|phosph)ate)s?\b",
    re.IGNORECASE,
)
#: What is called by carbon, and is no alloying with it.
_OF_CARBON = re.compile(
    r"\bcarbon[\s-](?:nano-?)?(?:tub|fib(?:er|re)|steel|black|cloth|paper|felt|dot|onion)\w*",
    re.IGNORECASE,
)
#: Intents of what names an amount that the vocabulary does not know; a unit tells that it is one.
_MAY_BE_VALUES = frozenset({"broad", "other"})
#: Intents of keywords, `hardness above QUANTITY`, which ask for all that meets their bound.
_MAY_BE_SETS = frozenset({"value", "broad", "other", "alloy"})
_COLLECTED = frozenset({"set", "superlative", "range", "count", "trend", "definition", "broad"})


#: The strain by which a yield strength is defined is no condition.
_OF_OFFSET = re.compile(r"0\.\d\s?%\s(?:offset|proof|yield)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class ParsedQuestion:
    """A question, parsed: what it is about and which kind of answer it asks for."""

    text: str
    """The question as it was meant: with notation and spelling mended."""
    words: frozenset[str]
    """Stems of the words that tell its subject, without alloys, quantities and words of asking."""
    alloys: tuple[Alloy, ...]
    compounds: tuple[Alloy, ...]
    """Oxides, carbides and the like that it names by formula."""
    elements: frozenset[str]
    """Symbols of the elements it names outside formulas: `adding aluminium` → Al; those in
    `excluded` are among them."""
    conditions: tuple[Quantity, ...]
    """Quantities it states: temperatures, doses, contents; none that a comparator goes with."""
    properties: tuple[str, ...]
    """Names of the properties it asks for, as the vocabulary has them."""
    dimensions: frozenset[str]
    """Dimensions its words ask for: `how wide` for a length, `in GPa` for a pressure."""
    wants: str | None
    """`number`, `phase`, `alloy` or `method`; None if it asks for none of these by name."""
    terms: frozenset[str]
    """Every term of the field it uses, by the vocabulary's name."""
    processes: frozenset[str]
    """Those of its terms that are processes: cast, annealed, LPBF."""
    behaviours: frozenset[str]
    """Those of its terms that are mechanisms: corrosion, twinning, creep."""
    yes_no: bool
    change: bool
    """Whether it asks what something does to something else."""
    by_how_much: bool
    """Whether it asks for the size of a change."""
    why: bool
    unit: str | None
    """The unit it asks the value in, where it names one; it may measure something else than the
    value, as GPa for a hardness in HV (`builder.materials.quantity.express`)."""
    intent: Intent = "other"
    bounds: tuple[Bound, ...] = ()
    """Comparators with their quantities on properties: `above 1 GPa`."""
    limits: tuple[Bound, ...] = ()
    """Comparators on conditions, such as `above 600 °C` of a test: they sort papers and values, but
    a paper that does not state them is not refused for it."""
    measures: tuple[str, ...] = ()
    """The properties whose values answer it: those it names, and where it speaks in general, as of
    the `strongest` alloy, those it may mean. Of a set of papers, the oldest or newest of which are
    asked for, `year`."""
    extreme: Literal["", "highest", "lowest"] = ""
    """The end of values asked for by a superlative: of wear rates the best is the lowest."""
    years: Years = ALL_YEARS
    kinds: frozenset[str] = frozenset()
    """Kinds of the property that it names, as `Measurement.kind` has them: `compressive` …"""
    wants_all: bool = False
    """Whether it asks for several values or names, so that one of them alone does not answer it."""
    negated: bool = False
    """Whether it asks for what is not so: `which phase did not form`."""
    excluded: frozenset[str] = frozenset()
    """What its material is without: symbols of elements (`Co-free`), and any of `coating`,
    `reinforcement`, `addition` and `treatment` (`find_excluded`)."""
    states: frozenset[str] = frozenset()
    """Routes and states it names, as `Measurement.states` has them: `annealed`, `SPS` …"""
    read_as: tuple[str, ...] = ()
    """What was mended, for the reader: `yeild strenght → yield strength`."""

    @property
    def added(self) -> frozenset[str]:
        """The elements that it names beside its alloys, by themselves or in compounds by name."""
        return self.elements.union(*(one.elements for one in find_substances(self.text)))

    @property
    def names_nothing(self) -> bool:
        """Whether it names nothing that a paper could speak of, as a greeting does."""
        named = (
            self.words, self.alloys, self.compounds, self.elements, self.conditions, self.terms,
            self.properties, self.dimensions, self.bounds, self.measures, self.excluded,
            self.states, self.extreme,
        )  # fmt: skip
        return not any(named) and self.years == ALL_YEARS


def parse_question(
    text: str, knows: Callable[[str], bool] | None = None, today: date | None = None
) -> ParsedQuestion:
    """Parse a question into the slots that a paper must fill.

    Args:
        text: The question.
        knows: Tells whether a word, in small letters, stands in the corpus; with it the spelling of
            the question is mended, too, and not its notation alone.
        today: The day from which `the last five years` are counted; today if left out.
    """
    text, read_as = (mended := mend(text, knows)).text, mended.read_as
    time = find_years(text, today)
    compared = find_bounds(text)
    alloys, quantities, mentions = find_alloys(text), find_quantities(text), find_terms(text)
    elements = tuple(_elements(text, quantities))
    conditions = tuple(
        quantity
        for quantity in quantities
        if not any(start <= quantity.start < end for start, end in (*compared.spans, *time.spans))
        and not _OF_OFFSET.match(text, quantity.start)
    )
    silent = [*time.spans, *find_collection_words(text)]
    skeleton = read_skeleton(text, alloys, elements, quantities, mentions, compared.spans, silent)
    asked = route(skeleton, time.years)
    properties = properties_asked(text, mentions, asked.head)
    given = [(one.start, one.end) for one in conditions]
    given += [(one.start, one.end) for one in mentions if one.kind == "condition"]
    dimensions: AbstractSet[str] = dimensions_asked(without(text, given))
    dimensions |= number_densities_asked(text, mentions)
    measured = frozenset[str]().union(*map(dimensions_meant, properties))
    unit = find_unit(
        text, dimensions | measured, [(quantity.start, quantity.end) for quantity in quantities]
    )
    if unit:
        dimensions = {unit.unit.dimension} | (convertible(unit.unit.dimension) & measured)
    left_out = [(alloy.start, alloy.end) for alloy in alloys]
    left_out += [(quantity.start, quantity.end) for quantity in conditions]
    left_out += [*compared.spans, *silent, *([unit.span] if unit else [])]
    measures = () if asked.head.word in PARAMETERS else measures_of(text, properties)
    if asked.of_years:
        measures = ("year",)
    if unit and asked.intent in _MAY_BE_VALUES:
        asked = replace(asked, intent="value")
    if compared.bounds and asked.keywords and asked.intent in _MAY_BE_SETS:
        asked = replace(asked, intent="set")
    wants = _wanted(text, asked)
    words = frozenset(terms(without(text, left_out))) - asking_words("any")
    if asked.intent in _COLLECTED:
        words -= asking_words("many_papers")
    return ParsedQuestion(
        text=text,
        words=words - asking_words("method") if wants == "method" else words,
        alloys=_by_themselves(alloys),
        compounds=tuple(alloy for alloy in alloys if alloy.kind == "compound"),
        elements=frozenset(
            one.symbol
            for one in elements
            if unit is None or not unit.span[0] <= one.start < unit.span[1]
        ),
        conditions=conditions,
        properties=properties,
        dimensions=frozenset(dimensions),
        wants=wants,
        terms=frozenset(mention.name for mention in mentions),
        processes=frozenset(m.name for m in mentions if m.kind == "process"),
        behaviours=frozenset(m.name for m in mentions if m.kind == "mechanism"),
        yes_no=asked.yes_no,
        by_how_much=_BY_HOW_MUCH.search(text) is not None,
        change=_CHANGE.search(text) is not None,
        why=_WHY.search(text) is not None and not _METHOD.search(text),
        unit=unit.unit.name if unit else None,
        intent=asked.intent,
        bounds=compared.bounds,
        limits=compared.limits,
        measures=measures,
        extreme=_end_of(asked.extreme, text, measures),
        years=time.years,
        wants_all=asked.wants_all,
        negated=asked.negated,
        excluded=find_excluded(text, elements),
        kinds=find_kinds(text),
        states=find_states(text, mentions),
        read_as=(*read_as, *((time.read_as,) if time.read_as else ())),
    )


def _elements(text: str, quantities: Sequence[Quantity]) -> Iterator[Element]:
    """Yield the elements that a question names by themselves.

    Units, electrodes, compounds by name and processes (`gas tungsten arc welding`) are none.
    """
    taken = [(one.start, one.end) for one in quantities]
    taken += [electrode.span() for electrode in _ELECTRODE.finditer(text)]
    taken += [one.span() for form in (_COMPOUND, _OF_CARBON) for one in form.finditer(text)]
    taken += [(one.start, one.end) for one in find_terms(text) if one.kind == "process"]
    for element in find_elements(text):
        if not any(start <= element.start < end for start, end in taken):
            yield element


def _by_themselves(alloys: Iterable[Alloy]) -> tuple[Alloy, ...]:
    """Return the alloys without elements in brackets that another one holds: CoCrFeNi-(Nb, Ta)."""
    held = {frozenset(one.companion.split("+")) for one in alloys}
    return tuple(
        one for one in alloys if one.kind == "alloy" and frozenset(one.elements) not in held
    )


def _end_of(extreme: Extreme, text: str, measures: Sequence[str]) -> Extreme:
    """Return the end of values that a superlative means, where less is better than more."""
    less_is_better = bool(measures) and set(measures) <= LOW_IS_GOOD
    if not extreme or not less_is_better or not _BETTER.search(text):
        return extreme
    return "lowest" if extreme == "highest" else "highest"


#: What is asked for by name in a question of each kind; the other kinds ask for nothing by name.
_WANTED = {
    "value": "number",
    "range": "number",
    "superlative": "number",
    "set": "alloy",
    "phase": "phase",
    "alloy": "alloy",
    "method": "method",
}


def _wanted(text: str, asked: Route) -> str | None:
    """Return what is asked for by name: `method`, `number`, `phase` or `alloy`."""
    if asked.intent == "set" and (asked.head.kind == "paper" or _WHO.match(text)):
        return None
    if asked.intent == "phase" and asked.head.kind not in ("phase", "compound"):
        return None  # what a coating consists of may be more than the phases named first
    if asked.intent == "comparison" and _HOW_MUCH.search(text):
        return "number"
    return _WANTED.get(asked.intent)
