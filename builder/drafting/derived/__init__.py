"""Make questions of other forms from values: choices, true or false, other units, other papers.

Order: distractors (near values that are wrong), then choices, conversions, pairs (of two values of
a paper the higher one), trends (true or false); across_papers for values of several papers.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach(
    __name__,
    submod_attrs={
        "across_papers": ["compare_papers"],
        "choices": ["ask_choice", "ask_true_false"],
        "conversions": ["ask_conversion"],
        "pairs": ["ask_which_is_higher"],
        "trends": ["true_or_false"],
    },
)
