"""Keep the verdicts of people on triples, and apply them.

Order: ledger (the file), curation (verdicts on triples), agreement, by_paper (a whole corpus),
exchange (spreadsheets and annotation tools).
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach(
    __name__,
    submod_attrs={
        "agreement": ["cohen_kappa"],
        "by_paper": ["curations_by_paper"],
        "curation": ["CuratedTriple", "Curation", "apply_verdicts", "in_force"],
        "exchange": ["read_back", "to_csv", "to_label_studio", "to_xlsx"],
        "ledger": ["Ledger", "Verdict", "verdict_on"],
    },
)
