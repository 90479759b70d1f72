"""Ask questions that one to three whole sentences of an abstract answer.

Order: leaning (sentences that need the one before), topics (what a sentence is about), then the
questions: summaries, reasons, making, single_findings.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach(
    __name__,
    submod_attrs={
        "making": ["ask_making"],
        "reasons": ["ask_reasons"],
        "single_findings": ["ask_findings"],
        "summaries": ["ask_summaries"],
    },
)
