"""What a model thinks aloud is no part of its answer, however it is marked or cut."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from answer.models.thinking import spoken_part, spoken_so_far

SAYS = "The alloy has 480 MPa at 77 K [1]."
PAIRS = [
    ("<think>", "</think>"),
    ("<thinking>", "</thinking>"),
    ("<Reasoning>", "</REASONING>"),
    ('<think effort="high">', "</ think >"),
    ("<thought>", "</thought>"),
    ("[THINK]", "[/THINK]"),
    ("◁think▷", "◁/think▷"),
    ("<|begin_of_thought|>", "<|end_of_thought|>"),
    ("<|START_THINKING|>", "<|END_THINKING|>"),
    ("<seed:think>", "</seed:think>"),
    ("&lt;think&gt;", "&lt;/think&gt;"),
    ("<|channel|>analysis<|message|>", "<|end|><|start|>assistant<|channel|>final<|message|>"),
]
_PAIRS = st.sampled_from(PAIRS)
#: What is thought never holds a word of what is said.
_THOUGHT = st.text("qQ 3.\n<>[&|", max_size=40).map(lambda text: f"zz {text} zz")


@pytest.mark.parametrize(("begin", "end"), PAIRS)
def test_a_thought_is_taken_out_in_every_form(begin: str, end: str) -> None:
    assert spoken_part(f"{begin}It has 200 MPa.{end}\n\n{SAYS}").answer == SAYS
    assert spoken_part(f"It has 200 MPa.\n{end}\n{SAYS}").answer == SAYS
    assert spoken_part(f"{SAYS}{begin}It has 200").answer == SAYS
    assert spoken_part(f"{begin}a{begin}b{end}c{end}{SAYS}{begin}d{end}").answer == SAYS
    cut = spoken_part(f"{begin}It has 200 MPa.")
    assert (cut.answer, cut.thought, cut.thinking) == ("", True, True)


@pytest.mark.parametrize(
    "text",
    [
        SAYS,
        " Grains < 5 µm and > 1 µm; a <110> texture, [110] and <think of it",
        "x<y, [1] [reasoning] [Thought 2] </p> <i>b</i> <|x|> I think > he does &lt;5&gt; ◁",
        "<thinker> <rethink> <unreasonable>",
        "",
    ],
)
def test_other_signs_are_left_as_they_are(text: str) -> None:
    assert spoken_part(text).answer == text


@given(_PAIRS, _THOUGHT, st.text("ab <[", max_size=10), st.integers(0, 400))
def test_a_thought_is_never_seen_while_it_is_written(
    pair: tuple[str, str], thought: str, lead: str, place: int
) -> None:
    whole = f"{lead}{pair[0]}{thought}{pair[1]}{SAYS}"
    seen = spoken_so_far(whole[:place])
    assert "z" not in seen
    assert f"{lead}{SAYS}".lstrip().startswith(seen.lstrip()) or seen.lstrip() in lead
    assert spoken_part(whole).answer == f"{lead}{SAYS}".lstrip()


_TAGS = st.sampled_from([tag for pair in PAIRS for tag in pair])


@given(st.lists(st.one_of(_TAGS, st.text("ab 5."))))
def test_no_tag_is_ever_left(parts: list[str]) -> None:
    said = spoken_part("".join(parts)).answer
    assert said == spoken_part(said).answer


@pytest.mark.parametrize(
    "hostile", ["<" * 100_000, "<think " * 15_000, "[ " * 50_000, "<|end_of_" * 9_999]
)
def test_hostile_text_takes_no_long_time(hostile: str) -> None:
    begun = time.process_time()
    spoken_so_far(hostile)
    assert time.process_time() - begun < 1


@pytest.mark.parametrize(
    ("begin", "end"),
    [
        ("analysis", "assistantfinal"),
        ("Thinking...\n", "...done thinking.\n"),
        ("Here is my thought process:\n", "Here is my response:\n"),
        ('<details type="reasoning" done="true">\n<summary>Thought</summary>\n', "</details>"),
        ("<|channel>thought\n", "<channel|>"),
    ],
)
def test_thoughts_that_no_tag_of_thinking_marks_are_no_answer(begin: str, end: str) -> None:
    assert spoken_part(f"{begin}It has 200 MPa.{end}{SAYS}").answer.strip() == SAYS
    cut = spoken_part(f"{begin}It has 200 MPa.")
    assert (cut.answer, cut.thinking) == ("", True)


@pytest.mark.parametrize(
    "text", ["The analysis shows 3. It is final.", "An analysis. The thought process: here.", ""]
)
def test_the_words_of_thinking_may_stand_in_an_answer(text: str) -> None:
    assert spoken_part(text).answer == text
