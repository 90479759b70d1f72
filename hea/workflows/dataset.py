"""Render the prompts that a dataset of a training format holds."""

from collections.abc import Callable, Mapping
from typing import Any

from answer.prompts import Excerpt, find_template


def prompt_renderer(prompt: str) -> Callable[[Mapping[str, Any]], str]:
    """Return the function from a dataset's canonical record to its prompt in a template.

    Raises:
        UserError: There is no template of that id.
    """
    template = find_template(prompt)

    def render(record: Mapping[str, Any]) -> str:
        excerpt = Excerpt(record["title"] or "", record["context"])
        return template.render(record["question"], [excerpt])

    return render
