"""Make candidates for the abstract from followed text, each with a confidence."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from builder.frontmatter.continuation import Continuation, carry_on
from builder.frontmatter.line_patterns import (
    CITATION,
    COPYRIGHT_SIGN,
    ends_sentence,
    is_english,
)
from builder.frontmatter.text_flow import Flow, Manuscript
from builder.pdf.pages import Line, running_text
from builder.text.copyright_notice import without_notices


@dataclass(frozen=True, slots=True)
class AbstractCandidate:
    """A text that may be the abstract, with its place and the rule that found it."""

    text: str
    page: int
    """Index of the page it begins on."""
    lines: tuple[Line, ...]
    """Its lines on that page."""
    rule: str
    confidence: float
    """0 to 1."""
    continued: tuple[Continuation, ...] = ()
    """Its lines in other columns and on other pages."""

    @property
    def parts(self) -> list[tuple[int, tuple[Line, ...]]]:
        """Its lines by the index of their page, in reading order."""
        return [(self.page, self.lines), *((part.page, part.lines) for part in self.continued)]

    @property
    def all_lines(self) -> tuple[Line, ...]:
        """Its lines on all pages, in reading order."""
        return tuple(line for _, lines in self.parts for line in lines)

    @property
    def is_whole(self) -> bool:
        """Whether it ends with the end of a sentence."""
        return ends_sentence(self.text)


def make_candidate(
    manuscript: Manuscript, index: int, flow: Flow, rule: str, confidence: float, lead: str = ""
) -> AbstractCandidate | None:
    """Make a candidate of a flow and its continuation; None for fewer than 12 words.

    Args:
        manuscript: The paper.
        index: Index of the page on which the flow stands.
        flow: The followed text.
        rule: Name of the rule that found it.
        confidence: The rule's confidence, from which is taken what the text itself gives away.
        lead: The run-in heading to cut from its beginning.
    """
    page = manuscript.pages[index]
    lines = flow.lines
    continued = carry_on(manuscript, index, flow)
    more = [line for part in continued for line in part.lines]
    text = running_text([*lines, *more], page.words)
    if lead and text.startswith(lead):
        text = text[len(lead) :]
    text = _without_ends(text)
    words = text.split()
    if len(words) < 12:
        return None
    if len(words) < 30:
        confidence -= 0.35
    elif len(words) < 50:
        confidence -= 0.1
    elif len(words) > 450:
        confidence -= 0.15 if len(words) < 700 else 0.5
    if not ends_sentence(text):
        confidence -= 0.15
    if not is_english(text):
        confidence -= 0.45
    if text[0].islower():
        confidence -= 0.2
    if len(CITATION.findall(text)) > 2:
        confidence -= 0.15
    return AbstractCandidate(
        text, index, tuple(lines), rule, round(max(confidence, 0.0), 3), tuple(continued)
    )


_DRAWN_SIGN = re.compile(rf"(?<=[.!?]\s){COPYRIGHT_SIGN}\s?(?=(?:19|20)\d\d\s)")
_DOI_AT_END = re.compile(
    r"(?<=[.!?])\s+\[?(?:doi\b\W{0,3}|https?://(?:dx\.)?doi\.org/)\s?10\.[^\s\]]{6,80}\]?\.?$", re.I
)


def _without_ends(text: str) -> str:
    """Cut heading and marks before a text, and a copyright notice and the DOI behind it."""
    text = re.sub(r"^[\s.:—–―|■▪•-]+", "", text).strip()
    text = re.sub(r"^(?:Abstract|ABSTRACT)[\s.:—–―|■▪•-]+(?=[^\Wa-z_])", "", text)
    return without_notices(_DRAWN_SIGN.sub("© ", _DOI_AT_END.sub("", text)))


def surest(found: Iterable[AbstractCandidate | None]) -> AbstractCandidate | None:
    """Return the candidate of highest confidence, the first of equals."""
    return max(
        (candidate for candidate in found if candidate is not None),
        key=lambda candidate: candidate.confidence,
        default=None,
    )
