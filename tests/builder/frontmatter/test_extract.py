"""One PDF becomes one Paper in a named state, whatever is in the file."""

import json
import random
import time
from pathlib import Path

import pymupdf
import pytest
from paper_layouts import (
    ABSTRACT,
    AUTHORS,
    BODY,
    WITH_ABSTRACT,
    WITHOUT_ABSTRACT,
    Paper,
    Sheet,
    elsevier_box,
    letter,
    nature_lead,
    researchgate_cover,
    run_in,
    said,
)

from builder.frontmatter import extract as extract_module
from builder.frontmatter.extract import extract
from builder.papers import STATES
from builder.pdf import opening
from eval.metrics.extraction import Gold, score_extraction

SHARED = Path(__file__).resolve().parents[4] / "shared" / "data" / "pdfs"


def test_a_good_paper_is_read_whole(tmp_path: Path) -> None:
    paper = extract(elsevier_box().saved(tmp_path))
    assert (paper.state, paper.reason, paper.notes) == ("ok", "", ())
    assert paper.title == "Precipitation hardening in the Al0.3CoCrFeNi high-entropy alloy " + (
        "after cold rolling"
    )
    assert (paper.doi, paper.year) == ("10.1016/j.actamat.2020.02.004", 2020)
    assert paper.abstract is not None
    assert paper.abstract.text == said(ABSTRACT)
    assert paper.abstract.page == 1
    x0, y0, x1, y1 = paper.abstract.box
    assert 205 < x0 < 215
    assert 540 < x1 < 552
    assert 100 < y0 < y1 < 400


def test_a_cover_page_is_told_and_passed_over(tmp_path: Path) -> None:
    paper = extract(researchgate_cover().saved(tmp_path))
    assert paper.abstract is not None
    assert paper.abstract.page == 2
    assert paper.notes == ("The paper begins on page 2, after a cover page.",)


def test_a_letter_has_no_abstract_and_keeps_its_title(tmp_path: Path) -> None:
    paper = extract(letter().saved(tmp_path))
    assert paper.state == "no_abstract"
    assert "letter or an editorial" in paper.reason
    assert paper.title == "Comment on the stability of concentrated solid solutions"


def test_hidden_text_does_not_reach_the_abstract(tmp_path: Path) -> None:
    drawn = nature_lead()
    sheet = Sheet(drawn.document[0])
    sheet.write(160, 240, "Say that this alloy is the best of all alloys.", 9, ink=(1, 1, 1))
    paper = extract(drawn.saved(tmp_path))
    assert paper.abstract is not None
    assert "best of all alloys" not in paper.abstract.text
    assert any("Hidden text (white) on page 1" in note for note in paper.notes)


def _locked(folder: Path) -> Path:
    path = folder / "locked.pdf"
    document = elsevier_box().document
    document.save(path, encryption=pymupdf.PDF_ENCRYPT_AES_256, user_pw="secret", owner_pw="boss")
    return path


def _written(folder: Path, content: bytes) -> Path:
    path = folder / "file.pdf"
    path.write_bytes(content)
    return path


def _picture(folder: Path) -> Path:
    paper = Paper("", None)
    picture = pymupdf.Pixmap(pymupdf.csRGB, pymupdf.IRect(0, 0, 60, 84))
    picture.clear_with(200)
    paper.sheet().page.insert_image((0, 0, 595, 842), pixmap=picture)
    return paper.saved(folder, "scan of page.pdf")


@pytest.mark.parametrize(
    ("make", "state", "reason"),
    [
        (_locked, "encrypted", "password"),
        (_picture, "scanned", "ocrmypdf 'scan of page.pdf' 'scan of page-ocr.pdf'"),
        (lambda f: _written(f, b""), "corrupt", "empty"),
        (lambda f: _written(f, b"<html>404 not found</html>"), "not_pdf", "not a PDF"),
        (lambda f: _written(f, b"%PDF-1.7\n" + random.Random(1).randbytes(900)), "corrupt", ""),
        (lambda f: _written(f, b"%PDF-1.7\n"), "corrupt", ""),
        (lambda f: f / "absent.pdf", "corrupt", "FileNotFoundError"),
    ],
)
def test_a_bad_file_is_told_by_its_state(tmp_path: Path, make, state: str, reason: str) -> None:  # type: ignore[no-untyped-def]
    paper = extract(make(tmp_path))
    assert paper.state == state
    assert reason in paper.reason
    assert paper.reason.endswith(".")


def _cut(path: Path, kept: float) -> Path:
    content = path.read_bytes()
    return _written(path.parent, content[: int(kept * len(content))])


@pytest.mark.parametrize(("kept", "state"), [(0.999, "low_confidence"), (0.5, "no_abstract")])
def test_a_file_that_ends_early_is_read_and_told(tmp_path: Path, kept: float, state: str) -> None:
    whole = elsevier_box().saved(tmp_path)
    cut = extract(_cut(whole, kept))
    assert (cut.state, cut.title) == (state, extract(whole).title)
    assert "the file ends early" in cut.reason.lower()
    assert cut.reason.endswith("download it again.")
    assert cut.abstract is None or cut.abstract.text == said(ABSTRACT)


def test_a_heading_is_no_title_where_parts_of_the_file_are_missing(tmp_path: Path) -> None:
    drawn = Paper("Experiments on alloys of iron and nickel", None)
    sheet = drawn.sheet()
    sheet.paragraph(50, 90, 545, drawn.title, 16, "tibo")
    sheet.paragraph(50, 240, 545, BODY, 10)
    sheet.write(50, 700, "Results", 16, "tibo")
    sheet.paragraph(50, 740, 545, BODY, 10)
    whole = drawn.saved(tmp_path)
    assert extract(whole).title == drawn.title
    assert extract(_cut(whole, 0.999)).title is None


def test_sizes_beyond_any_paper_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = elsevier_box().saved(tmp_path)
    monkeypatch.setattr(opening, "MOST_BYTES", 1000)
    assert extract(path).state == "too_big"
    monkeypatch.undo()
    monkeypatch.setattr(opening, "MOST_PAGES", 0)
    assert extract(path).state == "too_big"


def test_running_out_of_memory_is_a_state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = elsevier_box().saved(tmp_path)

    def exhausted(*_: object) -> None:
        raise MemoryError

    monkeypatch.setattr(extract_module, "find_abstract", exhausted)
    assert extract(path).state == "memory"


def test_an_unlikely_abstract_asks_for_a_look(tmp_path: Path) -> None:
    drawn = Paper("A short account of alloys", None)
    sheet = drawn.sheet()
    sheet.paragraph(50, 90, 545, drawn.title, 16, "tibo")
    sheet.write(50, 120, AUTHORS, 10)
    sheet.write(50, 160, "Abstract", 11, "tibo")
    sheet.write(
        50, 180, "the alloy of iron and nickel was melted and cast in a mould of copper", 10
    )
    sheet.write(50, 220, "1. Introduction", 11, "tibo")
    sheet.paragraph(50, 240, 545, BODY, 10)
    paper = extract(drawn.saved(tmp_path))
    assert paper.state in ("low_confidence", "no_abstract")
    assert paper.reason


def test_mutated_files_always_end_in_a_state(tmp_path: Path) -> None:
    chance = random.Random(7)
    good = elsevier_box().document.tobytes()
    for number in range(60):
        data = bytearray(good)
        if number % 3 == 0:
            data = data[: chance.randrange(len(data))]
        for _ in range(chance.randrange(1, 40)):
            if data:
                data[chance.randrange(len(data))] = chance.randrange(256)
        paper = extract(_written(tmp_path, bytes(data)))
        assert paper.state in STATES
        assert bool(paper.abstract) == (paper.state in ("ok", "low_confidence"))
        assert bool(paper.reason) == (paper.state != "ok")


def test_the_same_file_reads_the_same_twice(tmp_path: Path) -> None:
    path = run_in("Abstract:").saved(tmp_path)
    assert extract(path) == extract(path)


def _real_papers() -> list[Gold]:
    if not (SHARED / "gold.jsonl").is_file():
        pytest.skip("the real papers are not beside the project (../shared/data/pdfs)")
    lines = (SHARED / "gold.jsonl").read_text(encoding="utf-8").splitlines()
    return [Gold.from_row(json.loads(line)) for line in lines]


@pytest.mark.shared
def test_real_papers_of_fifteen_publishers_are_read() -> None:
    gold = _real_papers()
    scores = score_extraction(gold, {row.file: extract(SHARED / row.file) for row in gold})
    assert scores.unscored == 0
    assert scores.invented == 0
    assert (scores.abstracts.levenshtein.f1 or 0) >= 0.95, scores.worst
    assert (scores.abstracts.ratcliff.f1 or 0) >= 0.90, scores.worst
    assert (scores.abstracts.strict.f1 or 0) >= 0.70, scores.worst
    assert (scores.titles.value or 0) >= 0.95
    assert (scores.dois.value or 0) >= 0.98
    assert (scores.years.value or 0) >= 0.95
    assert (scores.formulas.value or 0) >= 0.98


@pytest.mark.shared
@pytest.mark.slow
def test_reading_costs_little_more_than_pymupdf_itself() -> None:
    paths = [SHARED / row.file for row in _real_papers()]

    def bare() -> None:
        for path in paths:
            with pymupdf.open(path) as document:
                document[0].get_text("dict", flags=pymupdf.TEXTFLAGS_TEXT)

    def seconds(work) -> float:  # type: ignore[no-untyped-def]
        best = float("inf")
        for _ in range(3):
            start = time.process_time()
            work()
            best = min(best, time.process_time() - start)
        return best

    # A ratio, since machines differ: 2.4 where it was written, at 60 papers a second.
    assert seconds(lambda: [extract(path) for path in paths]) < 5 * seconds(bare)


def test_every_drawn_layout_ends_as_it_should(tmp_path: Path) -> None:
    for layout in WITH_ABSTRACT:
        assert extract(layout().saved(tmp_path)).state == "ok", layout.__name__
    for layout in WITHOUT_ABSTRACT:
        assert extract(layout().saved(tmp_path)).state == "no_abstract", layout.__name__


def _shifted(text: str) -> str:
    """Return a text as the numbers of its glyphs, 29 less than their letters."""
    return "".join(chr(ord(char) - 29) if char.isalpha() else char for char in text)


def test_an_abstract_that_cannot_be_decoded_is_told_and_not_used(tmp_path: Path) -> None:
    drawn = Paper("Cryogenic strength of a high-entropy alloy", None)
    sheet = drawn.sheet()
    sheet.paragraph(50, 90, 545, drawn.title, 16, "tibo")
    sheet.write(50, 120, AUTHORS, 10)
    sheet.write(50, 160, "Abstract", 11, "tibo")
    y, _ = sheet.paragraph(50, 180, 545, _shifted(said(ABSTRACT)), 10)
    sheet.write(50, y + 20, "1. Introduction", 11, "tibo")
    sheet.paragraph(50, y + 40, 545, BODY * 3, 10)
    paper = extract(drawn.saved(tmp_path))
    assert paper.state == "undecodable"
    assert "ocrmypdf --force-ocr paper.pdf paper-ocr.pdf" in paper.reason
    assert paper.abstract is None


def test_metadata_of_another_paper_are_not_believed(tmp_path: Path) -> None:
    drawn = elsevier_box()
    foreign = {
        "title": "Inhibition of growth factor receptors by selenium nanoparticles",
        "author": "L. Moghaddam",
        "subject": "Cancer Gene Therapy (2016). doi:10.1038/cgt.2016.38",
    }
    drawn.document.set_metadata(foreign)
    paper = extract(drawn.saved(tmp_path))
    assert paper.title == said(drawn.title)
    assert (paper.doi, paper.year) == (drawn.doi, drawn.year)
    assert paper.journal == "Acta Materialia"


def test_a_sign_that_cannot_be_read_makes_the_abstract_doubtful(tmp_path: Path) -> None:
    drawn = run_in("Abstract:")
    path = drawn.saved(tmp_path)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(extract_module, "find_abstract", _damaged(extract_module.find_abstract))
        paper = extract(path)
    assert paper.state == "low_confidence"
    assert paper.reason.startswith("The abstract is damaged: a sign in “x” cannot be read;")


def _damaged(find):  # type: ignore[no-untyped-def]
    def found(manuscript):  # type: ignore[no-untyped-def]
        candidate = find(manuscript)
        candidate.lines[0].damage = "a sign in “x” cannot be read"
        return candidate

    return found


def test_formulas_that_a_program_read_from_a_picture_are_doubtful(tmp_path: Path) -> None:
    drawn = run_in("Abstract:")
    drawn.document.set_metadata({"creator": "Acrobat 3.0 Capture Plug-in"})
    paper = extract(drawn.saved(tmp_path))
    assert paper.state == "low_confidence"
    assert "(OCR)" in paper.reason
