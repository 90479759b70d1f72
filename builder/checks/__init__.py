"""Check triples: each alone (checks), and all of a corpus (run)."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach(
    __name__,
    submod_attrs={"checks": ["Checker", "check_all"], "run": ["check_drafts", "recheck"]},
)
