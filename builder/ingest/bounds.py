"""Bound what one paper may hold, so that no text of it costs its readers more than any other."""

from dataclasses import replace

from builder.papers import Paper

#: Most characters of an abstract; the longest of 700 papers has 5,200.
MOST_ABSTRACT = 20_000
#: Most characters of a title, a journal, a name or a key, and most authors: collaborations have
#: some thousands.
_MOST_FIELD, _MOST_AUTHORS = 2_000, 10_000


def bounded(paper: Paper) -> Paper:
    """Return a paper without what is beyond the bounds; a note tells of an abstract that was cut.

    An abstract ends with the last sentence within the bound, or else with the last word.
    """
    abstract, notes = paper.abstract, paper.notes
    if abstract is not None and len(abstract.text) > MOST_ABSTRACT:
        kept = abstract.text[:MOST_ABSTRACT]
        end = max(kept.rfind(". ") + 1, 0) or max(kept.rfind(" "), 0) or MOST_ABSTRACT
        abstract = replace(abstract, text=kept[:end], display=None)
        notes = (*notes, f"Its abstract was cut off after {end:,} of its characters.")
    return replace(
        paper,
        title=paper.title and paper.title[:_MOST_FIELD],
        journal=paper.journal and paper.journal[:_MOST_FIELD],
        key=paper.key and paper.key[:_MOST_FIELD],
        authors=tuple(name[:_MOST_FIELD] for name in paper.authors[:_MOST_AUTHORS]),
        abstract=abstract,
        notes=notes,
    )
