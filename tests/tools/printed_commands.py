"""The commands that the documents print: read them from the Markdown, run them, show their output.

Run it as ``python tests/tools/printed_commands.py`` after the output of a command changed: what the
documents show below a command is written anew. `tests/journeys/test_printed_commands.py` compares.
"""

import io
import os
import re
import shlex
import shutil
import sys
import zipfile
from collections.abc import Iterator
from contextlib import chdir, redirect_stderr, redirect_stdout
from itertools import pairwise, zip_longest
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple
from unittest.mock import patch

from hea.cli import app as cli
from hea.render import console

ROOT = Path(__file__).resolve().parents[2]
DOCUMENTS = [
    *(ROOT / name for name in ("README.md", "CONTRIBUTING.md", "SECURITY.md")),
    *sorted(path for path in (ROOT / "docs").rglob("*.md") if "decisions" not in path.parts),
]
#: Columns of the outputs that documents show.
WIDTH = 92

#: Programs that are not ours, and commands of the shell.
OTHERS = {
    "git": "fetches from a network",
    "pip": "fetches from a network",
    "make": "installs, or runs the tests themselves",
    "source": "changes the shell",
    "export": "changes the shell",
    "python": "writes files of the repository",
    "python3": "makes a virtual environment",
    "curl": "needs a server that runs; what it is answered is tested in tests/hea/web",
    "dask": "starts a service; tested in tests/hea/workflows/cluster",
}
#: Commands of ours that are not run, by words that stand in them.
NOT_RUN = {
    r"phi2|microsoft": "needs the weights of Phi-2, 5.6 GB from a hub",
    r"endpoint:": "needs a server with a model",
    r"adapter:|hea train (report|merge|card|lint|zip|push|export)": "needs a trained adapter",
    r"path:|--reranker|hea train --(base|recipe)": "needs a folder with a model",
    r"--cluster": "starts processes of a cluster; tested in tests/hea/workflows/cluster",
    r"^hea serve": "serves until it is ended; tested in tests/hea/web",
    r"^hea open \d+$": "opens a viewer; tested in tests/hea/cli/asking",
    r"^hea curate( --(kind|blind|disputed|unreviewed)( .*)?)?$": "opens a screen; tested in"
    " tests/hea/cli/test_review_screen.py",
    r"^hea bench": "measures for minutes",
    r"^hea eval (extract|retrieval|answers|metrics|compare|fulltext|ranker)": "needs papers and"
    " questions that a person has judged; tested in tests/hea/cli/evaluate",
}

_BLOCK = re.compile(r"^ *```(?P<language>\w*)\n(?P<text>.*?)^ *```$", re.DOTALL | re.M)
_INLINE = re.compile(r"(?<!`)`(hea(?: [^`\n]+)?)`(?!`)")
#: What stands for something else in a command that is named in a sentence.
_PLACEHOLDER = re.compile(r"…|\b[A-Z]+\b|[|>]")
#: Verbs that find something; where they find nothing, a command is no example.
_FINDING = {"ask", "search", "table"}


class Printed(NamedTuple):
    """A command as a document prints it."""

    document: Path
    line: int
    command: str
    shown: str = ""
    """The output below it."""

    @property
    def words(self) -> list[str]:
        """As a shell parts it."""
        return shlex.split(self.command)

    @property
    def place(self) -> str:
        """Where it stands, for a person."""
        return f"{self.document.name}:{self.line}: {self.command}"

    @property
    def reason_not_to_run(self) -> str:
        """Why it is only read; an empty text for one that is run."""
        if self.words[0] != "hea":
            return OTHERS.get(self.words[0], "")
        return next((why for words, why in NOT_RUN.items() if re.search(words, self.command)), "")


class Output(NamedTuple):
    """What a command printed, and the status it ended with."""

    code: int
    out: str
    err: str


def blocks(text: str, language: str) -> Iterator[tuple[int, str, str]]:
    """Yield each fenced block of a language: its line, its text, and the plain block behind it."""
    found = list(_BLOCK.finditer(text))
    for block, behind in zip_longest(found, found[1:]):
        if block["language"] != language:
            continue
        is_output = (
            behind and not behind["language"] and not text[block.end() : behind.start()].strip()
        )
        line = text.count("\n", 0, block.start()) + 2
        yield line, block["text"], behind["text"] if is_output else ""


def printed(document: Path) -> list[Printed]:
    """Return the commands of a document's shell blocks; the last of a block has the output."""
    found = []
    for line, text, shown in blocks(document.read_text("utf-8"), "sh"):
        commands = [
            Printed(document, line + number, words)
            for number, one in enumerate(text.splitlines())
            if (words := re.sub(r"(^|\s)#.*", "", one).strip())
        ]
        found += [*commands[:-1], *(one._replace(shown=shown) for one in commands[-1:])]
    return found


def named(document: Path) -> list[Printed]:
    """Return the commands that a document names in its sentences.

    One with a placeholder or with the signs of a grammar is left out.
    """
    text = document.read_text("utf-8")
    return [
        Printed(document, text.count("\n", 0, one.start()) + 1, one[1])
        for one in _INLINE.finditer(text)
        if not _PLACEHOLDER.search(re.sub(r'"[^"]*"', "", one[1]))
    ]


def run(words: list[str]) -> Output:
    """Run a command of ours here, as if it were typed; what it reads is one question."""
    out, err = io.StringIO(), io.StringIO()
    typed = io.StringIO("Hardness of NbMoTaW?\n")
    with (
        patch.dict(os.environ, {"COLUMNS": str(WIDTH)}),
        patch.object(console.out, "_width", WIDTH),
        patch.object(console.err, "_width", WIDTH),
        patch("sys.argv", words),
        patch("sys.stdin", typed),
        redirect_stdout(out),
        redirect_stderr(err),
    ):
        try:
            cli.main()
        except SystemExit as end:
            code = int(end.code or 0)
    return Output(code, out.getvalue(), err.getvalue())


def user_folder(place: Path) -> None:
    """Fill a folder with the sample corpus, and with files as a user may have them."""
    samples = place / "corpus" / "samples"
    shutil.copytree(ROOT / "corpus" / "samples", samples)
    (place / "My library").mkdir()
    for number, name in enumerate(("paper.pdf", "new.pdf", "My library/another.pdf")):
        sample = sorted(samples.glob("*.pdf"))[number]
        (place / name).write_bytes(sample.read_bytes() + b"\n% another copy\n")
    with zipfile.ZipFile(place / "papers.zip", "w") as archive:
        archive.write(place / "new.pdf", "papers/zipped.pdf")
    (place / "export.bib").write_text(
        "@article{one, title={Hardness of CoCrFeNi}, year={2020}, doi={10.1000/one},"
        " abstract={The hardness of as-cast CoCrFeNi is 150 HV. It is an FCC alloy.}}\n",
        "utf-8",
    )
    (place / "questions.txt").write_text("What is the hardness of NbMoTaW?\n", "utf-8")
    (place / "mine.jsonl").write_text('{"question": "What is the hardness of NbMoTaW?"}\n', "utf-8")


def run_document(document: Path, built: Path, place: Path) -> Iterator[tuple[Printed, Output]]:
    """Run the commands of a document one after the other, and yield what each printed.

    Args:
        document: Its file.
        built: A `user_folder` after `hea build`; it is copied.
        place: A folder to make. A document that shows what a build prints starts without one.
    """
    commands = [one for one in printed(document) if not one.reason_not_to_run]
    shutil.copytree(built, place)
    if any(one.command == "hea build" and one.shown for one in commands):
        shutil.rmtree(place / "data")
    for one in commands:
        is_search = not one.shown and _FINDING & set(one.words[1:2]) and "--file" not in one.words
        with chdir(place):
            yield one, run([*one.words, *["--fail-on-refusal"][: bool(is_search)]])


def with_outputs(text: str, outputs: dict[int, str]) -> str:
    """Return a document with the output of commands written anew.

    Args:
        text: The document.
        outputs: What was printed, by the line of the command.
    """
    found = list(_BLOCK.finditer(text))
    for block, behind in reversed(list(pairwise(found))):
        first = text.count("\n", 0, block.start()) + 2
        lines = range(first, first + block["text"].count("\n"))
        is_output = not behind["language"] and not text[block.end() : behind.start()].strip()
        for line in outputs.keys() & set(lines) if is_output else ():
            shown = "\n".join(row.rstrip() for row in outputs[line].strip().splitlines())
            text = f"{text[: behind.start('text')]}{shown}\n{text[behind.end('text') :]}"
    return text


def main() -> None:
    """Write anew what the documents show."""
    with TemporaryDirectory() as folder:
        built = Path(folder, "built")
        user_folder(built)
        run(["hea", "build", "--workspace", str(built)])
        for number, document in enumerate(DOCUMENTS):
            shown = [one for one in printed(document) if one.shown]
            if shown:
                ran = run_document(document, built, Path(folder, str(number)))
                outputs = {one.line: output.out for one, output in ran if one.shown}
                text = document.read_text("utf-8")
                document.write_text(with_outputs(text, outputs), "utf-8")
                sys.stderr.write(f"{document.relative_to(ROOT)}: {len(outputs)}\n")


if __name__ == "__main__":
    main()
