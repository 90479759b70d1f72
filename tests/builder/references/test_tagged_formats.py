"""RIS, PubMed and Web of Science tag each line; an entry that is broken costs no other."""

import pytest

from builder.references.tagged_formats import read_tagged

RIS = (
    "TY  - JOUR\nTI  - Hardness of AlCoCrFeNi\nAU  - Li, A.\nAU  - Yeh, J.-W.\nPY  - 2004\nER  -\n"
)
PUBMED = (
    "PMID- 7\nTI  - A tough\n      alloy\nAID - 10.1000/a [doi]\nFAU - Li, Anna\nDP  - 2014 Sep\n"
)
WOS = "PT J\nAF Li, Anna\n   Yeh, Jien-Wei\nTI A tough alloy\nSO ACTA\nPY 2014\nUT WOS:1\nER\n"


def test_an_entry_of_ris_gives_its_fields() -> None:
    [(line, fields)] = read_tagged("\n" + RIS)
    assert isinstance(fields, dict)
    assert (line, fields["title"], fields["year"]) == (2, "Hardness of AlCoCrFeNi", "2004")
    assert fields["authors"] == ["Li, A.", "Yeh, J.-W."]
    assert fields["abstract"] is None


def test_an_entry_of_pubmed_gives_its_fields_with_folded_lines_joined() -> None:
    [(_, fields)] = read_tagged(PUBMED)
    assert fields == {
        "title": "A tough alloy",
        "abstract": None,
        "doi": "10.1000/a",
        "year": "2014 Sep",
        "journal": None,
        "authors": ["Li, Anna"],
        "id": "pmid:7",
    }


def test_an_entry_of_the_web_of_science_gives_its_fields() -> None:
    [(_, fields)] = read_tagged(WOS)
    assert isinstance(fields, dict)
    assert (fields["title"], fields["journal"], fields["id"]) == ("A tough alloy", "ACTA", "WOS:1")
    assert fields["authors"] == ["Li, Anna", "Yeh, Jien-Wei"]


def test_two_entries_without_ends_are_two_entries() -> None:
    entries = list(read_tagged((RIS * 2).replace("ER  -\n", "")))
    assert [line for line, _ in entries] == [1, 6]
    assert all(isinstance(fields, dict) for _, fields in entries)


def test_a_text_of_no_known_kind_has_no_entries() -> None:
    assert list(read_tagged("Title: a tough alloy\nYear: 2014\n")) == []


@pytest.mark.parametrize("tag", ["AB", "N2"])
def test_a_field_given_twice_keeps_both_paragraphs(tag: str) -> None:
    text = RIS.replace("PY", f"{tag}  - One is hard.\n{tag}  - Two is tough.\nPY")
    [(_, fields)] = read_tagged(text)
    assert isinstance(fields, dict)
    assert fields["abstract"] == "One is hard. Two is tough."
    [(_, fields)] = read_tagged(PUBMED + "AB  - One is hard.\nAB  - Two is tough.\n")
    assert isinstance(fields, dict)
    assert fields["abstract"] == "One is hard. Two is tough."


def test_a_paragraph_that_another_holds_is_said_once() -> None:
    text = RIS.replace("PY", "N2  - It is hard. It is tough.\nAB  - It is hard.\nPY")
    [(_, fields)] = read_tagged(text)
    assert isinstance(fields, dict)
    assert fields["abstract"] == "It is hard. It is tough."


@pytest.mark.parametrize("between", [" - ", "  - ", "  -\t", "- "])
def test_a_tag_is_one_however_its_dash_is_spaced(between: str) -> None:
    [(line, fields)] = read_tagged(RIS.replace("  - ", between))
    assert isinstance(fields, dict)
    assert (line, fields["title"], fields["year"]) == (1, "Hardness of AlCoCrFeNi", "2004")


def test_blank_lines_within_an_entry_end_nothing() -> None:
    for text in (RIS, WOS):
        [(_, plain)], [(_, spread)] = read_tagged(text), read_tagged(text.replace("\n", "\n\n"))
        assert plain == spread


@pytest.mark.parametrize("lost", ["TY  - JOUR\n", "ER  -\n"])
def test_a_lost_first_or_last_line_loses_no_entry(lost: str) -> None:
    second = RIS.replace("Hardness", "Toughness")
    for text in (RIS + second.replace(lost, ""), RIS.replace(lost, "") + second):
        titles = [fields["title"] for _, fields in read_tagged(text) if isinstance(fields, dict)]
        assert titles == ["Hardness of AlCoCrFeNi", "Toughness of AlCoCrFeNi"]


def test_an_entry_of_pubmed_without_its_number_is_an_entry() -> None:
    second = PUBMED.replace("PMID- 7\n", "")
    assert len(list(read_tagged(PUBMED + "\n" + second + "\n" + PUBMED))) == 3


@pytest.mark.parametrize(
    "tag", ["PY  - 2004", "Y1  - 2004/05/01/", "DA  - 2004/05/01", "Y1  - 2004///"]
)
def test_the_year_stands_in_any_of_its_tags(tag: str) -> None:
    [(_, fields)] = read_tagged(RIS.replace("PY  - 2004", tag))
    assert isinstance(fields, dict)
    assert fields["year"].startswith("2004")
