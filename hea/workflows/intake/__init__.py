"""Take papers that are given into `corpus/inbox/`, under names of our own, and say what each is."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach(
    __name__,
    submod_attrs={
        "adding": ["add_papers"],
        "inbox": ["Inbox"],
        "reading": ["read_added"],
        "rows": ["AddedFile"],
        "uploads": ["Uploads"],
    },
)
