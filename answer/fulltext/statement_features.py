"""Measure what tells the statement of a body that answers a question from the others."""

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from answer.claims.placement import in_order
from answer.extractive.nouns_of_values import names_property
from answer.fulltext.asked import (
    AskedStatement,
    beginnings_of,
    holds,
    is_grade,
    numbers_of,
    without_conditions,
)
from answer.fulltext.counts import counts_noun
from answer.fulltext.paper_names import PaperNames, is_numbered_otherwise
from answer.fulltext.statements import BodyStatement
from answer.fulltext.tables.cell_features import cell_features
from answer.fulltext.tables.headings import meaning_of, stems_of_signs
from answer.fulltext.tables.table_rows import TableCell
from answer.question.material_slots import covers
from answer.ranking.phrases import CAUSE, CHANGE, MEANS, is_aim
from builder.materials.alloys import Alloy, find_alloys
from builder.materials.composition_cover import covers_composition
from builder.materials.quantities import find_quantities
from builder.materials.vocabulary import find_terms
from retrieval.lexical import word_set

_VERB = re.compile(r"\b(?:is|are|was|were|has|have|had|be|been|can|could|may|\w{3,}ed|\w{3,}s)\b")
#: A panel of a figure, and a mark of another paper.
_PANEL = re.compile(r"(?<!\w)\(?[a-p]\)")
_CITES = re.compile(r"\[\d{1,3}(?:[,–-]\s?\d{1,3})*\]|\bet al\b")
#: What names a reason outright; verbs such as `promotes` may tell of an effect as well.
_REASON = re.compile(
    r"\b(?:due to|because|attribut|ascrib|caused? by|owing to|result(?:s|ed|ing)? from|originat"
    r"|aris(?:es|ing|e) from|stem(?:s|med)? from|reasons?\b|since|as a result of"
    r"|(?:is|are|was|were) (?:\w+ )?(?:mainly |primarily |mostly )?from\b"
    r"|which makes?\b|making (?:it|them)\b"
    r"|\b(?:chosen|selected|preferred)\b[^.;]{0,60}\bbased on\b)",
    re.IGNORECASE,
)
#: What something was done for: to reduce the oxygen, in order to.
_FOR = re.compile(
    r"\b(?:in order to|so as to|so that|to (?:re|en|a|in|im|pre|mini|maxi|facili|ob)[a-z]{3,})\b"
)
#: Letters before and behind a value in which its noun stands.
_REACH = 100
_BEHIND = 30
#: Letters from which on a sentence says enough.
_SHORT = 50


#: By name the share of a question's words that a statement holds, and that its context adds.
WordShares = dict[str, float]


@dataclass(frozen=True, slots=True)
class BodyCandidate:
    """A sentence of a body, or a cell of a table with its row, that may answer a question."""

    statement: BodyStatement
    cell: TableCell | None = None

    @property
    def own(self) -> str:
        """What it says of itself: of a cell, what its row and column are called."""
        if self.cell is None or self.statement.row is None:
            return self.statement.text
        return "; ".join([*(name.told for name in self.statement.row.names), self.cell.heading])

    @property
    def context(self) -> str:
        """What is said around it that it need not repeat."""
        one = self.statement
        return f"{one.heading} {one.label} {one.before}"


def candidates_of(statements: Sequence[BodyStatement]) -> list[BodyCandidate]:
    """Return the sentences, and for each row of a table its cells."""
    found = []
    for one in statements:
        if one.row is None:
            found.append(BodyCandidate(one))
        else:
            found += [BodyCandidate(one, cell) for cell in one.row.cells]
    return found


def word_shares(
    asked: AskedStatement, candidates: Sequence[BodyCandidate], names: PaperNames
) -> list[WordShares]:
    """Return which share of a question's words each candidate holds, and its context adds.

    Args:
        asked: What the question asks for.
        candidates: All statements of one paper: how rare a word is, is counted among them.
        names: What the paper means by its own names.
    """
    own = [stems_of_statement(one, names) for one in candidates]
    around = [word_set(one.context) | names.stems_in(one.context) for one in candidates]
    further = [word_set(one.statement.piece) | word_set(one.statement.behind) for one in candidates]
    near = [one | other for one, other in zip(own, around, strict=True)]
    shares = [
        ("terms", *_of_terms(asked, own, around)),
        ("words", *_of_words(asked.words, own, around)),
        ("head", *_of_words(asked.head, own, around)),
    ]
    _, of_piece = _of_words(asked.words, near, further)
    found = []
    for place in range(len(candidates)):
        of = {"words in piece": of_piece[place]}
        for name, of_own, of_context in shares:
            of |= {name: of_own[place], f"{name} before": of_context[place]}
        found.append(of)
    return found


def statement_features(
    asked: AskedStatement,
    candidates: Sequence[BodyCandidate],
    shares: Sequence[WordShares],
    names: PaperNames,
) -> list[dict[str, float]]:
    """Return the features of each candidate by name; most lie between -1 and 1.

    Args:
        asked: What the question asks for.
        candidates: Statements of one paper that may answer.
        shares: The words that each shares with the question.
        names: What the paper means by its own names.
    """
    found = []
    for one, of_words in zip(candidates, shares, strict=True):
        features = {**of_words, "order": in_order(asked.question.text, one.own)}
        features |= _alloys(asked, one, names)
        features |= _of_cell(asked, one) if one.cell else _of_sentence(asked, one)
        if asked.noun:
            features["noun"] = float(_says_noun(asked, one, names))
        found.append(features)
    return found


def _says_noun(asked: AskedStatement, one: BodyCandidate, names: PaperNames) -> bool:
    """Return whether a statement, or what stands around it, names the property asked for."""
    stems = stems_of_statement(one, names) | word_set(one.context)
    # The density functional theory of DFT is no density.
    beside = names.stems_in(one.own) - names.heads_in(one.own) - word_set(one.own)
    text = f"{one.own} {one.context}"
    names_it = names_property(asked.question, asked.noun, text, stems - beside)
    return holds(asked.noun, stems) if names_it is None else names_it


def stems_of_statement(one: BodyCandidate, names: PaperNames) -> frozenset[str]:
    """Return the stems of what a candidate says, what its symbols are short for included."""
    said = word_set(one.own) | names.stems_in(one.own)
    if one.cell is None or one.statement.row is None:
        return said | stems_of_signs(one.own)
    headings = [one.cell.heading]
    for name in one.statement.row.names:
        headings += [name.heading, name.text]
    return said.union(*(meaning_of(heading).words for heading in headings))


def _of_terms(
    asked: AskedStatement, own: Sequence[frozenset[str]], around: Sequence[frozenset[str]]
) -> tuple[list[float], list[float]]:
    held = [
        [
            [any(form <= begun for form in term.forms) for term in asked.terms]
            for begun in map(beginnings_of, bags)
        ]
        for bags in (own, around)
    ]
    return _shares(held[0], held[1], [math.sqrt(term.words) for term in asked.terms])


def _of_words(
    words: Sequence[str], own: Sequence[frozenset[str]], around: Sequence[frozenset[str]]
) -> tuple[list[float], list[float]]:
    held = [[[holds(word, bag) for word in words] for bag in bags] for bags in (own, around)]
    return _shares(held[0], held[1], [1.0] * len(words))


def _shares(
    own: Sequence[Sequence[bool]], around: Sequence[Sequence[bool]], sizes: Sequence[float]
) -> tuple[list[float], list[float]]:
    """Return the share of the words that each statement holds, and that its context adds.

    Each word counts by its size and by how rare it is among the statements.
    """
    weights = [
        size * math.log(1 + len(own) / (0.5 + sum(of[place] for of in own)))
        for place, size in enumerate(sizes)
    ]
    total = math.fsum(weights) or 1.0
    return (
        [sum(w for w, here in zip(weights, of, strict=True) if here) / total for of in own],
        [
            sum(w for w, here, near in zip(weights, of, context, strict=True) if near and not here)
            / total
            for of, context in zip(own, around, strict=True)
        ],
    )


def _alloys(asked: AskedStatement, one: BodyCandidate, names: PaperNames) -> dict[str, float]:
    """Return 1 for a statement of the alloy or compound asked about, -1 for one of others alone."""
    wanted = (*asked.question.alloys, *asked.question.compounds)
    if not wanted:
        return {}
    if named := _materials_in(one.own, asked, names):
        return {"alloy": agreement(wanted, named, asked.added)}
    before = _materials_in(one.context, asked, names)
    return {"alloy before": agreement(wanted, before, asked.added)}


def front_agreement(asked: AskedStatement, front: str, names: PaperNames) -> float:
    """Return 1 where title and abstract name what is asked about, -1 where they name others alone.

    Args:
        asked: What the question asks for.
        front: Title and abstract.
        names: What the paper means by its own names.
    """
    wanted = (*asked.question.alloys, *asked.question.compounds)
    named = _materials_in(front, asked, names)
    return agreement(wanted, named, asked.added) if wanted else 0.0


def _materials_in(text: str, asked: AskedStatement, names: PaperNames) -> Sequence[Alloy]:
    """Return the alloys that a text names; where a compound is asked about, its compounds, too."""
    named = names.alloys_in(text)
    if not asked.question.compounds:
        return named
    return (*named, *(one for one in find_alloys(text) if one.kind == "compound"))


def agreement(
    wanted: Sequence[Alloy], named: Sequence[Alloy], added: frozenset[str] = frozenset()
) -> float:
    """Return 1 where one of the alloys is among those named, -1 where others alone are, else 0.

    Args:
        wanted: The alloys asked about.
        named: Those that a text names.
        added: Elements that the question names beside its alloys, which those of the text may hold.
    """
    if not named:
        return 0.0
    same = any(
        (covers_composition(stated, one) or (added and covers(stated, one, added)))
        and not is_numbered_otherwise(stated, one)
        for stated in named
        for one in wanted
    )
    return 1.0 if same else -1.0


def _of_sentence(asked: AskedStatement, one: BodyCandidate) -> dict[str, float]:
    question, statement = asked.question, one.statement
    numbers, method = numbers_of(statement.text), asked.making
    found = {
        "numbers": _share(asked.numbers, numbers),
        "numbers before": _share(asked.numbers, numbers_of(one.context) - numbers),
        "caption": float(statement.part == "caption"),
        "panels": float(len(_PANEL.findall(statement.text)) > 1),
        "cites": float(_CITES.search(statement.text) is not None),
        "amounts, for a method": float(method and bool(find_quantities(statement.text))),
        "cause, for why": float(asked.why and CAUSE.search(statement.text) is not None),
        "reason, for why": float(asked.why and _gives_reason(asked, statement.text)),
        "means, for a method": float(method and MEANS.search(statement.text) is not None),
        "experimental, for a method": float(method and statement.section == "experimental"),
        "change": float(question.change and CHANGE.search(statement.text) is not None),
        "aim": float(is_aim(statement.text)),
        "short": float(len(statement.text) < _SHORT),
        "verb": float(_VERB.search(statement.text) is not None),
        "phase": float(
            question.wants == "phase"
            and any(term.kind == "phase" for term in find_terms(statement.text))
        ),
        **{
            f"in {name}": float(statement.section == name)
            for name in ("introduction", "experimental", "conclusions")
        },
    }
    if asked.number:
        found |= _value(asked, statement.text, numbers)
    return found


def _gives_reason(asked: AskedStatement, text: str) -> bool:
    """Return whether a sentence names a reason, or what for something was done."""
    is_aim_of = asked.deed and _FOR.search(text) and holds(asked.deed, word_set(text))
    return bool(is_aim_of or _REASON.search(text))


def _value(asked: AskedStatement, text: str, numbers: frozenset[float]) -> dict[str, float]:
    """Return whether a sentence gives a number that the question does not state, and where."""
    text = _panels_of(asked, text)
    quantities = [one for one in find_quantities(text) if not is_grade(one.text)]
    given = without_conditions(asked, quantities, text)
    numbers = numbers & numbers_of(text)
    if "ratio" in asked.head and not asked.dimensions:  # which has no unit but per cent
        numbers -= {one.low for one in quantities if "fraction" not in one.dimension}
        given = [one for one in given if "fraction" in one.dimension]
    fitting = [one for one in given if not asked.dimensions or one.dimension in asked.dimensions]
    head = [
        _head_share(asked, text[max(one.start - _REACH, 0) : one.end + _BEHIND]) for one in fitting
    ]
    return {
        "value": float(counts_noun(asked.counted, text) if asked.counted else bool(fitting)),
        "value by its noun": max(head, default=0.0),
        "value of no unit": float(not given and bool(numbers - asked.numbers)),
        "no value": float(not given and not numbers - asked.numbers),
    }


def _panels_of(asked: AskedStatement, text: str) -> str:
    """Return the panels of a caption that name what is asked for; another text as it is."""
    panels = _PANEL.split(text)
    if len(panels) < 3 or not asked.head:
        return text
    most = max(_head_share(asked, one) for one in panels)
    return "; ".join(one for one in panels if _head_share(asked, one) == most)


def _head_share(asked: AskedStatement, text: str) -> float:
    stems = word_set(text) | stems_of_signs(text)
    return sum(holds(word, stems) for word in asked.head) / len(asked.head) if asked.head else 0.0


def numbers_held(features: Mapping[str, float]) -> float:
    """Return the share of the numbers of a question that a statement holds with its context."""
    return max(
        features.get("numbers", 0.0) + features.get("numbers before", 0.0),
        features.get("numbers of row", 0.0) + features.get("numbers of caption", 0.0),
    )


def _of_cell(asked: AskedStatement, one: BodyCandidate) -> dict[str, float]:
    assert one.cell is not None and one.statement.row is not None
    others = [other for other in one.statement.row.cells if other is not one.cell]
    beside = numbers_of(one.own).union(*(numbers_of(other.text) for other in others))
    return {
        **cell_features(asked, one.cell, one.statement.row),
        "numbers of row": _share(asked.numbers, beside),
        "numbers of caption": _share(asked.numbers, numbers_of(one.context) - beside),
    }


def _share(wanted: frozenset[float], held: frozenset[float]) -> float:
    return len(wanted & held) / len(wanted) if wanted else 0.0
