"""The bare phases, alloys, elements, amounts and routes of a question, read out of quotes."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach(
    __name__,
    submod_attrs={
        "named_answers": [
            "read_alloys",
            "read_amount",
            "read_element",
            "read_only_alloy",
            "read_phase_phrase",
            "read_phases",
            "tells_of_several",
        ],
        "route_answers": ["read_route", "read_stated_route", "read_technique"],
        "settings": ["asks_settings", "read_settings", "with_settings_first"],
    },
)
