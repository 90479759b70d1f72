"""List and count the review articles of a corpus, by what their titles and abstracts call them."""

import re
from collections.abc import Sequence

from answer.answers import QUOTES, Answer, Citation, Sentence
from answer.collected.paper_text import PaperSentences, Said, read_paper
from answer.collected.subject import find_subject, is_about, main_alloys
from answer.papers import Papers
from answer.question.parse import ParsedQuestion
from builder.library.catalog import CatalogEntry
from retrieval.lexical import terms

#: Articles that an answer shows; the others are counted.
_SHOWN = 20
_ASKED = re.compile(
    r"\b(?:reviews?|overviews?|surveys?)(?: (?:articles?|papers?|publications?)|s)?\b"
    r"(?! (?:the|what|how)\b)",
    re.IGNORECASE,
)
#: Words that a title or abstract of a review holds, one of them.
_CUES = "review reviewed overview progress advances developments status perspective survey trends"
_IN_TITLE = re.compile(
    r"\b(?:reviews?|overview|survey|state[- ]of[- ]the[- ]art|perspectives|roadmap|research status"
    r"|(?:progress|advances) (?:in|on|of)|(?:recent|current|latest) (?:progress|advances"
    r"|developments?|trends|status)|challenges and (?:opportunities|prospects|perspectives))\b"
    r"|^(?:status|developments|trends) (?:of|on|in)\b|\b(?:a|:) perspective\b",
    re.IGNORECASE,
)
#: A title on the progress of something that is studied.
_NOT_IN_TITLE = re.compile(
    r"\b(?:progress|advances) (?:in|of) (?:the )?(?:crack|reaction|transformation|front)",
    re.IGNORECASE,
)
_IN_ABSTRACT = re.compile(
    r"\b(?:this|the present|our|present|current) (?:[\w-]+ ){0,2}?(?:review|overview|survey)\b"
    r"(?! (?:history|process))|\bwe (?:\w+ )?(?:review|survey)(?:ed)?\b"
    r"|\b(?:is|are|was|were|has been|have been) (?:\w+ )?reviewed\b"
    r"|\bth(?:is|e) (?:present )?(?:paper|article|chapter|work) (?:\w+ )?(?:reviews|surveys"
    r"|(?:provides|gives|offers|presents) an? (?:[\w-]+ )?(?:review|overview|survey))\b",
    re.IGNORECASE,
)


def list_reviews(question: ParsedQuestion, papers: Papers) -> Answer | None:
    """Return the review articles that a question asks for, newest first; None if it asks for none.

    Args:
        question: One that asks which, or how many, there are.
        papers: The corpus.
    """
    if not _ASKED.search(question.text):
        return None
    naming = [one for cue in terms(_CUES) for one in papers.naming([cue], question.years)]
    subject = find_subject(question)
    found: list[tuple[CatalogEntry, Said]] = []
    for listed in {one.id: one for one in naming}.values():
        title = listed.paper.title or ""
        abstract = listed.paper.abstract.text if listed.paper.abstract else ""
        if not (_is_title_of_review(title) or _IN_ABSTRACT.search(abstract)):
            continue
        paper = read_paper(listed)
        if is_about(subject, paper) and (not subject.alloys or main_alloys(subject, paper)):
            found.append((listed, _telling(paper)))
    found.sort(key=lambda one: (-(one[0].paper.year or 0), one[0].place))
    return _answered(question, found) if found else None


def _is_title_of_review(title: str) -> bool:
    return _IN_TITLE.search(title) is not None and not _NOT_IN_TITLE.search(title)


def _telling(paper: PaperSentences) -> Said:
    """Return the sentence that says that a paper is a review, or its first one."""
    said = (one for one in paper.sentences if _IN_ABSTRACT.search(one.text))
    return next(said, paper.sentences[0])


def _answered(question: ParsedQuestion, found: Sequence[tuple[CatalogEntry, Said]]) -> Answer:
    shown = found[:_SHOWN]
    citations = tuple(
        Citation(n, listed, said.text, said.start, said.end)
        for n, (listed, said) in enumerate(shown, start=1)
    )
    lines = [Sentence(f"{_named(one.listed)}.", (one.n,), True) for one in citations]
    count = f"{len(found)} review article{'' if len(found) == 1 else 's'}"
    head = f"{count}, as the title or the abstract calls them."
    more = len(found) - len(shown)
    return Answer(
        question.text,
        True,
        (Sentence(head, tuple(one.n for one in citations), True), *lines),
        citations,
        count if question.intent == "count" else None,
        QUOTES,
        tuple(listed.id for listed, _ in found),
        1.0,
        note=f"The newest {_SHOWN} are shown; {more} more are counted." if more > 0 else None,
    )


def _named(listed: CatalogEntry) -> str:
    year = f" ({listed.paper.year})" if listed.paper.year else ""
    return f"“{listed.paper.title or listed.place}”{year}"
