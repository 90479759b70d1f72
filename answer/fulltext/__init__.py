"""Answer from the bodies of papers, where their abstracts do not: text, captions and tables.

Order: table_rows, headings and statements (what a body states, in its context), paper_names (what a
paper means by its labels and abbreviations), asked (what a question asks for), statement_features
and paper_body, ranking, others (what is told of something else than asked), then lacking (what a
whole paper does not say), confidence, bare_answer (the value or name) and answer, which puts all
together. abstracts_first opens bodies at all.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach(
    __name__,
    submod_attrs={"abstracts_first": ["answer_from_bodies"], "answer": ["answer_from_found"]},
)
