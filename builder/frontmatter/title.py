"""Find the page on which a paper begins, and its title."""

import html
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from builder.frontmatter.line_patterns import letters_of
from builder.frontmatter.title_lines import completed, most_prominent
from builder.pdf.pages import Line, Page, running_text
from builder.pdf.text_repair import repair
from builder.text.known_words import reads_as_language


@dataclass(frozen=True, slots=True)
class Title:
    """The title of a paper and the lines that print it."""

    text: str
    lines: tuple[Line, ...]
    """Empty when the title is known from the file's metadata only."""

    @property
    def bottom(self) -> float:
        """Lower edge in points from the top of the page; 0 for a title that is not printed."""
        return max((line.y1 for line in self.lines), default=0.0)


_IMPLAUSIBLE = re.compile(
    r"^\s*(?:untitled|title|unknown|none|no title|document\d*|manuscript\w*|paper\d*|article\d*"
    r"|presentation\d*|slide \d+|print|microsoft word\b.*|microsoft powerpoint\b.*|layout \d+.*"
    r"|.*\.(?:docx?|pdf|dvi|tex|indd|qxd|rtf|odt|ps|eps|pmd|fm|xml|wpd|txt|cdr)\b.*"
    r"|(?:doi:?\s*)?10\.\d{4,}/.*|pii:?.*|s\d{10,}.*|\w+[-_]\w*\d\w*+|[\w.\-]*\d[\w.\-]*+"
    r"|\d+ \d+\.\.\d+|.*template.*|.*proceedings template.*|crossmark.*|arxiv:.*"
    r"|.*\bproof\b.*|\W*)\s*$",
    re.IGNORECASE,
)
#: Kinds of papers that some journals print before the title.
_KICKER = re.compile(
    r"(?:data descriptor|(?:original|research|review|short|regular|invited|brief|rapid|technical)?"
    r"\s?(?:article|paper|letter|communication|report|note|review|perspective|commentary))"
    r"\s*[:|]\s+(?=\w)",
    re.IGNORECASE,
)
_NOTE = re.compile(r"[a-z1-3]\)|[*∗⁎†‡§¶#☆★⋆]+,?|[☆★⋆*∗]\s?,\s?[☆★⋆*∗]+")
_FOOTNOTE_MARKS = re.compile(r"(?:[\s†‡§¶*∗⁎#☆★✩✰⋆＊🟉]|(?<=[☆★✩✰⋆]),)+$|(?<=[a-z)])\s?[☆★✩*∗†‡]+")


def plausible_title(text: str | None) -> str | None:
    """Return a title from the file's metadata, cleaned; None where it can be no title."""
    if not text:
        return None
    cleaned = repair(re.sub(r"<[^>]{1,20}>", "", html.unescape(html.unescape(text))))
    words = cleaned.split()
    if len(words) < 3 or len(letters_of(cleaned)) < 12 or len(words) > 60:
        return None
    return None if _IMPLAUSIBLE.match(cleaned) else cleaned.rstrip(" .")


def find_title(page: Page, recorded: str | None = None, journal: str | None = None) -> Title | None:
    """Return the title printed on a page; None where there is none in any language.

    Args:
        page: The page on which the paper begins.
        recorded: The title in the file's metadata; taken as printed where the page prints it.
        journal: The journal's name, if it is known: a masthead is no title.
    """
    expected = plausible_title(recorded)
    lines = (_lines_of(page, expected) if expected else None) or most_prominent(page, journal)
    if lines:
        lines = completed(page, lines)
        text = _FOOTNOTE_MARKS.sub("", running_text(_without_note(lines), page.words)).strip()
        kicker = _KICKER.match(text)
        text = text[kicker.end() :] if kicker else text
        if reads_as_language(text):
            return Title(text, tuple(lines))
    return Title(expected, ()) if expected and is_told_on(expected, [page]) else None


def _without_note(lines: Sequence[Line]) -> list[Line]:
    """Leave out the raised mark of a footnote behind the last word."""
    last = lines[-1]
    note = last.runs[-1]
    raised = note.size < 0.88 * last.size and note.baseline < last.baseline - 0.15 * last.size
    if not raised or not _NOTE.fullmatch(note.text.strip()) or len(last.runs) < 2:
        return list(lines)
    text = last.text.rstrip().removesuffix(note.text.strip()).rstrip(" ^")
    return [*lines[:-1], replace(last, runs=last.runs[:-1], text=text)]


def is_told_on(title: str, pages: Sequence[Page]) -> bool:
    """Return whether pages hold at least half of the longer words of a title."""
    words: list[str] = re.findall(r"[^\W\d_]{4,}", title.casefold())
    # Most stand there as they are; others are parted by a hyphen or set letter by letter.
    for read in (str.casefold, letters_of):
        printed = "".join(read(page.text) for page in pages)
        if sum(word in printed for word in words) >= 0.5 * len(words):
            return True
    return False


def _lines_of(page: Page, expected: str) -> list[Line] | None:
    """Return the consecutive lines that print the expected title, in the largest type."""
    wanted = letters_of(expected)
    best: list[Line] | None = None
    for start, line in enumerate(page.lines):
        initial = line.text[:1]
        if initial.isalnum() and initial.casefold()[0] != wanted[0]:
            continue
        first = letters_of(line.text)
        if not first or not (wanted.startswith(first[:12]) or first.startswith(wanted[:40])):
            continue
        lines = _lines_from(page.lines[start:], len(wanted))
        printed = "".join(letters_of(part.text) for part in lines)
        if (
            _shared_start(printed, wanted) > 0.8 * len(wanted)
            and len(printed) < 1.25 * len(wanted)
            and (best is None or line.size > best[0].size)
        ):
            best = lines
    return best


def _lines_from(lines: Sequence[Line], length: int) -> list[Line]:
    """Take lines of one size, from the first on, until they hold ``length`` letters or so."""
    first = lines[0]
    taken = [first]
    letters = len(letters_of(first.text))
    for line in lines[1:]:
        if letters >= 0.97 * length:
            break
        if abs(line.size - first.size) > 0.12 * first.size:
            continue
        if line.baseline - taken[-1].baseline > 2.4 * first.size:
            break
        taken.append(line)
        letters += len(letters_of(line.text))
    return taken


def _shared_start(one: str, other: str) -> int:
    """Count the characters of ``one`` found in ``other`` in order, each at most 8 further on.

    Scripts may be written otherwise in the two.
    """
    count = position = 0
    for char in one:
        found = other.find(char, position, position + 8)
        if found >= 0:
            count, position = count + 1, found + 1
    return count
