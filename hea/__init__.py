"""Ask, curate and teach what the high-entropy-alloy literature knows; every answer is cited.

`hea.open` gives a library of papers to work with from Python. Inside, the folders in their order:
`workspace` and `events`, then `workflows` (do the work and return records), then `render` and `tui`
(show records), then `cli` (parse what is typed) and, beside
it, `records` and `api` (what Python users import).
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach(
    __name__,
    submod_attrs={
        "api": ["Library", "open"],
        "events": ["SILENT", "Events"],
        "records": [
            "CitationRecord",
            "CitedAnswer",
            "FoundPaper",
            "MeasuredValue",
            "ValueFigure",
            "ValueTable",
        ],
    },
)
