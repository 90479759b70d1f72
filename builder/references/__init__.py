"""Read bibliographic exports and JSONL records: papers that come without a PDF.

jsonl makes papers of records; tagged_formats (with pubmed_parser) reads RIS, .nbib and Web of
Science; readers knows every format by the suffix of its file.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach(
    __name__,
    submod_attrs={
        "jsonl": ["read_records", "record_paper"],
        "readers": ["read_bibliography"],
        "tagged_formats": ["Entry", "read_tagged"],
    },
)
