"""What is taken along: references that other programs read, documents in which nothing acts."""

import io
import json
from pathlib import Path

import bibtexparser
import docx
import pytest
from stated_papers import StatedPapers, paper

from answer.answer_question import answer_question
from answer.answers import Answer, Citation, Sentence
from builder.errors import UserError
from builder.library.catalog import CatalogEntry
from builder.papers import Abstract, Paper
from builder.references.readers import read_bibliography
from hea.workflows.exports.contents import of_answer, of_papers, of_values
from hea.workflows.exports.formats import FORMATS, require_format, written
from hea.workflows.exports.references import as_bibtex, as_csl, as_ris, by_key, is_by


def entry(title: str, **more: object) -> CatalogEntry:
    abstract = Abstract("The hardness is 527 HV.", 3, (0, 0, 1, 1), "heading", 0.9)
    given = {"authors": ("Smith, A.", "Jöns, B."), "year": 2012, "abstract": abstract, **more}
    file = str(given.pop("file", "x.pdf"))
    return CatalogEntry(file, 0, title[:1] * 64, Paper("ok", "", title, **given))  # type: ignore[arg-type]


def test_bibtex_is_read_back() -> None:
    papers = [
        entry("100 % hard & {tough} $x$ AlxCoCrFeNi_2 #1", doi="10.1000/a_b", journal="Acta & Co"),
        entry("Hard again"),
        entry("Hard again"),
    ]
    read = bibtexparser.parse_string(as_bibtex(papers))
    assert not read.failed_blocks
    assert [one.key for one in read.entries] == ["smith2012100", "smith2012hard", "smith2012harda"]
    first = read.entries[0].fields_dict
    assert first["author"].value == "Smith, A. and Jöns, B."
    assert first["doi"].value == "10.1000/a_b"
    assert r"100 \% hard \& \{tough\} \$x\$" in first["title"].value


def test_a_key_of_a_record_is_kept_but_for_what_would_break_it() -> None:
    text = as_bibtex([entry("A title", key="Smith:2012}, @evil{x,", file="x.bib")])
    assert text.startswith("@misc{Smith:2012evilx,")
    assert len(bibtexparser.parse_string(text).entries) == 1


def test_a_number_of_a_database_is_no_key() -> None:
    assert as_bibtex([entry("A title", key="A094", file="x.jsonl")]).startswith("@misc{smith2012t")


def test_initials_behind_a_family_name_are_told_from_it() -> None:
    paper = entry("Hard", authors=("Wischi M.", "Campo K.N.", "van der Waals J. D.", "Bernd Jöns"))
    told = "author = {Wischi, M. and Campo, K.N. and van der Waals, J. D. and Bernd Jöns},"
    assert told in as_bibtex([paper])
    assert "AU  - Campo, K.N." in as_ris([paper])
    assert json.loads(as_csl([paper]))[0]["author"][0] == {"family": "Wischi", "given": "M."}


def test_a_digest_tells_whose_paper_is_to_be_cited() -> None:
    text = as_bibtex([entry("Strong", authors=("after O. N. Senkov et al",))])
    assert text.startswith("@misc{senkov2012strong,")
    assert "author = {O. N. Senkov and others}," in text
    assert "note = {Digest of the paper of O. N. Senkov et al; cite that paper}," in text


QUOTE = "The hardness is 527 HV."
HOSTILE = (
    "Hardness of [AlxCoCrFeNi](javascript:x) [1](javascript:y) <script>alert(1)</script>"
    " \x1b[31m\ud800"
)


@pytest.fixture
def answer() -> Answer:
    listed = entry(HOSTILE, doi="10.1000/x", journal="Acta")
    cited = (Citation(1, listed, QUOTE, 0, len(QUOTE)),)
    said = (Sentence(QUOTE, (1,), True),)
    return Answer("How hard is it?", True, said, cited, "527 HV", "extractive", (listed.id,))


def test_an_answer_is_markdown_with_its_quotes(answer: Answer) -> None:
    text = written(of_answer(answer), "md").decode()
    assert text.startswith("# How hard is it?\n\n**527 HV**\n")
    assert "The hardness is 527 HV. [1]" in text
    assert "> [1] “The hardness is 527 HV.” (abstract, p. 3)" in text
    assert r"\[AlxCoCrFeNi\](javascript:x) \[1\](javascript:y)" in text
    assert "2012. <https://doi.org/10.1000/x>" in text


def test_a_page_of_html_holds_text_alone(answer: Answer) -> None:
    text = written(of_answer(answer), "html").decode()
    assert '<p class="strong">527 HV</p>' in text
    assert "<script" not in text
    assert '<a href="https://doi.org/10.1000/x">' in text


def test_a_word_document_is_read_back(answer: Answer) -> None:
    made = docx.Document(io.BytesIO(written(of_answer(answer), "docx")))
    told = [paragraph.text for paragraph in made.paragraphs]
    assert told[:3] == ["How hard is it?", "527 HV", "The hardness is 527 HV. [1]"]
    assert "<script>alert(1)</script>" in told[3]
    assert told[3].endswith("2012. https://doi.org/10.1000/x")


def test_csl_and_ris_are_read_back(tmp_path: Path) -> None:
    papers = [entry("Hard alloys", doi="10.1000/x", journal="Acta"), entry("Without journal")]
    assert json.loads(as_csl(papers)) == [
        {
            "id": "smith2012hard", "type": "article-journal", "title": "Hard alloys",
            "author": [{"family": "Smith", "given": "A."}, {"family": "Jöns", "given": "B."}],
            "container-title": "Acta", "issued": {"date-parts": [[2012]]}, "DOI": "10.1000/x",
        },
        {
            "id": "smith2012without", "type": "article", "title": "Without journal",
            "author": [{"family": "Smith", "given": "A."}, {"family": "Jöns", "given": "B."}],
            "issued": {"date-parts": [[2012]]},
        },
    ]  # fmt: skip
    assert as_ris(papers).splitlines()[:8] == [
        "TY  - JOUR", "ID  - smith2012hard", "AU  - Smith, A.", "AU  - Jöns, B.",
        "TI  - Hard alloys", "JO  - Acta", "PY  - 2012", "DO  - 10.1000/x",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("form", "name"), [("csl", "x.json"), ("ris", "x.ris"), ("bibtex", "x.bib")]
)
def test_what_is_written_is_read_as_an_export(form: str, name: str, tmp_path: Path) -> None:
    papers = [
        entry("Hard Al0.3CoCrFeNi", doi="10.1000/x", journal="Acta"),
        entry("Without a journal", year=2015),
    ]
    (tmp_path / name).write_bytes(written(of_papers("Papers", papers), form))
    read = [paper for _, _, paper in read_bibliography(tmp_path / name)]
    for given, found in zip(papers, read, strict=True):
        for field in ("title", "doi", "year", "journal", "authors"):
            assert getattr(found, field) == getattr(given.paper, field), field


def test_others_are_no_name() -> None:
    papers = [entry("Hard alloys", authors=("O. N. Senkov et al.",))]
    assert json.loads(as_csl(papers))[0]["author"] == [{"family": "Senkov", "given": "O. N."}]
    assert as_bibtex(papers).startswith("@misc{senkov2012hard,")


def test_a_document_of_papers_names_each_once() -> None:
    paper = entry("Hard alloys")
    assert written(of_papers("Papers", [paper, paper]), "md").decode().count("Hard alloys") == 1
    for form in FORMATS:
        assert written(of_papers("None", []), form) is not None


def test_what_cannot_be_shown_is_refused() -> None:
    with pytest.raises(UserError, match="“pdf” is not a format"):
        require_format("pdf", True)
    with pytest.raises(UserError, match="A Word document cannot be shown as text"):
        require_format("docx", False)


def test_values_keep_their_marks_and_what_these_mean() -> None:
    found = StatedPapers(
        paper("rise", "Rise", "The hardness of CoCrFeNi increased from 160 HV to 210 HV."),
    ).values("hardness")
    made = docx.Document(io.BytesIO(written(of_values("Values", found), "docx")))
    grid = [[cell.text for cell in row.cells] for row in made.tables[0].rows]
    assert grid[0] == ["alloy", "value", "at", "sentence", "paper"]
    assert [row[1].lstrip("? ") for row in grid[1:]] == ["160 HV →", "→ 210 HV"]
    told = [one.text for one in made.paragraphs]
    assert "→: the start or end of a change." in told
    assert grid[1][4] == "[1]"
    assert told[-1].startswith("[1] ")


def test_between_two_parts_of_a_reference_stands_one_full_stop() -> None:
    many = entry("A title.", authors=("A, B.", "C, D.", "E, F.", "G, H."), doi="10.1000/x")
    document = of_papers("Papers", [many])
    assert "E, F. et al. *A title*. 2012. <" in written(document, "md").decode()
    assert "et al. <em>A title</em>. 2012. <" in written(document, "html").decode()
    told = docx.Document(io.BytesIO(written(document, "docx"))).paragraphs[-1].text
    assert told == "A, B.; C, D.; E, F. et al. A title. 2012. https://doi.org/10.1000/x"


def test_a_list_of_values_keeps_the_arrows_of_changes() -> None:
    papers = StatedPapers(
        paper("rise", "Rise", "Annealing raised the hardness of CoCrFeNi from 460 HV to 510 HV."),
        paper("hard", "Hard", "The hardness of CoCrFeNiTa0.5 is 603 HV."),
    )
    asked = answer_question("Which alloys have a hardness above 450 HV?", papers, 5)
    text = written(of_answer(asked), "md").decode()
    assert "| → 510 HV |" in text
    assert "→ marks a change." in text


@pytest.mark.parametrize(
    ("name", "titles"),
    [
        ("smith2012hard", ["Hard alloys", "Hard again"]),  # each is printed so where it is alone
        ("Smith2012Harda", ["Hard again"]),
        ("smith2012", ["Hard alloys", "Hard again"]),
        ("qi2012", ["Strong"]),
        ("Jones:12", ["Named"]),
        ("hard", []),
        ("paper", []),
    ],
)
def test_papers_are_found_by_their_key_or_by_author_and_year(name: str, titles: list[str]) -> None:
    papers = [
        entry("Hard alloys"),
        entry("Hard again"),
        entry("Strong", authors=("Jiacheng Qi",)),
        entry("Named", key="Jones:12", file="x.bib", authors=("Jones, C.",)),
        entry("Untold", authors=(), year=None),
    ]
    assert [one.paper.title for one in by_key(name, papers)] == titles


def test_a_family_name_is_no_part_of_a_given_name() -> None:
    assert is_by("qi", entry("Strong", authors=("Jiacheng Qi",)).paper)
    assert not is_by("qi", entry("Strong", authors=("Qiuyang Pan",)).paper)
