"""Ask, curate and teach what the high-entropy-alloy literature knows; every answer is cited.

`hea.open` gives a library of papers to work with from Python. Inside, the folders in their order:
`workspace` and `events`, then `workflows` (do the work and return records), then `render` and `tui`
(show records), then `cli` (parse what is typed) and, beside
it, `records` and `api` (what Python users import).
"""

#: Module → the names that are loaded from it when they are first used. No package helps with that
#: here: this file is read before anything can say that one is missing.
_OFFERED = {
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
}
_HOMES = {name: module for module, names in _OFFERED.items() for name in names}
__all__ = sorted(_HOMES)


def __dir__() -> list[str]:
    """Return the names of the Python API."""
    return __all__


def __getattr__(name: str) -> object:
    """Load a name when it is first used; say which file of the user's keeps it from being loaded.

    Raises:
        AttributeError: There is no such name.
        ImportError: A file such as `eval.py` in the working folder hides a part of this program.
    """
    from importlib import import_module

    from hea.hidden_rooms import NEXT_STEP, hiding_file

    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    if hiding := hiding_file():
        raise ImportError(f"{hiding} hides a part of hea-qa. {NEXT_STEP}")
    found: object = getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
    return found
