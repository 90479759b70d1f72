"""Answer from the values of all papers what is asked of one alloy, or of two that are compared."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach(
    __name__,
    submod_attrs={
        "compared_values": ["with_values_of_both"],
        "differing_values": ["list_differing_values", "with_values_not_quoted"],
        "named_sides": ["with_both_named"],
    },
)
