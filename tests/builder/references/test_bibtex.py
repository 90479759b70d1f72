"""BibTeX entries are read with strings and LaTeX undone; a broken one says what is wrong."""

import time
from typing import Any

import pytest

from builder.references.bibtex import read_bibtex


def one(source: str) -> dict[str, Any]:
    [(_, fields)] = read_bibtex(source)
    assert isinstance(fields, dict), fields
    return fields


def fault(source: str) -> str:
    [(_, reason)] = read_bibtex(source)
    assert isinstance(reason, str), reason
    return reason


@pytest.mark.parametrize(
    ("source", "names"),
    [
        ("Doe, Jane and Roe, Richard", ["Doe, Jane", "Roe, Richard"]),
        ("Jane Doe and\n   Richard Roe", ["Jane Doe", "Richard Roe"]),
        ("Ludwig van Beethoven AND de la Cruz, J.", ["Ludwig van Beethoven", "de la Cruz, J."]),
        ("{Barnes and Noble} and Doe, J. and others", ["Barnes and Noble", "Doe, J."]),
        (r"Garc{\'\i}a, Jos{\'e} and Nov{\'a}k, Ji{\v r}{\'\i}", ["García, José", "Novák, Jiří"]),
        ("{{A Consortium}}", ["A Consortium"]),
        ("Anderson, Andy and Sand, Andy", ["Anderson, Andy", "Sand, Andy"]),
        ("", []),
    ],
)
def test_authors_are_parted_at_and(source: str, names: list[str]) -> None:
    assert one(f"@article{{k, title={{T}}, author={{{source}}}}}")["authors"] == names


def test_strings_are_put_in_and_joined() -> None:
    source = '@string{am = "Acta "}\n@STRING{mat = am # {Mater.}}\n@article{k, journal = mat # "!"}'
    assert one(source)["journal"] == "Acta Mater.!"


def test_an_abstract_given_twice_has_two_paragraphs() -> None:
    assert (
        one("@article{k, abstract={One.}, title={T}, abstract={Two.}}")["abstract"] == "One. Two."
    )


def test_entries_on_one_line_and_in_round_brackets_are_entries() -> None:
    source = "@article{a, title={A}} @book(b, title={B}) @misc{c, title = {C}}"
    titles = [fields["title"] for _, fields in read_bibtex(source) if isinstance(fields, dict)]
    assert titles == ["A", "B", "C"]


@pytest.mark.parametrize(
    ("source", "what"),
    [
        ("@article{title={no key}, year=2020}", "citation key"),
        ("@article{k, title={A} abstract={B}}", "comma"),
        ("@article{k, title={A {B}, year={2020}\n}\n", "brace"),
        ("@article{k, title = no marks at all, year = 2020}", "braces nor quotation marks"),
        ("@article{k, title={" + "{" * 100 + "}" * 100 + "}}", "nested"),
    ],
)
def test_a_broken_entry_says_what_to_look_for(source: str, what: str) -> None:
    assert what in fault(source)


def test_fields_that_fell_out_of_an_entry_are_told() -> None:
    entries = list(read_bibtex("@article{k, title={A}},\n author = {B},\n abstract = {C}\n}\n"))
    assert [type(fields) for _, fields in entries] == [dict, str]


def test_strings_that_double_do_not_fill_the_memory() -> None:
    strings = "".join(f"@string{{s{i} = s{i - 1} # s{i - 1}}}\n" for i in range(1, 60))
    assert "longer than that of any paper" in fault(
        '@string{s0 = "lol"}\n' + strings + "@article{k, title = s59}"
    )


def test_many_strings_for_many_entries_are_read_in_time() -> None:
    begun = time.process_time()
    strings = "".join(f'@string{{s{i} = "{i}"}}\n' for i in range(2000))
    entries = "".join(f"@article{{k{i}, title = s{i}}}\n" for i in range(2000))
    assert sum(1 for _ in read_bibtex(strings + entries)) == 2000
    assert time.process_time() - begun < 10


@pytest.mark.parametrize("name", ["author", "journal", "note", "url", "year"])
@pytest.mark.parametrize(
    "value", ["x" * 150_000, " " * 150_000, r"{\'e} " * 16_000, "$x_1$ " * 20_000]
)
def test_a_field_without_an_end_costs_neither_title_nor_abstract(name: str, value: str) -> None:
    found = one(f"@article{{k, title={{T}}, abstract={{A.}}, {name}={{{value}}}}}")
    assert (found["title"], found["abstract"]) == ("T", "A.")
