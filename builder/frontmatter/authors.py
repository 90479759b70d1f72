"""Find the authors of a paper below its title, or in the metadata of its file."""

import html
import re
from collections.abc import Mapping

from builder.frontmatter.line_patterns import letters_of
from builder.frontmatter.title import Title
from builder.pdf.pages import Line, Page
from builder.pdf.text_repair import repair

_NOT_AUTHORS = re.compile(
    r"universit|institut|department|laborator|school|college|faculty|centre|center\b|academy"
    r"|received|accepted|abstract|correspond|@|https?:|doi|\bfor\b|\bthe\b|\bof\b|introduction"
    r"|\bopen\b|article|check for",
    re.IGNORECASE,
)
_NAME = re.compile(r"(?:[^\W\d_][\w.'’´`-]*\s?){1,9}")


def find_authors(page: Page, title: Title | None, recorded: Mapping[str, str]) -> tuple[str, ...]:
    """Return the authors' names as printed below the title, or else as the file records them.

    Args:
        page: The page on which the paper begins.
        title: The title found there, if any.
        recorded: The file's metadata; its ``author`` counts where the page prints the surname.
    """
    if title and title.lines:
        names = _names_below(page, title)
        if names:
            return names
    author = html.unescape(recorded.get("author") or "")
    if not author or "@" in author or len(author) < 5:
        return ()
    parts = re.split(r"\s*;\s*|\s*,\s*(?=[^,]+\s)|\s+(?:and|&)\s+", repair(author))
    printed = letters_of(page.text)
    return tuple(
        part.strip()
        for part in parts
        if len(part.split()) > 1 and any(letters_of(word) in printed for word in part.split()[-1:])
    )


def _names_below(page: Page, title: Title) -> tuple[str, ...]:
    """Return the names in the lines below the title; none where those lines hold other words."""
    # Affiliation marks are raised or small, names are not; a mark ends a name as a comma does.
    text = " ".join(
        "".join(
            run.text if run.size > 0.88 * line.size else "," if run.text.strip() else " "
            for run in line.runs
        )
        for line in _lines_below(page, title)
    )
    names = []
    for part in re.split(r"\s*[,;|·•]\s*|\s+(?:and|&)\s+|\s{3,}|\band\s|&\s", repair(text)):
        name = re.sub(r"[\d*†‡§¶∗✉#]+", "", part).strip(" .,")
        if " " in name or "." in name:
            if not _NAME.fullmatch(name) or len(name) > 50:
                return ()
            names.append(name)
    return tuple(names)


def _lines_below(page: Page, title: Title) -> list[Line]:
    """Return the lines of one size below the title, up to the affiliations in their column."""
    taken: list[Line] = []
    bottom = title.bottom
    for line in page.lines:
        if line.baseline <= bottom or line.x1 < title.lines[0].x0 or len(line.text) < 4:
            continue
        if line.baseline - (taken[-1].baseline if taken else bottom) > 5 * line.size:
            break
        if taken and not any(line.x0 < one.x1 and one.x0 < line.x1 for one in taken):
            continue  # it stands in another column
        if _NOT_AUTHORS.search(line.text):
            if taken:
                break
            continue
        if taken and abs(line.size - taken[0].size) > 0.1 * line.size:
            break
        taken.append(line)
    return taken
