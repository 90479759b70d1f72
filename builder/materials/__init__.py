"""Read alloys, units, quantities and the field's terms in running text; no files, no database.

Order, lowest first: `formulas/`; companions, alloys, composition_cover, descriptors,
element_mentions; units, quantities; vocabulary, alloy_labels; `measurements/`. `data/` holds the
tables of units and terms.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach(
    __name__,
    submod_attrs={
        "alloy_labels": ["AlloyLabel", "find_labels", "label_mentions"],
        "alloys": [
            "Alloy",
            "compatible",
            "find_alloys",
            "named_alloys",
            "overlap",
            "same_composition",
        ],
        "composition_cover": ["covers_composition"],
        "descriptors": ["Descriptor"],
        "element_mentions": ["Element", "find_elements"],
        "quantities": ["find_quantities"],
        "quantity": ["Quantity", "convert", "equal", "with_unit"],
        "unit_table": ["Unit"],
        "units": ["unit_at", "unit_named"],
        "vocabulary": ["Mention", "Term", "dimensions_of", "expand", "find_terms", "is_phase"],
    },
)
