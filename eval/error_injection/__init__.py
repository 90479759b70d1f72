"""Put known errors into true answers, and measure which of them a detector finds.

Order of the modules: confusables and cases, then mutations, inject, detectors.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach(
    __name__,
    submod_attrs={
        "cases": ["TrueAnswer", "read_true_answers", "true_answers_of"],
        "detectors": ["Detection", "DetectorScores", "balanced_accuracy", "measure_detector"],
        "inject": ["Injected", "collect_pool"],
        "mutations": ["ERRORS", "Pool"],
    },
)
