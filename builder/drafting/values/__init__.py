"""Ask for the values of an abstract as `builder.materials.measurements` binds them.

Order: material_states, wording (how material, property and condition are named), levels (a value),
changes (by how much, from what to what), series (values of several members), ask (all of them).
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach(
    __name__, submod_attrs={"ask": ["ask_values"], "levels": ["AskedValue", "asked_values"]}
)
