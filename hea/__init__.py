"""Ask, curate and teach what the high-entropy-alloy literature knows; every answer is cited.

`hea.open` gives a library of papers to work with from Python. Inside, the folders in their order:
`workspace` and `events`, then `workflows` (do the work and return records), then `render` and `tui`
(show records), then `cli` (parse what is typed) and, beside
it, `records` and `api` (what Python users import).
"""

import lazy_loader

_loaded, __dir__, __all__ = lazy_loader.attach(
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


def __getattr__(name: str) -> object:
    """Load a name when it is first used; say which file of the user's keeps it from being loaded.

    Raises:
        ImportError: A file such as `eval.py` in the working folder hides a part of this program.
    """
    from hea.hidden_rooms import NEXT_STEP, hiding_file

    if name in __all__ and (hiding := hiding_file()):
        raise ImportError(f"{hiding} hides a part of hea-qa. {NEXT_STEP}")
    found: object = _loaded(name)
    return found
