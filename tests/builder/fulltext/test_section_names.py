"""Numbers and names of headings."""

import pytest

from builder.fulltext.page.captions import label_at
from builder.fulltext.sections.section_names import named_kind, number_of


@pytest.mark.parametrize(
    ("heading", "number", "title"),
    [
        ("3.2. Hardness", (3, 2), "Hardness"),
        ("II. METHODS", (2,), "METHODS"),
        ("B. Alloys", (0, 2), "Alloys"),
        ("1 | Introduction", (1,), "Introduction"),
        ("A new alloy", (), "A new alloy"),
        ("■ RESULTS", (), "RESULTS"),
    ],
)
def test_numbers_of_headings(heading: str, number: tuple[int, ...], title: str) -> None:
    assert number_of(heading) == (number, title)


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("Materials and experimental methods", "experimental"),
        ("Results and discussion", "results"),
        ("Discussion and conclusions", "conclusions"),
        ("R E F E R E N C E S", "references"),
        ("Supporting Information", "supplementary"),
        ("Funding", "acknowledgements"),
        ("CRediT authorship contribution statement", "notes"),
        ("Data availability", "other"),
        ("Ergebnisse", "results"),
        ("结果与讨论", "results"),
        ("Grain growth", None),
    ],
)
def test_kinds_that_headings_name(title: str, kind: str | None) -> None:
    assert named_kind(title) == kind


def test_methods_by_name_are_methods_at_the_first_level_only() -> None:
    assert named_kind("Synthesis and characterization", is_first_level=True) == "experimental"
    assert named_kind("Synthesis and characterization") is None


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Figure 3. SEM images", "Figure 3"),
        ("FIG. 1 (color online). Spectra", "Figure 1"),
        ("Table 2 Mechanical properties", "Table 2"),
        ("TABLE II. Values", "Table II"),
        ("Supplementary Table 3: Fits", "Table S3"),
        ("S3 Fig. Spectrum", "Figure S3"),
        ("Abb. 4: Gefüge", "Figure 4"),
        ("Figure 3 shows the grains", None),
        ("Figures 3a and 3b are alike", None),
        ("Fig. 4(a) shows that", None),
        ("Table 1 lists all", None),
        ("Figuratively speaking", None),
    ],
)
def test_labels_of_captions(text: str, name: str | None) -> None:
    label = label_at(text)
    assert (label and label.name) == name
