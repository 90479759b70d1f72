"""Keep the papers of the corpus in the database, with what all their sources say of them.

relevance scores a paper, catalog stores and lists papers, manifest reads a person's corrections,
source_merging settles what several sources say, crossref looks up what is missing, property_table
tabulates stated values.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach(
    __name__,
    submod_attrs={
        "catalog": ["CatalogEntry", "Census", "by_id", "census_of", "listing", "walk"],
        "crossref": ["CrossrefRecord", "look_up", "write_found"],
        "manifest": ["PaperOverrides", "read_manifest"],
        "property_table": ["PropertyRow", "disagreements", "named_property"],
        "source_merging": ["merge_sources", "title_key"],
    },
)
