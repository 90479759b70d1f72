"""Ask questions that one to three whole sentences of an abstract answer.

Order: leaning (sentences that need the one before), topics (what a sentence is about), told_things
(all that it tells of), summaries, alone (the findings that can be read alone), then the questions
on these: reasons, influences, rivals, told_findings.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach(
    __name__,
    submod_attrs={
        "influences": ["ask_influences"],
        "reasons": ["ask_reasons"],
        "rivals": ["ask_rivals"],
        "summaries": ["ask_summaries"],
        "told_findings": ["ask_findings"],
    },
)
