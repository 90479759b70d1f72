"""`hea chat`: question after question in one sitting, each answer cited."""

import contextlib
import io
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from rich.text import Text

from answer.answers import Answer
from answer.question.followup import stand_alone
from hea.render import answers as render_answers
from hea.render import console
from hea.workflows import json_contracts
from hea.workflows.answers.questions import has_words

Ask = Callable[[str], Answer]

_ASK = "Ask in plain English; /help says more."
_HELP = """Ask in plain English; “and at 77 K?” leans on the question before.
  /sources   the quotes of the last answer, with their papers
  /open N    open source N: its PDF, or its DOI in the browser
  /new       forget the question before
  /quit      leave (Ctrl-D does too)"""


@dataclass
class ChatSession:
    """One sitting: the question that follow-ups refer to, and the last answer."""

    ask: Ask
    launch: Callable[[str], object]
    """Opens a file or an address."""
    as_json: bool = False
    question: str | None = None
    answer: Answer | None = field(default=None, repr=False)

    def run(self) -> None:
        """Answer until the input ends; Ctrl-C gives up a question, not the sitting."""
        commands = {"/sources": self._sources, "/new": self._forget, "/help": self._help}
        for line in _lines():
            word, _, rest = line.partition(" ")
            with _interruptible():
                if word in ("/quit", "/exit"):
                    return
                if word == "/open":
                    self._open(rest)
                elif word in commands:
                    commands[word]()
                elif word.startswith("/"):
                    console.note(f"{word} is no command; /help lists them.")
                elif has_words(line):
                    self._reply(line)
                else:
                    console.note(_ASK)

    def _reply(self, line: str) -> None:
        started = time.perf_counter()
        question = stand_alone(line, self.question)
        if question != line:
            console.note(f"asked as: {question}")
        self.question, self.answer = question, self.ask(question)
        if self.as_json:
            console.print_json(json_contracts.answer(self.answer, time.perf_counter() - started))
        else:
            render_answers.answer(self.answer)
            console.out.print()

    def _sources(self) -> None:
        for citation in self.answer.citations if self.answer else ():
            console.out.print(Text.assemble((f"[{citation.n}] ", "bold cyan"), citation.quote))
            console.out.print(Text(f"    {render_answers.source(citation.listed)}", "dim"))
        if not self.answer or not self.answer.citations:
            console.note("There is no cited answer yet.")

    def _open(self, number: str) -> None:
        cited = {str(c.n): c.listed for c in (self.answer.citations if self.answer else ())}
        listed = cited.get(number.strip())
        if listed is None:
            console.note(
                f"There is no source {number.strip() or 'without a number'}; see /sources."
            )
        elif listed.paper.doi:
            self.launch(f"https://doi.org/{listed.paper.doi}")
        else:
            self.launch(listed.place)

    def _forget(self) -> None:
        self.question = self.answer = None

    def _help(self) -> None:
        console.note(_HELP)


def _lines() -> Iterator[str]:
    """Yield the lines that are typed or piped in, without empty ones."""
    typed = sys.stdin.isatty()
    if isinstance(sys.stdin, io.TextIOWrapper):
        sys.stdin.reconfigure(errors="replace")  # a line in Latin-1 is asked as well as can be
    if typed:
        with contextlib.suppress(ImportError):
            import readline  # noqa: F401 - arrow keys and history while typing
        console.note(_HELP)
    while True:
        try:
            line = input("? " if typed else "").strip()
        except EOFError:
            return
        except KeyboardInterrupt:
            console.note("Ctrl-D leaves.")
            continue
        if line:
            yield line


@contextlib.contextmanager
def _interruptible() -> Iterator[None]:
    try:
        yield
    except KeyboardInterrupt:
        console.note("Given up.")
