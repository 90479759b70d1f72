"""Questions and answers drafted by rules from the sentences of an abstract; no model is needed.

Each rule knows one way in which abstracts state something, and asks for it in a question that names
the alloy. A sentence that fits no rule, or leans on another, gives no question: few and right.
"""

import hashlib
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from builder.alloys import Alloy, named_alloys
from builder.clauses import (
    Clause,
    has_second_verb,
    leans,
    lower_first,
    read_clauses,
    resolved,
    stands_alone,
    third_person,
)
from builder.sentences import sentences
from builder.triples import Triple, triple_id
from builder.values import Statement, Value, read_statement
from builder.vocabulary import is_phase

MADE_BY = "rules"
#: Changes with the rules: abstracts are then drafted anew.
RULES = 1
_MOST = 16

_STRUCTURE = re.compile(
    r"\b(?:microstructures?|grains?|dendrit\w+|lamella\w*|precipitates?|nanoprecipitates?|twins?"
    r"|texture|columnar|equiaxed|segregat\w+|dislocations?|stacking faults?|particles?|eutectic"
    r"|grain boundar\w+|cellular|nanocrystalline|ultrafine)\b",
    re.IGNORECASE,
)
_SEEN = re.compile(
    r"(?:\w+ly )?(?:observed|found|formed|detected|identified|present|precipitated|distributed"
    r"|located"
    r"|seen|visible|generated|introduced)\b.*\b(?:in|at|on|along|within|inside|between|around)\b"
)
_SHAPED = re.compile(r"\b(?:microstructure|structures?|morphology|texture|grains)\b")
_NO_SHAPE = re.compile(r"\b(?:effect|influence|role|impact|potential|ability|density)\b")
#: What a study is about, and what is known anyway, is no finding of it.
_AIM = re.compile(
    r"\b(?:(?:was|were|is|are|has been|have been) (?:\w+ ){0,2}(?:investigated|studied|examined"
    r"|performed|conducted|explored|analy[sz]ed|reviewed|evaluated|characteri[sz]ed|proposed"
    r"|discussed"
    r"|presented|reported|attracted|considered)|attract\w*|promising candidates?|in recent years"
    r"|potential applications?|aims? (?:at|to)|this (?:work|study|paper)|we )\b",
    re.IGNORECASE,
)
#: What every paper says of the field is no finding either.
_KNOWN = re.compile(
    r"\b(?:properties such as|is one of|are one of|has become|have become|is still|are still"
    r"|novel class"
    r"|new class|class of (?:materials|alloys)|however|limits? (?:its|their)|is essential"
    r"|are essential"
    r"|is crucial|is the key|is important|widely used|can be used|could be used|future)\b",
    re.IGNORECASE,
)
_NO_SUBJECT = re.compile(
    r"(?:the |these |experimental |obtained )*(?:results?|stud(?:y|ies)|work|analys[ei]s|findings?"
    r"|tests?|papers?|research|approach|investigation|observations?|data)",
    re.IGNORECASE,
)
#: What was done is no finding.
_DONE = re.compile(
    r"(?:\w+ly |also |first |then )*(?:chosen|selected|prepared|fabricated|synthesi[sz]ed"
    r"|produced|made"
    r"|manufactured|deposited|tested|subjected|used|applied|irradiated|employed|cast|milled"
    r"|annealed"
    r"|introduced|added|heated|measured|developed|designed|carried|utili[sz]ed|adopted|processed"
    r"|sintered|irradiated|welded|exposed|varied|compared|obtained|calculated|doped|built"
    r"|printed)\b"
)
#: A subject that is an alloy, and no part or property of one.
_ALLOY_FIRST = re.compile(
    r"(?:(?:the|bulk|as-\w+|cast|equiatomic|annealed|single-phase)\s)*"
    r"(?=\S*[A-Z])\S+(?:\s(?:alloys?|HEAs?|MEAs?|CCAs?|high[- ]entropy alloys?|\(.+\)))*$"
)
_VAGUE = re.compile(
    r"\b(?:variety|various|different|several|multiple|many|series|range) (?:of )?(?:\w+ )?"
    r"(?:methods?|techniques?|tools|approaches|means|ways)\b|\b(?:said|above|following) \w+"
)
_CAUSE = re.compile(
    r"(?P<link>,?\s+(?:due to|because of|owing to|as a result of|thanks to|because)\s+)"
)
_ATTRIBUTED = re.compile(
    r"^(?:(?:also |mainly |primarily |further )?(?P<word>attributed|ascribed|related|correlated"
    r"|linked)\s+to)\s+(?P<cause>.+)"
)
_MADE = re.compile(
    r"^(?:successfully |also |first )?(?P<word>prepared|fabricated|synthesi[sz]ed|produced"
    r"|processed"
    r"|manufactured|deposited|obtained|made|cast|joined|welded|printed|built|cladded|additively"
    r" manufactured|grown|consolidated)\s+(?P<how>(?:on [^,]{3,40} )?(?:by|using|via|through|with"
    r"|from)\s+.+)"
)
_STUDIED = re.compile(
    r"^(?:also |systematically |carefully |further )?(?!characteri[sz]ed by (?:high|low|an?|the)\b)"
    r"(?P<word>investigated|characteri[sz]ed"
    r"|analy[sz]ed"
    r"|evaluated|measured|examined|studied|determined|calculated|tested|assessed|observed|explored"
    r"|identified|estimated|simulated|predicted|monitored|probed|performed|conducted|carried out"
    r"|confirmed|verified|optimi[sz]ed|revealed)\s+(?P<how>(?:by|using|via|through"
    r"|with(?: the help of)?|by means of)\s+.+)"
)
#: Where the way something was made or studied ends.
_REST_OF_HOW = re.compile(
    r",? respectively$|,? and \w+ed\b.*|,? and (?:their|its|the)\b.*|,? which\b.*"
    r"|,? (?:leading|resulting|forming|making|causing|giving|showing)\b.*"
)
#: What can be carried out or performed.
_WORK = re.compile(
    r"(?:analys[ei]s|tests?|characteri[sz]ations?|measurements?|simulations?|assessments?"
    r"|experiments?|observations?|calculations?|treatments?|study|examinations?)$"
)
_TREATED = re.compile(
    r"\b(?P<word>annealed|aged|sintered|homogeni[sz]ed|solution[- ]treated|tempered|heat[- ]treated"
    r"|cold[- ]rolled|hot[- ]rolled|irradiated|oxidi[sz]ed|tested|deformed|compressed)\b"
)
_EFFECT = frozenset(
    "increase decrease improve enhance reduce promote suppress inhibit accelerate hinder stabilize"
    " refine strengthen affect influence facilitate prevent".split()
)
_ACTOR = re.compile(
    r"\b(?:addition|additions|adding|increase|increasing|incorporation|introduction|alloying"
    r"|content"
    r"|doping|annealing|ag(?:e)?ing|rolling|treatment|irradiation|substitution|replacement|decrease"
    r"|presence|cooling|heating|cold|temperature|hydrogen|carbon|boron|grain|phase"
    r"|precipitat\w+)\b",
    re.IGNORECASE,
)
#: Verb of a consequence → the word between it and what follows.
_LEADING = {
    "lead": "to", "result": "in", "cause": "", "induce": "", "promote": "", "facilitate": "",
    "inhibit": "", "suppress": "", "hinder": "", "prevent": "", "provide": "", "form": "",
}  # fmt: skip
_ABOUT = r"(?:about |around |approximately |nearly |up to )?"
_SIZE = (
    r"[~∼≈]?\s?[-−]?\d[\d.,]*(?:\s?[±–-]\s?\d[\d.]*)?(?:\s?×\s?10\s?[-−]?\d+)?"
    r"\s?(?:%|°C|[A-Za-zµμΩ][\w·/^−⁻-]*)?"
)
_FROM_TO = re.compile(rf"\bfrom {_ABOUT}{_SIZE} to {_ABOUT}{_SIZE}")
_BY_SO_MUCH = re.compile(rf"\bby {_ABOUT}{_SIZE}")
_AMOUNT = re.compile(rf"{_ABOUT}(?:only |as high as |as low as |estimated (?:at|to be) )?{_SIZE}")
_WITH_CHANGE = re.compile(
    r"^(?:With|By|Upon)\s+(?:the\s+)?(?:increas|decreas|addi|ris|rais|lower|reduc)\w*\b"
    r"|^As the .{3,60} (?:increas|decreas|ris)"
)
_CHANGING = frozenset(
    "increase decrease rise fall drop grow change transform become improve".split()
)
_THAN = re.compile(
    r"^(?:(?P<much>much|significantly|slightly|considerably|far|remarkably|substantially|about"
    r"|nearly"
    r"|approximately|[\d.]+\s?(?:%|times))\s+)?"
    r"(?P<more>higher|lower|larger|smaller|greater|better|worse|stronger|weaker|faster|slower"
    r"|superior|inferior)\s+(?P<than>than|to)\s+(?P<other>.+)"
)
_COMPARED = re.compile(
    r"(?:^Compared|\b(?:as )?compared|in comparison|\brelative) (?:to|with) (?P<other>[^,;]{3,60})$"
)
_MORE_OR_LESS = re.compile(
    r"\b(?:\w+er\b|more|less|better|worse|increas|decreas|improv|enhanc|reduc|superior|inferior"
    r"|similar)"
)
_HAS_MORE = re.compile(
    r"(?:an? |the )?(?:much |significantly |slightly )?(?P<what>\w+er|better|more \w+)\s"
    r"(?P<of>[^,]{3,60}?)\s(?:than|compared (?:to|with))\s(?P<other>[^,]+)"
)
_OTHER_WAY = {
    "higher": "lower", "lower": "higher", "larger": "smaller", "smaller": "larger",
    "greater": "smaller", "better": "worse", "worse": "better", "stronger": "weaker",
    "weaker": "stronger", "faster": "slower", "slower": "faster", "superior": "inferior",
    "inferior": "superior",
}  # fmt: skip
_SUPERLATIVE = re.compile(
    r"\b(?:highest|lowest|maximum|minimum|average|mean|peak|largest|smallest|optimal|ultimate)\s+"
    r"(?:\w+\s+)?$",
    re.IGNORECASE,
)
_PROCESS = (
    (r"anneal", "annealing"), (r"sinter", "sintering"), (r"ag(?:e?ing|ed)\b", "ageing"),
    (r"homogeni", "homogenization"), (r"irradiat", "irradiation"), (r"oxidi|oxidat", "oxidation"),
)  # fmt: skip
_CONDITION = {
    "temperature": "temperature", "strain_rate": "strain rate", "irradiation_damage": "dose",
}  # fmt: skip
_BOUND = re.compile(
    r"(?:about|around|approximately|nearly|~|≈|∼|over|above|up to|as high as|as low as|more than"
    r"|less than|below|exceed(?:s|ed|ing)?|>|<|≥|≤)\s*$"
)
_TREATMENT = re.compile(
    r"\b(?:anneal|sinter|ag(?:e?ing|ed)\b|homogeni|solution|temper(?:ed|ing)\b|heat[- ]treat|held"
    r"|quench|roll|deposit|irradiat|oxidi|exposed?|clad|deform|pre-?heat)\w*[^.;,]{0,40}$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Said:
    """One sentence of an abstract, read, with the alloy spoken of."""

    start: int
    end: int
    text: str
    statement: Statement
    clause: Clause | None
    alloy: str | None
    """The one alloy it speaks of, as written: its own, else the one spoken of before."""
    own: bool
    """Whether it names that alloy itself."""
    only: bool
    """Whether the paper speaks of one alloy alone."""
    repeated: frozenset[str]
    """Properties that the abstract gives more than one value of."""
    last: bool
    """Whether it stands in the last third of the abstract."""


Draft = tuple[str, str, str]
"""Kind, question, answer."""


def draft(paper: str, title: str | None, abstract: str) -> list[Triple]:
    """Every question the rules find in an abstract, in its order, the same each time."""
    made: dict[str, Triple] = {}
    for said in _sentences(title, abstract):
        for name, rule in RULES_BY_NAME.items():
            for kind, question, answer in rule(said):
                question, answer = _named(_tidy(question), title), answer.strip().rstrip(".,;")
                if not _fit(kind, question, answer, said.text):
                    continue
                identity = triple_id(abstract, question, answer, MADE_BY)
                place = (said.start, said.end, MADE_BY, name)
                triple = Triple(identity, paper, kind, question, answer, abstract, *place)
                made.setdefault(question.lower(), triple)
    return _varied(list(made.values()))


def _named(question: str, title: str | None) -> str:
    """A question that names no alloy names the paper."""
    told = (
        re.search(r"\d", question) if question.startswith("Which alloy") else named_alloys(question)
    )
    if told or not title:
        return question
    return f"According to “{title.strip().rstrip('.')}”, {question[0].lower()}{question[1:]}"


def _varied(triples: Sequence[Triple]) -> list[Triple]:
    """No more than a paper's share, each kind in turn."""
    turns: dict[str, int] = {}
    order = []
    for triple in triples:
        turns[triple.kind] = turns.get(triple.kind, 0) + 1
        order.append((turns[triple.kind], triple.start, triple))
    chosen = [triple for _, _, triple in sorted(order, key=lambda one: one[:2])[:_MOST]]
    return sorted(chosen, key=lambda triple: (triple.start, triple.rule, triple.question))


def _sentences(title: str | None, abstract: str) -> Iterator[_Said]:
    titled = named_alloys(title or "")
    everywhere = {a.composition_key for a in (*titled, *named_alloys(abstract))}
    spoken_of = _one(titled)
    spans = sentences(abstract)
    given = Counter(
        value.property
        for start, end in spans
        for value in read_statement(abstract[start:end]).values
        if value.property
    )
    repeated = frozenset(name for name, count in given.items() if count > 1)
    for start, end in spans:
        text = abstract[start:end]
        statement = read_statement(text)
        own = _one(statement.alloys)
        alloy = own or (None if statement.alloys else spoken_of)
        for clause in (*read_clauses(text),) or (None,):
            yield _Said(
                start, end, text, statement, clause, alloy, own is not None,
                len(everywhere) == 1, repeated, start > 0.6 * len(abstract),
            )  # fmt: skip
        spoken_of = own or spoken_of


def _one(alloys: Sequence[Alloy]) -> str | None:
    """The alloy as first written, where only one is named."""
    keys = {(alloy.composition_key, alloy.element_key) for alloy in alloys}
    return alloys[0].text.strip() if len(keys) == 1 else None


def _tidy(question: str) -> str:
    return re.sub(r"\s+([?,])", r"\1", " ".join(question.split()))


def _fit(kind: str, question: str, answer: str, sentence: str) -> bool:
    """Whether a question stands alone and asks for something it does not say."""
    words, said = question.split(), answer.split()
    return bool(
        4 <= len(words) <= 60
        and 0 < len(said) <= 60
        and stands_alone(question)
        and (kind == "comparison" or answer.lower() not in question.lower())
        and (named_alloys(question) or "“" in question or re.search(r"\d", question))
        and question.count("(") == question.count(")")
        and answer.count("(") == answer.count(")")
        and answer in sentence
        and not (kind in ("conclusion", "comparison", "effect-of") and leans(answer))
        and answer.lower().split()[0] not in ("respectively", "and", "but")
    )


def _variant(said: _Said, choices: Sequence[str]) -> str:
    """One of several ways to ask, the same each time for the same sentence."""
    return choices[hashlib.sha256(said.text.encode()).digest()[0] % len(choices)]


def _of(said: _Said, words: str) -> str | None:
    """A subject that stands alone; `the hardness` → `the hardness of CoCrFeNi` where sure."""
    whole = resolved(lower_first(words), said.alloy)
    if whole is None or named_alloys(whole) or not said.alloy or not (said.own or said.only):
        return whole
    heads = [t for t in read_statement(whole).terms if t.kind in ("property", "mechanism")]
    return f"{whole} of {said.alloy}" if heads and heads[-1].end == len(whole) else whole


def _led(said: _Said, question: str, clause: Clause) -> str | None:
    """A question with what led its sentence in put behind it."""
    if not clause.lead:
        return f"{question}?"
    lead = resolved(lower_first(clause.lead), said.alloy)
    return f"{question} {lead}?" if lead else None


def _values(said: _Said) -> Iterator[Draft]:
    for value in said.statement.values:
        name, quantity = value.property, value.quantity
        if not name or value.relative or value.composite or value.step:
            continue
        alike = [v for v in said.statement.values if v.property == name and v is not value]
        where, written = _where(said, value), said.text[quantity.start : quantity.end]
        before = said.text[: quantity.start]
        if where is None or any(_same_place(value, other) for other in alike):
            continue
        if not re.search(r"[A-Za-z%°µμ]", written) and quantity.unit:
            continue
        if re.search(r"\bby\s+(?:\w+\s+)?[~∼≈]?\s*$", before) or _of_a_compound(said, name):
            continue
        alloy = _alloy_of(said, value)
        if alloy is None and (name in said.repeated or said.statement.alloys):
            continue
        extreme = _extreme(said, name)
        sort = extreme + name
        bound = _BOUND.search(before)
        answer = said.text[bound.start() if bound else quantity.start : quantity.end]
        way = _variant(said, ("What is the {p} of {a}{w}?", "What {p} does {a} have{w}?"))
        if extreme:
            way = "What is the {p} of {a}{w}?"
        if alloy is None:
            yield "property-value", f"What {sort} is reported{where}?", answer
            continue
        yield "property-value", way.format(p=sort, a=alloy, w=where), answer
        article = "the" if extreme else "an" if name[0] in "aeiou" else "a"
        place = re.match(r" at (.+)$", where)
        if place and not bound:
            asked = _CONDITION[value.conditions[0].dimension]
            question = f"At what {asked} does {alloy} have {article} {sort} of {written}?"
            yield "condition", question, place[1]
        if not bound and said.own and len(said.statement.alloys) == 1:
            yield "composition", f"Which alloy has {article} {sort} of {written}{where}?", alloy


def _changes(said: _Said) -> Iterator[Draft]:
    """From what value to what value a property changes."""
    steps = [value for value in said.statement.values if value.step and value.property]
    for first, last in pairwise(steps):
        if (first.step, last.step) != ("from", "to") or first.property != last.property:
            continue
        start = said.text.rfind("from", 0, first.quantity.start)
        alike = [value for value in steps if value.property == first.property]
        if start < 0 or len(alike) > 2 or last.quantity.end - start > 80:
            continue
        alloy = _alloy_of(said, first)
        of = f" of {alloy}" if alloy else ""
        yield (
            "property-value",
            f"From what value to what value does the {first.property}{of} change?",
            said.text[start : last.quantity.end],
        )


def _alloy_of(said: _Said, value: Value) -> str | None:
    """The alloy a value is surely of: named as its owner, or the only one of the paper."""
    if len({alloy.text for alloy in value.alloys}) == 1:
        alloy = value.alloys[0]
        owner = said.clause is not None and alloy.text in said.clause.subject
        between = said.text[
            min(alloy.end, value.quantity.end) : max(alloy.start, value.quantity.start)
        ]
        near = len(between) < 60 and not re.search(
            r"\b(?:addition|adding|than|which|and|it|its)\b", between
        )
        return alloy.text.strip() if owner or near else None
    leans = re.search(
        r"\b(?:it|its|they|their|this|these|with)\b|(?-i:\bHEAs?[-–/]\w|\b[A-Z][a-z]?\d[\d.]*\s)",
        said.text,
        re.IGNORECASE,
    )
    return said.alloy if said.only and not said.statement.alloys and not leans else None


def _of_a_compound(said: _Said, name: str) -> bool:
    """Whether the property is named as one of a compound or a part: `the WC grain size`."""
    term = next(t for t in said.statement.terms if t.name == name)
    before = said.text[: term.start].split()[-1:] or [""]
    behind = said.text[term.end : term.end + 30]
    return bool(
        re.fullmatch(r"(?:[A-Z][a-z]?\d*){1,3}", before[0])
        or re.match(
            r"\s+of\s+(?:the\s+)?(?:[A-Z][A-Za-z0-9]{1,4}\s|coating|film|particle|phase)", behind
        )
    )


def _same_place(one: Value, other: Value) -> bool:
    """Whether nothing that a question would say tells two values apart."""
    return [alloy.text for alloy in one.alloys] == [alloy.text for alloy in other.alloys] and [
        c.text for c in one.conditions
    ] == [c.text for c in other.conditions]


def _extreme(said: _Said, name: str) -> str:
    """`highest ` where the sentence says so of the property."""
    term = next(t for t in said.statement.terms if t.name == name)
    found = _SUPERLATIVE.search(said.text[: term.start])
    word = found.group().split()[0].lower() if found else ""
    return f"{word} " if word and word not in name else ""


def _where(said: _Said, value: Value) -> str | None:
    """` at 77 K`, ` after annealing at 900 °C`; None where it cannot be told which."""
    if not value.conditions:
        hot_or_cold = re.search(
            r"\b(?:cryogenic|elevated|high|low)[- ]temp", said.text, re.IGNORECASE
        )
        return None if hot_or_cold else ""
    if len(value.conditions) > 1 or value.conditions[0].dimension not in _CONDITION:
        return None
    condition = value.conditions[0]
    before = said.text[: condition.start]
    if _TREATMENT.search(before):
        process = next((n for form, n in _PROCESS if re.search(form, before[-60:], re.I)), None)
        if process is None or condition.dimension != "temperature":
            return None
        return f" after {process} at {condition.text}"
    return f" at {condition.text}" if re.search(r"\b(?:at|of)\s+$|\($", before) else None


def _structures(said: _Said) -> Iterator[Draft]:
    clause = said.clause
    if clause is None:
        return
    subject = _of(said, clause.subject)
    if subject is None:
        return
    thing = _upto_verb(clause.rest)
    if len(thing.split()) > 22 or has_second_verb(thing):
        return
    phases = [t for t in read_statement(thing).terms if is_phase(t)]
    made_of = re.match(r"(?:mainly |primarily )?(?:composed|comprised|made up) of\s+", thing)
    if clause.base == "be" and made_of:
        kind = "phase" if phases else "microstructure"
        if phases or _STRUCTURE.search(thing):
            question = f"What {clause.auxiliary} {subject} {clause.after} composed of"
            if asked := _led(said, question, clause):
                yield kind, asked, thing[made_of.end() :]
    elif clause.base in ("consist", "contain", "comprise") and (phases or _STRUCTURE.search(thing)):
        of = "of" if clause.base == "consist" else ""
        thing = re.sub(r"^of\s+", "", thing)
        question = f"What {clause.auxiliary} {subject} {clause.base} {of}"
        if asked := _led(said, question, clause):
            yield ("phase" if phases else "microstructure"), asked, thing
    elif clause.base in ("exhibit", "show", "display", "possess", "have", "retain"):
        if phases and re.search(r"\b(?:phases?|structures?|solid solution)\b", thing):
            noun = _variant(said, ("phase structure", "phases"))
            question = f"What {noun} {clause.auxiliary} {subject} {clause.base}"
            if asked := _led(said, question, clause):
                yield "phase", asked, thing
        elif _SHAPED.search(thing) and not _NO_SHAPE.search(thing):
            question = f"What microstructure {clause.auxiliary} {subject} {clause.base}"
            if asked := _led(said, question, clause):
                yield "microstructure", asked, thing


def _upto_verb(words: str) -> str:
    """An object without a relative clause or a reason behind it."""
    cut = re.split(
        r"\s+(?:that|which|due to|because|owing to|when|after|as a result|resulting|leading)\b",
        words,
    )
    return cut[0].strip()


def _causes(said: _Said) -> Iterator[Draft]:
    clause = said.clause
    if clause is None:
        return
    subject = _of(said, clause.subject)
    if subject is None:
        return
    attributed = _ATTRIBUTED.match(clause.rest) if clause.base == "be" else None
    if attributed:
        question = f"What {clause.auxiliary} {subject} {clause.after} {attributed['word']} to"
        if asked := _led(said, question, clause):
            yield "mechanism", asked, attributed["cause"]
        return
    whole = f"{clause.rest}{clause.tail}"
    found = _CAUSE.search(whole)
    if not found or found.start() > len(clause.rest) + 1:
        return
    effect = resolved(whole[: found.start()], said.alloy)
    cause = re.split(
        r";|,\s+(?:and|but|while|which|whereas|leading|resulting)\b", whole[found.end() :]
    )
    if not effect or not cause[0].strip() or len(effect.split()) > 22 or has_second_verb(effect):
        return
    question = f"Why {clause.auxiliary} {subject} {clause.after} {effect}"
    if asked := _led(said, question, clause):
        yield (
            "mechanism",
            asked,
            whole[found.start("link") : found.end()].strip(" ,") + " " + cause[0],
        )


def _effects(said: _Said) -> Iterator[Draft]:
    clause = said.clause
    if clause is None:
        return
    if clause.lead and _WITH_CHANGE.match(clause.lead) and clause.base in _CHANGING:
        subject, lead = _of(said, clause.subject), resolved(lower_first(clause.lead), said.alloy)
        if subject and lead and "respectively" not in said.text:
            # What is asked for stands in the sentence from the subject on, word for word.
            yield (
                "effect-of",
                f"How {'do' if clause.auxiliary == 'do' else 'does'} {subject} change {lead}?",
                _verbatim(said, clause),
            )
        return
    if clause.base not in _EFFECT or not _ACTOR.search(clause.subject) or clause.lead:
        return
    actor = resolved(lower_first(clause.subject), said.alloy)
    target = resolved(
        _upto_verb(re.sub(r"\s+(?:from|by|to|at|with)\b.*", "", clause.rest)), said.alloy
    )
    if not actor:
        return
    if (
        not target
        or has_second_verb(clause.rest)
        or re.match(r"(?:with|in|from|by|to|at|on|for|as|and)\b", target)
    ):
        return
    if not named_alloys(f"{actor} {target}") and said.alloy and (said.own or said.only):
        terms = read_statement(target).terms
        if terms and terms[-1].end == len(target):
            target += f" of {said.alloy}"
    do = "do" if clause.auxiliary == "do" else "does"
    yield "effect-of", f"What effect {do} {actor} have on {target}?", _verbatim(said, clause)


def _verbatim(said: _Said, clause: Clause) -> str:
    """The main clause from its subject to its end, as the sentence has it."""
    start = said.text.find(clause.subject)
    end = said.text.find(clause.rest, start)
    return said.text[start : end + len(clause.rest)] if 0 <= start <= end else ""


def _makings(said: _Said) -> Iterator[Draft]:
    clause = said.clause
    if clause is None or clause.base != "be":
        return
    made, studied = _MADE.match(clause.rest), _STUDIED.match(clause.rest)
    found = made or studied
    if not found:
        return
    subject = _of(said, clause.subject)
    if subject is None or len(subject.split()) > 14:
        return
    if found["word"] in ("carried out", "performed", "conducted") and not _WORK.search(subject):
        return
    if re.search(r"\b(?:usually|often|typically|commonly|generally)\b", said.text):
        return
    how = found["how"] + clause.tail
    how = re.split(r"\s+(?:in order to|to (?=[a-z]+\b))|;", how)[0]
    how = re.split(
        r",\s+(?:which|where|while|whereas|but|and (?:the|its|their|\w+ (?:was|were)))\b", how
    )[0]
    how = _REST_OF_HOW.sub("", how)
    if _VAGUE.search(how):
        return
    question = f"How {clause.auxiliary} {subject} {clause.after} {found['word']}"
    if asked := _led(said, question, clause):
        yield ("processing" if made else "method"), asked, how


def _temperatures(said: _Said) -> Iterator[Draft]:
    """At what temperature something was annealed, sintered, tested."""
    clause = said.clause
    if clause is None or clause.base != "be":
        return
    at = [q for q in said.statement.quantities if q.dimension == "temperature"]
    found = _TREATED.match(clause.rest)
    if not found or len(at) != 1 or not re.search(r"\bat\s+$", said.text[: at[0].start]):
        return
    subject = _of(said, clause.subject)
    if subject:
        yield (
            "condition", f"At what temperature {clause.auxiliary} {subject} {found['word']}?",
            said.text[at[0].start : at[0].end],
        )  # fmt: skip


def _comparisons(said: _Said) -> Iterator[Draft]:
    clause = said.clause
    if clause is None:
        return
    subject = _of(said, clause.subject)
    if not subject:
        return
    more = _THAN.match(clause.rest)
    if clause.base == "be" and more:
        other = re.sub(r"^(?:that|those) (?:of|in|for)\b", "__", more["other"])
        against = resolved(other, said.alloy)
        if against and more["more"] in _OTHER_WAY:
            ways = sorted((more["more"], _OTHER_WAY[more["more"]]))
            if _variant(said, ("", "turned")):
                ways.reverse()
            be = f"{clause.auxiliary.capitalize()} {subject} {clause.after}"
            than = f"{more['than']} {against.replace('__', 'that of')}"
            if asked := _led(said, f"{be} {ways[0]} or {ways[1]} {than}", clause):
                yield "comparison", asked, more["more"]
        return
    compared = _COMPARED.search(clause.rest) or _COMPARED.search(clause.lead)
    rival = _HAS_MORE.match(clause.rest)
    if rival and clause.base in ("have", "show", "exhibit", "possess", "display"):
        other = re.sub(r"^(?:that|those) (?:of|in|for)\s", "", rival["other"])
        beside = resolved(other, said.alloy)
        if beside and not clause.lead:
            pair = sorted((lower_first(subject), beside))
            verb = third_person(clause.verb)
            yield (
                "comparison",
                f"Which {verb} {rival['what']} {rival['of']}: {pair[0]} or {pair[1]}?",
                clause.subject,
            )
    elif compared:
        against = resolved(compared["other"], said.alloy)
        weighed = _MORE_OR_LESS.search(clause.rest) and read_statement(subject).terms
        if against and weighed:
            do = "do" if clause.auxiliary in ("do", "are", "were") else "does"
            yield (
                "comparison",
                f"How {do} {subject} compare with {against}?",
                _verbatim(said, clause),
            )


def _series(said: _Said) -> Iterator[Draft]:
    """The values of x that a family of alloys was made with."""
    for alloy in said.statement.alloys:
        if len(alloy.members) > 1:
            found = re.search(r"\b([xyz])\s?=\s?([^);]{3,60}?)(?=\)|;|\s+(?:were|was|are|is)\b)",
                              said.text[alloy.end : alloy.end + 90])  # fmt: skip
            if found:
                yield (
                    "composition",
                    f"Which values of {found[1]} were studied in {alloy.text.strip()}?",
                    found[2].strip(),
                )


def _findings(said: _Said) -> Iterator[Draft]:
    """What was found about the subject of a clause; its kind is that of what was found."""
    clause = said.clause
    if clause is None or _AIM.search(said.text) or _KNOWN.search(said.text):
        return
    if "respectively" in said.text or _half_a_list(clause):
        return
    if _NO_SUBJECT.fullmatch(clause.subject) or (clause.base == "be" and _DONE.match(clause.rest)):
        return
    subject, whole = _of(said, clause.subject), _verbatim(said, clause)
    if not subject or not whole or not resolved(whole, said.alloy):
        return
    if not 6 <= len(whole.split()) <= 45:
        return
    stated = read_statement(clause.rest)
    if said.last and clause.showing:
        kind = "conclusion"
    elif any(is_phase(t) for t in stated.terms):
        kind = "phase"
    elif _STRUCTURE.search(clause.rest):
        kind = "microstructure"
    else:
        kind = "conclusion"
    if asked := _led(said, f"What was found about {subject}", clause):
        yield kind, asked, whole


def _half_a_list(clause: Clause) -> bool:
    """Whether the clause was cut within `A, B, and C`."""
    numbers = re.match(r",? and\s+\W{0,2}\d", clause.tail)
    return bool(numbers or ("," in clause.rest and clause.tail.startswith(", and ")))


def _results(said: _Said) -> Iterator[Draft]:
    """What something leads to, results in, causes."""
    clause = said.clause
    if clause is None or clause.base not in _LEADING:
        return
    subject, link = _of(said, clause.subject), _LEADING[clause.base]
    rest = clause.rest
    if link:
        found = re.match(rf"(?:\w+ly )?{link}\s+", rest)
        if not found:
            return
        rest = rest[found.end() :]
    elif re.match(r"(?:in|by|with|from|to|at|on|as)\b", rest):
        return
    if not subject or has_second_verb(rest) or _half_a_list(clause):
        return
    if asked := _led(said, f"What {clause.auxiliary} {subject} {clause.base} {link}", clause):
        yield "effect-of", asked, rest


def _amounts(said: _Said) -> Iterator[Draft]:
    """From what to what something changes, by how much, and what it comes to."""
    clause = said.clause
    if clause is None or "respectively" in said.text:
        return
    subject = _of(said, clause.subject)
    if not subject or " and " in subject or not read_statement(subject).terms:
        return
    rest = clause.rest
    do = f"{clause.auxiliary} {subject} {clause.after}"
    asked, found = "", None
    if clause.base in _CHANGING:
        if found := _FROM_TO.search(rest):
            asked = f"From what value to what value {do}"
        elif found := _BY_SO_MUCH.search(rest):
            asked = f"By how much {do}"
    elif clause.base in ("be", "reach", "exceed") and (found := _AMOUNT.match(rest)):
        asked = f"What {do}" if clause.base == "be" else f"What value {do}"
    if found and (question := _led(said, asked, clause)):
        yield "property-value", question, found.group()


def _doers(said: _Said) -> Iterator[Draft]:
    """What does something: the subject is asked for."""
    clause = said.clause
    if clause is None or re.search(r"\b(?:respectively|it|its|they|their)\b", said.text):
        return
    subject = resolved(clause.subject, None)
    rest = resolved(clause.rest, said.alloy)
    if not subject or not rest or not 3 <= len(rest.split()) <= 25 or _half_a_list(clause):
        return
    stated = read_statement(subject)
    sorts = {term.kind for term in stated.terms}
    if _ALLOY_FIRST.match(subject) and stated.alloys and clause.base != "be":
        kind, opening = "composition", "Which alloy"
    elif any(is_phase(t) for t in stated.terms):
        kind, opening = "phase", "What"
    elif clause.base == "be" and _SEEN.match(rest) and _STRUCTURE.search(subject):
        kind, opening = "microstructure", "What"
    elif clause.base in _EFFECT | _LEADING.keys() and len(subject.split()) > 1:
        kind, opening = "mechanism", "What"
    elif clause.base == "be" and re.match(r"used|employed|applied|adopted|utili[sz]ed", rest):
        kind, opening = ("processing" if "process" in sorts else "method"), "What"
    else:
        return
    verb = f"{third_person(clause.verb)} {rest}"
    if asked := _led(said, f"{opening} {verb}", clause):
        yield kind, asked, clause.subject


RULES_BY_NAME: dict[str, Callable[[_Said], Iterator[Draft]]] = {
    "value": _values,
    "change": _changes,
    "structure": _structures,
    "cause": _causes,
    "effect": _effects,
    "making": _makings,
    "temperature": _temperatures,
    "comparison": _comparisons,
    "series": _series,
    "finding": _findings,
    "result": _results,
    "amount": _amounts,
    "doer": _doers,
}
