import csv
from pathlib import Path

import pytest

from builder.papers import Paper
from builder.references.readers import read_bibliography

BIB = r"""
@string{am = "Acta Materialia"}
@comment{a note}
@article{one2019,
  author = {M{\"u}ller, Anna and Jones, Bob},
  title = {{Strength of Al$_{0.3}$CoCrFeNi}},
  journal = am, year = {2019}, doi = {https://doi.org/10.1000/ONE},
  abstract = {It reaches 1050 MPa at 700 degrees C and 5\% strain.
    © 2019 Acta Materialia Inc. Published by a publisher. All rights reserved.}
}
@article{broken, title = {Unbalanced {brace}, year = 2020
@article{three, title = {No abstract here}, year = 2021}
"""
RIS = """TY  - JOUR
AU  - Smith, A.
TI  - A paper in RIS
AB  - © 2020 Some House. The alloy is FCC.
DO  - 10.1000/ris
PY  - 2020
ER  -

TY  - JOUR
TI  - Without an end
AB  - Still read.
"""


def read(path: Path, text: str | bytes) -> list[tuple[int, Paper]]:
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return [(line, paper) for line, _, paper in read_bibliography(path)]


def words(paper: Paper) -> str | None:
    return paper.abstract and paper.abstract.text


def test_bibtex_is_read_with_its_latex_undone(tmp_path: Path) -> None:
    rows = read(tmp_path / "a.bib", BIB)
    assert [(line, paper.state) for line, paper in rows] == [
        (4, "ok"),
        (11, "corrupt"),
        (12, "no_abstract"),
    ]
    one = rows[0][1]
    assert (one.title, one.doi, one.year) == ("Strength of Al0.3CoCrFeNi", "10.1000/one", 2019)
    assert (one.journal, one.key) == ("Acta Materialia", "one2019")
    assert one.authors == ("Müller, Anna", "Jones, Bob")
    assert words(one) == "It reaches 1050 MPa at 700 °C and 5% strain."
    assert "Line 11" in rows[1][1].reason


def test_ris_is_read_and_a_missing_end_forgiven(tmp_path: Path) -> None:
    (first, one), (second, two) = read(tmp_path / "a.ris", RIS)
    assert (first, one.title, one.year, words(one)) == (
        1, "A paper in RIS", 2020, "The alloy is FCC.",
    )  # fmt: skip
    assert (second, words(two)) == (9, "Still read.")


PUBMED = """
PMID- 25190791
OWN - NLM
DP  - 2014 Sep 5
TI  - A fracture-resistant alloy
      for cold places.
LID - 10.1000/nbib [doi]
AB  - Toughness exceeds 200 MPa
      m(1/2) at 77 K.
FAU - Smith, Anna
FAU - Jones, Bob
JT  - A Journal (New York, N.Y.)
AID - 345/6201/1153 [pii]

PMID- 1
TI  - No abstract here
"""
WEB_OF_SCIENCE = """FN Clarivate Analytics Web of Science
VR 1.0
PT J
AU Smith, A
   Jones, B
AF Smith, Anna
   Jones, Bob
TI Hardness of
   AlCoCrFeNi
SO ACTA MATERIALIA
AB The alloy is hard. It was
   aged at 700 degrees C.
DI 10.1000/WOS
PY 2021
UT WOS:000123
ER

PT J
TI Another
AB Also read.
PY 2022
ER

EF
"""


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_pubmed_entries_are_read(tmp_path: Path, newline: str) -> None:
    (line, one), (second, two) = read(tmp_path / "a.nbib", PUBMED.replace("\n", newline))
    assert (line, one.title, one.year) == (2, "A fracture-resistant alloy for cold places.", 2014)
    assert (one.doi, one.key) == ("10.1000/nbib", "pmid:25190791")
    assert (one.journal, one.authors) == (
        "A Journal (New York, N.Y.)", ("Smith, Anna", "Jones, Bob"),
    )  # fmt: skip
    assert words(one) == "Toughness exceeds 200 MPa m(1/2) at 77 K."
    assert (second, two.state) == (15, "no_abstract")


@pytest.mark.parametrize("suffix", [".txt", ".ciw"])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_web_of_science_entries_are_read(tmp_path: Path, suffix: str, newline: str) -> None:
    export = "\ufeff" + WEB_OF_SCIENCE.replace("\n", newline)
    (line, one), (_, two) = read(tmp_path / f"a{suffix}", export)
    assert (line, one.title, one.year, one.doi) == (
        3, "Hardness of AlCoCrFeNi", 2021, "10.1000/wos",
    )  # fmt: skip
    assert (one.authors, one.key) == (("Smith, Anna", "Jones, Bob"), "WOS:000123")
    assert words(one) == "The alloy is hard. It was aged at 700 °C."
    assert words(two) == "Also read."


def test_web_of_science_tables_are_read(tmp_path: Path) -> None:
    table = "PT\tAU\tTI\tSO\tAB\tDI\tPY\n"
    table += "J\tSmith, A; Jones, B\tT\tJOM\tIt is FCC.\t10.1000/t\t2020\n"
    [(line, paper)] = read(tmp_path / "savedrecs.txt", table)
    assert (line, paper.title, paper.doi, paper.year, words(paper)) == (
        2, "T", "10.1000/t", 2020, "It is FCC.",
    )  # fmt: skip
    assert paper.authors == ("Smith, A", "Jones, B")


def test_a_text_of_something_else_has_no_entries(tmp_path: Path) -> None:
    assert read(tmp_path / "notes.txt", "Buy more argon.\n") == []


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_table_is_read_by_its_column_names(tmp_path: Path, delimiter: str) -> None:
    head = delimiter.join(("Abstract", "DOI", "Title", "Year"))
    row = delimiter.join(('"One.\nTwo, and; three."', "10.1000/x", "A title", "2018"))
    [(line, paper)] = read(tmp_path / "a.csv", f"\ufeff{head}\r\n{row}\r\n\r\n")
    assert (line, paper.title, paper.year, words(paper)) == (
        2, "A title", 2018, "One. Two, and; three.",
    )  # fmt: skip


def test_a_table_of_something_else_says_which_columns_are_needed(tmp_path: Path) -> None:
    [(_, paper)] = read(tmp_path / "a.csv", "x,y\n1,2\n")
    assert paper.state == "corrupt"
    assert "“title” and “abstract”" in paper.reason


def test_csl_json_is_read(tmp_path: Path) -> None:
    entry = (
        '[{"id": "z1", "title": "T <sub>2</sub>",'
        ' "abstract": "Al<sub>0.3</sub>CoCrFeNi &amp; more",'
        ' "DOI": "10.1000/Z", "issued": {"date-parts": [[2017, 3]]}, "author": [{"family": "Ito",'
        ' "given": "K."}], "container-title": "JOM"}, 5]'
    )
    (_, one), (_, two) = read(tmp_path / "a.json", entry)
    assert (one.title, one.doi, one.year, one.journal) == ("T 2", "10.1000/z", 2017, "JOM")
    assert (one.authors, words(one)) == (("Ito, K.",), "Al0.3CoCrFeNi & more")
    assert two.state == "corrupt"


def test_an_abstract_that_is_not_there_is_none(tmp_path: Path) -> None:
    [(_, paper)] = read(tmp_path / "a.csv", "title,abstract\nT,[No abstract available]\n")
    assert paper.state == "no_abstract"


@pytest.mark.parametrize(
    ("name", "text", "count"),
    [
        ("a.ris", "TY  - JOUR\nTI  - A\nAB  - a\n\nTI  - B\nAB  - b\nER  - \n", 2),
        ("a.bib", "@article{a, title={A}}\narticle{b,\n title={B}}\n", 2),
        ("a.ciw", "PT J\nTI A\nUT WOS:1\nUT WOS:2\nER\n", 2),
        ("a.nbib", "PMID- 1\nTI  - A\nTI  - B\n", 2),
        ("a.csv", 'title,abstract,id\nA,"x WOS:000000001 and WOS:000000002",WOS:000000001\n', 2),
    ],
)
def test_fewer_entries_than_the_file_holds_are_told(
    tmp_path: Path, name: str, text: str, count: int
) -> None:
    rows = read(tmp_path / name, text)
    told = [paper.reason for line, paper in rows if paper.state == "corrupt"]
    assert len(rows) > 1
    assert told
    assert f"hold {count} entries" in told[-1] or "outside of an entry" in told[-1]


def test_invisible_characters_vanish_from_every_field(tmp_path: Path) -> None:
    entry = (
        "TY  - JOUR\nTI  - Al\u200b0.3Co\nAB  - The micro\xadstructure of CoCr\u2060FeNi.\n"
        "AU  - Y\u200deh\nDO  - 10.1000/\ufeffx\nER  - \n"
    )
    [(_, paper)] = read(tmp_path / "a.ris", entry)
    assert (paper.title, paper.doi, paper.authors) == ("Al0.3Co", "10.1000/x", ("Yeh",))
    assert words(paper) == "The microstructure of CoCrFeNi."


def test_formulas_of_tex_are_written_as_text_in_any_format(tmp_path: Path) -> None:
    table = "title,abstract\nAl$_{0.3}$CoCrFeNi,It is $10^{-3}$ s$^{-1}$ and costs $5 or $6.\n"
    [(_, paper)] = read(tmp_path / "a.csv", table)
    assert paper.title == "Al0.3CoCrFeNi"
    assert words(paper) == "It is 10^-3 s^-1 and costs $5 or $6."


@pytest.mark.parametrize("suffix", [".bib", ".ris", ".nbib", ".ciw", ".txt", ".csv", ".json"])
@pytest.mark.parametrize(
    "data",
    [
        b"", b"\xef\xbb\xbf", b"\x00" * 500, b"<html>404</html>", b"{" * 50_000, b"@article{" * 999,
        b"TY  - \n" * 999, b"PMID- \n" * 999, b"PT J\nER\n" * 999,
        '@article{é, title="é"}'.encode("latin-1"), b'a,"' + b"x" * 10_000_000,
    ],
    ids=range(11),
)  # fmt: skip
def test_no_file_breaks_the_reader(tmp_path: Path, suffix: str, data: bytes) -> None:
    for line, paper in read(tmp_path / f"a{suffix}", data):
        assert line >= 1
        assert paper.reason or paper.state == "ok"


@pytest.mark.shared
def test_every_entry_of_real_exports_is_accounted_for(shared: Path) -> None:
    table, bib = shared / "bib" / "scopus_export.csv", shared / "bib" / "web_of_science.bib"
    with table.open(encoding="utf-8-sig", newline="") as lines:
        count = sum(1 for _ in csv.reader(lines)) - 1
    papers = [paper for *_, paper in read_bibliography(table)]
    assert len(papers) == count
    entries = [paper for *_, paper in read_bibliography(bib)]
    assert len(entries) == bib.read_text("utf-8").count("\n@") + 1
    for paper in (*papers, *entries):
        assert paper.state == "ok"
        assert paper.doi is not None
        assert paper.year is not None
        assert not set("©\\") & set(words(paper) or "")


def test_entries_that_name_no_paper_are_no_copies_of_each_other(tmp_path: Path) -> None:
    found = []
    for name, text in {
        "a.json": "{broken", "b.json": "[also broken", "c.ris": "TY  - JOUR\nER  -\n",
        "d.ris": "TY  - JOUR\nER  -\n\nTY  - JOUR\nER  -\n",
    }.items():  # fmt: skip
        (tmp_path / name).write_text(text, "utf-8")
        found += [identity for _, identity, _ in read_bibliography(tmp_path / name)]
    assert len(found) == len(set(found)) >= 4
    (tmp_path / "copy.json").write_text("{broken", "utf-8")
    assert [identity for _, identity, _ in read_bibliography(tmp_path / "copy.json")] == found[:1]
