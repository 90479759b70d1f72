"""The body of a paper, opened to be asked."""

from answer.fulltext import paper_body
from answer.fulltext.paper_body import PaperBody


def test_a_paragraph_is_read_once_for_all_its_sentences(body, monkeypatch):
    read = []
    plain = paper_body.read_paper
    monkeypatch.setattr(
        paper_body, "read_paper", lambda title, text: read.append(text) or plain(title, text)
    )
    opened = PaperBody(body)
    told = [one.statement for one in opened.candidates if one.statement.number == 2]
    stated = [opened.stated_by(one)[1] for one in told if one.row is None][:3]
    assert [one.facts.text for one in stated if one] == [one.text for one in told[:3]]
    assert len(read) == 1
