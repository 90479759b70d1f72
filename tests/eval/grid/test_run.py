"""Every cell of the grid asks as it should, scores what was written, and loses nothing."""

from pathlib import Path
from typing import Any

import pytest
from fakes import ScriptedChat, WordEmbedder
from small_library import CANTOR, SENKOV

from answer.generative.answer import AnswerOptions
from answer.prompts import CITED
from builder.errors import UserError
from builder.library.catalog import CatalogEntry
from builder.references.jsonl import record_paper
from builder.triples import REFUSAL
from eval.gold.held_out import HeldOutQuestion
from eval.gold.questions import Question
from eval.grid.row_store import RowStore
from eval.grid.run import CLOSED, ORACLE, RAG, Cell, fill_grid
from eval.grid.systems import QuotingSystem, closed_book_system, reading_system
from hea.workflows.answers.library_papers import LibraryPapers
from retrieval.hybrid import Searcher

TOUGH = "What is the fracture toughness of CrMnFeCoNi at 77 K?"
STRONG = "What is the yield strength of NbMoTaW at 1600 °C?"
UNKNOWN = "What is the yield strength of HfNbTaTiZr at 1600 °C?"
SAYS = {
    TOUGH: " The fracture toughness exceeds 200 MPa m^0.5 at 77 K. It melts in the hand.",
    STRONG: " The yield strength is 450 MPa at 1600 °C.",
    UNKNOWN: f" {REFUSAL}",
}


def says(prompt: str) -> str:
    return next(text for question, text in SAYS.items() if question in prompt)


def paper(record: dict[str, Any]) -> CatalogEntry:
    return CatalogEntry("r.jsonl", 1, record["id"], record_paper(record, 1))


CASES = [
    HeldOutQuestion(
        Question("t", TOUGH, "numeric", frozenset({"cantor"}),
                 "Its fracture toughness exceeds 200 MPa m^0.5 at 77 K.", ("> 200 MPa m^0.5",)),
        paper(CANTOR),
    ),
    HeldOutQuestion(Question("s", STRONG, "numeric", frozenset({"senkov"}), None, ("405 MPa",)),
         paper(SENKOV)),
    HeldOutQuestion(Question("u", UNKNOWN, "unanswerable", frozenset(), None), None),
]  # fmt: skip


def filled(
    cell: Cell, asker: Any, to: Path, cases: list[HeldOutQuestion] = CASES
) -> dict[str, dict[str, Any]]:
    with RowStore(to) as kept:
        fill_grid({cell: asker}, cases, WordEmbedder(), kept, lambda more: None)
        return {row["id"]: row for row in kept.rows.values() if row["cell"] == cell.name}


def test_quotes_of_what_is_found_and_of_the_one_paper(searcher: Searcher, tmp_path: Path) -> None:
    asked = QuotingSystem(LibraryPapers(searcher), 5)
    rows = filled(Cell("extractive", RAG, ""), asked, tmp_path / "r")
    assert [rows[name]["answered"] for name in "tsu"] == [True, True, False]
    assert [rows[name]["scores"].get("value") for name in "tsu"] == [1.0, 1.0, None]
    assert rows["u"]["scores"]["refusal_recall"] == 1.0
    assert "f1" not in rows["u"]["scores"]
    assert "surprise" not in rows["t"]["scores"]  # quotes have no likelihood
    assert rows["t"]["scores"]["evidence_cited"] == 1.0
    assert rows["t"]["quotes"][0][3] == CASES[0].question.evidence
    alone = filled(Cell("extractive", ORACLE, ""), QuotingSystem(None), tmp_path / "o")
    assert alone.keys() == {"t", "s"}  # no paper is known to hold what cannot be answered
    assert alone["t"]["read"] == ["cantor"]


def test_other_processes_quote_and_score_as_this_one_does(
    searcher: Searcher, tmp_path: Path
) -> None:
    many = [
        HeldOutQuestion(
            Question(f"q{n}", CASES[n % 3].question.text, "", frozenset({"c"}), None, ("1",)),
            CASES[n % 3].paper,
        )
        for n in range(200)
    ]  # fmt: skip
    rows: list[dict[str, Any]] = []
    for processes in (1, 2):
        with RowStore(tmp_path / str(processes)) as kept:
            ask = QuotingSystem(LibraryPapers(searcher), 5)
            cells = {
                Cell("extractive", RAG, ""): ask,
                Cell("extractive", ORACLE, ""): QuotingSystem(None),
            }
            fill_grid(cells, many, WordEmbedder(), kept, lambda more: None, processes)
            rows.append(dict(kept.rows))
    assert len(rows[0]) == 200 + 134
    assert rows[0] == rows[1]


def test_what_a_model_wrote_is_scored_before_anything_is_taken_out(
    searcher: Searcher, tmp_path: Path
) -> None:
    papers = LibraryPapers(searcher)
    chat = ScriptedChat(says)
    rows = filled(
        Cell("base", RAG, ""), reading_system(chat, AnswerOptions(), papers, 5), tmp_path / "r"
    )
    assert "melts in the hand" in rows["t"]["said"]
    assert "melts" not in rows["t"]["text"]
    assert rows["t"]["scores"]["written_grounded"] == 0.5
    # The wrong value was replaced by a quote before a person saw it; it is still the model's.
    assert rows["s"]["scores"]["value"] == 0.0
    assert "450" not in rows["s"]["text"]
    assert len(chat.prompts) == 2  # the third is refused before a model is asked


def test_a_closed_book_is_a_prompt_without_papers_and_its_answer_is_beside_the_truth(
    tmp_path: Path,
) -> None:
    chat = ScriptedChat(says)
    rows = filled(
        Cell("base", CLOSED, ""), closed_book_system(chat, AnswerOptions()), tmp_path / "c"
    )
    assert chat.prompts[0] == CITED.render(TOUGH, ())
    assert [rows[name]["answered"] for name in "tsu"] == [True, True, False]
    assert [rows[name]["scores"].get("value") for name in "ts"] == [1.0, 0.0]
    assert rows["s"]["scores"]["written_grounded"] == 0.0
    assert "evidence_cited" not in rows["t"]["scores"]
    assert rows["u"]["scores"]["refusal_recall"] == 1.0
    # It does not tell how likely the known answer was, as a server does not.
    assert [rows[name]["scores"].get("surprise", "-") for name in "tsu"] == [None, None, "-"]


def test_a_killed_run_asks_and_scores_nothing_twice(tmp_path: Path) -> None:
    class Killed(ScriptedChat):
        def write_all(self, prompts: Any, how: Any) -> Any:
            if len(self.prompts) >= 8:
                raise KeyboardInterrupt
            return super().write_all(prompts, how)

    many = [
        HeldOutQuestion(
            Question(f"q{n}", f"{TOUGH} {n}", "numeric", frozenset({"cantor"}), None, ("200",)),
            paper(CANTOR),
        )
        for n in range(20)
    ]  # fmt: skip
    cell, to = Cell("base", CLOSED, ""), tmp_path / "rows.jsonl"
    with pytest.raises(KeyboardInterrupt):
        filled(cell, closed_book_system(Killed(says), AnswerOptions()), to, many)
    before = to.read_bytes()
    assert before.count(b"\n") == 8
    with to.open("ab") as torn:
        torn.write(b'{"key": "x", "cell')
    chat = ScriptedChat(says)
    assert len(filled(cell, closed_book_system(chat, AnswerOptions()), to, many)) == 20
    assert len(chat.prompts) == 12
    assert to.read_bytes().startswith(before)
    again = ScriptedChat(says)
    filled(cell, closed_book_system(again, AnswerOptions()), to, many)
    assert again.prompts == []


def test_another_setup_or_another_known_answer_is_asked_anew(tmp_path: Path) -> None:
    to = tmp_path / "rows.jsonl"
    filled(Cell("base", CLOSED, "one"), closed_book_system(ScriptedChat(says), AnswerOptions()), to)
    chat = ScriptedChat(says)
    filled(Cell("base", CLOSED, "two"), closed_book_system(chat, AnswerOptions()), to)
    assert len(chat.prompts) == 3
    other = Question("s", STRONG, "numeric", frozenset({"senkov"}), None, ("406 MPa",))
    chat = ScriptedChat(says)
    filled(
        Cell("base", CLOSED, "two"),
        closed_book_system(chat, AnswerOptions()),
        to,
        [HeldOutQuestion(other, CASES[1].paper)],
    )
    assert len(chat.prompts) == 1


class Dead(ScriptedChat):
    def write_all(self, prompts: Any, how: Any) -> Any:
        raise UserError("The server gave no answer.", "Start it.")


def test_a_failure_is_an_unscored_row_that_is_asked_again(tmp_path: Path) -> None:
    cell, to = Cell("base", CLOSED, ""), tmp_path / "rows.jsonl"
    rows = filled(cell, closed_book_system(Dead(says), AnswerOptions()), to)
    assert rows["t"]["error"] == "The server gave no answer."
    assert rows["t"]["scores"] == {"f1": None, "coverage": None, "surprise": None}
    assert rows["u"]["scores"] == {"refusal_recall": None}
    assert (
        "error"
        not in filled(cell, closed_book_system(ScriptedChat(says), AnswerOptions()), to)["t"]
    )


def test_a_dead_server_ends_the_run(tmp_path: Path) -> None:
    many = [
        HeldOutQuestion(Question(str(n), f"{TOUGH} {n}", "", frozenset({"c"}), None, ("1",)), None)
        for n in range(40)
    ]
    cell = Cell("base", CLOSED, "")
    with pytest.raises(UserError, match="base/closed did not answer 24 times"):
        filled(cell, closed_book_system(Dead(says), AnswerOptions()), tmp_path / "rows.jsonl", many)


def test_likeness_is_that_of_what_was_written_not_of_the_quotes_instead(tmp_path: Path) -> None:
    rubbish = reading_system(ScriptedChat(" It melts in the hand."), AnswerOptions(), None)
    row = filled(Cell("base", ORACLE, ""), rubbish, tmp_path / "r", CASES[:1])["t"]
    assert row["text"].startswith("Its fracture toughness exceeds 200 MPa")  # quoted instead
    assert row["said"] == "It melts in the hand."
    assert row["scores"]["rougeL"] == 0.0
    assert row["scores"]["bleu"] == 0.0
