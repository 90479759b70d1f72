"""Keep the verdicts of people on triples, and apply them.

Order: ledger (the file), decisions (what verdicts on one triple come to), matching (which triple
they are on), curation (verdicts on all triples), agreement, by_paper (a whole corpus),
annotation_tools (Label Studio, Argilla), exchange (spreadsheets, what comes back), workbook (XLSX).
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach(
    __name__,
    submod_attrs={
        "annotation_tools": [
            "argilla_settings",
            "label_studio_config",
            "to_argilla",
            "to_label_studio",
        ],
        "agreement": ["PairAgreement", "pair_agreements"],
        "by_paper": ["curations_by_paper"],
        "curation": ["Curation"],
        "decisions": ["CuratedTriple", "EditAside", "apply_verdicts", "failures", "in_force"],
        "exchange": ["read_back", "to_csv", "to_refused_csv"],
        "ledger": ["Ledger", "Verdict", "verdict_on"],
        "matching": ["KnownPaper"],
        "workbook": ["to_xlsx"],
    },
)
