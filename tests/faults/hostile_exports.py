"""Exports made to hang, fill the memory or break their readers; each with one good entry inside."""

import json
from collections.abc import Callable
from pathlib import Path

GOOD = "A good paper on the CoCrFeNi alloy"
_ABSTRACT = "The hardness of CoCrFeNi is 300 HV."
_BIB = f"@article{{good, title={{{GOOD}}}, abstract={{{_ABSTRACT}}}}}\n"
_RIS = f"TY  - JOUR\nTI  - {GOOD}\nAB  - {_ABSTRACT}\nER  - \n"
_CSV = f'title,abstract\n"{GOOD}","{_ABSTRACT}"\n'
_RECORD = json.dumps({"title": GOOD, "abstract": _ABSTRACT})


def doubling_strings() -> str:
    """Each string is the one before, twice: 2^40 characters."""
    strings = [f"@string{{s{n} = s{n - 1} # s{n - 1}}}" for n in range(1, 41)]
    return "\n".join(['@string{s0 = "x"}', *strings, "@article{x, title=s40}", _BIB])


def strings_named_by_many() -> str:
    strings = [f'@string{{s{n} = "{"x" * 500}"}}' for n in range(3_000)]
    entries = [f"@article{{x{n}, title={{T{n}}} # s{n}}}" for n in range(500)]
    return "\n".join([*strings, *entries, _BIB])


def braces_in_braces() -> str:
    deep = "{" * 40_000 + "x" + "}" * 40_000
    return f"@article{{x, title={{T}}, abstract={{{deep}}}}}\n{_BIB}"


def braces_left_open() -> str:
    return _BIB + "@article{x, title={" + "{" * 200_000


def at_signs() -> str:
    return _BIB + "@\n" * 100_000


def latex_without_an_end() -> str:
    return f"@article{{x, title={{T}}, abstract={{{'$x_{1}$ ' * 40_000}}}}}\n{_BIB}"


def author_of_blanks() -> str:
    return f"@article{{x, title={{T}}, author={{{' ' * 300_000}}}, abstract={{A.}}}}\n{_BIB}"


def tags_without_entries() -> str:
    return _RIS + "TY  - JOUR\nTI  - t\n" * 3_000


def folded_without_an_end() -> str:
    return _RIS + "TY  - JOUR\nAB  - a\n" + "  b\n" * 100_000


def columns_without_an_end() -> str:
    return _CSV + "," * 2_000_000 + "\n"


def a_quote_never_closed() -> str:
    return _CSV + '"' + "x,\n" * 10_000


def a_cell_without_an_end() -> str:
    return _CSV + f'"x","{"y" * 17_000_000}"\n'


def a_notice_of_blanks() -> str:
    return _CSV + f'"x","The alloy.{" " * 300_000}© 2019 x"\n'


def lists_in_lists() -> str:
    return f"[{_RECORD}, {'[' * 100_000}{']' * 100_000}]"


def entries_of_every_kind() -> str:
    odd = [5, None, [], {}, "x", {"title": 5}, {"title": "t", "author": 5, "issued": [[[]]]}]
    odd += [{"title": {"a": 1}, "abstract": [[1]], "author": [[], {}, 5, {"family": {}}]}]
    return f"[{', '.join(map(json.dumps, odd))}, {_RECORD}]"


def a_number_without_an_end() -> str:
    return f'[{_RECORD}, {{"title": "t", "year": {"9" * 100_000}}}]'


def places_of_words() -> str:
    index = {f"w{n}": [n * 10**6] for n in range(20_000)}
    return f"[{json.dumps({'title': 't', 'abstract_inverted_index': index})}, {_RECORD}]"


def a_line_without_an_end() -> str:
    return json.dumps({"title": "t", "abstract": "x" * 10_000_000}) + "\n" + _RECORD


def nested_lines() -> str:
    return "\n".join(["[" * 100_000, '{"a":' * 50_000, _RECORD, "9" * 100_000, '"\\ud800"'])


def values_without_an_end() -> str:
    """A sentence of many values, one of nested brackets, one of clauses: beside a good record."""
    texts = [
        "The hardness of CoCrFeNi is " + "350 MPa and " * 4_000,
        "The hardness of CoCrFeNi " + "(" * 4_000 + ")" * 4_000,
        "The high-entropy alloy CoCrFeNi was hard " + "and the alloy was " * 4_000,
        "CoCrFeNi alloy " * 4_000,
    ]
    records = [
        json.dumps({"title": f"High-entropy alloy number {n}", "abstract": text})
        for n, text in enumerate(texts)
    ]
    return "\n".join([*records, _RECORD])


HOSTILE_EXPORTS: dict[Callable[[], str], str] = {
    doubling_strings: "bib", strings_named_by_many: "bib", braces_in_braces: "bib",
    braces_left_open: "bib", at_signs: "bib", latex_without_an_end: "bib", author_of_blanks: "bib",
    tags_without_entries: "ris", folded_without_an_end: "ris", columns_without_an_end: "csv",
    a_quote_never_closed: "csv", a_cell_without_an_end: "csv", a_notice_of_blanks: "csv",
    lists_in_lists: "json", entries_of_every_kind: "json", a_number_without_an_end: "json",
    places_of_words: "json", a_line_without_an_end: "jsonl", nested_lines: "jsonl",
    values_without_an_end: "jsonl",
}  # fmt: skip


def write_export(folder: Path, make: Callable[[], str]) -> Path:
    """Write one hostile export under its own name, and return its path."""
    path = folder / f"{make.__name__}.{HOSTILE_EXPORTS[make]}"
    path.write_text(make(), "utf-8")
    return path


def sparse_file(path: Path, size: int) -> Path:
    """Make a file of so many zero bytes, which take no room on the disk."""
    with path.open("wb") as file:
        file.truncate(size)
    return path
