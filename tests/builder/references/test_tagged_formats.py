"""RIS, PubMed and Web of Science tag each line; an entry that is broken costs no other."""

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
