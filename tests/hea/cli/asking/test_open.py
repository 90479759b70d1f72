"""`hea open` shows the page that the last answer cites: in a viewer, or as a picture."""

import json
import shutil
import sqlite3
import stat
import sys
from pathlib import Path

import pymupdf
import pytest
from pdf_factory import GOOD_ABSTRACT, good_pdf
from small_library import Run

from hea.workflows.conversation import opening
from hea.workflows.conversation.last_answer import last_quote
from hea.workspace import Workspace

QUESTION = "What is the fracture toughness of CrMnFeCoNi at 77 K?"


@pytest.fixture(scope="module")
def asked_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace of one PDF that was built and asked."""
    from hea.cli import app

    place = tmp_path_factory.mktemp("asked")
    (place / "corpus").mkdir()
    good_pdf(place / "corpus" / "a b.pdf")
    with pytest.MonkeyPatch.context() as patched:
        for words in (["build"], ["ask", QUESTION]):
            patched.setattr(sys, "argv", ["hea", *words, "--workspace", str(place)])
            with pytest.raises(SystemExit) as ended:
                app.main()
            assert not ended.value.code
    return place


@pytest.fixture
def asked(asked_once: Path, tmp_path: Path) -> Path:
    shutil.copytree(asked_once, tmp_path / "asked")
    return tmp_path / "asked"


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What the system was asked to open; no viewer is known by name."""
    found: list[str] = []
    monkeypatch.setattr(opening, "launch", lambda target: found.append(target) or True)
    monkeypatch.setattr(opening, "viewer_command", lambda path, page: [])
    return found


def test_the_pdf_is_opened_by_its_absolute_path(asked: Path, hea: Run, opened: list[str]) -> None:
    code, out, told = hea("open", "--workspace", asked)
    assert (code, out) == (0, "")
    assert opened == [str(asked / "corpus" / "a b.pdf")]
    assert "page 1" in told


def test_a_program_is_told_the_place_and_nothing_is_opened(
    asked: Path, hea: Run, opened: list[str]
) -> None:
    code, out, _ = hea("open", "1", "--json", "--workspace", asked)
    told = json.loads(out)
    assert code == 0
    assert told["path"] == str(asked / "corpus" / "a b.pdf")
    assert (told["page"], told["n"], told["png"]) == (1, 1, None)
    assert told["quote"] in GOOD_ABSTRACT
    assert {box["page"] for box in told["boxes"]} == {1}
    assert opened == []


def test_the_page_is_written_with_the_sentence_lit(
    asked: Path, hea: Run, opened: list[str], tmp_path: Path
) -> None:
    picture = tmp_path / "page.png"
    code, out, _ = hea("open", "--png", picture, "--workspace", asked)
    assert (code, out.strip(), opened) == (0, str(picture), [])
    drawn = pymupdf.Pixmap(picture)
    yellow = sum(
        drawn.pixel(x, y) == (255, 255, 115)
        for x in range(0, drawn.width, 5)
        for y in range(0, drawn.height, 5)
    )
    assert yellow > 100
    assert hea("open", "--png", picture, "--workspace", asked)[0] == 0  # its own is replaced
    picture.write_bytes(b"a person's")
    code, _, told = hea("open", "--png", picture, "--workspace", asked)
    assert code == 1
    assert "left alone" in told
    assert picture.read_bytes() == b"a person's"


def test_what_cannot_be_opened_says_why(
    asked: Path, place: Path, hea: Run, opened: list[str], tmp_path: Path
) -> None:
    assert "Nothing was asked here yet" in hea("open", "--workspace", place)[2]
    assert "no source [7]" in hea("open", "7", "--workspace", asked)[2]
    assert "in corpus/" in hea("open", "--png", asked / "corpus" / "x.png", "--workspace", asked)[2]
    assert "no known kind" in hea("open", "--png", tmp_path / "x.jpg", "--workspace", asked)[2]
    kept = asked / "data" / "last_answer.json"
    for damaged in ("", "[[1]]", "7", "[[1, 2, 3, 4, 5]]"):
        kept.write_text(damaged, "utf-8")
        assert hea("open", "--workspace", asked)[0] == 1
    kept.write_text("[]", "utf-8")
    assert "cites no paper" in hea("open", "--workspace", asked)[2]
    assert opened == []


def test_a_quote_of_an_abstract_that_was_read_anew_is_not_lit(asked: Path, hea: Run) -> None:
    with sqlite3.connect(asked / "data" / "hea.sqlite") as db:
        db.execute("UPDATE papers SET abstract = 'Now ' || abstract")
    code, _, told = hea("open", "--json", "--workspace", asked)
    assert code == 1
    assert "read again" in told


def test_without_a_pdf_the_doi_is_opened(place: Path, hea: Run, opened: list[str]) -> None:
    assert hea("ask", "Yield strength of NbMoTaW at 1600 °C?", "--workspace", place)[0] == 0
    code, _, told = hea("open", "--workspace", place)
    assert (code, opened) == (0, ["https://doi.org/10.1000/senkov"])
    assert "doi.org/10.1000/senkov" in told
    code, _, told = hea("open", "--png", place / "x.png", "--workspace", place)
    assert code == 1
    assert "no PDF of it" in told


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="has no xdg-open")
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # it still runs
@pytest.mark.parametrize(
    ("script", "opens"),
    [
        (None, False),
        ("#!/bin/sh\necho 'links: not found' >&2\nexit 3\n", False),
        ("#!/bin/sh\nexit 0\n", True),
        ("#!/bin/sh\n/bin/sleep 2\n", True),  # it ends when the viewer is closed
    ],
)
def test_where_no_viewer_is_the_path_and_the_next_step_are_told(
    script: str | None,
    opens: bool,
    asked: Path,
    hea: Run,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    if script:
        (tmp_path / "xdg-open").write_text(script)
        (tmp_path / "xdg-open").chmod(0o700)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(opening, "_WAIT_SECONDS", 0.2)
    code, _, told = hea("open", "--workspace", asked)
    assert str(asked / "corpus" / "a b.pdf") in told
    assert (code, "hea open --png" in told) == ((0, False) if opens else (1, True))


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="has no xdg-open")
def test_what_the_system_says_of_it_is_not_shown(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "xdg-open").write_text("#!/bin/sh\necho 'links: not found' >&2\nexit 3\n")
    (tmp_path / "xdg-open").chmod(0o700)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert not opening.launch("x.pdf")
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize(("opens", "error"), [(True, None), (False, OSError("no application"))])
def test_windows_opens_a_file_by_its_ending(
    opens: bool, error: OSError | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    def startfile(target: str) -> None:
        if error:
            raise error

    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr("os.startfile", startfile, raising=False)
    assert opening.launch("x.pdf") is opens


def test_nothing_of_the_question_is_kept(asked: Path) -> None:
    kept = (asked / "data" / "last_answer.json").read_text("utf-8")
    assert QUESTION not in kept
    quote = last_quote(Workspace(asked), 1)
    assert GOOD_ABSTRACT[quote.start : quote.end] == quote.quote


def test_an_answer_is_given_where_nothing_can_be_kept(asked: Path, hea: Run) -> None:
    kept = asked / "data" / "last_answer.json"
    kept.unlink()
    kept.mkdir()
    code, out, _ = hea("ask", QUESTION, "--workspace", asked)
    assert code == 0
    assert "200 MPa" in out
    assert [one.name for one in (asked / "data").glob(".hea-*")] == []
    assert "cannot be found" in hea("open", "--workspace", asked)[2]


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="asks Linux for its viewer")
@pytest.mark.parametrize(
    ("default", "program", "told"),
    [
        ("org.gnome.Evince.desktop", "evince", ["--page-index=3", "{path}"]),
        ("okularApplication_pdf.desktop", "okular", ["--page", "3", "{path}"]),
        ("firefox_firefox.desktop", "firefox", ["{address}#page=3"]),
        ("unheard-of.desktop", "evince", None),
        ("org.gnome.Evince.desktop", "okular", None),  # it is not there any more
    ],
)
def test_a_known_viewer_is_told_the_page(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    default: str,
    program: str,
    told: list[str] | None,
) -> None:
    programs = {"xdg-mime": f"#!/bin/sh\necho {default}\n", program: "#!/bin/sh\n"}
    for name, script in programs.items():
        made = tmp_path / name
        made.write_text(script)
        made.chmod(made.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", str(tmp_path))
    path = tmp_path / "a paper.pdf"
    filled = {"path": path, "address": path.as_uri()}
    expected = [str(tmp_path / program), *(one.format(**filled) for one in told)] if told else []
    assert opening.viewer_command(path, 3) == expected
