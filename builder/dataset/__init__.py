"""Make a dataset from curated triples.

Order: splits, near_duplicates, row_limits, quality, formats, rows, select, card, trainer_configs,
files (writing and reading), diff.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach(
    __name__,
    submod_attrs={
        "diff": ["DatasetComparison", "DatasetDiff"],
        "files": ["read_dataset", "read_rows", "write_dataset"],
        "formats": ["FORMATS", "canonical"],
        "near_duplicates": ["near_pairs"],
        "rows": ["Dataset", "DatasetOptions"],
        "select": ["make_dataset"],
        "splits": ["PARTS", "part_of"],
    },
)
