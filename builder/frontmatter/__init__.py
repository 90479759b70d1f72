"""Read title, authors, DOI, year, journal and abstract from the first pages of a PDF.

line_patterns tells lines apart, text_flow follows a text down its column, continuation into the
next; cover_pages, title (with title_lines), authors and metadata find what their names say;
abstract_rules (with abstract_unlabelled, on abstract_candidates) finds the abstract; extract does
all of it for one file.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach(
    __name__,
    submod_attrs={
        "abstract_candidates": ["AbstractCandidate"],
        "abstract_rules": ["find_abstract"],
        "authors": ["find_authors"],
        "cover_pages": ["read_cover", "title_page"],
        "metadata": ["find_doi", "find_journal", "find_year"],
        "text_flow": ["Flow", "Manuscript", "flow_from"],
        "title": ["Title", "find_title"],
    },
)
