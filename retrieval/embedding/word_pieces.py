"""Cut texts into the tokens of an embedding model, by the tokenizer in its folder."""

import json
from pathlib import Path

from retrieval.model_hub import loading


class WordPieces:
    """The tokenizer of a model folder, and how many tokens of a text count."""

    def __init__(self, folder: Path) -> None:
        """Load `tokenizer.json` and the window of a sentence-transformers model.

        Raises:
            UserError: The tokenizer cannot be loaded.
        """
        from tokenizers import Tokenizer

        with loading(f"The tokenizer in {folder}", "Fetch the model again."):
            self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._tokenizer.no_padding()
        self._tokenizer.no_truncation()
        limits = json.loads((folder / "sentence_bert_config.json").read_text("utf-8"))
        self.window = int(limits["max_seq_length"])

    def count(self, text: str) -> int:
        """Count the tokens of ``text``, special tokens included, before any cut."""
        return len(self._tokenizer.encode(text).ids)

    def ids(self, text: str) -> list[int]:
        """Return the tokens that fit the window: the end of a text goes, the closing one stays."""
        ids: list[int] = self._tokenizer.encode(text).ids
        return ids if len(ids) <= self.window else [*ids[: self.window - 1], ids[-1]]
