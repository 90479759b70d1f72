"""Values of properties that papers state behind their abstracts: in running text and in tables.

reading reads them from one body; store keeps them in the database, read once a paper by a build.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach(
    __name__,
    submod_attrs={
        "store": [
            "count_body_rows",
            "create_body_value_tables",
            "find_body_rows",
            "update_body_values",
            "without_repeats",
        ],
    },
)
