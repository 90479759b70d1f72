import re
from itertools import pairwise
from pathlib import Path

import pytest
from fakes import WordEmbedder
from hypothesis import given
from hypothesis import strategies as st
from small_library import built, write_records

from retrieval.passages import embedded_text, split

words = st.text(st.sampled_from("abcXYZ0.–"), min_size=1, max_size=8) | st.just("–")
abstracts = st.lists(words, min_size=1, max_size=150).map(" ".join).filter(str.strip)


def test_an_abstract_that_fits_is_one_passage() -> None:
    text = "AlCoCrFeNi is BCC. It is hard."
    assert list(split("A title", text, WordEmbedder())) == [(0, len(text))]


def test_a_long_abstract_is_cut_between_sentences() -> None:
    sentences = [f"Sentence {n} tells of alloy {n} and of its strength." for n in range(12)]
    text = " ".join(sentences)
    spans = list(split("A title", text, WordEmbedder()))
    assert len(spans) > 1
    assert all(text[start:end].startswith("Sentence") for start, end in spans)
    assert all(text[start:end].endswith(".") for start, end in spans)


def test_pieces_that_are_no_token_stand_in_one_passage() -> None:
    text = "word " * 46 + "– – " + "word " * 50 + "– word"
    spans = list(split(None, text, WordEmbedder()))
    assert "".join(text[start:end] for start, end in spans).count("–") == 3


@pytest.mark.fault("F55")
def test_of_an_abstract_without_an_end_the_beginning_is_searched_and_the_paper_says_so(
    corpus: Path, tmp_path: Path
) -> None:
    endless = {"title": "Endless", "abstract": "Its hardness is 300 HV at one place. " * 500}
    long = {"title": "Long", "abstract": "The CoCrFeNi alloy is hard. " * 120}
    write_records(corpus / "r.jsonl", endless, long)
    db, _ = built(tmp_path, corpus, WordEmbedder())
    rows = db.execute(
        "SELECT title, notes, count(*) FROM passages JOIN papers USING (paper) GROUP BY paper"
    )
    told = {title: (count, "is searched" in notes) for title, notes, count in rows}
    assert told["Long"][0] > 12
    assert not told["Long"][1]
    assert told["Endless"][0] == 24
    assert told["Endless"][1]


@given(abstracts, st.one_of(st.none(), words, st.just("long title " * 40)))
def test_no_word_is_lost_and_nothing_outgrows_the_window(text: str, title: str | None) -> None:
    embedder = WordEmbedder()
    spans = list(split(title, text, embedder))
    kept = "".join(re.sub(r"\s", "", text[start:end]) for start, end in spans)
    assert kept == re.sub(r"\s", "", text)
    assert all(a[1] <= b[0] for a, b in pairwise(spans))
    if title is None or embedder.count_tokens(title) < embedder.window // 2:
        for start, end in spans:
            room = embedder.count_tokens(embedded_text(title, text[start:end]))
            assert room <= embedder.window
