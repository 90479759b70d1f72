"""The same few validation questions, asked again as training goes on, each answer checked."""

import html
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from answer.grounding.check import Source, check_answer
from answer.models.protocol import GenerationConfig
from answer.models.stopping import answer_in
from answer.models.transformers_model import TransformersModel
from answer.prompts import Template
from answer.question.parse import parse_question
from builder.triples import REFUSAL
from finetune.data.examples import Example
from finetune.training.log import cut, read_log

PREVIEWS, PAGE = "previews.jsonl", "previews.html"

_COLOURS = {"supported": "#dfd", "contradicted": "#fdd", "refused": "#eef"}
_HEAD = """<!doctype html>
<html lang="en"><meta charset="utf-8"><title>Previews</title>
<style>body{font:15px/1.5 sans-serif;max-width:60em;margin:2em auto;padding:0 1em}
table{border-collapse:collapse;width:100%}td{border-top:1px solid #ccc;padding:.4em;
vertical-align:top}</style>
<h1>What the model wrote as it learned</h1>
"""


class Previewer:
    """Asks the model that is being trained, without leaving a trace in its training."""

    def __init__(
        self, folder: Path, asked: Sequence[Example], template: Template, most_tokens: int
    ) -> None:
        self.folder, self.asked, self.template = folder, asked, template
        self.how = GenerationConfig(tokens=most_tokens, stops=template.stops)

    def restore(self, step: int) -> None:
        """Take out what was written after a step."""
        cut(self.folder / PREVIEWS, step)

    def ask(self, model: Any, tokenizer: Any, step: int) -> None:
        """Add one row for each question, and write the page anew."""
        import torch

        chat = TransformersModel("in training", model, tokenizer, self.template)
        learning = model.training
        model.eval()
        with torch.random.fork_rng():
            written = chat.write_all([one.prompt for one in self.asked], self.how)
        model.train(learning)
        with (self.folder / PREVIEWS).open("a", encoding="utf-8") as out:
            for one, said in zip(self.asked, written, strict=True):
                answer = answer_in(said.text, self.template.stops)
                row = {"step": step, "id": one.id, "question": one.question or one.prompt[-300:]}
                row |= {"reference": one.answer, "answer": answer, **_judged(one, answer)}
                out.write(json.dumps(row, ensure_ascii=False) + "\n")
        page = self.folder / PAGE
        page.write_text(previews_page(read_log(self.folder / PREVIEWS)), "utf-8")


def _judged(asked: Example, answer: str) -> dict[str, Any]:
    """Whether the passages of its prompt support an answer; null where there are none."""
    if REFUSAL.lower().rstrip(".") in answer.lower():
        return {"verdict": "refused", "why": ""}
    if not asked.grounds:
        return {"verdict": None, "why": "There is no passage to lay it beside."}
    if not answer:
        return {"verdict": "not found", "why": "It wrote nothing."}
    grounds = [Source(title, text) for title, text in asked.grounds]
    found = check_answer(answer, grounds, parse_question(asked.question))
    return {"verdict": found.verdict, "why": " ".join(found.reasons[:1])}


def previews_page(rows: Sequence[dict[str, Any]]) -> str:
    """All previews, question by question; what a model wrote is text and never markup."""
    parts = [_HEAD]
    for name in dict.fromkeys(row["id"] for row in rows):
        of = [row for row in rows if row["id"] == name]
        parts.append(f"<h2>{html.escape(of[0]['question'])}</h2>")
        parts.append(f"<p>Reference: {html.escape(of[0]['reference'])}</p><table>")
        for row in of:
            colour = _COLOURS.get(row["verdict"] or "", "#fff")
            cells = (str(row["step"]), row["answer"], row["verdict"] or "–", row["why"])
            inner = "".join(f"<td>{html.escape(cell)}</td>" for cell in cells)
            parts.append(f'<tr style="background:{colour}">{inner}</tr>')
        parts.append("</table>")
    return "\n".join(parts) + "\n"
