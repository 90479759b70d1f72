"""The same few validation questions, asked again as training goes on, each answer checked."""

import html
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from answer.claims.check import check_claim
from answer.grounding.check import Source
from answer.models.protocol import GenerationConfig
from answer.models.stopping import answer_in
from answer.models.transformers_model import TransformersModel
from answer.prompts import Template
from answer.question.parse import parse_question
from builder.triples import is_refusal
from finetune.data.example import Example
from finetune.training.log import cut, read_log

PREVIEWS, PAGE = "previews.jsonl", "previews.html"

_COLOURS = {"supported": "#dfd", "contradicted": "#fdd", "refused": "#eef"}


class Previewer:
    """Asks the model that is being trained, without leaving a trace in its training."""

    def __init__(
        self, folder: Path, questions: Sequence[Example], template: Template, most_tokens: int
    ) -> None:
        """Preview into an adapter's folder; answers have ``most_tokens`` at most."""
        self.folder, self.questions, self.template = folder, questions, template
        self.generation = GenerationConfig(tokens=most_tokens, stops=template.stops)

    def restore(self, step: int) -> None:
        """Take out what was written after a step."""
        cut(self.folder / PREVIEWS, step)

    def ask(self, model: Any, tokenizer: Any, step: int) -> None:
        """Add one row for each question, and write the page anew."""
        import torch

        chat = TransformersModel("in training", model, tokenizer, self.template)
        training = model.training
        model.eval()
        with torch.random.fork_rng():
            written = chat.write_all([one.prompt for one in self.questions], self.generation)
        model.train(training)
        with (self.folder / PREVIEWS).open("a", encoding="utf-8") as out:
            for one, completion in zip(self.questions, written, strict=True):
                answer = answer_in(completion.text, self.template.stops)
                row = {"step": step, "id": one.id, "question": one.question or one.prompt[-300:]}
                row |= {"reference": one.answer, "answer": answer, **_verdict_on(one, answer)}
                out.write(json.dumps(row, ensure_ascii=False) + "\n")
        page = self.folder / PAGE
        page.write_text(previews_page(read_log(self.folder / PREVIEWS)), "utf-8")


def _verdict_on(example: Example, answer: str) -> dict[str, Any]:
    """Check an answer against the passages of its prompt; null where there are none."""
    if is_refusal(answer):
        return {"verdict": "refused", "why": ""}
    if not example.grounds:
        return {"verdict": None, "why": "There is no passage to lay it beside."}
    if not answer:
        return {"verdict": "not found", "why": "It wrote nothing."}
    grounds = [Source(title, text) for title, text in example.grounds]
    found = check_claim(answer, grounds, parse_question(example.question))
    return {"verdict": found.verdict, "why": " ".join(found.reasons[:1])}


def previews_page(rows: Sequence[dict[str, Any]]) -> str:
    """Return the page of all previews, question by question, as HTML."""
    questions: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        questions.setdefault(row["id"], []).append(row)
    templates = Environment(
        loader=FileSystemLoader(Path(__file__).parent),
        autoescape=True,
        finalize=_escaped,
        undefined=StrictUndefined,
        trim_blocks=True,
        keep_trailing_newline=True,
    )
    page = templates.get_template("previews.html.j2")
    return page.render(questions=questions.values(), colours=_COLOURS)


def _escaped(value: Any) -> Markup:
    """Escape as `html.escape` does: autoescape writes quotes in another way than earlier pages."""
    return Markup(html.escape(str(value)))  # noqa: S704 - escaped in the same line
