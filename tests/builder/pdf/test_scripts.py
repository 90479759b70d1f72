import pytest
from draw_samples import SAMPLES

from builder.frontmatter.extract import extract
from builder.pdf.scripts import displayed


@pytest.mark.parametrize(
    ("file", "forms"),
    [
        ("jagetia2021_al03cocrfeni_hall_petch.pdf", ["Al₀.₃CoFeNi", "Al₀.₃CoCrFeNi shows"]),
        ("senkov2011_refractory_strength.pdf", ["Nb₂₅Mo₂₅Ta₂₅W₂₅", "12.4 g/cm³."]),
        ("butler2016_alcocrfeni_oxidation.pdf", ["Al₈(CoCrFeNi)₉₂", "(CoCrFeNi)₇₀ were"]),
        ("mckay2021_cocrfeni_hydrogen_evolution.pdf", ["0.5 M H₂SO₄", "1 mA/cm²."]),
    ],
)
def test_scripts_are_shown_where_the_page_has_them(file: str, forms: list[str]) -> None:
    abstract = extract(SAMPLES / file).abstract
    assert abstract is not None
    assert abstract.display is not None
    assert all(form in abstract.display for form in forms)


def test_a_page_without_scripts_has_no_other_form() -> None:
    abstract = extract(SAMPLES / "lam2022_cast_cocrfeni_tension.pdf").abstract
    assert abstract is not None
    assert abstract.display is None


def test_marks_of_plain_text_give_way_to_the_raised_form() -> None:
    text = "at 10^−3 s−1 and σ_y, and Al0.3 at T_Q"
    spans = [(6, 8, 1), (10, 12, 1), (19, 20, -1), (28, 31, -1), (37, 38, -1)]
    assert displayed(text, spans) == "at 10⁻³ s⁻¹ and σ_y, and Al₀.₃ at T_Q"
