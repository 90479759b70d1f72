"""Rerank the papers found by a cross-encoder from a folder on this disk."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from builder.errors import UserError
from retrieval.hybrid import Hit
from retrieval.model_hub import keep_quiet, loading, require_tensors
from retrieval.passages import embedded_text

#: Papers that are reranked.
DEPTH = 20

#: Question and passages → a score of each passage; higher is better.
Scorer = Callable[[str, Sequence[str]], list[float]]


def load_reranker(folder: Path) -> Scorer:
    """Load a sentence-transformers cross-encoder; no code from its folder is run, nothing fetched.

    Raises:
        UserError: There is none, or it cannot be loaded.
    """
    if not (folder / "config.json").is_file():
        raise UserError(
            f"There is no model in {folder}.",
            "Give the folder of a sentence-transformers cross-encoder, with its config.json.",
        )
    keep_quiet()
    from sentence_transformers import CrossEncoder

    hint = "Its weights must be safetensors."
    with loading(f"The cross-encoder in {folder}", hint):
        model = CrossEncoder(
            str(folder),
            device="cpu",
            trust_remote_code=False,
            local_files_only=True,
            model_kwargs={"use_safetensors": True},
        )
        names = [n for n in model.model.state_dict() if not n.endswith("position_ids")]
    require_tensors(folder, names)

    def score(question: str, texts: Sequence[str]) -> list[float]:
        scores = model.predict([(question, text) for text in texts], show_progress_bar=False)
        return [float(value) for value in scores]

    return score


def rerank(question: str, hits: Sequence[Hit], k: int, score: Scorer) -> list[Hit]:
    """Return the ``k`` best hits by the cross-encoder; each keeps the scores it was found by."""
    if not hits:
        return []
    texts = [embedded_text(hit.passage.title, hit.passage.text) for hit in hits]
    scores = score(question, texts)
    order = sorted(range(len(hits)), key=lambda place: (-scores[place], place))
    return [
        replace(hits[place], rank=rank, score=scores[place])
        for rank, place in enumerate(order[:k], start=1)
    ]
