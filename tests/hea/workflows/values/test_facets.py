"""Facets of values: what is not stated meets no condition."""

from pathlib import Path

import pytest
from stated_values import rows_of

from builder.errors import UserError
from builder.library.property_table import PropertyRow
from hea.workflows.values.facets import facets, in_order, read_value_filter


def amounts(rows: list[PropertyRow]) -> list[float]:
    return [row.value.quantity.low for row in rows]


@pytest.mark.parametrize(
    ("given", "left"),
    [
        ({"has": ["Nb", "tungsten"]}, [400, 1050]),
        ({"temperature": "not stated"}, [210, 1250, 300, 520]),
        ({"temperature": "298 K"}, [1050]),
        ({"temperature": "0..50"}, [1050]),
        ({"temperature": "above 500 °C"}, [400]),
        ({"temperature": "1500.. °C"}, [400]),
        ({"temperature": "2912F"}, [400]),
        ({"temperature": "32..122 °F"}, [1050]),
        ({"years": "2019.."}, [210, 1250]),
        ({"routes": ["arc melting"]}, [400, 1050]),
        ({"owners": ["coating"]}, []),
    ],
)
def test_a_condition_leaves_what_states_it(
    given: dict[str, object], left: list[float], tmp_path: Path
) -> None:
    where = read_value_filter(**given)  # type: ignore[arg-type]
    rows = rows_of(tmp_path, "yield strength")
    assert amounts([row for row in rows if where.fits(row)]) == left


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"has": ["Xx"]}, "not an element"),
        ({"phases": ["jelly"]}, "not a known phase"),
        ({"routes": ["anealing"]}, "not a known route"),
        ({"temperature": "warm"}, "not a temperature"),
        ({"temperature": "60..20"}, "before it begins"),
        ({"years": "soon"}, "not a span"),
    ],
)
def test_what_is_not_known_is_said(given: dict[str, object], said: str) -> None:
    with pytest.raises(UserError, match=said):
        read_value_filter(**given)  # type: ignore[arg-type]


def test_a_route_goes_by_many_names() -> None:
    assert read_value_filter(routes=["annealed", "SPS", "as-cast state"]).routes == {
        "annealing", "spark plasma sintering", "as-cast state",
    }  # fmt: skip


def test_facets_are_counted(tmp_path: Path) -> None:
    counted = {one.name: dict(one.counts) for one in facets(rows_of(tmp_path, "yield strength"))}
    assert counted["element"]["Co"] == 4
    assert counted["temperature"] == {"not stated": 4, "0 to 50 °C": 1, "above 500 °C": 1}
    assert counted["year"] == {"2020": 1, "2019": 1, "2012": 2}


def test_what_is_not_stated_stands_last_either_way(tmp_path: Path) -> None:
    rows = rows_of(tmp_path, "yield strength")
    assert amounts(in_order(rows, "temperature"))[:2] == [1050, 400]
    assert amounts(in_order(rows, "temperature", down=True))[:2] == [400, 1050]
    assert amounts(in_order(rows, "value", down=True)) == [1250, 1050, 520, 400, 300, 210]
    assert [row.listed.paper.year for row in in_order(rows, "year", down=True)][-1] is None
    with pytest.raises(UserError, match="nothing to sort by"):
        in_order(rows, "colour")
