"""Scores of reading order on made-up papers."""

import json
from pathlib import Path

from builder.papers import Body, Paper, Paragraph, SectionHeading
from eval.fulltext.reading_order import read_order, score_order


def gold(folder: Path) -> Path:
    row = {
        "file": "a.pdf",
        "headings": [
            {"page": 1, "heading": "Abstract"},
            {"page": 1, "heading": "1. Introduction", "section": "introduction"},
            {"page": 2, "heading": "2. Design of the furnace", "section": "other"},
            {"page": 3, "heading": "3. Results", "section": "results"},
        ],
        "continuations": [
            {"kind": "page", "before": "the ingots were left in the", "after": "furnace for a day"},
            {
                "kind": "column",
                "before": "nobody knew how the cata",
                "after": "lyst had come there",
            },
        ],
    }
    path = folder / "order.jsonl"
    path.write_text(json.dumps(row) + "\n" + json.dumps({**row, "file": "missing.pdf"}) + "\n")
    return path


def paper(*texts: str, headings: tuple[tuple[str, str], ...] = ()) -> Paper:
    told = tuple(SectionHeading(text, 1, 1, kind) for text, kind in headings)  # type: ignore[arg-type]
    return Paper("ok", "", body=Body(tuple(Paragraph(one, 1) for one in texts), headings=told))


def test_a_sentence_counts_where_one_paragraph_holds_both_sides_of_its_break(
    tmp_path: Path,
) -> None:
    whole = paper(
        "So the ingots were left in the furnace for a day. And nobody knew how the cat-"
        "alyst had come there."
    )
    parted = paper("So the ingots were left in the", "furnace for a day.")
    rows = read_order(gold(tmp_path))
    found = score_order(rows, {"a.pdf": whole})
    assert (found.joined["page"].hits, found.joined["column"].hits) == (1, 1)
    assert (found.n, found.unscored) == (1, 1)
    missed = score_order(rows, {"a.pdf": parted})
    assert (missed.joined["page"].hits, missed.joined["column"].hits) == (0, 0)
    assert ("a.pdf", "page break: the ingots were left in the | furnace for a day") in missed.misses


def test_headings_count_in_their_order_and_with_their_kinds(tmp_path: Path) -> None:
    read = paper(
        headings=(
            ("3. Results", "results"),
            ("1. Introduction", "introduction"),
            ("2. Design of the furnace", "experimental"),
            ("Bulk", "other"),
        )
    )
    found = score_order(read_order(gold(tmp_path)), {"a.pdf": read})
    assert (found.headings.hits, found.headings.n) == (2, 3)
    assert (found.extra.hits, found.extra.n) == (2, 4)
    assert (found.sections.hits, found.sections.n) == (1, 3)
