"""What the drafting rules, or one of them, make of a text on NbMoTaW."""

from builder.drafting.draft import CLAUSE_RULES, SENTENCE_RULES, draft
from builder.drafting.rules.context_reader import clause_contexts, read_sentences
from builder.drafting.rules.sentence_context import Draft


def drafted(text: str, title: str = "NbMoTaW") -> dict[str, tuple[str, str, str]]:
    """Question → (rule, kind, answer) of all drafts that are kept."""
    return {t.question: (t.rule, t.kind, t.answer) for t in draft("p", title, text)}


def drafts_of_rule(rule: str, text: str, title: str = "NbMoTaW") -> list[Draft]:
    """All drafts of one rule, before any is dropped."""
    found: list[Draft] = []
    for sentence in read_sentences(title, text):
        if rule in SENTENCE_RULES:
            found += SENTENCE_RULES[rule](sentence)
        else:
            for clause in clause_contexts(sentence):
                found += CLAUSE_RULES[rule](clause)
    return found
