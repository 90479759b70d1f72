import re
from itertools import pairwise

from fakes import WordEmbedder
from hypothesis import given
from hypothesis import strategies as st

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
