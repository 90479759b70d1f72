"""Find the page on which a paper begins, and its title."""

import html
import re
from collections.abc import Sequence
from dataclasses import dataclass

from builder.pdf.pages import Line, Page, running_text
from builder.pdf.text_repair import repair


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


_COVER = re.compile(
    r"see discussions, stats, and author profiles|author profiles for this publication"
    r"|hal is a multi-?disciplinary open access|archive ouverte pluridisciplinaire"
    r"|\bhal id\s*:|citation for published version|citation for the original published"
    r"|link to publication record|link back to dtu orbit|general rights"
    r"|this is a pdf file of an (?:unedited|article that has)|please cite this article as:"
    r"|this is the author.?s? (?:accepted )?(?:manuscript|version)|author accepted manuscript"
    r"|the following (?:article|publication) (?:appeared|is)|escholarship"
    r"|document version|downloaded from .{0,60}repository|research repository|\bto appear in:"
    r"|this version is available at|published version(?: of record)? (?:doi|is available)"
    r"|permanent (?:weblink|link)|powered by the california digital library"
)


def is_cover(page: Page) -> bool:
    """Return whether a repository, a portal or a publisher put a page before the paper."""
    # A paper's own first page may say "please cite this article as"; it has prose as well.
    prose = sum(line.text.count(" ") > 8 for line in page.lines)
    return prose < 25 and _COVER.search(page.text.lower()) is not None


def title_page(pages: Sequence[Page], within: int = 4) -> int:
    """Return the index of the first page that is not a cover."""
    for index in range(min(within, len(pages))):
        page = pages[index]
        if not is_cover(page) and sum(line.text.count(" ") for line in page.lines) > 40:
            return index
    return 0


_NOT_A_TITLE = re.compile(
    r"(?:original |full[- ]length |short |brief |regular |invited )?"
    r"(?:research |review |data |technical |conference )?"
    r"(?:article|paper|letter|communication|report|note|review|contribution)s?"
    r"|(?:open(?: access)?|research|progress report|perspective|editorial|highlights"
    r"|graphical abstract|accepted manuscript|journal pre-?proof|check for updates|view article "
    r"online"
    r"|contents lists? available.*|article info|abstract|keywords|introduction|references"
    r"|original article:?|edge article|feature article|cutting edge|express letter|rapid .{4,20}"
    r"|(?:fig(?:ure)?\.?|table|scheme|box) ?\d.*|(?:www\.|https?:).*|doi.*|arxiv.*|issn.*"
    r"|vol(?:ume|\.).*|received.*|©.*|copyright.*)",
    re.IGNORECASE,
)
_JOURNAL_NAME = re.compile(
    r"(?:the )?(?:international |european |american |chinese |philosophical )?"
    r"(?:journal|proceedings|transactions|advances|annals|bulletin|acta|archives|physical review"
    r"|materials (?:science|research|today|letters|characterization|chemistry|&)|frontiers in"
    r"|nature|science|scripta|applied physics|reviews? of modern|metallurgical and materials)\b",
    re.IGNORECASE,
)
_IMPLAUSIBLE = re.compile(
    r"^\s*(?:untitled|title|unknown|none|no title|document\d*|manuscript\w*|paper\d*|article\d*"
    r"|presentation\d*|slide \d+|print|microsoft word\b.*|microsoft powerpoint\b.*|layout \d+.*"
    r"|.*\.(?:docx?|pdf|dvi|tex|indd|qxd|rtf|odt|ps|eps|pmd|fm|xml|wpd|txt|cdr)\b.*"
    r"|(?:doi:?\s*)?10\.\d{4,}/.*|pii:?.*|s\d{10,}.*|\w+[-_]\w*\d+\w*|[\w.\-]*\d[\w.\-]*"
    r"|\d+ \d+\.\.\d+|.*template.*|.*proceedings template.*|crossmark.*|arxiv:.*"
    r"|.*\bproof\b.*|\W*)\s*$",
    re.IGNORECASE,
)
_FOOTNOTE_MARKS = re.compile(r"[\s†‡§¶*∗⁎#☆★✩✰⋆＊🟉]+$|(?<=[a-z)])\s?[☆★✩*∗†‡]+")


def letters_of(text: str) -> str:
    """Return the letters and digits of a text, case-folded, by which two writings of it agree."""
    return re.sub(r"[\W_]+", "", text).casefold()


def plausible_title(text: str | None) -> str | None:
    """Return a title from the file's metadata, cleaned; None where it can be no title."""
    if not text:
        return None
    cleaned = repair(re.sub(r"<[^>]{1,20}>", "", html.unescape(html.unescape(text))))
    words = cleaned.split()
    if len(words) < 3 or len(letters_of(cleaned)) < 12 or len(words) > 60:
        return None
    return None if _IMPLAUSIBLE.match(cleaned) else cleaned.rstrip(" .")


def find_title(page: Page, recorded: str | None = None) -> Title | None:
    """Return the title printed on a page.

    Args:
        page: The page on which the paper begins.
        recorded: The title in the file's metadata; taken as printed where the page prints it.
    """
    expected = plausible_title(recorded)
    lines = (_lines_of(page, expected) if expected else None) or _largest_lines(page)
    if lines:
        text = _FOOTNOTE_MARKS.sub("", running_text(lines, page.words)).strip()
        return Title(text, tuple(lines))
    return Title(expected, ()) if expected else None


def _lines_of(page: Page, expected: str) -> list[Line] | None:
    """Return the consecutive lines that print the expected title, in the largest type."""
    wanted = letters_of(expected)
    best: list[Line] | None = None
    for start, line in enumerate(page.lines):
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


_MASTHEAD = re.compile(
    r"journal homepage|contents lists? available|sciencedirect|www\.elsevier|available online at"
    r"|issn|list of contents|view the article online",
    re.IGNORECASE,
)


def _masthead_bottom(page: Page) -> float:
    """Return y below a journal's masthead, in points; 0 without one."""
    return max(
        (
            line.y1
            for line in page.lines
            if line.baseline < 0.3 * page.height and _MASTHEAD.search(line.text)
        ),
        default=0.0,
    )


def _largest_lines(page: Page) -> list[Line]:
    """Return the most prominent lines in the upper part of the page that can be a title."""
    sizes = sorted(line.size for line in page.lines for _ in range(len(line.text) // 10))
    body = sizes[len(sizes) // 2] if sizes else 10.0
    page_letters = letters_of(page.text)
    best: tuple[float, list[Line]] = (0.0, [])
    for group in _groups_of_one_size(page, _masthead_bottom(page)):
        text = " ".join(line.text for line in group)
        words = re.findall(r"[^\W\d_]{2,}", text)
        if not _can_be_title(text, len(words)):
            continue
        is_journal = _JOURNAL_NAME.match(text) is not None and len(words) < 9
        if is_journal and page_letters.count(letters_of(text)) > 1:
            continue
        prominence = group[0].size / body + 0.25 * group[0].bold
        if is_journal:
            prominence *= 0.6
        if text.count(",") >= 2 and re.search(r"\band\b|\d", text):
            prominence *= 0.8  # a line of authors
        prominence *= 1.0 - 0.4 * (group[0].baseline / page.height)
        if prominence > best[0]:
            best = (prominence, group)
    return best[1]


def _can_be_title(text: str, words: int) -> bool:
    """Return whether a text of this many words can be a title: no heading, sentence or address."""
    if not 3 <= words <= 50 or len(letters_of(text)) < 15:
        return False
    if _NOT_A_TITLE.fullmatch(text.strip()) or text.rstrip().endswith((".", ",")):
        return False
    return not re.search(r"https?:|www\.|\bdoi\b|@", text, re.IGNORECASE)


def _groups_of_one_size(page: Page, top: float) -> list[list[Line]]:
    """Group lines of one size and weight that follow one another, between ``top`` and 70 %."""
    groups: list[list[Line]] = []
    for line in page.lines:
        if not top <= line.baseline <= 0.7 * page.height or not line.text:
            continue
        home = next(
            (
                group
                for group in reversed(groups[-6:])
                if abs(group[-1].size - line.size) < 0.06 * line.size
                and 0 < line.baseline - group[-1].baseline < 1.9 * line.size
                and group[-1].bold == line.bold
                and min(group[-1].x1, line.x1) > max(group[-1].x0, line.x0)
            ),
            None,
        )
        if home is None or _NOT_A_TITLE.fullmatch(home[-1].text.strip()):
            groups.append([line])
        else:
            home.append(line)
    return groups
