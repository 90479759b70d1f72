"""One example that a model learns: the very prompt that `hea ask` would send, then the answer.

The question and the answer are never cut: what does not fit is left out of the papers, sentence by
sentence, the least likely first. A sample that does not fit even so is dropped, with the reason.
"""

import re
from dataclasses import dataclass, replace
from typing import Any

from answer.generative.context_budget import BudgetedPrompt
from answer.prompts import Template, answer_ids, as_turn, find_template, plain, prompt_ids
from builder.errors import UserError
from builder.nlp.sentences import sentences
from builder.triples import REFUSAL, is_refusal
from finetune.data.prompts import Find, holds, papers_for, prompt_for
from finetune.data.readers import Sample
from finetune.data.token_stats import removed
from finetune.recipe import Recipe

#: Between words, each with the space before it.
_WORD = re.compile(r"(?<=\S)(?= \S)")


@dataclass(frozen=True, slots=True)
class Example:
    """One row of token ids, the end of which the model learns to write."""

    id: str
    part: str
    prompt: str = ""
    question: str = ""
    answer: str = ""
    grounds: tuple[tuple[str, str], ...] = ()
    """Title and text of each passage in the prompt."""
    ids: tuple[int, ...] = ()
    supervised: int = 0
    """Tokens at the end that are learned: the answer, and that it ends there."""
    oracle: bool = True
    """Whether the paper that answers stands in the prompt."""
    removed: int = 0
    """Characters that no model may see: marks of its own, and orders to machines."""
    left_out: int = 0
    """Sentences of the papers for which there was no room."""
    status: str = ""
    """What people said of the row, as in the dataset; empty where that is not told."""
    dropped: str = ""
    """Why it is not trained on; empty for one that is."""


class ExampleWriter:
    """Writes examples of one recipe in one model's tokens."""

    def __init__(self, recipe: Recipe, tokenizer: Any, find: Find | None) -> None:
        """Write for a recipe; ``find`` finds papers that stand beside the one that answers."""
        self.recipe, self.tokenizer, self.find = recipe, tokenizer, find
        self.template = find_template(recipe.template)
        self._words: dict[str, int] = {}

    def count(self, prompt: str) -> int:
        """Count a prompt's tokens word by word, since it is counted for each of its sentences.

        Byte-pair tokenizers never join a word to the space before it, so that this is exact for
        those; what a tokenizer counts otherwise is found out when the example is whole.
        """
        total = 0
        for word in _WORD.split(as_turn(self.tokenizer, prompt)):
            if word not in self._words:
                self._words[word] = len(
                    self.tokenizer(word, add_special_tokens=False, verbose=False)["input_ids"]
                )
            total += self._words[word]
        return total

    def write(self, sample: Sample, most: int) -> Example:
        """Make an example of ``most`` tokens at most."""
        if sample.trouble:
            return Example(sample.id, sample.part, dropped=sample.trouble)
        if sample.ready:
            return self._write_ready(sample, most)
        hits, oracle = papers_for(sample, self.recipe, self.find)
        answer = plain(sample.answer) if oracle else REFUSAL
        wanted = sample if oracle else replace(sample, evidence="")
        target = answer_ids(self.tokenizer, self.template, answer)
        room, reserved = most, len(target)
        while True:
            budget = room, reserved, self.recipe.context_tokens
            try:
                prompt = prompt_for(wanted, hits, self.template, self.count, *budget)
            except UserError:
                bare = len(prompt_ids(self.tokenizer, self.template.render(sample.question, ())))
                why = f"question and answer do not fit ({bare} + {reserved} tokens of {most})"
                return Example(sample.id, sample.part, dropped=why)
            if not holds(prompt, wanted.evidence):
                why = f"its evidence does not fit ({most} tokens)"
                return Example(sample.id, sample.part, dropped=why)
            cited = _with_citations(self.template, answer, prompt, sample.paper)
            target = answer_ids(self.tokenizer, self.template, cited)
            ids = prompt_ids(self.tokenizer, prompt.text) + target
            over = len(ids) - most
            if over <= 0:
                break
            room = prompt.tokens + reserved - over  # more tokens than were counted: cut once more
        return Example(
            sample.id,
            sample.part,
            prompt.text,
            sample.question,
            cited,
            tuple((passage.title, passage.text) for passage in prompt.passages),
            tuple(ids),
            len(target),
            oracle,
            removed=removed((sample.question, sample.answer), sample.context),
            left_out=prompt.left_out,
            status=sample.status,
        )

    def _write_ready(self, sample: Sample, most: int) -> Example:
        """Make an example of a ready prompt with its answer, or of a whole text.

        Of a whole text, the answer is what stands behind the last mark of the template; a text
        without the mark is learned from its second token on.
        """
        text, answer = sample.ready, sample.answer
        if not answer:
            mark = self.template.layout.rpartition("}")[2]
            head, found, tail = text.rpartition(mark)
            text, answer = (head + found, tail.strip()) if found and tail.strip() else ("", "")
        if answer:
            before = prompt_ids(self.tokenizer, text)
            target = answer_ids(self.tokenizer, self.template, answer)
        else:
            before = self.tokenizer(sample.ready, verbose=False)["input_ids"]
            before, target = before[:1], [*before[1:], self.tokenizer.eos_token_id]
        if len(before) + len(target) > most:
            why = f"the text does not fit ({len(before) + len(target)} tokens of {most})"
            return Example(sample.id, sample.part, dropped=why)
        return Example(
            sample.id,
            sample.part,
            prompt=text,
            answer=answer,
            ids=(*before, *target),
            supervised=len(target),
        )


def _with_citations(template: Template, answer: str, prompt: BudgetedPrompt, paper: str) -> str:
    """Put the number of its passage behind each sentence, where the template numbers passages."""
    numbers = [n for n, one in enumerate(prompt.passages, start=1) if one.listed.id == paper]
    if "{n}" not in template.passage or is_refusal(answer) or not numbers:
        return answer
    return " ".join(
        f"{answer[start:end].strip()} [{numbers[0]}]" for start, end in sentences(answer)
    )
