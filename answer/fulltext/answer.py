"""Answer from the bodies of papers where their abstracts do not, or refuse for the whole paper."""

import math
import re
from collections.abc import Sequence
from dataclasses import replace

from answer.answers import Answer, Citation, Sentence
from answer.fulltext.abstracts_first import WHOLE
from answer.fulltext.asked import AskedStatement, holds, read_asked
from answer.fulltext.bare_answer import bare_answer, fits
from answer.fulltext.confidence import confidence_of, least
from answer.fulltext.lacking import has_value, is_named, lacking, names_in
from answer.fulltext.others.compared import is_higher, sides_of, tells_of
from answer.fulltext.others.told_of_another import without_others
from answer.fulltext.paper_body import PaperBody, open_body
from answer.fulltext.ranking import RankedStatement, rank_statements
from answer.fulltext.statement_features import numbers_held, stems_of_statement
from answer.papers import FoundBody
from answer.question.parse import ParsedQuestion
from builder.materials.formulas.parser import read_formula

#: Statements are quoted until the answering one is among them with this probability, three at most.
_ENOUGH_PROBABILITY = 0.95
_MOST_STATEMENTS = 3
#: Among so many statements that of what was done is looked for.
_LIKELY = 8
#: What tells that something was done: the ingots were remelted.
_WAS_DONE = re.compile(
    r"\b(?:was|were|been|being)\s(?:[a-z]+ly\s|then\s|first\s)?[a-z-]+(?:ed|en|un|lt|nt)\b"
)
#: By so much the score of a body's statement must be above that of the abstracts where these give a
#: bare value, and may be below that of the likeliest value: that is e^1.5 times as likely.
_MUCH = 1.5
#: What is said where the abstracts did not answer.
FROM_BODY = "The abstracts do not answer this; it stands in the body of the paper."


def answer_from_found(
    question: ParsedQuestion, found: Sequence[FoundBody], given: Answer
) -> Answer:
    """Return the answer of the bodies where that of the abstracts lacks what is asked for.

    Args:
        question: The question.
        found: The bodies of the papers that may answer it, one or more.
        given: What the abstracts answer, or their refusal.
    """
    bodies = [open_body(one) for one in found]
    asked = read_asked(question)
    if given.short and asked.number and not fits(asked, given.short):
        given = replace(given, short=None)  # a number of something else
    for_name = asked.number or asked.making or question.wants == "method"
    if given.answered and given.confidence >= WHOLE and not for_name:
        return given  # it is about the question; a value or method that is asked for it lacks
    gaps = [lacking(asked, body) for body in bodies]
    able = [body for body, (_, missing) in zip(bodies, gaps, strict=True) if not missing]
    likely = rank_statements(asked, able)
    everything = without_others(asked, likely)
    ranked = [one for one in everything if not one.is_of_abstract]
    chance = confidence_of("quoted", asked, ranked)
    values = [one for one in likely if not one.is_of_abstract and has_value(asked, one.features)]
    told = any(_answers(asked, one, values) for one in ranked[:_MOST_STATEMENTS])
    if given.answered:
        if told and chance >= least("instead") and _is_likelier(everything, given):
            instead = _quoted(asked, ranked, given)
            return given if given.short and given.short == instead.short else instead
        lacks = _all_lack(asked, given, bodies, gaps) or _tells_none(
            asked, given, bodies, everything
        )
        return _refused(given, _nearest(bodies, gaps)) if lacks else given
    if told and chance >= least("quoted" if asked.number else "in words"):
        return _quoted(asked, ranked, given)
    return replace(given, nearest=_nearest(bodies, gaps) or given.nearest)


def _answers(
    asked: AskedStatement, one: RankedStatement, values: Sequence[RankedStatement]
) -> bool:
    """Return whether a statement gives what is asked for, as far as it may be told of that.

    Where a much likelier value is told of something else, this one must have a number beside it
    that is asked for.

    Args:
        asked: What the question asks for.
        one: The statement.
        values: The statements that give what is asked for, the likeliest first, whatever they are
            told of.
    """
    if not has_value(asked, one.features):
        return False
    is_near = one.score > values[0].score - _MUCH
    return not asked.number or is_near or numbers_held(one.features) > 0


def _is_likelier(ranked: Sequence[RankedStatement], given: Answer) -> bool:
    """Return whether a body answers likelier than the abstracts do, by the same measure.

    A value that an abstract gives is only left for a statement that is much likelier.
    """
    of_body = next(one.score for one in ranked if not one.is_of_abstract)
    of_abstract = next((one.score for one in ranked if one.is_of_abstract), -math.inf)
    return of_body > of_abstract + (_MUCH if given.short else 0.0)


def _all_lack(
    asked: AskedStatement,
    given: Answer,
    bodies: Sequence[PaperBody],
    gaps: Sequence[tuple[int, str]],
) -> bool:
    """Return whether the papers that are quoted for a value lack what is asked for as a whole."""
    lacks = {body.listed.id: bool(missing) for body, (_, missing) in zip(bodies, gaps, strict=True)}
    cited = {one.listed.id for one in given.citations}
    return asked.number and given.short is None and all(lacks.get(one) for one in cited)


def _tells_none(
    asked: AskedStatement,
    given: Answer,
    bodies: Sequence[PaperBody],
    ranked: Sequence[RankedStatement],
) -> bool:
    """Return whether no abstract that is quoted for a value holds one, nor the bodies do.

    One that is told of something else than asked about is none.
    """
    cited = {one.listed.id for one in given.citations}
    if not asked.number or given.short or not cited <= {body.listed.id for body in bodies}:
        return False
    return not any(
        one.is_of_abstract and one.body.listed.id in cited and has_value(asked, one.features)
        for one in ranked
    )


def _refused(given: Answer, nearest: str | None) -> Answer:
    """Refuse what sentences of abstracts speak of, and do not answer."""
    return replace(
        given, answered=False, sentences=(), citations=(), short=None, confidence=0.0,
        nearest=nearest or given.nearest, note=None,
    )  # fmt: skip


def _quoted(asked: AskedStatement, ranked: Sequence[RankedStatement], given: Answer) -> Answer:
    """Quote the likeliest statements; a bare answer is given where it is likely enough."""
    ranked = _led_by_name(asked, _led_by_deed(asked, ranked))
    both = _of_both_sides(asked, ranked)
    chosen = both or _choose(_led_by_value(asked, ranked))
    citations = tuple(_citation(n, one) for n, one in enumerate(chosen, start=1))
    chance = confidence_of("short", asked, ranked)
    bare = bare_answer(asked, chosen) if chance >= least("short") else None
    papers = dict.fromkeys([*(one.body.listed.id for one in chosen), *given.retrieved])
    return replace(
        given,
        answered=True,
        sentences=tuple(Sentence(one.quote, (one.n,), True) for one in citations),
        citations=citations,
        short=is_higher(asked, both, ranked) or bare,
        retrieved=tuple(papers),
        confidence=round(chance, 3),
        nearest=None,
        note=FROM_BODY,
    )


def _citation(n: int, one: RankedStatement) -> Citation:
    said, cell = one.candidate.statement, one.candidate.cell
    place = said.place(cell.heading if cell else None)
    return Citation(n, one.body.listed, said.text, said.start, said.end, place)


def _led_by_deed(
    asked: AskedStatement, ranked: Sequence[RankedStatement]
) -> Sequence[RankedStatement]:
    """Return statements with those first that say what was done, of the likeliest."""
    ranked = _led_by_process(asked, ranked)
    if not asked.deed:
        return ranked
    told = [
        one
        for one in ranked[:_LIKELY]
        if holds(asked.deed, stems_of_statement(one.candidate, one.body.names))
    ]
    return [*told, *(one for one in ranked if one not in told)]


def _led_by_name(
    asked: AskedStatement, ranked: Sequence[RankedStatement]
) -> Sequence[RankedStatement]:
    """Return statements with those values first that are told with the names asked for: Ac1e.

    They are among the likeliest; where the likeliest holds as many of the names, the order stays.
    Names of samples and formulas do not count: a value need not stand with them.
    """
    values = [one for one in ranked[:_LIKELY] if has_value(asked, one.features)]
    if not asked.number or not values:
        return ranked
    names = [name for name in names_in(asked.question.text) if not _is_of_material(name)]
    held = [sum(is_named(name, one.candidate.own) for name in names) for one in values]
    if held[0] == max(held):
        return ranked
    told = [one for one, of in zip(values, held, strict=True) if of == max(held)]
    return [*told, *(one for one in ranked if one not in told)]


def _is_of_material(name: str) -> bool:
    """Return whether a name is a formula, or a sample's: it has several capitals, or no others."""
    parts, end = read_formula(name, 0)
    is_formula = bool(parts) and end == len(name)
    return is_formula or name.isupper() or sum(map(str.isupper, name)) > 1


def _led_by_process(
    asked: AskedStatement, ranked: Sequence[RankedStatement]
) -> Sequence[RankedStatement]:
    """Return statements with those first that tell how something was done, of the likeliest.

    They are sentences on what was done, those of the experimental section before others; captions
    without amounts are left for where there is nothing else.
    """
    if not asked.making or not ranked:
        return ranked
    near = [one for one in ranked[:_LIKELY] if one.score > ranked[0].score - _MUCH]
    near.sort(key=lambda one: (_is_mere_figure(one), not _tells_deed(one)))
    return [*near, *(one for one in ranked if one not in near)]


def _tells_deed(one: RankedStatement) -> bool:
    said = one.candidate.statement
    if said.part == "caption":
        return not _is_mere_figure(one)
    return said.section == "experimental" and _WAS_DONE.search(said.text) is not None


def _is_mere_figure(one: RankedStatement) -> bool:
    """Return whether a caption gives no amount at which something was done."""
    said = one.candidate.statement
    return said.part == "caption" and not one.features.get("amounts, for a method", 0.0)


def _led_by_value(
    asked: AskedStatement, ranked: Sequence[RankedStatement]
) -> Sequence[RankedStatement]:
    """Return statements with one that gives a value first, where a value is asked for.

    No caption without a value stands behind it.
    """
    if not asked.number:
        return ranked
    first = next(one for one in ranked if _tells_value(one) or has_value(asked, one.features))
    return [first, *(one for one in ranked if one != first and not _is_mere_caption(one))]


def _choose(ranked: Sequence[RankedStatement]) -> list[RankedStatement]:
    """Return the likeliest statements."""
    odds = [math.exp(one.score - ranked[0].score) for one in ranked]
    chosen: list[RankedStatement] = []
    probability = 0.0
    for one, of in zip(ranked, odds, strict=True):
        chosen.append(one)
        probability += of / sum(odds)
        if probability >= _ENOUGH_PROBABILITY or len(chosen) == _MOST_STATEMENTS:
            break
    return chosen


def _of_both_sides(
    asked: AskedStatement, ranked: Sequence[RankedStatement]
) -> list[RankedStatement]:
    """Return for each side of a comparison its likeliest value; none where a side has none.

    A sentence that names both sides and is the likeliest answers alone.
    """
    sides = sides_of(asked)
    found: list[RankedStatement] = []
    for side in sides:
        told = [one for one in ranked if tells_of(one, side) and _gives_amount(one)]
        if not told:
            return []
        found += told[:1] if told[0] not in found else []
    return found if len(found) == len(sides) > 1 else []


def _gives_amount(one: RankedStatement) -> bool:
    """Return whether a cell is a number of what is asked for."""
    cell = one.candidate.cell
    is_asked = one.features["head"] + one.features["terms"] > 0
    return cell is not None and is_asked and any(map(str.isdigit, cell.text))


def _is_mere_caption(one: RankedStatement) -> bool:
    return one.features.get("caption", 0.0) > 0 and not _tells_value(one)


def _tells_value(one: RankedStatement) -> bool:
    """Return whether a sentence holds an amount that may be what is asked for."""
    return one.features.get("value", 0.0) > 0


def _nearest(bodies: Sequence[PaperBody], gaps: Sequence[tuple[int, str]]) -> str | None:
    """Name the paper that fills most slots, and what neither its abstract nor its body says."""
    place = max(range(len(bodies)), key=lambda at: (gaps[at][0], -at))
    filled, missing = gaps[place]
    if not filled:
        return None
    title = bodies[place].title or bodies[place].listed.place
    lacks = missing or "No sentence or table row with what is asked was found."
    return f"Nearest: “{title}”; neither its abstract nor its body answers. {lacks}"
