"""The kinds of jobs, and for each the few options that may be chosen: never a command line."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from builder.dataset.formats import FORMAT_NAMES
from builder.errors import UserError
from hea.workspace import Workspace

Options = Mapping[str, str | int | bool]
#: A name of an adapter or an evaluation: a folder of that name is made.
_NAME = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]{0,63}")
_MOST = 1_000_000


@dataclass(frozen=True, slots=True)
class JobField:
    """One option of a job."""

    name: str
    label: str
    help: str = ""
    choices: Callable[[Workspace], tuple[str, ...]] | None = None
    """What may be chosen; None for another kind of field. An empty choice is none of them."""
    default: str | int | bool = ""
    """Its type is that of the field: a name or choice, a whole number, or a flag."""


@dataclass(frozen=True, slots=True)
class JobKind:
    """A kind of job and its options."""

    name: str
    title: str
    verb: str
    """The command that does the same."""
    about: str
    fields: tuple[JobField, ...]


def adapter_names(place: Workspace) -> tuple[str, ...]:
    """Return the names of the adapters whose training has ended."""
    made = place.adapters.glob("*/made.json")
    return tuple(sorted(path.parent.name for path in made if _NAME.fullmatch(path.parent.name)))


def _recipes(place: Workspace) -> tuple[str, ...]:
    from finetune.recipe import recipe_names

    return tuple(recipe_names())


def _fixed(*choices: str) -> Callable[[Workspace], tuple[str, ...]]:
    return lambda place: choices


def _optional_adapters(place: Workspace) -> tuple[str, ...]:
    return ("", *adapter_names(place))


KINDS = {
    kind.name: kind
    for kind in (
        JobKind(
            "build",
            "Build the library",
            "hea build",
            "Read new papers, index them, and draft and check triples.",
            (
                JobField("retry", "Read again what failed last time", default=False),
                JobField(
                    "round_trip",
                    "Ask every drafted question over the index",
                    "some 40 ms a question",
                    default=False,
                ),
            ),
        ),
        JobKind(
            "dataset",
            "Make the dataset",
            "hea dataset",
            "Write train, validation and test from triples and verdicts.",
            (
                JobField("status", "Rows", "", _fixed("kept", "accepted", "all"), "kept"),
                JobField("split", "One part holds", "", _fixed("topic", "alloy"), "topic"),
                JobField("form", "Format", "", _fixed(*FORMAT_NAMES), "ours"),
            ),
        ),
        JobKind(
            "train",
            "Train an adapter",
            "hea train",
            "Fine-tune a model on the dataset; it goes on from its last checkpoint.",
            (
                JobField("recipe", "Recipe", "", _recipes, "hea"),
                JobField("name", "Name of the adapter", "empty: the recipe’s"),
                JobField("steps", "Most steps", "0: the recipe’s epochs", default=0),
                JobField("fresh", "Forget what was begun under this name", default=False),
            ),
        ),
        JobKind(
            "report",
            "Measure an adapter",
            "hea train report --no-four-bits",
            "Beside its base, on rows that neither was trained on.",
            (
                JobField("adapter", "Adapter", "", adapter_names),
                JobField("rows", "Most rows", "0: all", default=0),
                JobField("answers", "Questions that both models answer", "", default=20),
            ),
        ),
        JobKind(
            "eval",
            "Evaluate answers",
            "hea eval",
            "Who answers, and what is read: measured on the dataset's test part.",
            (
                JobField("name", "Name of the evaluation", "", None, "grid"),
                JobField("base", "Model before tuning", "", _fixed("", "phi2")),
                JobField("tuned", "Adapter", "", _optional_adapters),
                JobField("limit", "Most questions", "0: all", default=0),
            ),
        ),
    )
}


def kind_of(name: str) -> JobKind:
    """Return the kind of job of this name.

    Raises:
        UserError: There is none.
    """
    if name not in KINDS:
        raise UserError("There is no such kind of job.", f"One of: {', '.join(KINDS)}.")
    return KINDS[name]


def read_options(place: Workspace, kind: JobKind, given: Mapping[str, str]) -> Options:
    """Return the options of a job, each of its type, out of the fields of a form.

    Args:
        place: The workspace, whose adapters may be chosen.
        kind: The kind of job.
        given: Name → text; what is not given is as by default, and other names are refused.

    Raises:
        UserError: A field is not known, or its text is none of those it may have.
    """
    known = {field.name for field in kind.fields}
    if unknown := sorted(given.keys() - known):
        raise UserError(
            f"“{unknown[0][:40]}” is not an option of {kind.name}.", _among(sorted(known))
        )
    return {field.name: _value(place, field, given.get(field.name, "")) for field in kind.fields}


def command_of(kind: JobKind, options: Options) -> str:
    """Return the command that does the same in a terminal."""
    flags = {
        "round_trip": "--round-trip", "form": "--format", "steps": "--set max_steps=",
    }  # fmt: skip
    parts = [kind.verb]
    for field in kind.fields:
        value = options[field.name]
        if value == field.default and field.name != "adapter":
            continue
        flag = flags.get(field.name, f"--{field.name}")
        if value is True:
            parts.append(flag)
        elif field.name == "adapter":
            parts.append(str(value))
        elif field.name == "tuned":
            parts.append(f"--tuned adapter:{value}")
        else:
            parts.append(f"{flag}{value}" if flag.endswith("=") else f"{flag} {value}")
    return " ".join(parts)


def _value(place: Workspace, field: JobField, text: str) -> str | int | bool:
    text = text.strip()
    if isinstance(field.default, bool):
        if text not in ("", "on", "true", "false"):
            raise _wrong(field, text, "Choose it, or do not.")
        return text in ("on", "true")
    if isinstance(field.default, int):
        if not text:
            return field.default
        if not re.fullmatch(r"\d{1,7}", text, re.ASCII) or int(text) > _MOST:
            raise _wrong(field, text, f"Give a whole number up to {_MOST:,}.")
        return int(text)
    if field.choices is None:
        if text and not _NAME.fullmatch(text):
            raise _wrong(field, text, "Use up to 64 letters, digits, dots, dashes and _.")
        return text or field.default
    choices = field.choices(place)
    text = text or str(field.default)
    if text not in choices:
        raise _wrong(field, text, _among(choices))
    return text


def _among(choices: list[str] | tuple[str, ...]) -> str:
    return f"One of: {', '.join(filter(None, choices))}." if any(choices) else "There is none yet."


def _wrong(field: JobField, text: str, hint: str) -> UserError:
    return UserError(f"“{field.label}” is “{text[:40]}”.", hint)
