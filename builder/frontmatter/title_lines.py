"""Choose the lines of a page that are set as a title is: largest, above authors and text."""

import re

from builder.frontmatter.line_patterns import (
    INTRODUCTION,
    NUMBERED,
    is_prose,
    letters_of,
)
from builder.pdf.pages import Line, Page

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


def most_prominent(page: Page, journal: str | None = None) -> list[Line]:
    """Return the most prominent lines in the upper part of the page that can be a title.

    ``journal`` is the name of the journal, if it is known: a masthead is no title.
    """
    sizes = sorted(line.size for line in page.lines for _ in range(len(line.text) // 10))
    body = sizes[len(sizes) // 2] if sizes else 10.0
    best: tuple[float, list[Line]] = (0.0, [])
    for group in _groups_of_one_size(page, _masthead_bottom(page)):
        text = " ".join(line.text for line in group)
        if not _can_be_title(group, text):
            continue
        if group[0].size < 1.05 * body and not group[0].bold and _SENTENCES.search(text):
            continue
        prominence = group[0].size / body + 0.25 * group[0].bold
        prominence *= 1.0 - 0.4 * (group[0].baseline / page.height)
        if prominence > best[0]:
            prominence *= _likelihood(page, group, text)
        if prominence > best[0] and not _is_masthead(page, group, text, journal):
            best = (prominence, group)
    return best[1]


#: The end of one sentence and the beginning of the next.
_SENTENCES = re.compile(r"[a-z]{3}\.\s[A-Z][a-z]* [a-z]")


def _likelihood(page: Page, group: list[Line], text: str) -> float:
    """Return a factor, at most 1, by which the wording and the place of lines speak for a title."""
    factor = 1.0
    if _JOURNAL_NAME.match(text) and len(text.split()) < 9:
        factor *= 0.6
    if text.count(",") >= 2 and re.search(r"\band\b|\d", text):
        factor *= 0.8  # a line of authors
    if re.match(r"[a-z]{3}", text):
        factor *= 0.4  # the rest of a sentence
    first = group[0]
    behind_prose = any(
        0 < first.baseline - line.baseline < 1.5 * first.size
        and min(line.x1, first.x1) > max(line.x0, first.x0)
        and is_prose(line.text)
        and line.size < 0.95 * first.size
        for line in page.lines
    )
    return 0.4 * factor if behind_prose else factor


def _is_masthead(page: Page, group: list[Line], text: str, journal: str | None) -> bool:
    """Return whether lines print a journal's name, which the page prints with a year as well."""
    letters = letters_of(text)
    if journal and letters == letters_of(journal):
        return True
    words = len(text.split())
    if _JOURNAL_NAME.match(text) and words < 9 and letters_of(page.text).count(letters) > 1:
        return True
    # New Journal of Physics 13 (2011) 123008; Jaradat et al. BMC Medicine (2016) 16:59
    return words < 12 and any(
        line not in group and re.search(re.escape(letters) + r"\d", letters_of(line.text))
        for line in page.lines
    )


def _can_be_title(group: list[Line], text: str) -> bool:
    """Return whether lines can be a title: no heading, sentence, address or list of authors."""
    words = len(re.findall(r"[^\W\d_]{2,}", text))
    if not 3 <= words <= 50 or len(letters_of(text)) < 15:
        return False
    if _NOT_A_TITLE.fullmatch(text.strip()) or text.rstrip().endswith((".", ",")):
        return False
    first = group[0].text
    if INTRODUCTION.fullmatch(first) or NUMBERED.match(first) or names_authors(group):
        return False
    return not re.search(r"https?:|www\.|\bdoi\b|@", text, re.IGNORECASE)


_NAME_PART = r"(?:[^\W\d_a-z][\w'’´`.-]*|de|del|den|der|di|da|dos|du|la|le|van|von|el|al|bin|ben|y)"
_NAME = re.compile(rf"{_NAME_PART}(?:\s{_NAME_PART}){{1,5}}")
_INITIALS = re.compile(r"\b[^\W\d_a-z]\.\s?-?(?:[^\W\d_a-z]\.)?\s*[^\W\d_a-z][\w'’-]+")


def names_authors(lines: list[Line]) -> bool:
    """Return whether lines are a list of names with initials or with the marks of affiliations."""
    raised = [
        run
        for line in lines
        for run in line.runs
        if run.size < 0.88 * line.size and run.baseline < line.baseline - 0.1 * line.size
    ]
    marks = any(re.fullmatch(r"[\s\d,;a-z*∗†‡§¶#()]+", run.text) for run in raised)
    text = " ".join(
        "".join("," if run in raised else run.text for run in line.runs) for line in lines
    )
    parts = [
        " ".join(part.strip(" *∗†‡§¶#.").split())
        for part in re.split(r"[,;|·•]|\s(?:and|&)\s", text)
    ]
    parts = [part for part in parts if re.search(r"[^\W\d_]{2}", part)]
    names = sum(_NAME.fullmatch(part) is not None for part in parts)
    initials = len(_INITIALS.findall(text))
    if names < max(0.7 * len(parts), 1):
        return False
    return (len(parts) > 1 and (marks or initials >= len(parts) / 2)) or (marks and "*" in text)


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


_BREAKS_OFF = re.compile(
    r"(?:[:–—-]|\b(?:of|the|and|or|in|on|for|with|by|to|a|an|under|from|at|via|using|between))$",
    re.IGNORECASE,
)


def completed(page: Page, lines: list[Line]) -> list[Line]:
    """Return the lines of a title with those that it goes on with behind a colon or an "of".

    A title that breaks off so goes on with the next line of its size and weight, however far down.
    """
    lines = list(lines)
    while _BREAKS_OFF.search(lines[-1].text.rstrip()):
        last = lines[-1]
        following = next(
            (
                line
                for line in page.lines
                if 0 < line.baseline - last.baseline < 6 * last.size
                and abs(line.size - last.size) < 0.06 * last.size
                and line.bold == last.bold
                and min(line.x1, last.x1) > max(line.x0, last.x0)
            ),
            None,
        )
        if following is None or names_authors([following]):
            break
        lines.append(following)
    return lines
