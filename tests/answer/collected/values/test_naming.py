"""How the material of a value is called: alloy, member of a series, sample, or title."""

from dataclasses import replace

import pytest
from stated_papers import paper

from answer.collected.values.naming import material_text
from builder.library.property_table import PropertyRow, values_of


def _rows(title: str, abstract: str) -> list[PropertyRow]:
    return list(values_of(paper("a", title, abstract)))


def test_the_member_of_a_series_is_named_where_it_is_told() -> None:
    own = "As the Si content rises from 0 to 1.5, the hardness of CoCrFeNiSix increases"
    other = "As the Si content rises from 0 to 1.5, the hardness of the alloy increases"
    for said in (own, other):
        rows = _rows("Silicon in CoCrFeNiSix", f"{said} from 200 HV to 900 HV.")
        assert [material_text(row) for row in rows] == ["CoCrFeNi", "CoCrFeNiSi1.5"]


def test_without_the_contents_a_series_keeps_its_name() -> None:
    abstract = "After ageing the hardness of CoCrFeNiSix increases from 200 HV to 900 HV."
    rows = _rows("Silicon in CoCrFeNiSix", abstract)
    assert {material_text(row) for row in rows} == {"CoCrFeNiSix"}


@pytest.mark.parametrize(
    ("title", "sample", "inherited", "name"),
    [
        ("Cermets with CoCrFeNi", "CoCrFeNiTi composite", {"sample"}, "unnamed (on CoCrFeNi)"),
        ("Graphene in FeCoCrNi", "CoCrFeNi + ?", set(), "CoCrFeNi-based composite"),
        ("Carbides", "CoCrFeNi composites", set(), "CoCrFeNi composites"),
        ("Hard metals", "?", set(), "unnamed composite"),
    ],
)
def test_a_sample_is_named_as_its_paper_does(
    title: str, sample: str, inherited: set[str], name: str
) -> None:
    (row,) = _rows(title, "The hardness of the composite is 1500 HV.")
    held = replace(
        row.value, sample=sample, inherited=frozenset(inherited), owner="composite", alloys=()
    )
    named = material_text(replace(row, value=held, alloy=None))
    assert named == name.replace("unnamed (on", "unnamed composite (paper on")
