import json
import random
import subprocess
import sys
from pathlib import Path

import pytest

from builder.errors import UserError
from retrieval.embedding.model_folder import BUILT_IN
from retrieval.embedding.word_pieces import _KNOWN_SIGNS, _SHORT, WordPieces

TEXTS = (
    "What is the yield strength of CrMnFeCoNi at 77 K?",
    "How hard is Al0.3CoCrFeNi after 700 °C for 1 h – and the γ′-phase (L12)?",
    "naïve ΣΣ Σ é e\u0301 İ ß ﬁ μm–1 × 10⁻³ ≥ 5 %",
    "",
    " \t\n",
    "x" * 101 + " " + "y" * 100,
    "[CLS] is no word [MASK]",
    "a\x00b \x1f \xad \u200b soft",
    "高熵合金 and 合金",
    "word " * 200,
)


@pytest.fixture(scope="module")
def pieces() -> WordPieces:
    return WordPieces(BUILT_IN)


@pytest.mark.parametrize("text", TEXTS)
def test_a_text_is_cut_as_the_library_does(pieces: WordPieces, text: str) -> None:
    assert pieces._cut(text) == pieces._library.encode(text).ids
    assert pieces.count(text) == len(pieces._cut(text))


def test_all_known_signs_are_cut_as_the_library_does(pieces: WordPieces) -> None:
    known = [sign for sign in map(chr, range(0x3000)) if _KNOWN_SIGNS.fullmatch(sign)]
    assert len(known) > 1300
    draw = random.Random(1)
    for n in range(400):
        words = ["".join(draw.choices(known, k=draw.randint(1, 7))) for _ in range(20)]
        text = " ".join([*words, *known[n * 8 : n * 8 + 8]])[:_SHORT]
        assert pieces._cut(text) == pieces._library.encode(text).ids, text


def test_a_question_loads_no_library() -> None:
    script = (
        "import sys\n"
        "from retrieval.embedding.model_folder import BUILT_IN\n"
        "from retrieval.embedding.word_pieces import WordPieces\n"
        "pieces = WordPieces(BUILT_IN)\n"
        "assert pieces.ids('How hard is it at 77 °C?')[0] == 101\n"
        "assert 'tokenizers' not in sys.modules\n"
        "assert pieces.count('word ' * 200) == 202\n"
        "assert 'tokenizers' in sys.modules\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True)
    assert (done.returncode, done.stderr) == (0, b"")


def _changed(folder: Path, **changes: object) -> Path:
    """A folder with the built-in tokenizer in which some parts are others."""
    settings = json.loads((BUILT_IN / "tokenizer.json").read_text("utf-8"))
    (folder / "tokenizer.json").write_text(json.dumps(settings | changes), "utf-8")
    (folder / "sentence_bert_config.json").write_bytes(
        (BUILT_IN / "sentence_bert_config.json").read_bytes()
    )
    return folder


def test_another_tokenizer_is_left_to_the_library(tmp_path: Path) -> None:
    normalizer = {"type": "BertNormalizer", "clean_text": True, "handle_chinese_chars": True}
    cased = WordPieces(
        _changed(tmp_path, normalizer=normalizer | {"strip_accents": None, "lowercase": False})
    )
    assert cased._short_texts is None
    assert cased.ids("Alloy") == cased._library.encode("Alloy").ids
    assert cased.ids("Alloy") != WordPieces(BUILT_IN).ids("Alloy")


@pytest.mark.parametrize("model", [{}, None, {"type": "WordPiece", "vocab": {}}])
def test_a_damaged_tokenizer_is_told_in_a_sentence(tmp_path: Path, model: object) -> None:
    with pytest.raises(UserError, match="The tokenizer in"):
        WordPieces(_changed(tmp_path, model=model))


def test_a_tokenizer_that_lacks_a_part_is_left_to_the_library(tmp_path: Path) -> None:
    bare = WordPieces(_changed(tmp_path, normalizer=None))
    assert bare.ids("Alloy") == bare._library.encode("Alloy").ids
