"""Measure extraction, retrieval and answers against what is known, or by a judge.

Order of the modules: text_match, text_similarity, groundedness and citations; then answers.
extraction_scores and formula_tokens are below extraction, llm_judge below ragas; retrieval stands
by itself.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach(
    __name__,
    submod_attrs={
        "answers": [
            "AnswerScores",
            "add_semantic_similarity",
            "answer_all",
            "judge_answer",
            "score_answers",
        ],
        "citations": ["CitationQuality", "citation_quality"],
        "extraction": ["read_gold", "score_extraction"],
        "extraction_scores": ["ExtractionScores"],
        "llm_judge": ["LlmJudge", "NoVerdictError"],
        "retrieval": ["RetrievalScores", "score_retrieval"],
        "text_match": ["choice", "exact_match", "same_value", "token_f1"],
        "text_similarity": ["bleu", "chrf", "rouge", "semantic_similarity"],
    },
)
