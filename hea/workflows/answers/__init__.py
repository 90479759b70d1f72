"""Answer questions, search papers, and gather the values of a property."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach(
    __name__,
    submod_attrs={
        "ask": ["Asker", "ModelOptions", "open_asker"],
        "batch": ["BatchReport", "answer_file"],
        "model_answering": ["Composer", "answer_options"],
        "property_search": [
            "AlloyDescription",
            "PropertyQuery",
            "describe_alloy",
            "find_values",
            "read_property_query",
        ],
        "search": ["open_searcher", "search_papers"],
    },
)
