"""Review triples on the screen, one by one, with single keys."""

from collections.abc import Sequence
from typing import ClassVar

from rich.segment import Segment
from rich.text import Text
from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.color import Color
from textual.containers import VerticalScroll
from textual.filter import LineFilter
from textual.screen import ModalScreen
from textual.widgets import Footer, Input, Static

from builder.curation.decisions import DECIDING, CuratedTriple, said
from builder.errors import UserError
from builder.text.visible import one_column_each
from hea.workflows.triples.curation import REASONS, CurationSession

_COLOURS = {"accepted": "green", "edited": "cyan", "rejected": "red", "unreviewed": "yellow"}


class _VisibleSigns(LineFilter):
    """The last stage before the terminal: no sign of what is shown acts on it."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        return [
            segment if segment.control else Segment(one_column_each(segment.text), segment.style)
            for segment in segments
        ]


class _Ask(ModalScreen[str | None]):
    """Ask for a line of text, or for a number that stands for one of the choices."""

    DEFAULT_CSS = "_Ask { align: center bottom; } _Ask Static, _Ask Input { width: 100%; }"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss(None)", "give up")]

    def __init__(self, label: str, text: str = "", choices: Sequence[str] = ()) -> None:
        super().__init__()
        self._label, self._text, self._choices = label, text, choices

    def compose(self) -> ComposeResult:
        yield Static(self._label)
        yield Input(self._text)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        words = event.value.strip()
        # Only a number alone stands for a choice: “3 phases are named” is a reason of one's own.
        if words.isdecimal() and 0 < int(words[:3]) <= len(self._choices):
            words = self._choices[int(words) - 1]
        self.dismiss(words)


class Review(App[None]):
    """Show one triple at a time with its abstract and checks, and take verdicts by keys."""

    CSS = "#triple { height: auto; border-bottom: solid $primary; }"
    ENABLE_COMMAND_PALETTE = False
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("a", "decide('accept')", "accept"),
        Binding("r", "reject", "reject"),
        Binding("e", "edit_answer", "answer"),
        Binding("w", "edit_question", "question"),
        Binding("n,right,space", "move(1)", "next"),
        Binding("p,left", "move(-1)", "back"),
        Binding("u", "undo", "undo"),
        Binding("f", "flag", "flag"),
        Binding("t", "note", "note"),
        Binding("q", "quit", "quit"),
        Binding("down,pagedown", "scroll(1)", show=False),
        Binding("up,pageup", "scroll(-1)", show=False),
    ]

    def __init__(
        self,
        session: CurationSession,
        chosen: Sequence[CuratedTriple],
        blind: bool = False,
        settle: bool = False,
    ) -> None:
        """Review the ``chosen`` triples.

        Args:
            session: Gives and keeps the verdicts.
            chosen: The triples.
            blind: Hide what others decided.
            settle: Verdicts settle what people disagree on.
        """
        super().__init__()
        self._filters.append(_VisibleSigns())
        self.session, self.blind, self.settle = session, blind, settle
        self.ids = [one.triple.id for one in chosen]
        done = [
            not one.disputed if settle else session.seen(one, blind).status != "unreviewed"
            for one in chosen
        ]
        # Go on with the first triple that is not decided.
        self.at = done.index(False) if False in done else 0
        self.last: list[str] = []
        self._before = Text()

    def compose(self) -> ComposeResult:
        """Lay out the position, the triple, the abstract and the keys."""
        yield Static(id="where")
        yield Static(id="triple")
        with VerticalScroll(can_focus=False):  # the keys are ours
            yield Static(id="abstract")
        yield Footer(compact=True)

    def on_mount(self) -> None:
        """Show the first triple."""
        self._show()
        # The abstract is laid out some time after it is given.
        self.watch(self.query_one(VerticalScroll), "virtual_size", self._bring_to_view, init=False)

    @property
    def one(self) -> CuratedTriple:
        """The triple on the screen."""
        return self.session.seen(self.session.find(self.ids[self.at]), self.blind)

    def _show(self) -> None:
        one = self.one
        triple, status = one.triple, one.status
        paper = self.session.papers.get(triple.paper)
        title = (paper.paper.title if paper else None) or triple.paper[:12]
        self.query_one("#where", Static).update(
            Text.assemble(
                (f" {self.at + 1}/{len(self.ids)} ", "reverse"),
                (f" {status} ", _COLOURS[status]),
                (f" {triple.kind} · {triple.made_by}/{triple.rule} · {triple.id} ", "dim"),
                no_wrap=True,
            )
        )
        failed = [f"{name}: {why}" for name, why in triple.checks.items() if why]
        words = Text.assemble(
            ("Q ", "bold"), (triple.question, "bold"), "\n", ("A ", "bold green"), triple.answer
        )
        words.append("\n" + ("; ".join(failed) or "all checks passed"), "red" if failed else "dim")
        for verdict in one.verdicts if one.disputed else ():
            words.append(f"\n{said(verdict)}", "magenta")
        for noted in one.notes:
            words.append(f"\n{noted.verdict} by {noted.who}: {noted.reason}", "magenta")
        self.query_one("#triple", Static).update(words)
        before = Text.assemble((f"{title}\n", "italic"), triple.context[: triple.start])
        self.query_one("#abstract", Static).update(
            Text.assemble(
                before, (triple.evidence, "black on yellow"), triple.context[triple.end :]
            )
        )
        self._before = before
        self.call_after_refresh(self._bring_to_view)

    def _bring_to_view(self) -> None:
        """Scroll a long abstract to its evidence, with a line or two before it."""
        page = self.query_one(VerticalScroll)
        if page.size.width:
            lines = self._before.wrap(self.console, page.size.width)
            page.scroll_to(y=max(len(lines) - 3, 0), animate=False)

    def action_scroll(self, step: int) -> None:
        """Scroll the abstract by a page, down or up."""
        page = self.query_one(VerticalScroll)
        page.scroll_relative(y=step * max(page.size.height - 2, 1), animate=False)

    def action_move(self, step: int) -> None:
        """Show the next triple, or the one before."""
        if not 0 <= self.at + step < len(self.ids):
            self.notify("That was the last one; q ends." if step > 0 else "This is the first one.")
        self.at = min(max(self.at + step, 0), len(self.ids) - 1)
        self._show()

    def action_decide(self, verdict: str, reason: str = "") -> None:
        """Give a verdict and show the next triple."""
        if self._add(verdict, reason):
            self.action_move(1)

    def _add(self, verdict: str, reason: str = "", **new: str) -> bool:
        """Give a verdict; if it cannot be written, show why and return False."""
        settles = "yes" if self.settle and verdict in DECIDING else ""
        try:
            self.session.decide(self.one, verdict, reason, settles=settles, **new)
        except UserError as error:
            self.notify(f"{error.message} {error.hint}", severity="error", markup=False)
            return False
        except OSError as error:
            self.notify(f"Not written: {error}.", severity="error", markup=False)
            return False
        if verdict in DECIDING:
            self.last.append(self.ids[self.at])
        return True

    def action_reject(self) -> None:
        """Ask for a reason and reject the triple."""
        label = "Why? " + "  ".join(f"{n} {why}" for n, why in enumerate(REASONS, start=1))

        def given(reason: str | None) -> None:
            if reason is not None:
                self.action_decide("reject", reason)

        ask = _Ask(f"{label}  (or your own words), then Enter", choices=REASONS)
        self.push_screen(ask, given)

    def action_edit_answer(self) -> None:
        """Ask for another answer."""
        self._edit("Answer:", self.one.triple.answer, "new_answer")

    def action_edit_question(self) -> None:
        """Ask for another question."""
        self._edit("Question:", self.one.triple.question, "new_question")

    def _edit(self, label: str, text: str, name: str) -> None:
        def given(words: str | None) -> None:
            if not words or words == text:
                return
            triple = self.one.triple
            new = {"new_question": triple.question, "new_answer": triple.answer, name: words}
            self._add("edit", **new)
            self._show()

        self.push_screen(_Ask(label, text), given)

    def action_flag(self) -> None:
        """Mark the triple to be looked at again, or take one's mark off."""
        self._add("flag", "to be looked at")
        self._show()

    def action_note(self) -> None:
        """Ask for a note on the triple."""

        def given(words: str | None) -> None:
            if words:
                self._add("note", words)
                self._show()

        self.push_screen(_Ask("Note:"), given)

    def action_undo(self) -> None:
        """Take back the last verdict given on this screen."""
        if not self.last:
            self.notify("There is nothing to undo.")
            return
        self.at = self.ids.index(self.last[-1])
        if self._add("undo"):
            self.last.pop()
        self._show()
