"""Which alloy the name of a material leads to."""

import pytest

from hea.workflows.values.alloy_names import alloy_in


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("CoCrFeNi", "CoCrFeNi"),
        ("Al0.3CoCrFeNi coating", "Al0.3CoCrFeNi"),
        ("x = 0.8 (Al0.8CoCrFe2Ni)", "Al0.8CoCrFe2Ni"),
        ("S1 (paper on CoCrFeNi)", ""),
        ("unnamed coating", ""),
        ("Al2O3", ""),
    ],
)
def test_a_material_leads_to_the_alloy_that_it_names(words: str, name: str) -> None:
    assert alloy_in(words) == name
