"""Refuse to tell the most of something that no paper names."""

import re
from dataclasses import replace

from answer.answers import Answer
from answer.collected.paper_text import read_paper
from answer.collected.papers_about import papers_naming
from answer.collected.subject import find_subject
from answer.collected.values.listing import MODEL
from answer.papers import Papers
from answer.question.parse import ParsedQuestion

#: The words that ask for the most, and tell nothing of what.
_EXTREME = re.compile(
    r"\b(?:(?:high|low|large|small|great|strong|weak|long|short|fast|slow)est|best|worst|most|least"
    r"|max(?:imum|imal)?|min(?:imum|imal)?|top|peak|record)\b",
    re.IGNORECASE,
)


def refuse_unnamed(question: ParsedQuestion, papers: Papers) -> Answer | None:
    """Refuse a superlative over all papers, no one of which names what it is asked of.

    Returns:
        None if a paper names it, or the question is one on a single alloy.
    """
    if question.alloys or question.properties:
        return None
    subject = find_subject(replace(question, text=_EXTREME.sub(" ", question.text)))
    if not subject.core or any(one.element for one in subject.core):
        return None
    for listed in papers_naming(subject, papers, question.years):
        paper = read_paper(listed)
        if all(one.is_in(paper) for one in subject.core):
            return None
    asked = " and ".join(one.name for one in subject.core)
    return Answer(
        question.text, False, (), (), None, MODEL, (), 0.0, nearest=f"No abstract names “{asked}”."
    )
