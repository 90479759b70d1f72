"""Asks a model for triples of an abstract, a bounded number of times."""

import hashlib
import time
from dataclasses import replace
from pathlib import Path
from string import Template

from answer.models.protocol import GenerationConfig, LanguageModel
from answer.prompts import fence, plain
from builder.drafting.model_output import (
    ASKED_KINDS,
    MOST_ITEMS,
    SCHEMA,
    DraftReply,
    RejectedItem,
    read_items,
)

_LAYOUT = Path(__file__).with_name("drafting.txt").read_text("utf-8")
#: What a model is asked, named by its words; it changes whenever they or the schema do.
PROMPT = f"drafting@{hashlib.sha256((_LAYOUT + SCHEMA).encode()).hexdigest()[:12]}"
#: A model that wrote nothing usable is asked once more, by another roll of the dice.
ATTEMPTS = 2
_WARM = 0.7


def prompt_for(title: str | None, abstract: str) -> str:
    """What a model is asked about one abstract."""
    abstract = plain(abstract)
    return Template(_LAYOUT).substitute(
        kinds=", ".join(ASKED_KINDS),
        most=MOST_ITEMS,
        mark=fence(abstract),
        title=plain(title or ""),
        abstract=abstract,
    )


def ask_about(
    chat: LanguageModel, title: str | None, abstract: str, how: GenerationConfig
) -> DraftReply:
    """Ask for triples of an abstract; a second time where the first gave none.

    Raises UserError where the model cannot be asked at all, KeyboardInterrupt on Ctrl-C.
    """
    prompt = prompt_for(title, abstract)
    needed = chat.count(prompt) + how.tokens
    if needed > chat.window:
        reason = "the abstract does not fit the model's window"
        return DraftReply(dropped=(RejectedItem(reason, f"{needed} of {chat.window} tokens"),))
    done = DraftReply()
    begun = time.perf_counter()
    for attempt in range(ATTEMPTS):
        warm = replace(how, schema=SCHEMA, seed=attempt, temperature=_WARM if attempt else 0.0)
        written = chat.write(prompt, warm, lambda text: None)
        if written.ended == "interrupted":
            raise KeyboardInterrupt
        items, dropped = read_items(written.text, abstract)
        done = DraftReply(
            tuple(items),
            (*done.dropped, *dropped),
            attempt + 1,
            done.prompt_tokens + written.prompt_tokens,
            done.new_tokens + written.new_tokens,
            time.perf_counter() - begun,
        )
        if items:
            break
    return done
