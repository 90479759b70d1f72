"""Tables: a row has as many cells as the table has columns, or it says that it has not."""

import pytest

from builder.references.tables import read_table

HEAD = "PT\tAU\tTI\tSO\tAB\tDI\tPY\tUT\t\n"


def tabs(*rows: str) -> list[object]:
    found = read_table(HEAD + "\n".join(rows))
    return [(f["title"], f["abstract"], f["doi"]) if isinstance(f, dict) else f for _, f in found]


def row(number: int, title: str = "T", abstract: str = "A.") -> str:
    return f"J\tDoe, J\t{title}\tJOM\t{abstract}\t10.1000/{number}\t2020\tWOS:{number}\t"


@pytest.mark.parametrize(
    "cell", ['"Cocktail" effect', 'a 5" plate', '"open', 'shut"', '"a" and "b"']
)
def test_a_quotation_mark_between_tabs_is_a_character(cell: str) -> None:
    assert tabs(row(1), row(2, title=cell), row(3, abstract=cell), row(4)) == [
        ("T", "A.", "10.1000/1"),
        (cell, "A.", "10.1000/2"),
        ("T", cell, "10.1000/3"),
        ("T", "A.", "10.1000/4"),
    ]


def test_a_cell_that_a_spreadsheet_quoted_is_unquoted() -> None:
    [found] = tabs(row(1, '"The ""cocktail"" effect"', '"One,\ntwo."'))
    assert found == ('The "cocktail" effect', "One,\ntwo.", "10.1000/1")


def test_a_row_broken_in_two_is_joined() -> None:
    assert tabs(row(1, abstract="One\ntwo."), row(2)) == [
        ("T", "One two.", "10.1000/1"),
        ("T", "A.", "10.1000/2"),
    ]


@pytest.mark.parametrize(
    "broken",
    ["J\tDoe, J\tT\tJOM\tcut off here", row(2).replace("\t10", "10"), row(2) + row(3), "rubbish"],
)
def test_a_broken_row_is_told_and_costs_no_other(broken: str) -> None:
    first, told, last = tabs(row(1), broken, row(9))
    assert (first, last) == (("T", "A.", "10.1000/1"), ("T", "A.", "10.1000/9"))
    assert isinstance(told, str)
    assert "9 cells" in told or "8 cells" in told


@pytest.mark.parametrize(
    "broken",
    [
        'T,2020,The alloy is hard, and tough\n',
        'T,2020,"The "cocktail" effect,\nis hard, and it\nis "tough"", they say"\n',
        'T,2020,"never closed, and more\n',
    ],
)  # fmt: skip
def test_prose_between_commas_is_no_row(broken: str) -> None:
    text = 'title,year,abstract\n"A",2019,"One, two."\n' + broken + '"Z",2021,"Three, four."\n'
    first, told, last = (fields for _, fields in read_table(text))
    assert isinstance(first, dict)
    assert isinstance(last, dict)
    assert isinstance(told, str)
    assert (first["title"], last["title"], last["abstract"]) == ("A", "Z", "Three, four.")


@pytest.mark.parametrize(
    ("head", "place"),
    [
        ("Key,Publication Year,Author,Title,DOI,Abstract Note", 5),
        ("Document Title,Authors,Publication Title,Publication Year,Abstract,DOI", 4),
        ("Authors,Article Title,Source Title,Abstract,Publication Year,UT (Unique WOS ID)", 3),
        ("\ufeffTitle\u200b, ABSTRACT ,x,y,z,q", 1),
    ],
)
def test_columns_are_known_by_the_names_that_tools_give_them(head: str, place: int) -> None:
    cells = [""] * 6
    cells[place] = "It is hard."
    [(_, fields)] = read_table(f"{head}\n{','.join(cells)}\n")
    assert isinstance(fields, dict)
    assert fields["abstract"] == "It is hard."


def test_a_heading_above_the_columns_is_passed_over() -> None:
    [(line, fields)] = read_table('"About the data, 2020"\nTitle,Abstract\nT,A\n')
    assert (line, isinstance(fields, dict)) == (3, True)


@pytest.mark.parametrize(
    ("authors", "parts"),
    [
        ("Li Z.; Deng Y.", ["Li Z.", "Deng Y."]),
        ("Li Z., Pradeep K.G., Deng Y.", ["Li Z.", "Pradeep K.G.", "Deng Y."]),
        ("Li, Zhiming", ["Li, Zhiming"]),
    ],
)
def test_authors_are_parted_as_scopus_parts_them(authors: str, parts: list[str]) -> None:
    [(_, fields)] = read_table(f'title,abstract,authors\nT,A,"{authors}"\n')
    assert isinstance(fields, dict)
    assert fields["authors"] == parts
