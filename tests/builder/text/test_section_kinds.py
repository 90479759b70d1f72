"""A heading tells what its section is for, whatever its number, its capitals and its publisher."""

import pytest

from builder.papers import Section
from builder.text.section_kinds import named_section, section_kind

NAMED: dict[Section, tuple[str, ...]] = {
    "introduction": (
        "1. Introduction", "I. INTRODUCTION", "■ INTRODUCTION", "1 | Introduction",
        "I N T R O D U C T I O N", "Introduction and background", "State of the art", "Einleitung",
    ),
    "experimental": (
        "2. Materials and Methods", "2 Experimental", "II. EXPERIMENTAL DETAILS", "METHODS",
        "Experimental section", "Materials & methods", "Computational details", "2.1. Materials",
        "Materials, processing and experimental methods", "Characterization methods", "Methodology",
        "Experimental set-up", "Simulation details", "2. Theory and methods", "Methods of analysis",
        "EXPERIMENTAL PROCEDURE", "Experimental characterization", "Experimental part:",
        "Sample preparation and experimental procedures", "Online Methods", "2 Numerical methods",
    ),
    "results": (
        "3. Results", "3. Results and discussion", "RESULTS AND DISCUSSIONS", "III. RESULTS",
        "Experimental results", "Results of tensile tests", "4.1. Modelling results",
        "Main findings", "Experimental results and discussion", "Result and discussion",
    ),
    "discussion": ("4. Discussion", "DISCUSSION", "General discussion", "4 Discussion of slip"),
    "conclusions": (
        "5. Conclusion", "Conclusions", "V. SUMMARY", "Summary and conclusions",
        "Concluding remarks", "Conclusions and outlook", "5 | CONCLUSIONS", "Outlook",
    ),
    "supplementary": (
        "Supplementary material", "Appendix A. Lattice constants", "Supporting Information",
        "Appendix. Supplementary material", "ASSOCIATED CONTENT", "Supplementary Materials:",
    ),
    "acknowledgements": (
        "Acknowledgements", "Acknowledgment", "CRediT authorship contribution statement", "Funding",
        "Declaration of Competing Interest", "Data availability", "Conflicts of Interest",
        "Author Contributions:", "AUTHOR INFORMATION", "Data availability statement", "Notes",
    ),
    "references": ("References", "REFERENCES AND NOTES", "Bibliography", "Notes and references"),
}  # fmt: skip
SILENT = (
    "3.1 Microstructure", "Effect of annealing on hardness", "Hydrogen storage properties", "3.3.1",
    "Interactive materials", "Phase diagrams", "Mechanical properties in tension", "CoCrFeNi", "",
    "Deformation mechanisms", "Design process",
    "Results show that the hardness and the strength of all of the alloys that were studied rise",
)  # fmt: skip


@pytest.mark.parametrize(
    ("heading", "kind"), [(one, kind) for kind, headings in NAMED.items() for one in headings]
)
def test_a_heading_names_its_section(heading: str, kind: Section) -> None:
    assert named_section(heading) == kind
    assert section_kind(heading, "results") == kind


@pytest.mark.parametrize("heading", SILENT)
def test_a_heading_that_names_none_is_of_the_section_around_it(heading: str) -> None:
    assert named_section(heading) is None
    assert section_kind(heading, "experimental") == "experimental"


@pytest.mark.parametrize(
    ("heading", "kind"),
    [
        ("2 Sample preparation", "experimental"),
        ("2.3 Tensile tests", "experimental"),
        ("3. Microstructure and phases", "results"),
        ("4 Strengthening mechanisms", "discussion"),
        ("High-entropy alloys", "other"),
    ],
)
def test_at_the_first_level_the_subject_tells(heading: str, kind: Section) -> None:
    assert section_kind(heading) == kind
    assert section_kind(heading, "conclusions") == "conclusions"
