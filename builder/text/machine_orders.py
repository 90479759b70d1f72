"""Recognise sentences of a paper that are orders to a machine which reads it.

A paper may carry instructions for a model that summarises it (OWASP LLM01:2025, indirect prompt
injection). They are told by their grammar: someone who reads is addressed, and asked to say, to
rate or to ignore something; the words of each language stand in `data/machine_orders.toml`.
"""

import base64
import binascii
import re
import tomllib
import unicodedata
from functools import lru_cache
from pathlib import Path
from typing import Any

_WORDS = Path(__file__).with_name("data") / "machine_orders.toml"
#: Marks of the formats in which chats are written, and roles in capitals before a colon.
_ROLE = re.compile(r"\b(?:SYSTEM|ASSISTANT|USER|INSTRUCTIONS?)\s*:|<\|")
_ENCODED = re.compile(r"[A-Za-z0-9+/]{24,}={0,2}")
_WORD = re.compile(r"[^\W\d_]+")
_ENGLISH = frozenset(
    "the of and is are was were in with to a an that for by as at from this it on be".split()
)
#: Letters of other scripts than Latin and Greek.
_FOREIGN = re.compile(r"[\u0400-\u06ff\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7af]")
#: Share of function words from which on a sentence is English.
_SHARE = 0.2
#: Words of which every English order holds one.
_HINTS = frozenset(
    "you your yours yourself dear please kindly ignore disregard forget override overrule bypass "
    "discard supersede supersedes instruction instructions prompt prompts directive directives "
    "command commands order orders note notes message messages memo reminder attention attn "
    "hello hey hi ai ais llm llms gpt chatgpt claude gemini copilot bot bots chatbot chatbots "
    "assistant assistants summarizer summarizers summariser summarisers reviewer reviewers referee "
    "referees reader readers editor editors automated automatically whoever whichever user users "
    "asks ask asked asking queried questioned prompted inquires wonders question questions answer "
    "answers answered answering reply replies respond responds response responses output outputs "
    "summary summaries say says said state report quote quoted cite cited tell tells claim insist "
    "declare conclude repeat pretend assert affirm confirm mention announce assume summarize "
    "summarise treat rate rank recommend praise accept endorse replace return print write give "
    "award assign grant must shall imagine remember sure inst passage passages "
    "want need urge beg do don enquire enquires inquire let told informed void merits deserves "
    "warrants invited instructed directed hereby concern never suppress consider omit discuss "
    "retrieved summarized summarised processed indexed loaded parsed ingested embedded mandatory "
    "override mode task mark advised stop requests instructs reminds urges tells requires advises "
    "expects directs imperative obligatory compulsory forbidden esteemed respected greetings "
    "worthy overlook dismiss language machine machines crawler crawlers scraper "
    "scrapers void invalid wrong false ignored disregarded forgotten overridden superseded "
    "obsolete discarded count counts believe trust rely erase delete purge requested anyone "
    "everyone those let whenever overrides overrules cancels voids precedence replaces automatic "
    "human secret hidden".split()
)
#: Characters of a sentence in which encoded text is sought.
_MOST_ENCODED = 4_000
#: Letters of other scripts that look like Latin ones.
_LOOK_ALIKE = str.maketrans("аеорсухіѕјԁԛһο", "aeopcyxisjdqho")
_CYRILLIC_OR_GREEK = re.compile(f"[{''.join(map(chr, _LOOK_ALIKE))}]")
#: Signs that take no room.
_UNSEEN = re.compile(r"[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")
_CYRILLIC = re.compile(r"[а-я]{4,}")
#: Letters with a blank or a sign between each two.
_SPREAD = re.compile(r"\b[^\W\d_](?:[ ._*·|/-]{1,2}[^\W\d_]){3,}\b")
#: Nobody but who hides an order spreads the letters of these; headings are spread, too.
_SPREAD_ORDER = re.compile(
    r"ignor|disregard|system$|system\W*:|forget|overrid|assistant|answer|reply|respond|instruction|prompt|output|quote"
)


@lru_cache(maxsize=4096)
def is_order(sentence: str) -> bool:
    """Return whether a sentence orders a machine that reads it about.

    Args:
        sentence: One sentence, or a heading.
    """
    if _ROLE.search(sentence):
        return True
    plain = _plain(sentence)
    closed = _SPREAD.sub(_close_up, plain)
    if closed != plain and (_SPREAD_ORDER.search(closed) or _orders(closed)):
        return True
    return _orders(plain) or any(_orders(text) for text in _decoded(sentence))


def _plain(text: str) -> str:
    """Return a text in lower case, with letters that only look Latin as Latin ones."""
    if text.isascii():
        return " ".join(text.lower().split())
    seen = _UNSEEN.sub("", unicodedata.normalize("NFKC", text)).lower()
    if _CYRILLIC_OR_GREEK.search(seen) and not _CYRILLIC.search(seen):
        seen = seen.translate(_LOOK_ALIKE)
    return " ".join(seen.split())


def _close_up(spread: re.Match[str]) -> str:
    return "".join(filter(str.isalpha, spread[0]))


def _decoded(text: str) -> list[str]:
    """Return what stands in base64 in a text."""
    found = []
    for piece in _ENCODED.findall(text[:_MOST_ENCODED]):
        try:
            read = base64.b64decode(piece + "=" * (-len(piece) % 4)).decode("utf-8")
        except (binascii.Error, UnicodeDecodeError):
            continue
        found.append(_plain(read))
    return found


def _orders(plain: str) -> bool:
    english, *others = _tables()
    words = _WORD.findall(plain)
    if not _HINTS.isdisjoint(words) and _is_in(_compiled(english), plain):
        return True
    # A sentence of many English function words is no order in another language.
    if sum(map(_ENGLISH.__contains__, words)) >= _SHARE * len(words) and not _FOREIGN.search(plain):
        return False
    return any(_is_in(_compiled(language), plain) for language in others)


def _is_in(
    language: tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str] | None], plain: str
) -> bool:
    asks, addresses, alone = language
    if alone is not None and alone.search(plain):
        return True
    return asks.search(plain) is not None and addresses.search(plain) is not None


@lru_cache(maxsize=1)
def _tables() -> dict[str, dict[str, Any]]:
    """Return the forms of orders in each language, English first."""
    return tomllib.loads(_WORDS.read_text("utf-8"))


@lru_cache(maxsize=32)
def _compiled(
    language: str,
) -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str] | None]:
    """Return (request, address, what is an order by itself) of a language, when it is needed."""
    words = _with_parts(_tables()[language])
    before, behind = ("", "") if words.get("joined") else (r"\b", r"(?!\w)")
    alone = [rf"(?:\b|(?=\W))(?:{'|'.join(words['alone'])})"] if "alone" in words else []
    alone += (
        [rf"(?:^|[;:])\W*(?:{'|'.join(words['imperatives'])})"] if "imperatives" in words else []
    )
    return (
        re.compile(f"{before}(?:{'|'.join(words['asks'])}){behind}"),
        re.compile(f"{before}(?:{'|'.join(words['addresses'])}){behind}"),
        re.compile("|".join(alone)) if alone else None,
    )


def _with_parts(language: dict[str, Any]) -> dict[str, Any]:
    """Return the forms of a language with its parts put in for their names."""
    parts = language.get("parts", {})
    put_in = re.compile("|".join(f"<{name}>" for name in parts) or r"(?!)")
    return {
        name: [put_in.sub(lambda found: parts[found[0][1:-1]], form) for form in forms]
        for name, forms in language.items()
        if isinstance(forms, list)
    } | {"joined": language.get("joined", False)}
