"""Where a paper begins, what it is called and who wrote it."""

import html
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from builder.pdf.pages import Line, Page, running_text
from builder.pdf.text_repair import repair


@dataclass(frozen=True, slots=True)
class Title:
    """A printed title and where it stands."""

    text: str
    lines: tuple[Line, ...]
    """Empty when the title is known from the file's own record only."""

    @property
    def bottom(self) -> float:
        """y below which authors, abstract and text stand."""
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
    """Say whether a page was put before the paper by a repository, a portal or a publisher."""
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


def _letters(text: str) -> str:
    return re.sub(r"[\W_]+", "", text).casefold()


def plausible_title(text: str | None) -> str | None:
    """Return a title recorded in the file, cleaned, when it can be one; else None."""
    if not text:
        return None
    cleaned = repair(re.sub(r"<[^>]{1,20}>", "", html.unescape(html.unescape(text))))
    words = cleaned.split()
    if len(words) < 3 or len(_letters(cleaned)) < 12 or len(words) > 60:
        return None
    return None if _IMPLAUSIBLE.match(cleaned) else cleaned.rstrip(" .")


def find_title(page: Page, recorded: str | None = None) -> Title | None:
    """Return the title printed on ``page``; ``recorded`` is what the file says of itself."""
    expected = plausible_title(recorded)
    lines = (_lines_saying(page, expected) if expected else None) or _largest_lines(page)
    if lines:
        text = _FOOTNOTE_MARKS.sub("", running_text(lines, page.words)).strip()
        return Title(text, tuple(lines))
    return Title(expected, ()) if expected else None


def _lines_saying(page: Page, expected: str) -> list[Line] | None:
    """Find the consecutive lines that print the expected title."""
    wanted = _letters(expected)
    best: list[Line] | None = None
    for start, line in enumerate(page.lines):
        said = _letters(line.text)
        if not said or not (wanted.startswith(said[:12]) or said.startswith(wanted[:40])):
            continue
        taken = [line]
        said = _letters(line.text)
        for below in page.lines[start + 1 :]:
            if len(said) >= 0.97 * len(wanted):
                break
            if abs(below.size - line.size) > 0.12 * line.size:
                continue
            if below.baseline - taken[-1].baseline > 2.4 * line.size:
                break
            taken.append(below)
            said += _letters(below.text)
        alike = _shared_start(said, wanted)
        if (
            alike > 0.8 * len(wanted)
            and len(said) < 1.25 * len(wanted)
            and (best is None or line.size > best[0].size)
        ):
            best = taken
    return best


def _shared_start(one: str, other: str) -> int:
    """Count the characters two strings share, allowing for scripts written otherwise."""
    count = position = 0
    for char in one:
        found = other.find(char, position, position + 8)
        if found >= 0:
            count, position = count + 1, found + 1
    return count


def _banner_bottom(page: Page) -> float:
    """Return the y where a journal's masthead ends."""
    masthead = re.compile(
        r"journal homepage|contents lists? available|sciencedirect|www\.elsevier|available "
        r"online at"
        r"|issn|list of contents|view the article online",
        re.IGNORECASE,
    )
    return max(
        (
            line.y1
            for line in page.lines
            if line.baseline < 0.3 * page.height and masthead.search(line.text)
        ),
        default=0.0,
    )


def _largest_lines(page: Page) -> list[Line]:
    """Find the most prominent lines in the upper part of the page that can be a title."""
    top = _banner_bottom(page)
    sizes = sorted(
        (line.size for line in page.lines for _ in range(len(line.text) // 10)), reverse=False
    )
    body = sizes[len(sizes) // 2] if sizes else 10.0
    text = _letters(page.text)
    best: tuple[float, list[Line]] = (0.0, [])
    for group in _groups_of_one_size(page, top):
        said = " ".join(line.text for line in group)
        words = re.findall(r"[^\W\d_]{2,}", said)
        if len(words) < 3 or len(_letters(said)) < 15 or len(words) > 50:
            continue
        if _NOT_A_TITLE.fullmatch(said.strip()) or said.rstrip().endswith((".", ",")):
            continue
        if re.search(r"https?:|www\.|\bdoi\b|@", said, re.IGNORECASE):
            continue
        journal = _JOURNAL_NAME.match(said) and len(words) < 9
        if journal and text.count(_letters(said)) > 1:
            continue
        prominence = group[0].size / body + 0.25 * group[0].bold
        if journal:
            prominence *= 0.6
        if "," in said and re.search(r"\band\b|\d", said) and said.count(",") >= 2:
            prominence *= 0.8  # a line of authors
        prominence *= 1.0 - 0.4 * (group[0].baseline / page.height)
        if prominence > best[0]:
            best = (prominence, group)
    return best[1]


def _groups_of_one_size(page: Page, top: float) -> list[list[Line]]:
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


_NOT_AUTHORS = re.compile(
    r"universit|institut|department|laborator|school|college|faculty|centre|center\b|academy"
    r"|received|accepted|abstract|correspond|@|https?:|doi|\bfor\b|\bthe\b|\bof\b|introduction"
    r"|\bopen\b|article|check for",
    re.IGNORECASE,
)
_NAME = re.compile(r"(?:[^\W\d_][\w.'’´`-]*\s?){1,9}")


def find_authors(page: Page, title: Title | None, recorded: Mapping[str, str]) -> tuple[str, ...]:
    """Return the authors' names as printed below the title, or else as the file records them."""
    if title and title.lines:
        names = _names_below(page, title)
        if names:
            return names
    author = html.unescape(recorded.get("author") or "")
    if not author or "@" in author or len(author) < 5:
        return ()
    parts = re.split(r"\s*;\s*|\s*,\s*(?=[^,]+\s)|\s+(?:and|&)\s+", repair(author))
    printed = _letters(page.text)
    return tuple(
        part.strip()
        for part in parts
        if len(part.split()) > 1 and any(_letters(word) in printed for word in part.split()[-1:])
    )


def _names_below(page: Page, title: Title) -> tuple[str, ...]:
    taken: list[Line] = []
    for line in page.lines:
        if line.baseline <= title.bottom or line.x1 < title.lines[0].x0 or len(line.text) < 4:
            continue
        if line.baseline - (taken[-1].baseline if taken else title.bottom) > 5 * line.size:
            break
        if _NOT_AUTHORS.search(line.text):
            if taken:
                break
            continue
        if taken and abs(line.size - taken[0].size) > 0.1 * line.size:
            break
        taken.append(line)
    # Affiliation marks are raised or small, names are not; a mark ends a name as a comma does.
    text = " ".join(
        "".join(
            run.text if run.size > 0.88 * line.size else "," if run.text.strip() else " "
            for run in line.runs
        )
        for line in taken
    )
    names = []
    for part in re.split(r"\s*[,;|·•]\s*|\s+(?:and|&)\s+|\s{3,}|\band\s|&\s", repair(text)):
        name = re.sub(r"[\d*†‡§¶∗✉#]+", "", part).strip(" .,")
        if " " in name or "." in name:
            if not _NAME.fullmatch(name) or len(name) > 50:
                return ()
            names.append(name)
    return tuple(names)
