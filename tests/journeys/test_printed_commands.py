"""Every command that a document prints runs on the sample corpus and shows what is printed below.

Commands are read from the Markdown, so that a new one is tested without anybody listing it. What
cannot be run is listed in `tests/tools/printed_commands.py` with the reason; how it is spelt is
tested all the same.
"""

import re
import shutil
from contextlib import chdir
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
import typer
from printed_commands import (
    DOCUMENTS,
    NOT_RUN,
    OTHERS,
    ROOT,
    blocks,
    named,
    printed,
    run_document,
    with_outputs,
)

from hea.cli import app as cli

COMMANDS = {document: printed(document) for document in DOCUMENTS}
#: What typer raises where a command breaks off.
INCOMPLETE = ("MissingParameter", "BadOptionUsage")


def name_of(one: Any) -> str:
    return str(one.relative_to(ROOT)) if isinstance(one, Path) else ""


@cache
def whole_program() -> Any:
    """Describing all verbs takes a while."""
    return typer.main.get_command(cli.front_door())


def refusal(words: list[str]) -> Exception | None:
    """Return what is wrong with a command's verbs, options and values; it is read and not run.

    Its files need not be there.
    """
    command, context, name, rest = whole_program(), None, "hea", words[1:]
    try:
        while True:
            context = command.make_context(name, list(rest), parent=context)
            rest = [*getattr(context, "_protected_args", []), *context.args]
            if not hasattr(command, "commands") or not rest:
                return None
            name, command, rest = command.resolve_command(context, rest)
    except Exception as error:
        asks_for_help = type(error).__name__ == "Exit"
        return None if asks_for_help or str(error).endswith("does not exist.") else error


@pytest.mark.slow
@pytest.mark.parametrize("document", [one for one in DOCUMENTS if COMMANDS[one]], ids=name_of)
def test_printed_commands_run_and_show_what_is_printed(
    document: Path, built_samples: Path, tmp_path: Path
) -> None:
    """`python tests/tools/printed_commands.py` writes anew what is shown."""
    for one, output in run_document(document, built_samples, tmp_path / "papers"):
        assert output.code == 0, f"{one.place}\n{output.out}{output.err}"
        if one.shown:
            assert output.out.split() == one.shown.split(), f"{one.place} shows\n{output.out}"


@pytest.mark.slow
@pytest.mark.parametrize("document", DOCUMENTS, ids=name_of)
def test_python_that_is_printed_runs(document: Path, built_samples: Path, tmp_path: Path) -> None:
    not_run = []
    for number, (line, code, _) in enumerate(blocks(document.read_text("utf-8"), "python")):
        if "import argilla" in code:  # a service of others
            continue
        if "to_pandas" in code and find_spec("pandas") is None:
            not_run.append(line)
            continue
        place = tmp_path / str(number)
        shutil.copytree(built_samples, place)
        with chdir(place):
            exec(compile(code, f"{document.name}:{line}", "exec"), {})
    if not_run:
        pytest.skip(f"pandas is not installed: lines {not_run} were not run")


@pytest.mark.parametrize("document", DOCUMENTS, ids=name_of)
def test_printed_and_named_commands_are_spelt_as_the_command_line_reads_them(
    document: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "corpus").mkdir()
    monkeypatch.chdir(tmp_path)
    in_sentences = named(document)
    wrong = []
    for one in [*COMMANDS[document], *in_sentences]:
        if one.words[0] == "hea" and (refused := refusal(one.words)):
            # A sentence may name a verb or an option without what follows it.
            if one in in_sentences and type(refused).__name__ in INCOMPLETE:
                continue
            wrong.append(f"{one.place}: {refused!r}")
    assert wrong == []


def test_what_is_not_run_is_printed_somewhere() -> None:
    every = [one for found in COMMANDS.values() for one in found]
    assert {one.words[0] for one in every} == {"hea", *OTHERS}
    for words in NOT_RUN:
        assert any(re.search(words, one.command) for one in every), words


def test_a_command_that_is_misspelt_is_found() -> None:
    for wrong in ("hea stauts", "hea ask --modle x y", "hea curate acept 3"):
        assert type(refusal(wrong.split())).__name__ not in ("NoneType", *INCOMPLETE), wrong
    assert refusal(["hea", "ask", "What?"]) is None


def test_commands_are_read_with_what_is_shown_below_them(tmp_path: Path) -> None:
    document = tmp_path / "guide.md"
    text = (
        "```sh\n# first\nhea ask --model endpoint:http://x#m   # why\nhea build\n```\n\n"
        "```\n12 ok\n```\n\nNamed: `hea papers`, `hea ask …`.\n\n```sh\nhea\n```\n"
        "Text\n\n```\nx\n```\n"
    )
    document.write_text(text, "utf-8")
    assert [one[1:] for one in printed(document)] == [
        (3, "hea ask --model endpoint:http://x#m", ""),
        (4, "hea build", "12 ok\n"),
        (14, "hea", ""),
    ]
    assert [one.command for one in named(document)] == ["hea papers"]
    assert list(blocks("```python\n1\n```\n", "python")) == [(2, "1\n", "")]
    assert with_outputs(text, {4: "13 ok \n", 14: "y"}) == text.replace("12 ok", "13 ok")
