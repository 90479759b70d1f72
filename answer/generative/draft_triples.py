"""Ask a model to draft triples from an abstract."""

import hashlib
import time
from dataclasses import replace
from pathlib import Path
from string import Template

from answer.models.protocol import GenerationConfig, LanguageModel
from answer.prompts import fence, plain
from builder.drafting.model_output import (
    MODEL_KINDS,
    MOST_ITEMS,
    SCHEMA,
    DraftReply,
    RejectedItem,
    read_items,
)

_LAYOUT = Path(__file__).with_name("drafting.txt").read_text("utf-8")
#: The name of the prompt; its hash changes with the wording and with the schema.
PROMPT = f"drafting@{hashlib.sha256((_LAYOUT + SCHEMA).encode()).hexdigest()[:12]}"
#: Attempts for one abstract: a model that wrote nothing usable is asked once more.
ATTEMPTS = 2
#: Temperature of the second attempt; the first takes the likeliest tokens.
_RETRY_TEMPERATURE = 0.7


def prompt_for(title: str | None, abstract: str) -> str:
    """Return the prompt for one abstract."""
    abstract = plain(abstract)
    return Template(_LAYOUT).substitute(
        kinds=", ".join(MODEL_KINDS),
        most=MOST_ITEMS,
        mark=fence(abstract),
        title=plain(title or ""),
        abstract=abstract,
    )


def ask_about(
    chat: LanguageModel, title: str | None, abstract: str, how: GenerationConfig
) -> DraftReply:
    """Ask for triples of an abstract; a second time if the first attempt gave none.

    Raises:
        UserError: If the model cannot be asked at all.
        KeyboardInterrupt: On Ctrl-C.
    """
    prompt = prompt_for(title, abstract)
    needed = chat.count(prompt) + how.tokens
    if needed > chat.window:
        reason = "the abstract does not fit the model's window"
        return DraftReply(dropped=(RejectedItem(reason, f"{needed} of {chat.window} tokens"),))
    done = DraftReply()
    begun = time.perf_counter()
    for attempt in range(ATTEMPTS):
        temperature = _RETRY_TEMPERATURE if attempt else 0.0
        settings = replace(how, schema=SCHEMA, seed=attempt, temperature=temperature)
        written = chat.write(prompt, settings, lambda text: None)
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
