import json
from pathlib import Path

import pytest

from builder.papers import Paper
from builder.references.jsonl import read_records


def read(path: Path, text: bytes) -> list[tuple[int, Paper]]:
    path.write_bytes(text)
    return [(line, paper) for line, _, paper in read_records(path)]


def test_a_record_becomes_a_paper(tmp_path: Path) -> None:
    record = {
        "id": "K1",
        "title": " A  title ",
        "abstract": "Al0.3CoCrFeNi is FCC.",
        "doi": "https://doi.org/10.1000/X.1",
        "year": "2019-05-01",
        "authors": ["A. One", "B. Two"],
    }
    [(line, paper)] = read(tmp_path / "r.jsonl", json.dumps(record).encode())
    assert (line, paper.state, paper.title, paper.doi) == (1, "ok", "A title", "10.1000/x.1")
    assert (paper.year, paper.key, paper.authors) == (2019, "K1", ("A. One", "B. Two"))
    assert paper.abstract is not None
    assert paper.abstract.text == "Al0.3CoCrFeNi is FCC."


def test_a_bad_line_is_a_row_and_the_good_ones_stay(tmp_path: Path) -> None:
    good = b'{"title": "t", "abstract": "a"}'
    rows = read(
        tmp_path / "r.jsonl",
        b"\xef\xbb\xbf" + good + b"\r\n\n{half\n[1]\n" + good[:-1] + b', "year": 2020}\n'
        b'{"title": "no abstract"}\n\x00\xff\n' + b"[" * 100_000,
    )
    assert [(line, paper.state) for line, paper in rows] == [
        (1, "ok"),
        (3, "corrupt"),
        (4, "corrupt"),
        (5, "ok"),
        (6, "no_abstract"),
        (7, "corrupt"),
        (8, "corrupt"),
    ]
    assert all(f"Line {line} " in paper.reason for line, paper in rows if paper.state != "ok")


def test_control_characters_do_not_reach_the_terminal(tmp_path: Path) -> None:
    record = {"title": "\x1b[31mred", "abstract": "one\x07two\u202e three"}
    [(_, paper)] = read(tmp_path / "r.jsonl", json.dumps(record).encode())
    assert paper.title == "[31mred"
    assert paper.abstract is not None
    assert paper.abstract.text == "one two three"


def test_the_id_is_the_line_so_a_moved_record_is_the_same_paper(tmp_path: Path) -> None:
    line = b'{"title": "t", "abstract": "a"}\n'
    (tmp_path / "a.jsonl").write_bytes(line)
    (tmp_path / "b.jsonl").write_bytes(b"{}\n" + line)
    [(_, first, _)] = read_records(tmp_path / "a.jsonl")
    assert [identity for _, identity, _ in read_records(tmp_path / "b.jsonl")][1] == first


def test_invisible_characters_vanish(tmp_path: Path) -> None:
    record = {"title": "Al\u200b0.3Co", "abstract": "micro\xadstructure", "authors": ["Y\u200deh"]}
    [(_, paper)] = read(tmp_path / "r.jsonl", json.dumps(record).encode())
    assert (paper.title, paper.authors) == ("Al0.3Co", ("Yeh",))
    assert paper.abstract is not None
    assert paper.abstract.text == "microstructure"


@pytest.mark.parametrize(
    ("year", "right"),
    [("2019-05-01", 2019), ("May 2019", 2019), (2019, 2019), ("20190501", 2019), ("2019///", 2019),
     ("12019", None), ("5", None), (True, None), (None, None), ("201", None)],
)  # fmt: skip
def test_a_year_is_found_in_a_date(tmp_path: Path, year: object, right: int | None) -> None:
    [(_, paper)] = read(tmp_path / "r.jsonl", json.dumps({"title": "t", "year": year}).encode())
    assert paper.year == right
