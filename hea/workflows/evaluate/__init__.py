"""Measure answers, retrieval, extraction and detectors, and the speed of the whole work.

Order: run <- grid, judging, ranker; run <- measures <- scorecards <- results <- evaluation;
measures <- rehearsal; benchmarks.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach(
    __name__,
    submod_attrs={
        "evaluation": ["compare_results", "run_evaluation"],
        "measures": [
            "DetectionReport",
            "measure_answers",
            "measure_detectors",
            "measure_extraction",
            "measure_retrieval",
        ],
        "rehearsal": ["rehearse_sizes"],
        "results": ["evaluation_folder", "read_scored"],
        "scorecards": [
            "answers_card",
            "detection_card",
            "evaluation_card",
            "extraction_card",
            "retrieval_card",
        ],
    },
)
