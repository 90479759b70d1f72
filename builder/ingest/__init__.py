"""Take the corpus folder into the catalog; PDFs are opened in processes that may be killed.

changes compares folder and catalog, other_files says why a file of another kind is not read.
isolation starts and limits processes: worker reads PDFs in one, worker_pool keeps such processes
busy; row_worker reads an export or a sheet in one, isolated_rows takes its rows. bounds limits what
a paper may hold, ingest does the whole intake.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach(
    __name__,
    submod_attrs={
        "changes": ["CorpusDiff", "corpus_diff"],
        "ingest": ["IngestReport"],
        "isolation": ["Limits"],
        "worker_pool": ["extract_all"],
    },
)
