"""The process in which a tokenizer and a chat template are tried: it ends well if both do."""

import json
import sys
from pathlib import Path
from typing import Any, ClassVar

from jinja2 import nodes
from jinja2.ext import Extension
from jinja2.parser import Parser
from jinja2.sandbox import ImmutableSandboxedEnvironment

from builder.ingest.isolation import limit_memory

_PRINTABLE = "".join(map(chr, range(32, 127)))
#: Every sign alone, many times over and with others, and words as they stand in prompts.
_SAMPLE = "\n".join(
    [
        _PRINTABLE,
        "".join(sign * 40 for sign in _PRINTABLE),
        "The yield strength of Al0.3CoCrFeNi is 405 ± 5 MPa at 1600 °C [1]. Δσ = μ·ε½ – γ′\n" * 20,
    ]
)
#: How many times as long as it was a text may become by all replacements together; of the
#: tokenizers in use none comes near.
_MOST_GROWTH = 1000
_TURNS = [{"role": "user", "content": _SAMPLE}, {"role": "assistant", "content": "405 MPa"}]


class _GenerationTag(Extension):
    """The tag by which templates mark what a model writes."""

    tags: ClassVar[set[str]] = {"generation"}  # type: ignore[misc] # as jinja2's own say

    def parse(self, parser: Parser) -> list[nodes.Node]:
        next(parser.stream)
        return parser.parse_statements(("name:endgeneration",), drop_needle=True)


def main() -> None:
    """Try the folder that is named; any error but a crash is left to whoever loads it."""
    folder = Path(sys.argv[1])
    limit_memory(int(sys.argv[2]))
    try:
        _try(folder)
    except MemoryError:
        raise
    except Exception:  # noqa: S110 - it is told where both are loaded
        pass


def _try(folder: Path) -> None:
    if (folder / "tokenizer.json").is_file():
        told = json.loads((folder / "tokenizer.json").read_text("utf-8"))
        if any(_growth(told.get(part)) > _MOST_GROWTH for part in ("normalizer", "decoder")):
            sys.exit(1)
        from tokenizers import Tokenizer

        Tokenizer.from_file(str(folder / "tokenizer.json")).encode(_SAMPLE)
    for template in _templates(folder):
        _write_turns(template)


def _growth(rules: Any) -> float:
    """Return how many times as long a text may become by the replacements in rules.

    No sample holds the words that a rule may double.
    """
    growth, waiting = 1.0, [rules]
    while waiting and growth <= _MOST_GROWTH:
        rule = waiting.pop()
        if isinstance(rule, list):
            waiting.extend(rule)
        elif isinstance(rule, dict) and rule.get("type") == "Replace":
            pattern, new = rule.get("pattern"), len(str(rule.get("content")))
            old = str(pattern.get("String", "")) if isinstance(pattern, dict) else ""
            # An expression, like an empty text, may be found at every sign and take none away.
            growth *= max(1.0, new / len(old)) if old else 1 + new
        elif isinstance(rule, dict):
            waiting.extend(rule.values())
    return growth


def _templates(folder: Path) -> list[str]:
    """Return the chat templates of a folder: of its settings, where several may be, and its own."""
    found: list[Any] = []
    if (folder / "tokenizer_config.json").is_file():
        told = json.loads((folder / "tokenizer_config.json").read_text("utf-8"))
        template = told.get("chat_template")
        named = template if isinstance(template, list) else [{"template": template}]
        found = [each.get("template") for each in named]
    if (folder / "chat_template.jinja").is_file():
        found.append((folder / "chat_template.jinja").read_text("utf-8"))
    return [template for template in found if isinstance(template, str)]


def _write_turns(template: str) -> None:
    """Fill a chat template as transformers does."""
    environment = ImmutableSandboxedEnvironment(
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.loopcontrols", _GenerationTag],
    )
    environment.filters["tojson"] = json.dumps
    environment.globals["raise_exception"] = lambda words: None
    environment.globals["strftime_now"] = lambda form: form
    tokens = {f"{name}_token": f"<{name}>" for name in ("bos", "eos", "pad", "unk")}
    for count, prompts in ((1, True), (2, False)):
        environment.from_string(template).render(
            messages=_TURNS[:count],
            add_generation_prompt=prompts,
            tools=None,
            documents=None,
            **tokens,
        )


if __name__ == "__main__":
    main()
