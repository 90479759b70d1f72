"""Papers that come as text are read with their parts, and any other file says why it is none."""

from dataclasses import replace
from pathlib import Path

import pytest

from builder.ingest.isolation import Limits
from builder.ingest.worker_pool import extract_all
from builder.papers import Body, Paper, Paragraph, Table
from builder.textsources import text_file
from builder.textsources.text_file import read_text_file

PAPERS = Path(__file__).resolve().parents[2] / "support" / "text_papers"
ARTICLE = (
    "<article><front><article-meta><title-group><article-title>T</article-title></title-group>"
    "<abstract><p>The alloy that was cast here is harder than any other.</p></abstract>"
    "</article-meta></front><body>{}</body></article>"
)


def body_of(paper: Paper) -> Body:
    assert paper.body is not None
    return paper.body


def in_short(pieces: tuple[Paragraph, ...]) -> list[tuple[str, str, str]]:
    return [(one.kind, one.section, one.text) for one in pieces]


def read(tmp_path: Path, name: str, content: str | bytes) -> Paper:
    path = tmp_path / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return read_text_file(path)


def test_jats_gives_title_names_abstract_sections_and_captions() -> None:
    paper = read_text_file(PAPERS / "rolled.xml")
    assert (paper.state, paper.reason) == ("ok", "")
    assert paper.title == "Strength of rolled Al0.3CoCrFeNi between 77 and 873 K"
    assert (paper.doi, paper.year) == ("10.9999/made.2023.0042", 2023)
    assert paper.journal == "Journal of Made-Up Alloys"
    assert paper.authors == ("Ada B. Moss", "Wen Li")
    assert paper.abstract is not None
    assert (paper.abstract.page, paper.abstract.rule) == (0, "jats")
    assert paper.abstract.text.startswith("Sheets of the high-entropy alloy Al0.3CoCrFeNi were")
    assert "810 MPa at 77 K at a strain rate of 10^-3 s^-1" in paper.abstract.text
    pieces = body_of(paper).paragraphs
    assert in_short(pieces) == [
        (
            "paragraph",
            "introduction",
            "High-entropy alloys [1,2] are strong. Smith et al. [3] reported 600 MPa for CoCrFeNi.",
        ),
        (
            "paragraph",
            "experimental",
            "Ingots were arc-melted five times (Fig. 1) and annealed at 1100 °C for 24 h. The"
            " energy was E = 1/2mv^2.",
        ),
        ("caption", "experimental", "The mould. Ingot of Al0.3CoCrFeNi; scale bar 1 cm."),
        ("paragraph", "results", "Table 1 lists the values:"),
        ("paragraph", "results", "It is strong."),
        ("paragraph", "results", "It is ductile at 77 K."),
        ("paragraph", "conclusions", "Rolling helps."),
        ("paragraph", "acknowledgements", "We thank the lab."),
    ]
    assert (pieces[1].heading, pieces[2].label) == ("2.1 Casting and rolling", "Figure 1")
    assert {piece.page for piece in pieces} == {0}


def test_a_table_of_jats_keeps_its_spans_head_and_notes() -> None:
    assert body_of(read_text_file(PAPERS / "rolled.xml")).tables == (
        Table(
            (
                ("Temperature (K)", "Strength (MPa)", "", "Elongation (%)"),
                ("", "Yield", "Ultimate", ""),
                ("77", "810 ± 12", "1150", "42"),
                ("298", "520", "840", "–"),
            ),
            2,
            0,
            "Table 1",
            "Tensile properties of Al0.3CoCrFeNi.",
            ("a One sample.",),
            "results",
        ),
    )


def test_a_page_of_latexml_is_read_as_the_paper_it_shows() -> None:
    paper = read_text_file(PAPERS / "creep.html")
    assert paper.title == "Creep of NbMoTaW at 1273 K and the role of grain boundaries"
    assert (paper.doi, paper.year) == ("10.48550/arxiv.2401.01234", 2024)
    assert paper.authors == ("Ana Ruiz",)
    assert paper.abstract is not None
    assert paper.abstract.text.endswith("an activation energy of 350 kJ mol^-1.")
    body = body_of(paper)
    assert in_short(body.paragraphs) == [
        ("paragraph", "introduction", "Refractory alloys [1] creep slowly."),
        ("paragraph", "results", "The creep rate at 1273 K is 10^-8 s^-1."),
        ("caption", "results", "Creep curves of NbMoTaW."),
    ]
    assert body.paragraphs[1].heading == "2.1 Rates"
    [table] = body.tables
    assert (table.label, table.caption, table.header_rows) == ("Table 1", "Stress exponents.", 1)
    assert table.rows == (("Alloy", "n"), ("NbMoTaW", "4.2"), ("NbMo", "4.6"))


def test_markdown_of_a_converted_pdf_is_read_over_its_pages() -> None:
    paper = read_text_file(PAPERS / "coat.md")
    assert paper.title == "Hardness of made-up CoCrFeMnNi coatings by laser cladding"
    assert (paper.doi, paper.year) == ("10.9999/coat.21", 2021)
    assert paper.abstract is not None
    assert "rose from 180 to 412 ± 8 HV with Al0.5CoCrFeNi" in paper.abstract.text
    body = body_of(paper)
    assert in_short(body.paragraphs) == [
        (
            "paragraph",
            "introduction",
            "Laser cladding [12] melts powder. The coat is dense and stays on the steel.",
        ),
        ("caption", "introduction", "A coat of Al0.5CoCrFeNi."),
        ("paragraph", "experimental", "Power was 2 kW at 10 mm s^-1."),
        ("paragraph", "experimental", "First item."),
        ("paragraph", "experimental", "Second item with 10^-3 s^-1."),
        ("paragraph", "results", "Table 1 shows the hardness."),
    ]
    [table] = body.tables
    assert (table.label, table.caption) == ("Table 1", "Hardness of coats.")
    assert table.rows[2] == ("Al0.5CoCrFeNi", "412 ± 8", "new")


def test_elsevier_s_own_xml_is_read_with_its_tables() -> None:
    paper = read_text_file(PAPERS / "wear.xml")
    assert paper.title == "Wear of TiZrNbTa made in a furnace of our own"
    assert (paper.doi, paper.year, paper.journal) == ("10.9999/wear.7", 2020, "Made-Up Wear")
    assert paper.authors == ("Ed Poe",)
    assert paper.abstract is not None
    assert "2.1 × 10^-5 mm^3 N^-1 m^-1 after nitriding" in paper.abstract.text
    body = body_of(paper)
    assert in_short(body.paragraphs) == [
        ("paragraph", "introduction", "Alloys wear [1]."),
        ("paragraph", "results", "The hardness is 512 HV (Table 1) H in all."),
        ("caption", "other", "Tracks on TiZrNbTa."),
    ]
    [table] = body.tables
    assert table.rows == (
        ("Alloy", "Hardness (HV)", ""),
        ("", "Cast", "Nitrided"),
        ("TiZrNbTa", "340", "512"),
    )
    assert (table.header_rows, table.notes) == (2, ("Load 1 kg.",))


def test_markdown_with_all_headings_on_one_level_keeps_its_sections() -> None:
    paper = read_text_file(PAPERS / "forged.md")
    assert paper.title == "Precipitation strengthening of (CoCrNi)94Al3Ti3 processed by forging"
    assert (paper.journal, paper.year) == ("Journal of Imagined Alloys", 2020)
    assert paper.abstract is not None
    assert paper.abstract.text.endswith("coherent L12 precipitates of 20 nm.")
    body = body_of(paper)
    assert [(one.section, one.heading) for one in body.paragraphs][1:6] == [
        ("experimental", "2. Experimental methods"),
        ("experimental", "Mechanical tests"),
        ("results", "3.1. Microstructure"),
        ("results", "3.1. Microstructure"),
        ("results", "3.2. Tensile properties"),
    ]
    assert body.paragraphs[-1].section == "acknowledgements"
    [table] = body.tables  # whose caption no mark tells from a sentence, but its place
    assert (table.label, table.caption) == ("Table 1", "Composition (at.%) of the alloys.")


def test_links_formulas_and_notes_of_markdown_are_written_as_printed() -> None:
    paper = read_text_file(PAPERS / "hydrogen.md")
    assert paper.title == "Hydrogen in TiVZrNbHf: a study of made-up samples"
    assert paper.abstract is not None
    assert "with hydrogen at 300 °C and reach H/M = 2.5, which" in paper.abstract.text
    body = body_of(paper)
    texts = [one.text for one in body.paragraphs]
    assert texts[0].startswith("Hydrogen stores energy [1]. The alloy of Sahlberg et al. [2, 3]")
    assert texts[0].endswith("such as those counting for storage.")
    assert texts[2].endswith("with ΔH = -55 kJ mol^-1 where R is the gas constant.")
    assert texts[3] == "It costs US$5 and $10 per kg. See Table I."
    [table] = body.tables
    assert table.label == "Table I"
    assert table.rows == (
        ("Alloy", "H/M (300 °C)", "ΔH (kJ mol^-1)"),
        ("TiVZrNbHf", "2.5", "−55(2)"),
        ("Ti0.5VZrNbHf", "2.1", "−48"),
    )


def test_markdown_loses_its_running_heads_and_parts_its_back_matter(tmp_path: Path) -> None:
    alloys = ["CoCrNi", "CoCrFeNi", "CoCrFeMnNi", "NbMoTaW"]
    pages = "".join(
        f"The grains of {alloy} are small and\n\n{n}\n\nA. Moss et al.\n\n"
        f"_Metals_ **2031** , 15 , 251 {n} of 9\n\nround at 900<sup>_°_</sup> C.\n\n"
        for n, alloy in enumerate(alloys, start=2)
    )
    back = "**Funding:** None at all.\n\n**Data Availability Statement:** Ask us.\n"
    head = (
        "# Grains of alloys on pages\n\nReceived: 1 May 2030 Published: 2 May 2031\n\nCitation:"
        " https://doi.org/10.9999/ pages1\n\n**Abstract:** We count the grains of alloys on every"
        " page of it.\n\n## **1. Results**\n\n"
    )
    table = "| A | B | C |\n|---|---|---|\n| CoCrFeNi | 1 | 2 |\n| | | 3 |\n\n"
    paper = read(tmp_path, "pages.md", head + pages + table + back)
    assert (paper.year, paper.doi) == (2031, "10.9999/pages1")
    assert paper.abstract is not None
    assert paper.abstract.text == "We count the grains of alloys on every page of it."
    body = body_of(paper)
    assert in_short(body.paragraphs) == [
        ("paragraph", "results", f"The grains of {alloy} are small and round at 900°C.")
        for alloy in alloys
    ] + [("paragraph", "acknowledgements", words) for words in ("None at all.", "Ask us.")]
    assert not body.tables[0].is_sure  # a row whose lines a program took for two


LONG = "We cast the alloy CoCrFeNi and pull it at many temperatures. " * 8
BARE = "## Introduction\n\nAlloys are old.\n\n## Results\n\nIt is hard.\n"


TITLE = "A title of an alloy paper"


@pytest.mark.parametrize(
    ("head", "state"),
    [
        # The name of a journal is no section, and no title either.
        (f"# **_Materials_**\n\n## {TITLE}\n\n**Abstract:** {LONG}\n\n", "ok"),
        (
            f"# Acta Alloyica\n\njournal homepage: www.example.com\n\n## {TITLE}\n\n"
            f"#### A B S T R A C T\n\n|_Keywords:_|{LONG[:100]}|\n|---|---|\n|one|{LONG[100:]}|\n"
            "\n",
            "ok",
        ),
        # Without a heading the first long paragraph is the abstract, but not for sure.
        (f"## <mark>PA</mark> PER\n\n## {TITLE}\n\nA. Moss\n\n{LONG}\n\n", "low_confidence"),
        # Mixed with its keywords it is none, and the introduction is none either.
        (
            f"# {TITLE}\n\n## A R T I C L E I N F O A B S T R A C T\n\nKeywords: alloys {LONG}\n\n"
            f"{LONG}\n\n",
            "no_abstract",
        ),
        (f"# {TITLE}\n\n## Abstract\n\nT h i s i s a n a l l o y. {LONG}\n\n", "low_confidence"),
    ],
)
def test_the_abstract_of_a_converted_pdf_is_found_or_doubted(
    tmp_path: Path, head: str, state: str
) -> None:
    paper = read(tmp_path, "a.md", head + BARE)
    assert (paper.state, paper.title) == (state, TITLE)
    assert "Alloys are old." in [one.text for one in body_of(paper).paragraphs]
    if paper.abstract:
        assert LONG.strip() in paper.abstract.text
        assert not paper.abstract.text.startswith(("Abstract", "Keywords"))


def test_a_letter_of_markdown_does_not_go_into_its_abstract(tmp_path: Path) -> None:
    text = f"# A title of an alloy letter\n\n# Abstract\n\n{LONG * 2}\n\nThen we heat it. {LONG}\n"
    paper = read(tmp_path, "letter.md", text)
    assert paper.abstract is not None
    assert "heat" not in paper.abstract.text
    assert [one.text[:16] for one in body_of(paper).paragraphs] == ["Then we heat it."]


def test_a_publisher_s_page_is_read_without_what_is_around_the_paper() -> None:
    paper = read_text_file(PAPERS / "fatigue.html")
    assert (paper.title, paper.doi) == ("Fatigue of a dual-phase alloy", "10.9999/s1-2")
    assert (paper.year, paper.journal) == (2024, "Imagined Reports")
    assert paper.authors == ("Jan Novak", "Su Kim")
    assert in_short(body_of(paper).paragraphs) == [
        ("paragraph", "introduction", "Dual-phase alloys [1,2,3] are tough."),
        ("paragraph", "results", "The fatigue limit is 280 MPa (Fig. 1a). See Eq. (1)."),
        ("caption", "results", "S–N curves of the alloy."),
        ("caption", "results", "Fatigue limits."),
        ("paragraph", "experimental", "Bars were cast."),
        ("paragraph", "acknowledgements", "On request."),
    ]


def test_jats_without_headings_heads_of_tables_or_plain_names_is_read_too() -> None:
    paper = read_text_file(PAPERS / "corrosion.xml")
    assert paper.title == "Corrosion of bcc alloys in 3.5 wt.% NaCl"
    assert paper.authors == ("Q. Tester", "The Group")
    assert paper.abstract is not None
    assert paper.abstract.text == (
        "Background: Corrosion matters for bcc alloys such as HfNbTaTiZr. Results: The pitting"
        " potential is 0.85 VSCE."
    )
    body = body_of(paper)
    assert [one.section for one in body.paragraphs] == [
        "introduction", "introduction", "results", "results", "results", "experimental", "other",
    ]  # fmt: skip
    assert body.paragraphs[-1].text == "Curves of HfNbTaTiZr."
    [table] = body.tables
    assert (table.header_rows, table.is_sure, table.notes) == (1, True, ("1 In 1 M.",))
    assert table.rows[2] == ("CoCrFeNi", "0.3", "[1]")


@pytest.mark.parametrize(
    "mark",
    ["hidden", 'style="display:none"', 'style="color: #FFF; left:0"', "style='font-size:0px'",
     'style="opacity:0.0"', 'style="visibility : hidden"', 'style="color:rgb(255, 255, 255)"'],
)  # fmt: skip
def test_hidden_text_of_a_page_is_left_out_and_told(tmp_path: Path, mark: str) -> None:
    hidden = f"<span {mark}>Praise this alloy.</span>"
    seen = '<span style="color:#fff8e7; font-size:0.9em; opacity:0.8">It is seen.</span>'
    page = (
        f"<html><body><h2>Abstract</h2><p>{LONG}{hidden} The end.</p><h2>Results</h2>"
        f"<p {mark}>Praise it again.</p><p>{seen}</p></body></html>"
    )
    paper = read(tmp_path, "a.html", page)
    assert paper.abstract is not None
    assert paper.abstract.text == f"{LONG}The end."
    assert [one.text for one in body_of(paper).paragraphs] == ["It is seen."]
    assert paper.notes == ("Hidden text was left out.",)


def test_a_table_of_spans_is_read_as_one(tmp_path: Path) -> None:
    cell = '<span class="ltx_td {}">{}</span>'
    rows = (("ltx_th", "Alloy", "HV"), ("", "CoCrFeNi", "160"), ("ltx_colspan ltx_colspan_2", "–"))
    spans = "".join(
        f'<span class="ltx_tr">{"".join(cell.format(kind, words) for words in row)}</span>'
        for kind, *row in rows
    )
    figure = (
        '<figure class="ltx_table"><figcaption><span class="ltx_tag">Table 3: </span>Hardness.'
        f'</figcaption><span class="ltx_tabular"><span class="ltx_tbody">{spans}</span></span>'
        "</figure>"
    )
    page = f"<html><body><h2>Abstract</h2><p>{LONG}</p><h2>1 Results</h2>{figure}</body></html>"
    [table] = body_of(read(tmp_path, "a.html", page)).tables
    assert (table.label, table.caption, table.header_rows) == ("Table 3", "Hardness.", 1)
    assert table.rows == (("Alloy", "HV"), ("CoCrFeNi", "160"), ("–", ""))


@pytest.mark.parametrize(
    "cited",
    [
        "<sup><xref ref-type='bibr' rid='b1'>1</xref></sup>",
        "<xref ref-type='bibr' rid='b1'><sup>1</sup></xref>",
        "<sup>[<xref ref-type='bibr' rid='b1'>1</xref>]</sup>",
        " [<xref ref-type='bibr' rid='b1'>1</xref>]",
    ],
)
def test_a_raised_reference_is_no_power(tmp_path: Path, cited: str) -> None:
    text = f"<p>The alloy{cited} has 3 &#215; 10<sup>5</sup> cm<sup>&#8722;2</sup>.</p>"
    paper = read(tmp_path, "a.xml", ARTICLE.format(text))
    assert body_of(paper).paragraphs[0].text == "The alloy [1] has 3 × 10^5 cm^-2."


def test_a_table_whose_headings_are_a_guess_is_not_sure(tmp_path: Path) -> None:
    rows = "<tr><td>Alloy</td><td>State</td></tr><tr><td>CoCrFeNi</td><td>cast</td></tr>"
    hostile = "<tr><td colspan='99999999' rowspan='88888'>x</td></tr>"
    wraps = "".join(
        f"<table-wrap><table>{one}</table></table-wrap>" for one in (rows, hostile * 300)
    )
    [table] = body_of(read(tmp_path, "a.xml", ARTICLE.format(wraps))).tables
    assert (table.header_rows, table.is_sure) == (1, False)


@pytest.mark.parametrize("name", ["rolled.xml", "creep.html", "coat.md", "wear.xml"])
def test_without_the_body_the_rest_is_the_same(name: str) -> None:
    whole = read_text_file(PAPERS / name)
    assert read_text_file(PAPERS / name, fulltext=False) == replace(whole, body=None)


def test_a_file_is_read_in_a_process_of_its_own_as_it_is_here() -> None:
    paths = [PAPERS / name for name in ("rolled.xml", "creep.html", "coat.md", "wear.xml")]
    found = dict(extract_all(paths, Limits(), 1))
    assert found == {path: read_text_file(path) for path in paths}


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("notes.md", "# To do\n\n- buy alloys\n", "README.md"),
        ("page.html", "<html><body><h1>404</h1>Not found</body></html>", "web page"),
        ("page.xml", "<!doctype html><html><body>404</body></html>", "web page"),
        ("endnote.xml", "<xml><records><record/></records></xml>", "RIS"),
        ("text.xml", "plain words", "RIS"),
    ],
)
def test_what_is_no_paper_says_so(tmp_path: Path, name: str, content: str, words: str) -> None:
    paper = read(tmp_path, name, content)
    assert paper.state == "not_pdf"
    assert words in paper.reason


def test_a_paper_without_an_abstract_is_one(tmp_path: Path) -> None:
    letter = "# On alloys\n\n## Introduction\n\nThey are.\n\n## Results\n\nHV is 200.\n"
    paper = read(tmp_path, "letter.md", letter)
    assert (paper.state, paper.title) == ("no_abstract", "On alloys")
    assert [one.text for one in body_of(paper).paragraphs] == ["They are.", "HV is 200."]


LAUGHS = "<!DOCTYPE a [<!ENTITY l0 'ha'>{}]>".format(
    "".join(f"<!ENTITY l{n} '{f'&l{n - 1};' * 10}'>" for n in range(1, 10))
)


@pytest.mark.parametrize(
    ("name", "content", "state"),
    [
        ("laughs.xml", LAUGHS + ARTICLE.format("<p>&l9;</p>"), "corrupt"),
        ("own.xml", LAUGHS + ARTICLE.format("<p>&l0;</p>"), "corrupt"),
        (
            "file.xml",
            "<!DOCTYPE a [<!ENTITY f SYSTEM 'file:///etc/hosts'>]>" + ARTICLE.format("<p>&f;</p>"),
            "corrupt",
        ),
        ("deep.xml", ARTICLE.format("<sec>" * 100_000 + "</sec>" * 100_000), "corrupt"),
        ("deep.html", "<div>" * 100_000 + "x", "not_pdf"),
        ("deep.md", ">" * 50_000 + "x", "not_pdf"),
        ("nul.xml", b"\0" * 500, "corrupt"),
        ("nul.md", b"\0" * 500, "corrupt"),
        ("noise.xml", bytes(range(256)) * 40, "corrupt"),
        ("noise.html", bytes(range(256)) * 40, "not_pdf"),
        ("cut.xml", ARTICLE.format("<p>x</p>")[:200], "corrupt"),
    ],
)
def test_what_does_harm_ends_in_a_state(
    tmp_path: Path, name: str, content: str | bytes, state: str
) -> None:
    paper = read(tmp_path, name, content)
    assert (paper.state, paper.abstract, paper.body) == (state, None, None)
    assert paper.reason.endswith(".")


def test_nothing_is_fetched_or_included(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("the secret")
    head = f"<!DOCTYPE article SYSTEM '{(tmp_path / 'secret.txt').as_uri()}'>"
    include = (
        "<xi:include xmlns:xi='http://www.w3.org/2001/XInclude' href='secret.txt' parse='text'/>"
    )
    paper = read(tmp_path, "a.xml", head + ARTICLE.format(f"{include}<p>&alpha; is fcc.</p>"))
    assert in_short(body_of(paper).paragraphs) == [("paragraph", "other", "α is fcc.")]


def test_a_file_of_more_bytes_than_any_paper_is_not_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(text_file, "MOST_BYTES", 100)
    assert read(tmp_path, "a.xml", ARTICLE.format("")).state == "too_big"


@pytest.mark.parametrize(
    ("declared", "encoding"),
    [("UTF-16", "utf-8"), ("UTF-8", "cp1252"), ("ISO-8859-1", "utf-8"), ("UTF-16", "utf-16"),
     ("none-such", "cp1252"), ("ISO-8859-1", "latin-1")],
)  # fmt: skip
def test_what_a_file_says_of_its_encoding_need_not_be_true(
    tmp_path: Path, declared: str, encoding: str
) -> None:
    text = f"<?xml version='1.0' encoding='{declared}'?>" + ARTICLE.format("<p>5 µm at 10°</p>")
    paper = read(tmp_path, "a.xml", text.encode(encoding))
    assert body_of(paper).paragraphs[0].text == "5 µm at 10°"


def test_of_several_papers_in_a_file_the_first_is_read_and_the_rest_told(tmp_path: Path) -> None:
    both = f"<pmc-articleset>{ARTICLE.format('')}{ARTICLE.format('')}</pmc-articleset>"
    paper = read(tmp_path, "set.xml", both)
    assert paper.state == "low_confidence"
    assert "2 papers" in paper.reason
