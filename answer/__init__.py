"""Answer questions from the papers found, with citations, or refuse with a reason.

Modules: `prompts` (templates, shared with training) and `answers` (the records of an answer).
Folders, lowest first: `models` (language models); `question` (parse a question, compare it with a
paper), `grounding` (check claims against papers), `extractive` (answers without a model),
`generative` (answers by a model).
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach(
    __name__,
    submod_attrs={
        "answers": ["Answer", "Citation", "ModelCall", "PromptPassage", "Removed", "Sentence"],
        "prompts": ["TEMPLATES", "Excerpt", "Template", "find_template"],
    },
)
