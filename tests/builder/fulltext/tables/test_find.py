"""Tables of a page are read as rows of cells, by captions, rules and gaps."""

import pymupdf
import pytest
from drawn_tables import PITCH, booktabs, row, rule
from paper_layouts import BODY, Paper, Sheet

from builder.fulltext.tables import FoundTable, find_tables, join_continued
from builder.papers import LinePlace, Table
from builder.pdf.pages import read_page

HARDNESS = [
    ["Alloy", "State", "Hardness (HV)", "σ_{y} (MPa)"],
    ["CoCrNi", "as-cast", "180 ± 5", "310"],
    ["CoCrNiAl_{0.3}", "annealed", "245 ± 7", "–"],
    ["CoCrNiTi_{0.2}", "annealed", "402 ± 9", "911"],
]
XS = (60, 150, 240, 340)


def _sheet() -> Sheet:
    return Paper("", None).sheet()


def _read(sheet: Sheet) -> list[FoundTable]:
    document = pymupdf.open("pdf", sheet.page.parent.tobytes())
    return find_tables(read_page(document[0]), document[0])


def _only(sheet: Sheet) -> list[list[str]]:
    [found] = _read(sheet)
    return [list(cells) for cells in found.table.rows]


def test_a_table_between_rules_is_read_cell_by_cell() -> None:
    sheet = _sheet()
    sheet.write(60, 90, "Table 2. Mechanical properties of the alloys.", 9, "tibo")
    end = booktabs(sheet, XS, 100, HARDNESS)
    sheet.paragraph(60, end + 30, 500, BODY, 10)
    [found] = _read(sheet)
    table = found.table
    assert (table.label, table.caption) == ("Table 2", "Mechanical properties of the alloys.")
    assert table.header_rows == 1
    assert table.is_sure
    assert [list(cells) for cells in table.rows] == [
        ["Alloy", "State", "Hardness (HV)", "σ_y (MPa)"],
        ["CoCrNi", "as-cast", "180 ± 5", "310"],
        ["CoCrNiAl0.3", "annealed", "245 ± 7", "–"],
        ["CoCrNiTi0.2", "annealed", "402 ± 9", "911"],
    ]


def test_it_tells_which_lines_are_no_paragraphs_and_where_cells_stand() -> None:
    sheet = _sheet()
    sheet.write(60, 90, "Table 2. Mechanical properties of the alloys.", 9, "tibo")
    end = booktabs(sheet, XS, 100, HARDNESS)
    sheet.paragraph(60, end + 30, 500, BODY, 10)
    [found] = _read(sheet)
    assert [line.text for line in found.caption] == [
        "Table 2. Mechanical properties of the alloys."
    ]
    said = " ".join(line.text for line in found.lines)
    assert "CoCrNiTi0.2" in said
    assert BODY.split()[0] not in said
    number, column, place = next(one for one in found.table.places if one[:2] == (3, 3))
    assert found.table.rows[number][column][place.start : place.end] == "911"
    assert place.x0 == pytest.approx(10_000 * 340 / 595, abs=20)


def test_a_label_at_the_middle_of_its_rows_stands_in_the_first() -> None:
    sheet = _sheet()
    sheet.write(60, 90, "Table 1. Phases found.", 9, "tibo")
    rule(sheet, 100, 54, 420)
    row(sheet, 114, XS, ["Sample", "Phase", "wt.%", "a (Å)"])
    rule(sheet, 118, 54, 420)
    y = 132.0
    for label, phases in (("A1", ("FCC", "B2")), ("A2", ("FCC", "BCC", "sigma"))):
        for place, phase in enumerate(phases):
            row(sheet, y + place * PITCH, XS[1:], [phase, f"{20 + place}", f"3.{place}71"])
        sheet.write(XS[0], y + (len(phases) - 1) * PITCH / 2, label, 9)
        y += len(phases) * PITCH
        rule(sheet, y - PITCH + 4, 54, 420)
        y += 4
    assert _only(sheet)[1:] == [
        ["A1", "FCC", "20", "3.071"],
        ["", "B2", "21", "3.171"],
        ["A2", "FCC", "20", "3.071"],
        ["", "BCC", "21", "3.171"],
        ["", "sigma", "22", "3.271"],
    ]


def test_a_heading_over_several_columns_stands_over_the_first() -> None:
    sheet = _sheet()
    xs = (60, 130, 200, 270, 340)
    sheet.write(60, 90, "Table 3. Pressures.", 9, "tibo")
    rule(sheet, 100, 54, 410)
    row(sheet, 113, (60, 158, 340), ["Alloy", "Pressure (bar)", "Slope"])
    rule(sheet, 117, 126, 300)
    row(sheet, 129, (130, 200, 270), ["25 °C", "50 °C", "75 °C"])
    rule(sheet, 133, 54, 410)
    row(sheet, 146, xs, ["TiFe", "4.1", "9.2", "19.3", "0.8"])
    row(sheet, 160, xs, ["TiFeMn", "2.1", "5.2", "11.3", "1.8"])
    rule(sheet, 164, 54, 410)
    [found] = _read(sheet)
    assert found.table.header_rows == 2
    assert [list(cells) for cells in found.table.rows] == [
        ["Alloy", "Pressure (bar)", "", "", "Slope"],
        ["", "25 °C", "50 °C", "75 °C", ""],
        ["TiFe", "4.1", "9.2", "19.3", "0.8"],
        ["TiFeMn", "2.1", "5.2", "11.3", "1.8"],
    ]


def test_lines_of_one_cell_are_joined() -> None:
    sheet = _sheet()
    sheet.write(60, 90, "Table 1. Uses.", 9, "tibo")
    rule(sheet, 100, 54, 420)
    row(sheet, 113, XS[:2], ["Use", "Limit (K)"])
    rule(sheet, 117, 54, 420)
    row(sheet, 130, XS[:2], ["Furnaces", "1300"])
    sheet.write(60, 146, "Blades of gas", 9)
    sheet.write(150, 151.5, "1500", 9)
    sheet.write(60, 157, "turbines", 9)
    row(sheet, 173, XS[:2], ["Valves", "900"])
    rule(sheet, 177, 54, 420)
    assert _only(sheet)[1:] == [
        ["Furnaces", "1300"],
        ["Blades of gas turbines", "1500"],
        ["Valves", "900"],
    ]


def test_a_caption_may_stand_below_its_table() -> None:
    sheet = _sheet()
    sheet.paragraph(60, 60, 500, BODY[:400], 10)
    end = booktabs(sheet, XS, 200, HARDNESS)
    sheet.write(60, end + 14, "Table 4. Mechanical properties.", 9, "tibo")
    second = booktabs(sheet, XS, end + 60, HARDNESS[:3])
    sheet.write(60, second + 14, "Table 5. More of them.", 9, "tibo")
    sheet.paragraph(60, second + 60, 500, BODY, 10)
    found = _read(sheet)
    assert [(one.table.label, len(one.table.rows)) for one in found] == [
        ("Table 4", 4),
        ("Table 5", 3),
    ]


def test_a_table_without_rules_is_read_by_its_gaps() -> None:
    sheet = _sheet()
    sheet.write(60, 90, "TABLE I. Mechanical properties.", 9)
    for number, cells in enumerate(HARDNESS):
        row(sheet, 110 + number * PITCH, XS, cells)
    sheet.paragraph(60, 200, 500, BODY, 10)
    rows = _only(sheet)
    assert len(rows) == 4
    assert rows[3] == ["CoCrNiTi0.2", "annealed", "402 ± 9", "911"]


def test_a_sentence_that_names_a_table_has_none() -> None:
    sheet = _sheet()
    sheet.write(60, 90, "Table 2 shows the hardness of all alloys that were made here, and", 10)
    sheet.paragraph(60, 102, 500, BODY, 10)
    assert _read(sheet) == []


def test_tables_in_two_columns_stay_apart() -> None:
    sheet = _sheet()
    for x in (50, 320):
        sheet.write(x, 90, f"Table {1 if x == 50 else 2}. Hardness of alloys.", 9, "tibo")
        rows = [["Alloy", "HV"], ["CoCrNi", "180"], ["CoCrNiTi", "402"]]
        booktabs(sheet, (x + 6, x + 120), 100, rows, right=x + 220)
    sheet.columns(200)
    found = _read(sheet)
    assert [one.table.label for one in found] == ["Table 1", "Table 2"]
    assert all(len(one.table.rows[0]) == 2 and len(one.table.rows) == 3 for one in found)


def test_footnotes_are_no_rows() -> None:
    sheet = _sheet()
    sheet.write(60, 90, "Table 2. Mechanical properties of the alloys.", 9, "tibo")
    end = booktabs(sheet, XS, 100, HARDNESS)
    sheet.write(60, end + 12, "* Measured with a load of 5 N.", 8)
    [found] = _read(sheet)
    assert found.table.notes == ("* Measured with a load of 5 N.",)
    assert len(found.table.rows) == 4


def test_a_first_column_of_numbers_is_no_line_numbering() -> None:
    sheet = _sheet()
    sheet.write(60, 90, "Table 2. Energies of clusters.", 9, "tibo")
    rows = [["n", "E (eV)"], *([str(number), f"1.{number:02}"] for number in range(1, 13))]
    end = booktabs(sheet, (70, 150), 100, rows)
    sheet.paragraph(60, end + 40, 500, BODY * 2, 10)
    assert [cells[0] for cells in _only(sheet)[1:]] == [str(number) for number in range(1, 13)]


def test_a_table_that_is_set_across_the_page_is_read() -> None:
    upright = _sheet()
    upright.write(60, 90, "Table 2. Mechanical properties of the alloys.", 9, "tibo")
    booktabs(upright, XS, 100, HARDNESS)
    written = upright.page.parent
    across = pymupdf.open()
    page = across.new_page(width=842, height=595)
    page.show_pdf_page(page.rect, written, 0, rotate=90)
    [found] = find_tables(read_page(page), page)
    assert [list(cells) for cells in found.table.rows] == [
        ["Alloy", "State", "Hardness (HV)", "σ_y (MPa)"],
        ["CoCrNi", "as-cast", "180 ± 5", "310"],
        ["CoCrNiAl0.3", "annealed", "245 ± 7", "–"],
        ["CoCrNiTi0.2", "annealed", "402 ± 9", "911"],
    ]


def test_a_caption_may_stand_to_the_left_of_its_table() -> None:
    sheet = _sheet()
    sheet.write(50, 100, "TABLE 4 Mechanical", 9)
    sheet.write(50, 111, "properties", 9)
    for number, cells in enumerate(HARDNESS):
        row(sheet, 104 + number * PITCH, [x + 120 for x in XS], cells)
    sheet.paragraph(60, 220, 500, BODY, 10)
    assert [len(cells) for cells in _only(sheet)] == [4] * 4


def test_columns_beside_the_rules_of_headings_belong_to_the_table() -> None:
    sheet = _sheet()
    xs = (60, 150, 220, 290)
    sheet.write(60, 90, "Table 3. Contents of elements in the two alloys that were made (at.%).", 9)
    sheet.write(230, 104, "Content", 9)
    rule(sheet, 108, 145, 330)
    row(sheet, 120, xs, ["Alloy", "Co", "Cr", "Ni"])
    for number in range(4):
        row(sheet, 136 + number * PITCH, xs, [f"A{number}", "33.1", "33.2", f"33.{number}"])
    sheet.paragraph(60, 240, 500, BODY, 10)
    assert [cells[0] for cells in _only(sheet)] == ["", "Alloy", "A0", "A1", "A2", "A3"]


def test_a_table_that_goes_on_over_a_page_is_one() -> None:
    heading = ("Alloy", "HV")
    place = LinePlace(4, 0, 0, 3, 10, 10, 20, 20)
    first = Table((heading, ("A1", "180")), 1, 3, "Table 2", "Hardness.")
    second = Table((heading, ("A2", "402")), 1, 4, "Table 2", "", places=((1, 1, place),))
    other = Table((heading, ("A2", "402")), 1, 4, "Table 3", "More.")
    [one, left] = join_continued([first, second, other])
    assert one.rows == (heading, ("A1", "180"), ("A2", "402"))
    assert one.places == ((2, 1, place),)
    assert left == other
    assert len(join_continued([first, Table((("a", "b", "c"),), 1, 4, "Table 2")])) == 2


def test_the_heading_of_some_rows_stands_in_the_first_column() -> None:
    sheet = _sheet()
    sheet.write(60, 90, "Table 2. Hardness of two alloys.", 9, "tibo")
    rule(sheet, 100, 54, 410)
    row(sheet, 113, XS, ["State", "HV", "Load (N)", "Time (s)"])
    rule(sheet, 117, 54, 410)
    y = 130.0
    for alloy in ("CoCrNi", "CoCrFeNi"):
        sheet.write(215, y, alloy, 9)
        for number, state in enumerate(("as-cast", "rolled")):
            row(sheet, y + (number + 1) * PITCH, XS, [state, f"18{number}", "5", "15"])
        y += 3 * PITCH
    rule(sheet, y - PITCH + 4, 54, 410)
    assert [cells[0] for cells in _only(sheet)] == [
        "State", "CoCrNi", "as-cast", "rolled", "CoCrFeNi", "as-cast", "rolled",
    ]  # fmt: skip


def test_a_table_without_rules_may_stand_above_its_caption() -> None:
    sheet = _sheet()
    sheet.paragraph(60, 60, 500, BODY[:400], 10)
    for number, cells in enumerate(HARDNESS):
        row(sheet, 160 + number * PITCH, XS, cells)
    sheet.write(60, 160 + 4 * PITCH + 6, "Table 4. Mechanical properties.", 9, "tibo")
    sheet.paragraph(60, 270, 500, BODY, 10)
    assert [len(cells) for cells in _only(sheet)] == [4] * 4
