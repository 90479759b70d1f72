"""Citations to take along: BibTeX that any program reads, Markdown in which nothing acts."""

import bibtexparser

from answer.answers import Answer, Citation, Sentence
from builder.library.catalog import CatalogEntry
from builder.papers import Abstract, Paper
from hea.workflows.conversation.citing import as_bibtex, as_markdown


def entry(title: str, **more: object) -> CatalogEntry:
    abstract = Abstract("The hardness is 527 HV.", 3, (0, 0, 1, 1), "heading", 0.9)
    given = {"authors": ("Smith, A.", "Jöns, B."), "year": 2012, "abstract": abstract, **more}
    return CatalogEntry("x.pdf", 0, title[:1] * 64, Paper("ok", "", title, **given))  # type: ignore[arg-type]


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
    text = as_bibtex([entry("A title", key="Smith:2012}, @evil{x,")])
    assert text.startswith("@misc{Smith:2012evilx,")
    assert len(bibtexparser.parse_string(text).entries) == 1


def test_an_answer_is_markdown_with_its_quotes() -> None:
    listed = entry("Hardness of [AlxCoCrFeNi](javascript:x)", doi="10.1000/x", journal="Acta")
    quote = "The hardness is 527 HV."
    answer = Answer(
        "How hard is it?",
        True,
        (Sentence(quote, (1,), True),),
        (Citation(1, listed, quote, 0, len(quote)),),
        "527 HV",
        "extractive",
        (listed.id,),
    )
    text = as_markdown(answer)
    assert "**527 HV**" in text
    assert "The hardness is 527 HV. [1]" in text
    assert "> “The hardness is 527 HV.”" in text
    assert r"\[AlxCoCrFeNi\](javascript:x)" in text
    assert "2012. p. 3. <https://doi.org/10.1000/x>" in text
