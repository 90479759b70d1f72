"""Define a term of the field by the sentences that define it, an abbreviation by its long form."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach(__name__, submodules={"define"})
