"""Cut texts into the tokens of an embedding model, by the tokenizer in its folder."""

import json
import re
import unicodedata
from collections.abc import Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from retrieval.model_hub import loading

if TYPE_CHECKING:
    from tokenizers import Tokenizer

#: The parts of a `tokenizer.json` that `_ShortTexts` knows, as BERT's without capitals has them.
_BERT: Mapping[str, Mapping[str, Any]] = {
    "normalizer": {
        "type": "BertNormalizer",
        "clean_text": True,
        "handle_chinese_chars": True,
        "strip_accents": None,
        "lowercase": True,
    },
    "pre_tokenizer": {"type": "BertPreTokenizer"},
    "post_processor": {
        "type": "TemplateProcessing",
        "single": [
            {"SpecialToken": {"id": "[CLS]", "type_id": 0}},
            {"Sequence": {"id": "A", "type_id": 0}},
            {"SpecialToken": {"id": "[SEP]", "type_id": 0}},
        ],
    },
    "model": {
        "type": "WordPiece",
        "unk_token": "[UNK]",
        "continuing_subword_prefix": "##",
        "max_input_chars_per_word": 100,
    },
}
#: Signs that Python and the library know alike, without the bracket that begins a special token:
#: ASCII, Latin, Greek, dashes, raised and lowered digits, signs of mathematics.
_KNOWN_SIGNS = re.compile(
    r"[\t\n\r -Z\\-~\xa0-\xac\xae-\u024f\u0370-\u03ff\u2010-\u2027\u2030-\u205e\u2070-\u22ff]*"
)
#: Most characters of a text that is cut here: a question, not an abstract.
_SHORT = 400


class WordPieces:
    """The tokenizer of a model folder, and how many tokens of a text count.

    A question is cut here: to load the library takes longer than all else that embeds a question.
    """

    def __init__(self, folder: Path) -> None:
        """Load `tokenizer.json` and the window of a sentence-transformers model.

        Raises:
            UserError: The tokenizer cannot be loaded.
        """
        self._folder = folder
        self._short_texts: _ShortTexts | None = None
        with self._loading():
            settings = json.loads((folder / "tokenizer.json").read_text("utf-8"))
            if all(
                known.items() <= (settings[part] or {}).items() for part, known in _BERT.items()
            ):
                self._short_texts = _ShortTexts(settings["model"]["vocab"])
        if self._short_texts is None:
            _ = self._library  # what is wrong with it comes to light now
        limits = json.loads((folder / "sentence_bert_config.json").read_text("utf-8"))
        self.window = int(limits["max_seq_length"])

    def count(self, text: str) -> int:
        """Count the tokens of ``text``, special tokens included, before any cut."""
        return len(self._cut(text))

    def ids(self, text: str) -> list[int]:
        """Return the tokens that fit the window: the end of a text goes, the closing one stays."""
        ids = self._cut(text)
        return ids if len(ids) <= self.window else [*ids[: self.window - 1], ids[-1]]

    def _cut(self, text: str) -> list[int]:
        if self._short_texts and len(text) <= _SHORT and _KNOWN_SIGNS.fullmatch(text):
            return self._short_texts.ids(text)
        ids: list[int] = self._library.encode(text).ids
        return ids

    def _loading(self) -> Any:
        return loading(f"The tokenizer in {self._folder}", "Fetch the model again.")

    @cached_property
    def _library(self) -> "Tokenizer":
        from tokenizers import Tokenizer

        with self._loading():
            tokenizer = Tokenizer.from_file(str(self._folder / "tokenizer.json"))
        tokenizer.no_padding()
        tokenizer.no_truncation()
        return tokenizer


class _ShortTexts:
    """WordPiece (Wu et al. 2016, arXiv:1609.08144) as BERT does it for text in small letters."""

    def __init__(self, vocabulary: Mapping[str, int]) -> None:
        self._vocabulary = vocabulary
        self._unknown, self._first, self._last = (
            vocabulary[special] for special in ("[UNK]", "[CLS]", "[SEP]")
        )

    def ids(self, text: str) -> list[int]:
        """Return the tokens of a text, with those that begin and end it."""
        words = _words(text)
        return [self._first, *(one for word in words for one in self._pieces(word)), self._last]

    def _pieces(self, word: str) -> list[int]:
        """Return the longest known piece that begins a word, the longest behind it, and so on."""
        pieces: list[int] = []
        start, most = 0, _BERT["model"]["max_input_chars_per_word"]
        while start < len(word) <= most:
            joined = "##" if start else ""
            ends = range(len(word), start, -1)
            end = next((end for end in ends if joined + word[start:end] in self._vocabulary), None)
            if end is None:
                return [self._unknown]
            pieces.append(self._vocabulary[joined + word[start:end]])
            start = end
        return pieces or [self._unknown]  # a word of too many characters


def _words(text: str) -> Iterator[str]:
    """Yield the words of a text in small letters without accents, and each punctuation mark."""
    word = ""
    for sign in unicodedata.normalize("NFD", text):
        kind = unicodedata.category(sign)
        is_mark = kind[0] == "P" or (sign.isascii() and not sign.isalnum())
        if word and (is_mark or sign.isspace()):
            yield word
            word = ""
        if is_mark and not sign.isspace():
            yield sign
        elif kind != "Mn" and not sign.isspace():
            word += sign.lower()
    if word:
        yield word
