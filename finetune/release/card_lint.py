"""Model cards held to their artefacts: a number with nothing behind it is refused.

A number is backed when an artefact of the training holds it, in the unit that the card gives it,
rounded as the card writes it; what the base's settings say of layers and sizes must agree with
them. Text that an artefact holds word for word, links, and parts of names (Phi-2, fp16) are no
claims. Numbers written as words are not seen.
"""

import math
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from finetune.release.emissions_claims import doubts, read_stated
from finetune.release.training_claims import unreviewed_claims, wrong_prompts

#: Settings of bases (config.json of each on its hub), for cards of models not on this disk.
BASES: Mapping[str, Mapping[str, int]] = {
    name: {key: value for key, value in settings.items() if isinstance(value, int)}
    for name, settings in tomllib.loads(
        Path(__file__).with_name("bases.toml").read_text("utf-8")
    ).items()
}

_NUMBER = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?(?:[eE][-+]?\d+)?"
_UNITS: Mapping[str, tuple[str, float]] = {
    # As a card writes it → what it measures, and how many of the artefacts' units it is.
    "%": ("share", 0.01),
    "kWh": ("kwh", 1.0), "Wh": ("kwh", 0.001),
    "kg": ("kg", 1.0), "g": ("kg", 0.001),
    "GPU-hours": ("seconds", 3600.0), "hours": ("seconds", 3600.0), "hour": ("seconds", 3600.0),
    "h": ("seconds", 3600.0),
    "minutes": ("seconds", 60.0), "minute": ("seconds", 60.0), "min": ("seconds", 60.0),
    "seconds": ("seconds", 1.0), "second": ("seconds", 1.0), "s": ("seconds", 1.0),
    "GB": ("mb", 1e9 / 2**20), "GiB": ("mb", 1024.0), "MB": ("mb", 1e6 / 2**20), "MiB": ("mb", 1.0),
    "watts": ("watts", 1.0), "W": ("watts", 1.0),
}  # fmt: skip
_MEASURES = sorted({measures for measures, _ in _UNITS.values()} - {"share"})
_CLAIM = re.compile(
    rf"(?<![\w.,@/])(?<![A-Za-z]-)(?P<number>{_NUMBER})(?![\d.]*\d)"
    rf"(?:[ \u00a0\-]*(?P<unit>{'|'.join(map(re.escape, _UNITS))})(?!\w)|(?=[^\w]|$)|(?=x\b))"
)
_VERSION = re.compile(r"(?<![\w.])\d+\.\d+\.\d+(?:[.\w+-]*\w)?")
#: No claims: links, mail addresses, identifiers of papers, years of citations, numbers of lists.
_NO_CLAIM = re.compile(
    r"https?://[^\s)>\]]+|\S+@\S+|(?:arXiv|doi):\S+|et al\.,? \(?\d{4}\)?"
    r"|^\s*\d+\.(?=\s)|<!--.*?-->",
    re.MULTILINE | re.DOTALL,
)
#: What of a base a number is said of → the setting that decides.
_ARCHITECTURE: Mapping[str, str] = {
    rf"(?P<n>{_NUMBER})[\s-]+(?:transformer |hidden )?(?:layers|blocks)": "num_hidden_layers",
    rf"(?P<n>{_NUMBER})[\s-]+hidden (?:units|size)|hidden size (?:of )?(?P<m>{_NUMBER})":
        "hidden_size",
    rf"(?P<n>{_NUMBER})[\s-]+(?:attention )?heads": "num_attention_heads",
    rf"vocabulary of (?P<n>{_NUMBER})": "vocab_size",
    rf"(?P<n>{_NUMBER})[\s-]+tokens? (?:of )?context|context (?:length|window) of (?P<m>{_NUMBER})":
        "max_position_embeddings",
    rf"(?P<n>{_NUMBER})[\s-]*(?P<scale>billion|B|million|M)[\s-]+parameters": "parameters",
}  # fmt: skip
_SCALES = {"billion": 1e9, "B": 1e9, "million": 1e6, "M": 1e6, None: 1.0}
#: Names of sizes leave off what embeddings add: Phi-2's 2.78 billion are called 2.7.
_NAMED_SIZE = 0.05
_BOAST = re.compile(
    r"state[\s-]of[\s-]the[\s-]art|outperform\w*|significant(?:ly)? improve\w*|more accurate", re.I
)
_CODE = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)
#: In code a number is a claim where a name is set to it; places and ranges are none.
_SET = re.compile(r"(?<=\w=)[\d.]+|(?<=\w=\{)[\d.]+|(?<=\w = )[\d.]+")
_UNFILLED = re.compile(
    r"\[More Information Needed\]|\(version used during training\)|path/to/[\w.-]*"
    r"|\bYour [\w ]+ here\b",
    re.I,
)
_MOJIBAKE = re.compile("â€|ðŸ|Ã.|ï¸")


@dataclass(frozen=True, slots=True)
class CardFinding:
    """One place of a card that is wrong, and why."""

    line: int
    text: str
    kind: str
    """`no artefact`, `contradiction`, `no number`, `unfilled`, `metadata` or `code`."""
    why: str


@dataclass(frozen=True, slots=True)
class ArtefactNumber:
    """A number of an artefact."""

    path: str
    value: float
    measures: str
    """`seconds`, `mb`, `kwh`, `kg`, `watts`, or "" for a plain number."""


def lint(card: str, artefacts: Mapping[str, Any], config: Mapping[str, Any]) -> list[CardFinding]:
    """Find everything in a card that its artefacts do not bear out, in the order of its lines.

    Args:
        card: The card in Markdown.
        artefacts: Name of a file beside the card → what it holds.
        config: The settings of the base.
    """
    facts = list(_facts(artefacts)) + list(_facts({"base": config}))
    words = set(_texts(artefacts))
    found = [
        *_metadata(card),
        *_architecture(card, config),
        *_unbacked(card, facts, words),
        *_carbon(card),
        *_phrases(card),
        *_tasks(card),
        *_code(card),
        *_training(card, artefacts),
    ]
    return sorted(found, key=lambda one: one.line)


def _facts(value: Any, path: str = "") -> Iterator[ArtefactNumber]:
    """Yield every number of a tree of tables and lists."""
    if isinstance(value, Mapping):
        for name, inner in value.items():
            yield from _facts(inner, f"{path}.{name}" if path else str(name))
    elif isinstance(value, list | tuple):
        yield ArtefactNumber(f"{path}.count", len(value), "")
        for inner in value:
            yield from _facts(inner, path)
    elif isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value):
        name = path.rpartition(".")[2]
        measures = next((one for one in _MEASURES if name.endswith(one)), "")
        yield ArtefactNumber(path, float(value), measures)


def _texts(value: Any) -> Iterator[str]:
    """Yield every text of a tree that holds a digit."""
    if isinstance(value, Mapping):
        for name, inner in value.items():
            yield from _texts(str(name))
            yield from _texts(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _texts(inner)
    elif isinstance(value, str) and re.search(r"\d", value):
        yield " ".join(value.split())


def _finding(card: str, match: re.Match[str], kind: str, why: str) -> CardFinding:
    line = card.count("\n", 0, match.start()) + 1
    around = card[card.rfind("\n", 0, match.start()) + 1 :].split("\n", 1)[0]
    return CardFinding(line, around.strip()[:100], kind, why)


def _architecture(card: str, config: Mapping[str, Any]) -> Iterator[CardFinding]:
    """Find sizes of the base that its settings contradict."""
    for match, setting in _claims_on_base(card):
        if setting not in config:
            continue
        claimed, true = _size(match), float(config[setting])
        allowed = _NAMED_SIZE * true if setting == "parameters" else 0.0
        if abs(claimed - true) > allowed:
            name = setting.removeprefix("num_").replace("_", " ")
            why = f"The base has {true:,.0f} for its {name}, not {claimed:,.0f}."
            yield _finding(card, match, "contradiction", why)


def _claims_on_base(card: str) -> Iterator[tuple[re.Match[str], str]]:
    """Yield each claim on a size of the base, and the setting that decides it."""
    for pattern, setting in _ARCHITECTURE.items():
        for match in re.finditer(pattern, card):
            yield match, setting


def _size(match: re.Match[str]) -> float:
    parts = match.groupdict()
    return _value(parts["n"] or parts.get("m") or "0") * _SCALES[parts.get("scale")]


def _unbacked(card: str, facts: Sequence[ArtefactNumber], words: set[str]) -> Iterator[CardFinding]:
    """Find numbers and versions that no artefact holds; claims on the base are judged apart."""
    on_base = [match for match, _ in _claims_on_base(card)]
    text = _blanked(_CODE.sub(lambda code: _only_set(code[0]), card), _NO_CLAIM)
    for word in sorted(words, key=len, reverse=True):
        text = _blanked(text, re.compile(rf"(?<!\w){_loose(word)}(?!\w)"))
    for match in _VERSION.finditer(text):
        yield _finding(card, match, "no artefact", f"No artefact names the version {match[0]}.")
    text = _blanked(text, _VERSION)
    for match in _CLAIM.finditer(text):
        base = any(m.start() <= match.start() < m.end() for m in on_base)
        if not base and not any(_bears_out(fact, match["number"], match["unit"]) for fact in facts):
            number = f"{match['number']} {match['unit'] or ''}".strip()
            yield _finding(card, match, "no artefact", f"No artefact holds {number}.")


def _blanked(text: str, pattern: re.Pattern[str]) -> str:
    """Turn what matches into spaces, so that places stay."""
    return pattern.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), text)


def _only_set(code: str) -> str:
    """Blank out the numbers of code that are no claims."""
    kept = {place for match in _SET.finditer(code) for place in range(*match.span())}
    return "".join(
        " " if letter.isdigit() and place not in kept else letter
        for place, letter in enumerate(code)
    )


def _loose(word: str) -> str:
    """Return a pattern for a text as a card may hold it: wrapped, or escaped for a table."""
    escapes = {"&": "&(?:amp;)?", "<": "(?:<|&lt;)", "|": r"\\?\|"}
    parts = (
        "".join(escapes.get(letter, re.escape(letter)) for letter in part) for part in word.split()
    )
    return r"\s+".join(parts)


def _bears_out(fact: ArtefactNumber, number: str, unit: str | None) -> bool:
    """Return whether a fact, in the card's unit, rounds to the number as it is written."""
    measures, size = _UNITS.get(unit or "", ("", 1.0))
    share = measures == "share" and not fact.measures and abs(fact.value) <= 2
    if not share and fact.measures != measures:
        return False
    mantissa, _, power = number.lower().partition("e")
    decimals = len(mantissa.partition(".")[2])
    if not measures and not decimals and not power and fact.value != int(fact.value):
        return False  # a count is no rounded measurement
    half = 0.5 * 10.0 ** (int(power or 0) - decimals)
    return abs(abs(fact.value) / size - _value(number)) <= half * (1 + 1e-6)


def _value(number: str) -> float:
    return float(number.replace(",", ""))


def _metadata(card: str) -> Iterator[CardFinding]:
    if not card.startswith("---\n"):
        why = "No front matter opens the card, so hubs read neither base nor licence."
        yield CardFinding(1, card.split("\n", 1)[0][:100], "metadata", why)
    elif not re.search(r"^license:", card.split("\n---", 1)[0], re.M):
        yield CardFinding(1, "---", "metadata", "The front matter names no licence.")
    if match := _MOJIBAKE.search(card):
        yield _finding(card, match, "metadata", "Its letters were saved in a wrong encoding.")


def _carbon(card: str) -> Iterator[CardFinding]:
    where = re.search(r"kg\s*CO", card) or re.search("Hours used", card)
    if where:
        for why in doubts(read_stated(card)):
            yield _finding(card, where, "contradiction", why)


def _training(card: str, artefacts: Mapping[str, Any]) -> Iterator[CardFinding]:
    """Find prompts and reviews that are not those of the training; without its files, nothing."""
    if "prompt" in artefacts:
        for match in wrong_prompts(card, artefacts["prompt"]):
            why = "The adapter is asked with another prompt: chat template and format are its own."
            yield _finding(card, match, "contradiction", why)
    if "made" in artefacts:
        status = (artefacts["made"].get("dataset") or {}).get("status")
        for match, why in unreviewed_claims(card, status):
            yield _finding(card, match, "contradiction", why)


def _phrases(card: str) -> Iterator[CardFinding]:
    for match in _UNFILLED.finditer(card):
        yield _finding(card, match, "unfilled", f"“{match[0]}” was left from a form.")
    for match in _BOAST.finditer(card):
        sentence = re.split(r"[.!?]\s|\n", card[match.start() :], maxsplit=1)[0]
        before = re.split(r"[.!?]\s|\n", card[: match.start()])[-1]
        if not _CLAIM.search(before + sentence):
            why = f"“{match[0]}” is a result, and no number is given."
            yield _finding(card, match, "no number", why)


def _tasks(card: str) -> Iterator[CardFinding]:
    """Find the claim that a model of one language translates."""
    of_one = re.search(r"Language[^\n]*:\W*English\W*$", card, re.M)
    if of_one and (match := re.search(r"translation", card, re.I)):
        yield _finding(card, match, "contradiction", "The model is said to know English alone.")


def _code(card: str) -> Iterator[CardFinding]:
    """Find code that loads an adapter as if it were a model, or runs code of its folder."""
    adapter = re.search(r"^library_name: peft$", card, re.M)
    loads = re.search(r"AutoModelForCausalLM\.from_pretrained", card)
    if adapter and loads and not re.search("PeftModel|AutoPeft", card):
        yield _finding(card, loads, "code", "An adapter is loaded as if it were a whole model.")
    if remote := re.search(r"trust_remote_code\s*=\s*True", card):
        yield _finding(card, remote, "code", "No code of a model's folder needs to be run.")
