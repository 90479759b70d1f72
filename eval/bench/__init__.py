"""Measure speed, memory and growth on made-up corpora, beside other libraries.

Order of the modules: synthetic_corpus, memory and baselines; then noisy_embedder,
langchain_baseline and stage_costs; then one module for each benchmark. Nothing in the other folders
needs this one.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach(
    __name__,
    submod_attrs={
        "drafting": ["measure_drafting"],
        "embedding": ["measure_embedding"],
        "generation": ["measure_generation"],
        "memory": ["peak_memory"],
        "pdf_reading": ["measure_pdf_reading"],
        "retrieval_scale": ["measure_retrieval_scale"],
        "stage_costs": ["rehearse", "stage_growth"],
        "synthetic_corpus": ["abstracts"],
        "vectors": ["measure_vector_index"],
    },
)
