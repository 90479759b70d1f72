"""Read bibliographic exports and JSONL records: papers that come without a PDF.

jsonl makes papers of records; bibtex, tagged_formats (RIS, .nbib, Web of Science), tables (CSV,
tabs) and json_formats (CSL, Crossref) read entries, which entries counts; readers knows every
format by the suffix of its file, and cleans what they give.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach(
    __name__,
    submod_attrs={
        "jsonl": ["read_records", "record_paper"],
        "readers": ["read_bibliography"],
        "entries": ["Entry"],
        "tagged_formats": ["read_tagged"],
    },
)
