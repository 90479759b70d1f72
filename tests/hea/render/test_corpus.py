"""What was added to a corpus is shown in lines that fit, with the reason of what is not sound."""

import pytest

from hea.render import console
from hea.render.corpus import added
from hea.workflows.intake.rows import AddedFile

TITLE = "A very long title of a paper on the strength of alloys of many elements " * 2


@pytest.mark.parametrize(("title", "cut"), [(TITLE, True), (None, False)])
def test_a_title_is_cut_and_the_name_of_a_file_is_not(
    title: str | None,
    cut: bool,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(console.out, "_width", 60)
    name = "inbox/a_name_of_a_file_that_is_longer_than_the_screen_is_wide_by_far.pdf"
    file = "inbox/short.pdf" if title else name
    row = AddedFile(file, "low_confidence", "The file ends early.", file, title=title)
    added([row], None)
    first, reason, *_ = capsys.readouterr().out.splitlines()
    assert file in first
    assert (len(first) <= 60) is cut
    assert reason.strip() == "The file ends early."
