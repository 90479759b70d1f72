"""Compute means, shares, gains and risk–coverage curves, each with its 95 % interval.

Order of the modules: intervals, then paired_tests and risk_coverage.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach(
    __name__,
    submod_attrs={
        "intervals": [
            "LEAST_PAPERS",
            "PaperValue",
            "Score",
            "bootstrap",
            "clustered_bootstrap",
            "clustered_mean",
            "clustered_ratio",
            "exponential",
            "mean",
            "percentile",
            "perplexity",
            "proportion",
        ],
        "paired_tests": ["PairedDifference", "holm", "paired"],
        "risk_coverage": ["AnsweredQuestion", "RiskPoint", "aurc", "best_threshold"],
    },
)
