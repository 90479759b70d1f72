"""Take the corpus folder into the catalog; PDFs are opened in processes that may be killed.

changes compares folder and catalog, other_files says why a file of another kind is not read, worker
reads PDFs in a process of its own, worker_pool keeps such processes under limits, ingest does the
whole intake.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach(
    __name__,
    submod_attrs={
        "changes": ["CorpusDiff", "corpus_diff"],
        "ingest": ["IngestReport"],
        "worker_pool": ["Limits", "extract_all"],
    },
)
