"""Read values from the tables of a paper: each with its alloy, property, unit and conditions.

table_value is the record; headings tells what a heading names, cells reads numbers, materials finds
the alloys, values goes through a table.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach(
    __name__,
    submod_attrs={
        "materials": ["TableMaterials"],
        "table_value": ["TableValue"],
        "values": ["read_tables"],
    },
)
