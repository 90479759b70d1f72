"""What the review lays over a triple: a line to fill in, an editor, and what its keys do."""

from collections.abc import Callable, Sequence
from typing import ClassVar

from rich.table import Table
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, Static, TextArea

#: Each key, and what it does.
KEYS = (
    ("a", "accept"),
    ("r", "reject, with a reason: a number, or your own words"),
    ("e, w", "edit answer and question: e begins with the answer, w with the question"),
    ("n, →, space", "next"),
    ("p, ←", "back"),
    ("g", "go to a number, or to an id or its beginning"),
    ("/", "show only: words, kind=…, rule=…, check=…, status=…, paper=…, is=flagged"),
    ("u", "undo: your last verdict or flag here, else your last one of an earlier day"),
    ("f", "flag to be looked at again; once more takes your flag off"),
    ("t", "write a note"),
    ("↓, ↑", "scroll the abstract"),
    ("q", "quit; every verdict is on the disk already"),
    ("in the editor", "ctrl-s saves and goes on, esc leaves, tab to the other words"),
)
#: Question and answer.
Words = tuple[str, str]


class AskLine(ModalScreen[str | None]):
    """Ask for a line of text, or for a number that stands for one of the choices."""

    DEFAULT_CSS = "AskLine { align: center bottom; } AskLine Static, AskLine Input { width: 100%; }"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss(None)", "give up")]

    def __init__(self, label: str, text: str = "", choices: Sequence[str] = ()) -> None:
        """Ask what ``label`` says; ``text`` is there already, ``choices`` are numbered from 1."""
        super().__init__()
        self._label, self._text, self._choices = label, text, choices

    def compose(self) -> ComposeResult:
        """Lay out the label and the line."""
        yield Static(self._label, markup=False)
        yield Input(self._text, select_on_focus=False)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """End with the line, or with the choice of its number."""
        words = event.value.strip()
        # Only a number alone stands for a choice: “3 phases are named” is a reason of one's own.
        if words.isdecimal() and 0 < int(words[:3]) <= len(self._choices):
            words = self._choices[int(words) - 1]
        self.dismiss(words)


class EditWords(ModalScreen[Words | None]):
    """Edit question and answer in areas of many lines; what is not saved is given back."""

    DEFAULT_CSS = """
    EditWords { align: center bottom; }
    EditWords Vertical { height: auto; background: $surface; }
    EditWords Static { width: 100%; }
    EditWords #evidence { max-height: 5; color: $text-warning; }
    EditWords #question { height: 3; }
    EditWords #answer { height: 6; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "save", "save", priority=True),
        Binding("escape", "leave", "leave"),
    ]

    def __init__(
        self, words: Words, evidence: str, first: str, save: Callable[[Words], bool]
    ) -> None:
        """Edit ``words``.

        Args:
            words: Question and answer.
            evidence: The sentence that they rest on, which is shown above them.
            first: Which is edited first, `question` or `answer`.
            save: Takes the words, and tells whether they are kept; if not, they stay to be mended.
        """
        super().__init__()
        self._words, self._evidence, self._first, self._save = words, evidence, first, save

    def compose(self) -> ComposeResult:
        """Lay out both areas, and the keys."""
        with Vertical():
            yield Static(self._evidence, id="evidence", markup=False)
            for name, text in zip(("question", "answer"), self._words, strict=True):
                yield Static(name.capitalize())
                yield TextArea(text, id=name, tab_behavior="focus", compact=True)
            yield Static("ctrl-s saves · esc leaves · tab goes to the other one")

    def on_mount(self) -> None:
        """Put the cursor behind the last word."""
        for area in self.query(TextArea):
            area.move_cursor(area.document.end)
        self.query_one(f"#{self._first}", TextArea).focus()

    def _now(self) -> Words:
        question, answer = (
            self.query_one(f"#{name}", TextArea).text.strip() for name in ("question", "answer")
        )
        return question, answer

    def action_save(self) -> None:
        """Keep the words and leave."""
        if self._save(self._now()):
            self.dismiss(None)

    def action_leave(self) -> None:
        """Leave without keeping the words."""
        self.dismiss(self._now())


class KeyHelp(ModalScreen[None]):
    """Show what each key does."""

    DEFAULT_CSS = """
    KeyHelp { align: center middle; }
    KeyHelp Static { width: 74; height: auto; border: solid $primary; background: $surface; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,question_mark,q,enter,space", "dismiss(None)", "back")
    ]

    def compose(self) -> ComposeResult:
        """Lay out a line a key."""
        table = Table.grid(padding=(0, 2))
        for key, what in KEYS:
            table.add_row(key, what)
        yield Static(table)
