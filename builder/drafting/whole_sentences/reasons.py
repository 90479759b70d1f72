"""Ask why something is so, where the sentence behind it tells the cause."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from builder.drafting.naming.short_names import unknown_label
from builder.drafting.paper_draft import PaperDraft
from builder.drafting.rules.context_reader import clause_contexts
from builder.drafting.rules.sentence_context import SentenceContext
from builder.drafting.whole_sentences.leaning import (
    leans,
    tells_finding,
    told_answer,
    without_connective,
)

_MOST_WORDS = 90
#: A sentence that gives the cause of the one before it.
_CAUSE = re.compile(
    r"(?:This|It|That|Such an? [\w-]+|These [\w-]+|This [\w-]+(?: [\w-]+)?)\s"
    r"(?:is|was|are|were|can be|could be|may be|might be|has been) (?:\w+ly )?"
    r"(?:attributed to|ascribed to|due to|because|caused by|explained by|a result of"
    r"|a consequence of|related to|associated with|credited to)\b"
)


def ask_reasons(title: str | None, read: Sequence[SentenceContext]) -> Iterator[PaperDraft]:
    """Ask why, with the fact and its cause, two sentences in a row, for an answer."""
    for fact, cause in pairwise(read):
        told = without_connective(cause.text)
        if not _CAUSE.match(told):
            continue
        if leans(fact.text) or not tells_finding(fact.text) or fact.background:
            continue
        text = fact.abstract
        answer = told_answer(title, text, fact.start, cause.end)
        if len(answer.split()) > _MOST_WORDS or unknown_label(answer):
            continue
        for context in [*clause_contexts(fact)][:1]:
            effect = fact.resolve(context.core)
            question = context.question("Why", effect) if effect else None
            if question and len(question.split()) <= 32:
                yield PaperDraft(
                    "mechanism", "cause behind", question, answer, fact.start, cause.end
                )
