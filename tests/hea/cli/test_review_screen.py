"""The screen on which triples are reviewed: its editor, counts, filters, undo and help."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from pathlib import Path

from small_library import Run
from textual.pilot import Pilot
from textual.widgets import TextArea

from hea.tui.review import Review
from hea.workflows.triples.curation import open_session
from hea.workflows.triples.filters import TripleFilter
from hea.workspace import Workspace

Steps = Callable[[Review, Pilot[None]], Awaitable[None]]


def seated(place: Path, steps: Steps, who: str = "ann", size: tuple[int, int] = (80, 24)) -> None:
    async def sit() -> None:
        with open_session(Workspace(place), who) as desk:
            app = Review(desk, desk.choose(TripleFilter()))
            async with app.run_test(size=size, notifications=True) as keys:
                await steps(app, keys)

    asyncio.run(sit())


def shown(app: Review) -> str:
    return "\n".join(strip.text for strip in app.screen._compositor.render_strips())


def told(app: Review) -> str:
    return " ".join(one.message for one in app._notifications)


def test_the_editor_has_lines_adds_at_the_end_saves_by_ctrl_s_and_goes_on(place: Path) -> None:
    async def steps(app: Review, keys: Pilot[None]) -> None:
        answer, identity = app.one.triple.answer, app.one.triple.id
        await keys.press("e", "!", "enter", *"more", "ctrl+s")
        await keys.pause()
        assert app.at == 1
        assert app.session.find(identity).triple.answer == f"{answer}!\nmore"
        question, identity = app.one.triple.question, app.one.triple.id
        await keys.press("w", "?", "tab", "!", "ctrl+s")
        edited = app.session.find(identity)
        assert edited.triple.question == f"{question}?"
        assert edited.triple.answer.endswith("!")

    seated(place, steps)


def test_the_line_for_a_reason_says_how_to_leave_it(place: Path) -> None:
    async def steps(app: Review, keys: Pilot[None]) -> None:
        await keys.press("r")
        await keys.pause()
        assert "then Enter; Esc leaves" in " ".join(shown(app).split())
        await keys.press("a", "escape")
        assert app.session.ledger.verdicts == []

    seated(place, steps)


def test_a_draft_that_fails_a_check_says_what_follows(place: Path) -> None:
    async def steps(app: Review, keys: Pilot[None]) -> None:
        await keys.press("/", *"check=worth", "enter")
        await keys.pause()
        screen = " ".join(shown(app).split())
        assert "fails worth: Readers kept fewer of the drafts like it" in screen
        assert "It stays out of the dataset unless you accept it." in screen

    seated(place, steps)


def test_lines_of_a_wide_screen_are_no_longer_than_can_be_read(place: Path) -> None:
    async def steps(app: Review, keys: Pilot[None]) -> None:
        await keys.pause()
        widths = {app.query_one(name).outer_size.width for name in ("#triple", "#abstract")}
        assert widths == {100}

    seated(place, steps, size=(200, 50))


def test_words_that_were_not_saved_come_back_and_blanks_are_not_saved(place: Path) -> None:
    async def steps(app: Review, keys: Pilot[None]) -> None:
        await keys.press("e", *"xyz", "escape")
        assert (app.at, app.session.ledger.verdicts) == (0, [])
        await keys.press("e")
        area = app.screen.query_one("#answer", TextArea)
        assert area.text.endswith("xyz")
        area.text = " "
        await keys.press("ctrl+s")
        assert app.session.ledger.verdicts == []
        assert app.screen.query("#answer"), "the editor stays open"

    seated(place, steps)


def test_counts_and_pace_are_on_the_screen(place: Path) -> None:
    async def steps(app: Review, keys: Pilot[None]) -> None:
        count = len(app.ids)
        await keys.press("a", "a", "r", "1", "enter")
        await keys.pause()
        assert f"2 accepted, 1 rejected, {count - 3} left" in shown(app)
        assert "a minute" in shown(app)
        await keys.press("u")
        await keys.pause()
        assert f"2 accepted, {count - 2} left" in shown(app)

    seated(place, steps)


def test_help_shows_every_key_in_80_by_24(place: Path) -> None:
    async def steps(app: Review, keys: Pilot[None]) -> None:
        await keys.pause()
        for action in ("accept", "reject", "edit", "undo", "filter", "help", "quit"):
            assert action in shown(app).splitlines()[-1]
        await keys.press("?")
        await keys.pause()
        for word in ("ctrl-s saves", "go to a number", "your own words", "on the disk already"):
            assert word in shown(app)
        await keys.press("escape", "a")
        assert app.at == 1

    seated(place, steps)


def test_words_and_conditions_choose_on_the_screen_and_a_number_is_gone_to(place: Path) -> None:
    async def steps(app: Review, keys: Pilot[None]) -> None:
        count = len(app.ids)
        await keys.press("slash", *"TOUGHNESS kind=unanswerable", "enter")
        await keys.pause()
        chosen = [app.session.find(one).triple for one in app.ids]
        assert 0 < len(chosen) < count
        assert {one.kind for one in chosen} == {"unanswerable"}
        assert "only TOUGHNESS" in shown(app)
        await keys.press("slash", *"zzz", "enter")
        assert len(app.ids) == len(chosen), "nothing is so: the choice stays"
        await keys.press("slash", *["backspace"] * 40, *"statuss=accepted", "enter")
        assert len(app.ids) == len(chosen)
        assert "“statuss=accepted” is not a condition. Write kind=…" in told(app)
        await keys.press("slash", *["backspace"] * 40, "enter")
        assert len(app.ids) == count
        await keys.press("g", *str(count), "enter")
        assert app.at == count - 1
        begins = (one[:digits] for one in app.ids for digits in (3, 4, 5))
        number = next(one for one in begins if one.isdecimal() and int(one) > count)
        await keys.press("g", *number, "enter")
        assert app.ids[app.at].startswith(number)
        assert f"There are {count}: shown is the id that begins so." in told(app)
        await keys.press("g", *app.ids[1][:8], "enter")
        assert app.at == 1

    seated(place, steps)


def test_in_a_new_session_undo_takes_back_the_last_verdict_and_says_which(place: Path) -> None:
    async def give(app: Review, keys: Pilot[None]) -> None:
        await keys.press("a", "a")

    async def undo(app: Review, keys: Pilot[None]) -> None:
        second = app.ids[1]
        await keys.press("u")
        assert app.ids[app.at] == second
        assert "Taken back: your accept of 20" in told(app)
        assert app.one.status == "unreviewed"

    async def others(app: Review, keys: Pilot[None]) -> None:
        await keys.press("u")
        assert "nothing to undo" in told(app)

    seated(place, give)
    seated(place, undo)
    seated(place, others, who="bob")


def test_paper_year_doi_and_place_are_shown(place: Path) -> None:
    async def steps(app: Review, keys: Pilot[None]) -> None:
        paper = app.session.papers[app.one.triple.paper]
        await keys.press("up", "up")
        await keys.pause()
        assert f"{paper.paper.year} · {paper.paper.doi} · {paper.place}" in shown(app)

    seated(place, steps, size=(120, 40))


def test_keys_are_answered_far_faster_than_ten_verdicts_a_minute(place: Path) -> None:
    async def steps(app: Review, keys: Pilot[None]) -> None:
        begun = time.perf_counter()
        for _ in range(5):
            await keys.press("a", "r", "2", "enter")
        assert len(app.session.ledger.verdicts) == 10
        assert time.perf_counter() - begun < 30

    seated(place, steps)


def test_rule_and_words_choose_on_the_command_line(hea: Run, place: Path) -> None:
    with open_session(Workspace(place), "ann") as desk:
        rules = {one.triple.rule for one in desk.curated}
        rule = sorted(rules)[0]
        chosen = desk.choose(TripleFilter(rules=(rule,)))
    assert len(rules) > 1
    code, out, _ = hea("curate", "--rule", rule, "--list", "--json", "--workspace", place)
    assert (code, out.count('"id"')) == (0, len(chosen))
    _, out, _ = hea("curate", "--words", "toughness 77", "--list", "--json", "--workspace", place)
    assert 0 < out.count('"id"') < len(desk.curated)
