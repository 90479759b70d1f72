"""Review triples on the screen, one by one, with single keys."""

from collections.abc import Sequence
from datetime import UTC, datetime
from textwrap import shorten
from typing import ClassVar

from rich.text import Text
from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.widgets import Footer, Static

from builder.curation.decisions import DECIDING, CuratedTriple, failures
from builder.errors import UserError
from hea.tui import triple_view
from hea.tui.questions import AskLine, EditWords, KeyHelp, Words
from hea.tui.visible_signs import VisibleSigns
from hea.workflows.triples.curation import REASONS, CurationSession
from hea.workflows.triples.filters import read_typed
from hea.workflows.triples.review_queue import last_verdict

#: Why a triple is flagged.
_LOOK = "to be looked at"


class Review(App[None]):
    """Show one triple at a time with its abstract and checks, and take verdicts by keys."""

    CSS = """
    #triple { height: auto; border-bottom: solid $primary; }
    #triple, #abstract { max-width: 100; }
    """
    ENABLE_COMMAND_PALETTE = False
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("a", "decide('accept')", "accept"),
        Binding("r", "reject", "reject"),
        Binding("e", "edit('answer')", "edit"),
        Binding("w", "edit('question')", show=False),
        Binding("n,right,space", "move(1)", "next"),
        Binding("p,left", "move(-1)", show=False),
        Binding("g", "go", show=False),
        Binding("u", "undo", "undo"),
        Binding("f", "flag", "flag"),
        Binding("t", "note", "note"),
        Binding("slash", "only", "filter", key_display="/"),
        Binding("question_mark", "help", "help", key_display="?"),
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
        self._filters.append(VisibleSigns())
        self.session, self.blind, self.settle = session, blind, settle
        self.everything = [one.triple.id for one in chosen]
        self.only = ""
        self.last: list[tuple[str, str]] = []
        """What was given on this screen, the newest last: verdict, `flag` or `note`, and id."""
        self._times: list[datetime] = []
        self._unsaved: dict[str, Words] = {}
        self._before = Text()
        self._choose(self.everything)

    def _choose(self, ids: Sequence[str]) -> None:
        """Show these triples, from the first one that is not decided."""
        self.ids = list(ids)
        self._status = {identity: self._status_of(identity) for identity in self.ids}
        undecided = (
            at for at, one in enumerate(self.ids) if self._status[one] == triple_view.UNDECIDED
        )
        self.at = next(undecided, 0)

    def _seen(self, identity: str) -> CuratedTriple:
        return self.session.seen(self.session.find(identity), self.blind)

    def _status_of(self, identity: str) -> str:
        """Return the status that counts here: what is to be settled is undecided."""
        if self.settle and self.session.find(identity).disputed:
            return triple_view.UNDECIDED
        return self._seen(identity).status

    def compose(self) -> ComposeResult:
        """Lay out the position, the progress, the triple, the abstract and the keys."""
        yield Static(id="where")
        yield Static(id="progress")
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
        return self._seen(self.ids[self.at])

    def _show(self) -> None:
        one = self.one
        self._status[self.ids[self.at]] = self._status_of(self.ids[self.at])
        self._before = triple_view.before_evidence(one, self.session.papers.get(one.triple.paper))
        for place, text in (
            ("#where", triple_view.position(one, self.at + 1, len(self.ids))),
            ("#progress", triple_view.progress(self._status.values(), self._times, self.only)),
            ("#triple", triple_view.words(one)),
            ("#abstract", triple_view.marked_abstract(one, self._before)),
        ):
            self.query_one(place, Static).update(text)
        self.call_after_refresh(self._bring_to_view)

    def _bring_to_view(self) -> None:
        """Scroll a long abstract to its evidence, with a line or two before it."""
        page, wide = self.query_one(VerticalScroll), self.query_one("#abstract").size.width
        if wide:
            lines = self._before.wrap(self.console, wide)
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
        """Give a verdict that can be taken back; False if it cannot be written."""
        if not self._give(verdict, reason, **new):
            return False
        self.last.append((verdict, self.ids[self.at]))
        if verdict in DECIDING:
            self._times.append(datetime.now(UTC))
        return True

    def _give(self, verdict: str, reason: str = "", **new: str) -> bool:
        """Write a verdict; if it cannot be written, show why and return False."""
        settles = "yes" if self.settle and verdict in DECIDING else ""
        try:
            self.session.decide(self.one, verdict, reason, settles=settles, **new)
        except UserError as error:
            self.notify(f"{error.message} {error.hint}", severity="error", markup=False)
            return False
        except OSError as error:
            self.notify(f"Not written: {error}.", severity="error", markup=False)
            return False
        self._status[self.ids[self.at]] = self._status_of(self.ids[self.at])
        return True

    def action_reject(self) -> None:
        """Ask for a reason and reject the triple."""
        label = "Why? " + "  ".join(f"{n} {why}" for n, why in enumerate(REASONS, start=1))

        def given(reason: str | None) -> None:
            if reason is not None:
                self.action_decide("reject", reason)

        ask = AskLine(f"{label}  (or your own words), then Enter; Esc leaves", choices=REASONS)
        self.push_screen(ask, given)

    def action_edit(self, first: str) -> None:
        """Edit question and answer, and show the next triple."""
        one = self.one
        identity, now = self.ids[self.at], (one.triple.question, one.triple.answer)
        before = len(self.last)

        def save(words: Words) -> bool:
            if words == now:
                return True
            if not all(words):
                self.notify("Question and answer must not be empty.", severity="error")
                return False
            return self._add("edit", new_question=words[0], new_answer=words[1])

        def closed(left: Words | None) -> None:
            if left is not None and left != now:
                self._unsaved[identity] = left
                self.notify("Not saved; e brings your words back.")
                return
            self._unsaved.pop(identity, None)
            if len(self.last) > before:
                if failing := failures(self.one.triple):
                    told = f"Edited; it fails {failing} Go back and accept it to keep it so (p, a)."
                    self.notify(told, severity="warning", markup=False)
                self.action_move(1)

        words = self._unsaved.get(identity, now)
        self.push_screen(EditWords(words, one.triple.evidence, first, save), closed)

    def action_flag(self) -> None:
        """Mark the triple to be looked at again, or take one's mark off."""
        self._add("flag", _LOOK)
        self._show()

    def action_note(self) -> None:
        """Ask for a note on the triple."""

        def given(words: str | None) -> None:
            if words:
                self._add("note", words)
                self._show()

        self.push_screen(AskLine("Note:"), given)

    def action_go(self) -> None:
        """Ask for a number or an id, and show that triple."""

        def given(words: str | None) -> None:
            if not words:
                return
            if words.isdecimal() and 0 < int(words[:9]) <= len(self.ids):
                self.at = int(words) - 1
            elif found := [at for at, one in enumerate(self.ids) if one.startswith(words)]:
                self.at = found[0]
                if words.isdecimal():
                    self.notify(f"There are {len(self.ids)}: shown is the id that begins so.")
            else:
                self.notify(f"There is no “{words}” among these.", markup=False)
            self._show()

        self.push_screen(AskLine(f"Go to (1–{len(self.ids)}, or an id):"), given)

    def action_only(self) -> None:
        """Ask for words and conditions, and show only what meets them."""

        def given(typed: str | None) -> None:
            if typed is None:
                return
            try:
                choice = read_typed(typed)
            except UserError as error:
                self.notify(f"{error.message} {error.hint}", severity="error", markup=False)
                return
            shown = map(self._seen, self.everything)
            papers = self.session.papers
            fitting = [one for one in shown if choice.fits(one, papers.get(one.triple.paper))]
            found = [one.triple.id for one in choice.drawn(fitting)]
            if not found:
                self.notify(f"No triple is “{typed}”.", markup=False)
                return
            self.only = typed
            self._choose(found)
            self._show()

        label = "Only (words, kind=, rule=, check=, status=, paper=, is=; empty for all):"
        self.push_screen(AskLine(label, self.only), given)

    def action_help(self) -> None:
        """Show what each key does."""
        self.push_screen(KeyHelp())

    def action_undo(self) -> None:
        """Take back what was given last on this screen, else one's last verdict of the ledger."""
        if self.last:
            given, identity = self.last[-1]
            when = ""
        elif found := last_verdict(self.session):
            identity, given = found[0].triple.id, found[1].verdict
            when = f" of {found[1].at[:16].replace('T', ' ')} UTC"
        else:
            self.notify("There is nothing to undo.")
            return
        if given == "note":
            self.notify("A note stays; u once more takes back what was before it.")
        else:
            if identity not in self.ids:  # it is shown, although it is not of the choice
                self.ids.insert(self.at, identity)
            self.at = self.ids.index(identity)
            if not self._give(*(("flag", _LOOK) if given == "flag" else ("undo",))):
                return
            what = shorten(self.one.triple.question, 90, placeholder=" …")
            self.notify(f"Taken back: your {given}{when}: {what}", markup=False)
        if self.last:
            self.last.pop()
            if given in DECIDING:
                self._times.pop()
        self._show()
