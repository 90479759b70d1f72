"""Read the English of abstracts: sentences, clauses, adjuncts, references; knows no alloy.

Order, lowest first: word_classes, verb_lexicon, adjuncts, clause, main_verb, sentence_opening,
clause_parser; sentences, orders, cited and coreference stand by themselves. The spans of sentences
come from `builder.nlp.sentences.sentences`.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach(
    __name__,
    submod_attrs={
        "adjuncts": ["adjuncts_of", "core_of"],
        "clause": ["Clause", "third_person"],
        "clause_parser": ["read_clauses"],
        "coreference": ["has_pronoun", "lower_first", "resolve", "stands_alone"],
    },
)
