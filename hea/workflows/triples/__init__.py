"""Curate triples, exchange them with spreadsheets, and make datasets of them."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach(
    __name__,
    submod_attrs={
        "curation": ["CurationSession", "open_session", "open_triples"],
        "curation_stats": ["CurationStats"],
        "dataset": [
            "DatasetReport",
            "compare_datasets",
            "dataset_options",
            "make_and_write_dataset",
            "push_dataset",
        ],
        "filters": ["TripleFilter"],
        "spreadsheets": ["ImportReport", "export_triples", "import_verdicts"],
    },
)
