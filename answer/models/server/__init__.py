"""Read what OpenAI-compatible servers send: events of a stream, parts of an answer, and errors.

Order of the modules: event_stream and own_words; then address, exchange and
reply; then failures.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach(
    __name__,
    submod_attrs={
        "address": ["KEY", "ServerAddress"],
        "event_stream": ["ServerEvent", "events_of"],
        "exchange": ["body_of", "exchanged"],
        "own_words": ["ServerError", "wait_wanted", "words_of"],
        "reply": ["ServerReply"],
    },
)
