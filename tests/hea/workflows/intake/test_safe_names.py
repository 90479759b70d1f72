import pytest

from builder.storage.corpus_files import RECORDS, is_no_paper
from hea.workflows.intake.rows import shown_name
from hea.workflows.intake.safe_names import NotTakenError, numbered, safe_name, suffix_of

PDF_HEAD = b"%PDF-1.7\n..."


@pytest.mark.parametrize(
    ("given", "made"),
    [
        ("Smith et al. - 2017 - A title.pdf", "Smith et al. - 2017 - A title.pdf"),
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("/abs/olute.pdf", "olute.pdf"),
        ("..\\..\\Windows\\win.pdf", "win.pdf"),
        ("C:evil.pdf", "C_evil.pdf"),
        ("a\0b.pdf", "b.pdf"),
        ("x.pdf\0.exe", "exe.pdf"),
        ("x\n\r\t\x1b[31m.pdf", "x_31m.pdf"),
        ("CON.pdf", "paper-CON.pdf"),
        ("nul.tar.pdf", "paper-nul.tar.pdf"),
        ("COM¹.pdf", "COM.pdf"),
        ("_com1_.x.pdf", "com1_.x.pdf"),
        (" lpt9 .x.pdf", "paper-lpt9 .x.pdf"),
        ("..pdf", "paper.pdf"),
        (".pdf", "paper.pdf"),
        ("", "paper.pdf"),
        ("...", "paper.pdf"),
        (". . .pdf", "paper.pdf"),
        ("-rf.pdf", "rf.pdf"),
        ("~$lock.pdf", "lock.pdf"),
        ("$(rm -r).pdf", "rm -r.pdf"),
        ("a;b|c&d<e>f\"g'h`i*j?k.pdf", "a_b_c_d_e_f_g_h_i_j_k.pdf"),
        ("innocent\u202efdp.exe.pdf", "innocent_fdp.exe.pdf"),
        ("zero\u200bwidth\ufeff.pdf", "zero_width.pdf"),
        ("Müller.pdf", "Müller.pdf"),
        ("Mu\u0308ller.pdf", "Müller.pdf"),
        ("高熵合金.pdf", "高熵合金.pdf"),
        ("half\udcff.pdf", "half.pdf"),
        ("10.1016/j.actamat.2016", "j.actamat.2016.pdf"),
        ("trailing . .PDF", "trailing.pdf"),
    ],
)
def test_a_safe_name_keeps_the_words_and_nothing_else(given: str, made: str) -> None:
    assert safe_name(given, ".pdf") == made


def test_a_safe_name_is_short_whatever_was_given() -> None:
    for letter in ("a", "ä", "高", "\U0001d49c", "e\u0301", "\u0301"):
        made = safe_name(letter * 4096 + ".pdf", ".pdf")
        assert len(made.encode()) <= 124
        made.encode().decode()
    assert safe_name("../" * 4096 + "x.pdf", ".pdf") == "x.pdf"


def test_a_safe_name_is_always_one_that_the_corpus_lists() -> None:
    for suffix in RECORDS:
        for stem in ("README", "manifest", "ledger", "desktop", "thumbs", "~$x", "Readme first"):
            assert not is_no_paper(safe_name(stem + suffix, suffix))


def test_the_second_file_of_a_name_gets_a_number() -> None:
    assert numbered("a.b.pdf", 2) == "a.b-2.pdf"


@pytest.mark.parametrize("name", ["x.pdf", "x.PDF", "no suffix", "x.txt", "x.exe", "../x"])
def test_a_pdf_is_one_by_its_first_bytes(name: str) -> None:
    assert suffix_of(name, PDF_HEAD) == ".pdf"


def test_a_pdf_may_begin_behind_other_bytes_where_its_name_says_so() -> None:
    assert suffix_of("x.pdf", b"HTTP header\n" + PDF_HEAD) == ".pdf"


@pytest.mark.parametrize(
    ("name", "head", "said"),
    [
        ("x.pdf", b"<html>", "not a PDF"),
        ("x.pdf", b"", "empty"),
        ("x.bib", b"", "empty"),
        ("x.zip", b"Rar!", "no zip"),
        ("x.docx", b"PK\3\4", "word processor"),
        ("x.7z", b"7z", "archive is not opened"),
        ("x.exe", b"MZ", ".exe are not read"),
        ("x", b"text", "without a suffix"),
        ("x.mht", b"<html>", "web page"),
        ("manifest.csv", b"file,doi", "manifest.csv"),
        ("../LEDGER.jsonl", b"{}", "no paper"),
        ("README.md", b"hi", "readme"),
        ("Thumbs.db", b"", "no paper"),
        ("x.\u202etxt", b"hi", "not read"),
    ],
)
def test_what_the_corpus_does_not_read_is_refused_with_the_reason(
    name: str, head: bytes, said: str
) -> None:
    with pytest.raises(NotTakenError, match=said):
        suffix_of(name, head)


def test_a_shown_name_has_one_line_and_no_sign_that_acts() -> None:
    assert shown_name("a\nb\x1b[2J\u202ec\0d") == "a b\\x1b[2J\\u202ec d"
    assert len(shown_name("x" * 5000)) <= 201
    assert shown_name("half\udcff") == "half\\udcff"
