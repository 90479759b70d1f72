"""Make questions that look answerable and that no paper of the corpus answers.

A question that an abstract answers is asked with one thing exchanged: another temperature, alloy,
state, phase, element or property. So refusals have the forms of answerable questions.

Order: question_text, abstract_view, corpus, swap, other_* (a module a kind of exchange), selection.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach(
    __name__,
    submod_attrs={"selection": ["contrast"], "corpus": ["Corpus", "survey"]},
)
