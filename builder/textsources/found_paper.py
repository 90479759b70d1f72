"""What a text source says of its paper, and the paper that is made of it."""

import re
from dataclasses import dataclass

from builder.papers import Abstract, Body, Paper, State
from builder.text.characters import one_line
from builder.text.copyright_notice import without_notices
from builder.text.identifiers import find_doi
from builder.text.markup import without_heading

_YEAR = re.compile(r"(?<!\d)(?:18|19|20)\d\d(?!\d)", re.ASCII)
#: Characters of an abstract below which none is one.
_LEAST_ABSTRACT = 40
_NO_ABSTRACT = "No abstract was found in it; it may be a letter or an editorial."
#: Confidence of an abstract that is doubted, as in a PDF.
_DOUBTED = 0.6
#: Letters that a program which read a PDF set apart.
_APART = re.compile(r"(?:\b[^\W\d_]\s){8}")


@dataclass(slots=True)
class TextPaper:
    """The parts of a paper as a text source gives them; "" for what it does not give."""

    rule: str
    """Which reader found them."""
    title: str = ""
    doi: str = ""
    year: str = ""
    """A year, or a date with one."""
    journal: str = ""
    authors: tuple[str, ...] = ()
    abstract: str = ""
    doubt: str = ""
    """What is doubtful in the abstract, as the beginning of a sentence."""
    notes: tuple[str, ...] = ()
    """What a reader should know of the file."""
    body: Body | None = None
    """None where it was not asked for."""

    def paper(self) -> Paper:
        """Return the paper, with or without an abstract."""
        year = _YEAR.search(self.year)
        text = without_heading(without_notices(without_heading(one_line(self.abstract))))
        abstract, doubt = None, ""
        if len(text) >= _LEAST_ABSTRACT:
            doubt = self.doubt or (
                "Letters of the abstract are set apart" if _APART.search(text) else ""
            )
            sure = _DOUBTED if doubt else 1.0
            abstract = Abstract(text, 0, (0.0, 0.0, 0.0, 0.0), self.rule, sure)
        state: State = "no_abstract"
        reason = _NO_ABSTRACT
        if abstract:
            state = "low_confidence" if doubt else "ok"
            reason = f"{doubt}; compare it with the file." if doubt else ""
        return Paper(
            state,
            reason,
            title=one_line(self.title) or None,
            doi=find_doi(self.doi),
            year=int(year[0]) if year else None,
            journal=one_line(self.journal) or None,
            authors=tuple(filter(None, map(one_line, self.authors))),
            abstract=abstract,
            notes=self.notes,
            body=self.body,
        )
