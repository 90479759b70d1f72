"""Show the values of a property, one row each."""

import re
from collections.abc import Sequence

from rich.cells import cell_len
from rich.table import Table
from rich.text import Text

from builder.library.property_table import PropertyRow
from builder.materials.quantity import with_unit
from hea.render import console

#: Columns of the screen that an alloy always has, and that conditions and paper keep of theirs
#: where an alloy needs more.
_LEAST_OF_AN_ALLOY, _LEAST_OF_CONDITIONS, _LEAST_OF_A_PAPER = 16, 14, 24
#: Between two columns.
_GAP = 2
#: How a bound is written before a value.
_SENSES = {"above": ">", "at least": "≥", "below": "<", "at most": "≤", "about": "≈"}
#: What stands before a value that may be bound wrong.
_UNSURE = "?"
#: Kinds that a name of a property does not tell, and by which values differ.
_TOLD_KINDS = frozenset({"compressive", "flexural", "shear", "nano"})
#: What stands before the paper of a value that its abstract does not state.
_MARKS = {"abstract": "", "body": "B ", "table": "T "}
#: Long names of routes, as specialists shorten them.
_ROUTES = {
    "additive manufacturing": "AM",
    "chemical vapour deposition": "CVD",
    "directed energy deposition": "DED",
    "electron beam melting": "EBM",
    "equal-channel angular pressing": "ECAP",
    "friction stir processing": "FSP",
    "high-pressure torsion": "HPT",
    "hot isostatic pressing": "HIP",
    "laser powder bed fusion": "LPBF",
    "mechanical alloying": "MA",
    "physical vapour deposition": "PVD",
    "spark plasma sintering": "SPS",
}


def show_evidence(found: Sequence[PropertyRow]) -> None:
    """Show the table, and note what its marks mean."""
    console.print_table(evidence_table(found))
    papers = len({one.listed.id for one in found})
    unsure = sum(not one.is_sure for one in found)
    console.note(
        f"{_counted(len(found), 'value')} from {_counted(papers, 'paper')}. T: from a table,"
        " B: from the body of the paper. (Alloy): named in another sentence. “of”: a value of a"
        " coating, phase or other part. →: the start or end of a change. The sentences are in"
        " --csv FILE and --json."
    )
    if unsure:
        console.note(
            f"{_UNSURE} marks {_counted(unsure, 'value')} at the end, less certain than the others:"
            " the material, state or condition may be another one. Read the sentences."
        )


def _counted(number: int, name: str) -> str:
    return f"{number} {name}{'' if number == 1 else 's'}"


def evidence_table(found: Sequence[PropertyRow]) -> Table:
    """Return a table with one row for each value; those less sure come last.

    Nothing is cut. Values are never broken, alloys only where the other columns need their room.
    """
    shown = sorted(found, key=lambda row: not row.is_sure)
    alloys = [f"({_material(one)})" if one.inherited else _material(one) for one in shown]
    values = [f"{'' if one.is_sure else f'{_UNSURE} '}{_value(one)}" for one in shown]
    conditions = [_circumstances(one) for one in shown]
    papers = [_MARKS[one.source] + _called(one) for one in shown]
    others = (
        _widest(values)
        + min(_widest(conditions), _LEAST_OF_CONDITIONS)
        + min(_widest(papers), _LEAST_OF_A_PAPER)
    )
    room = max(console.out.width - others - 3 * _GAP, _LEAST_OF_AN_ALLOY)
    made = console.table("alloy", "value", "at", "paper")
    # A least width would be given back only after the widths were shared out, and what is then too
    # wide for the screen is cut off without a sign.
    made.columns[0].width = min(_widest(["alloy", *alloys]), room)
    made.columns[1].no_wrap = True
    for one, alloy, value, at, paper in zip(shown, alloys, values, conditions, papers, strict=True):
        made.add_row(
            console.formula(alloy, room),
            Text(value, "bold" if one.is_sure else "dim"),
            Text(at),
            Text(paper, overflow="fold"),
        )
    return made


def _widest(cells: Sequence[str]) -> int:
    return max(map(cell_len, cells), default=0)


def _called(one: PropertyRow) -> str:
    paper = one.listed.paper
    return paper.doi or paper.title or one.listed.place


def _material(one: PropertyRow) -> str:
    """Return the alloy, or what the paper calls the sample, with the alloy that it is one of."""
    if one.alloy:
        return one.alloy.name
    named = one.value.sample or "?"
    return f"{named} of {one.value.base[0].name}" if one.value.base else named


def _circumstances(one: PropertyRow) -> str:
    """Return what a value is of, how its material was made and treated, and where it was tested."""
    value = one.value
    owner = [] if value.owner == "alloy" else [f"of {value.owner}"]
    states = [_ROUTES.get(state, state.removesuffix(" state")) for state in value.states]
    conditions = [_short(with_unit(condition)) for condition in value.conditions]
    return ", ".join([*owner, *states, *conditions])


def _short(condition: str) -> str:
    return "RT" if re.fullmatch(r"(?:room|ambient)[- ]temperature", condition, re.I) else condition


def _value(one: PropertyRow) -> str:
    text = with_unit(one.value.quantity)
    sign = _SENSES.get(one.value.sense, "")
    if sign and not text.startswith(("~", "∼", "≈", ">", "<", "≥", "≤")):
        text = f"{sign} {text}"
    if one.of == "lattice parameter" and one.value.kind:
        text = f"{one.value.kind} = {text}"
    elif one.value.kind in _TOLD_KINDS and one.value.kind not in one.of:
        text = f"{text} {one.value.kind}"
    return {"from": f"{text} →", "to": f"→ {text}"}.get(one.value.step, text)
