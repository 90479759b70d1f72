"""The benchmark of reading PDFs."""

from pathlib import Path

from pdf_factory import good_pdf

from eval.bench.pdf_reading import measure_pdf_reading


def test_reading_is_measured_beside_its_peers(tmp_path: Path) -> None:
    paths = [good_pdf(tmp_path / f"{n}.pdf") for n in range(3)]
    (tmp_path / "no.pdf").write_bytes(b"no PDF")
    found = measure_pdf_reading([*paths, tmp_path / "no.pdf"])
    assert found.files == 3
    assert min(found.one, found.two, found.pymupdf) > 0
    assert found.pdfplumber is None or found.pdfplumber > 0
    assert found.pypdf is None or found.pypdf > 0
