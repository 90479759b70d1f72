"""`hea chat`: question after question in one sitting, each answer cited."""

import contextlib
import io
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from rich.text import Text

from answer.answers import Answer, Citation
from answer.question.source_question import SourceDetail
from builder.errors import UserError
from builder.library.catalog import CatalogEntry
from hea.render import answers as render_answers
from hea.render import console
from hea.workflows import json_contracts
from hea.workflows.answers.questions import LONGEST, has_words, too_long
from hea.workflows.conversation.followups import cited_papers, follow_up

Ask = Callable[[str], Answer]

_ASK = "Ask in English; /help shows the commands."
_HELP = """Ask in English. “and at 77 K?” refers to the question before, “who wrote it?”
to the papers of the last answer.
  /sources   show the quotes of the last answer, with their papers
  /open N    open source N: its PDF at the page, or its DOI in the browser
  /new       forget the question before
  /quit      leave (Ctrl-D does too)"""


@dataclass
class ChatSession:
    """One sitting: the question that follow-ups refer to, and the last answer."""

    ask: Ask
    open_quote: Callable[[Citation], str]
    """Opens the paper of a citation, and returns what was opened."""
    as_json: bool = False
    question: str | None = None
    answer: Answer | None = field(default=None, repr=False)

    def run(self) -> None:
        """Answer until the input ends; Ctrl-C gives up a question, not the sitting."""
        commands = {"/sources": self._sources, "/new": self._forget, "/help": self._help}
        for line in _lines():
            word, _, rest = line.partition(" ")
            with _interruptible():
                if line.lower() in ("help", "quit", "exit"):
                    word = f"/{line.lower()}"
                if word in ("/quit", "/exit"):
                    return
                if word == "/open":
                    self._open(rest)
                elif word in commands:
                    commands[word]()
                elif word.startswith("/"):
                    console.note(f"There is no command {word}; /help lists all.")
                elif len(line) > LONGEST:
                    console.note(too_long(line))
                elif has_words(line):
                    self._reply(line)
                else:
                    console.note(_ASK)

    def _reply(self, line: str) -> None:
        started = time.perf_counter()
        asked = follow_up(line, self.question, self.answer)
        if asked.detail and self.answer:
            self._tell(line, asked.detail, self.answer)
            return
        if asked.question != line:
            console.note(f"asked as: {asked.question}")
        self.question, self.answer = asked.question, self.ask(asked.question)
        if self.as_json:
            console.print_json(json_contracts.answer(self.answer, time.perf_counter() - started))
        else:
            render_answers.answer(self.answer)
            console.out.print()

    def _sources(self) -> None:
        for citation in self.answer.citations if self.answer else ():
            console.out.print(Text.assemble((f"[{citation.n}] ", "bold cyan"), citation.quote))
            found_at = render_answers.source(citation.listed, citation.told)
            console.out.print(Text(f"    {found_at}", "dim"))
        if not self.answer or not self.answer.citations:
            console.note("There is no cited answer yet.")

    def _tell(self, line: str, detail: SourceDetail, answer: Answer) -> None:
        """Tell what was asked about the papers cited before."""
        papers = cited_papers(answer)
        if self.as_json:
            sources = [json_contracts.source(listed) | _publication(listed) for listed in papers]
            console.print_json({"question": line, "sources": sources})
            return
        for listed in papers:
            console.out.print(Text(_told(listed, detail)))
        if not papers:
            console.note("There is no cited answer yet.")

    def _open(self, number: str) -> None:
        cited = {str(c.n): c for c in (self.answer.citations if self.answer else ())}
        citation = cited.get(number.strip())
        if citation is None:
            console.note(
                f"There is no source {number.strip() or 'without a number'}; see /sources."
            )
            return
        try:
            console.note(self.open_quote(citation))
        except UserError as error:
            console.note(f"{error.message} {error.hint}")

    def _forget(self) -> None:
        self.question = self.answer = None

    def _help(self) -> None:
        console.note(_HELP)


def _publication(listed: CatalogEntry) -> dict[str, object]:
    return {"authors": list(listed.paper.authors), "journal": listed.paper.journal}


def _told(listed: CatalogEntry, detail: SourceDetail) -> str:
    """Return what was asked about a paper, with its title and place for all details alike."""
    paper = listed.paper
    asked = {
        "authors": "; ".join(paper.authors),
        "year": str(paper.year or ""),
        "journal": paper.journal or "",
        "doi": paper.doi or "",
    }
    known = asked.get(detail)
    lead = "" if known is None else f"{known or f'{detail} unknown'} — "
    by = "; ".join(paper.authors) if detail == "paper" else ""
    parts = (by, paper.title or listed.place, paper.journal, render_answers.source(listed, ""))
    return lead + " · ".join(part for part in parts if part)


def _lines() -> Iterator[str]:
    """Yield the lines that are typed or piped in, without empty ones."""
    no_input = UserError("There is no input to read questions from.", 'Use hea ask "…".')
    if sys.stdin is None:  # it was closed before the start
        raise no_input
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
        except OSError as error:  # it can only be written, or the terminal is gone
            raise no_input from error
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
        console.note("Stopped.")
