"""Find what a sentence is about, from the words of `topics.toml`."""

import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Topic:
    """Something that abstracts tell of, with the questions for it."""

    name: str
    noun: str
    words: re.Pattern[str]
    ask: tuple[str, ...]
    needs: re.Pattern[str]
    """What an answer must have for these questions; others ask what was found."""

    def wordings(self, answer: str) -> tuple[str, ...]:
        """Return the questions that an answer fits."""
        if self.needs.search(answer):
            return self.ask
        return (f"What are the main findings on {self.noun} of {{about}}?",)


@lru_cache(maxsize=1)
def all_topics() -> tuple[Topic, ...]:
    """Return the topics, the more special ones first."""
    table = tomllib.loads(Path(__file__).with_name("topics.toml").read_text("utf-8"))
    return tuple(
        Topic(
            name,
            entry["noun"],
            re.compile(rf"(?<![\w-])(?:{'|'.join(entry['words'])})", re.IGNORECASE),
            tuple(entry["ask"]),
            re.compile(entry.get("needs", "")),
        )
        for name, entry in table.items()
    )


def topic_of(sentence: str) -> Topic | None:
    """Return the topic with the most words in a sentence, the first among equals; else None."""
    found = [
        (-len(places), places[0], order, topic)
        for order, topic in enumerate(all_topics())
        if (places := [one.start() for one in topic.words.finditer(sentence)])
    ]
    return min(found, key=lambda one: one[:3])[3] if found else None
