"""Tell a question about the source of an answer: `who wrote it?`, `which year?`."""

import re
from typing import Literal

#: What is asked about a paper.
SourceDetail = Literal["authors", "year", "journal", "doi", "title", "paper"]

_IT = (
    r"(?:it|that|this|them|these|(?:the|that|this|these|those) (?:papers?|stud(?:y|ies)|articles?"
    r"|works?|results?|values?|numbers?|abstracts?|sources?|answers?))"
)
_OF_IT = rf"(?: (?:of|to|for|behind) {_IT})?"
_GIVE = r"(?:(?:what is|what are|what's|give me|show(?: me| us)?|name|list|open|see|cite) )?"
_FOUND = (
    "wrote|published|reported|found|measured|said|says|showed|did|claims?|studied|made|authored"
    "|discovered"
)
_THE_PAPER = "(?:papers?|sources?|references?|citations?|articles?|abstracts?|study|studies)"
#: Questions for each detail, whole.
_QUESTIONS: dict[SourceDetail, tuple[str, ...]] = {
    "authors": (
        rf"who (?:{_FOUND})(?: {_IT})?",
        rf"who (?:is|are|was|were) the (?:first )?authors?{_OF_IT}",
        rf"{_GIVE}(?:the )?(?:first )?authors?{_OF_IT}",
        r"by whom",
        r"whose (?:paper|work|study) (?:is|was) (?:it|that|this)",
    ),
    "year": (
        rf"when (?:was|were|is) {_IT} (?:published|written|reported|from|measured)",
        rf"when did {_IT} (?:appear|come out)",
        rf"(?:in |from )?(?:which|what) year(?: (?:was|were|is) {_IT})?"
        r"(?: (?:published|from|written|reported))?",
        rf"how (?:old|recent|new) is {_IT}",
        rf"{_GIVE}(?:the )?year{_OF_IT}",
    ),
    "journal": (
        rf"(?:in )?(?:which|what) journal(?: (?:was|is) {_IT}(?: (?:published|in))?)?",
        rf"where (?:was|is|were) {_IT} (?:published|from)",
        rf"{_GIVE}(?:the )?journal{_OF_IT}",
    ),
    "doi": (rf"{_GIVE}(?:the )?(?:doi|link|url|address){_OF_IT}",),
    "title": (rf"{_GIVE}(?:the )?title{_OF_IT}", rf"what is {_IT} called"),
    "paper": (
        rf"{_GIVE}(?:the |your |its )?{_THE_PAPER}{_OF_IT}",
        rf"(?:in |from )?(?:which|what) {_THE_PAPER}(?: (?:is|was|are|were) {_IT})?"
        r"(?: (?:from|in|reported in))?",
        rf"(?:which|what) {_THE_PAPER} (?:says?|reports?|reported|found|showed) {_IT}",
        rf"where (?:does|do|did|is) {_IT}(?: come)?(?: from| stated| written)",
        rf"cite {_IT}",
        r"who says so|says who|how do you know(?: that)?",
    ),
}
_PATTERNS = {
    detail: re.compile(
        rf"(?:(?:and|but|so|please|can you|could you)\s)*(?:{'|'.join(questions)})"
        r"(?:\splease)?[\s?.!]*",
        re.IGNORECASE,
    )
    for detail, questions in _QUESTIONS.items()
}
_LONGEST = 80


def source_detail(text: str) -> SourceDetail | None:
    """Return what a question asks about the papers that were cited before; None for any other."""
    bare = text.strip()
    if len(bare) > _LONGEST:
        return None
    return next((detail for detail, asked in _PATTERNS.items() if asked.fullmatch(bare)), None)
