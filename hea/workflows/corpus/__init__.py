"""Build a workspace: read, index, draft and check; list its papers."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach(
    __name__,
    submod_attrs={
        "build": [
            "BuildReport",
            "check_triples",
            "draft_triples",
            "index_corpus",
            "open_for_building",
            "read_corpus",
        ],
        "model_drafting": [
            "DraftingEstimate",
            "DraftingReport",
            "draft_by_model",
            "estimate_drafting",
        ],
        "papers": ["complete_from_crossref", "corpus_status", "is_finished", "list_papers"],
    },
)
