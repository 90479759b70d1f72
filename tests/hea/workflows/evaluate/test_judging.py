"""Ragas' measures of answers: a judge that fails leaves no mean, and is not asked twice."""

from pathlib import Path
from typing import Any

import pytest
from fakes import ScriptedChat, WordEmbedder
from scripted_judges import careful
from small_library import CANTOR, write_records

from eval.gold.held_out import HeldOutQuestion, read_held_out
from eval.metrics.llm_judge import LlmJudge
from hea.workflows.evaluate.judging import ask_ragas

TOUGH = "What is the fracture toughness of CrMnFeCoNi at 77 K?"


def rows_of(cases: list[HeldOutQuestion]) -> dict[str, list[dict[str, Any]]]:
    """Answers that are right word by word, as a model would have written them."""
    rows = []
    for case in cases:
        said = case.question.evidence or ""
        rows.append(
            {
                "key": case.question.id, "cell": "base/rag", "id": case.question.id,
                "cluster": case.question.id, "question": case.question.text, "said": said,
                "answers": [said], "asked": True, "read": [case.cluster],
                "passages": [[case.cluster, case.oracle[0].passage.text]], "scores": {},
            }
        )  # fmt: skip
    return {"base/rag": rows}


def many(place: Path, count: int) -> list[HeldOutQuestion]:
    papers = [CANTOR | {"id": f"c{n}"} for n in range(count)]
    rows = [
        {"id": p["id"], "question": TOUGH, "answer": "x", "context": p["abstract"], "kind": "x",
         "evidence": "Its fracture toughness exceeds 200 MPa m^0.5 at 77 K.", "paper": p["id"]}
        for p in papers
    ]  # fmt: skip
    write_records(place / "test.jsonl", *rows)
    return read_held_out(place / "test.jsonl", [])


@pytest.mark.fault("F21")
def test_nine_failures_of_ten_leave_no_mean_and_a_resumed_run_asks_nothing_twice(
    tmp_path: Path,
) -> None:
    from eval.report.summary import format_score, scores_of

    cases = many(tmp_path, 10)
    good = careful()

    class Failing(ScriptedChat):
        """Judges the first answer well; of every later one it judges relevancy alone."""

        def __init__(self) -> None:
            super().__init__(self.judge)
            self.seen = 0

        def judge(self, prompt: str) -> str:
            if '"statements"' in prompt:
                self.seen += 1
                if self.seen > 2:
                    return '{"statements": [{"statement": "cut o'
            return good.says(prompt)  # type: ignore[operator]

    rows, chat = rows_of(cases), Failing()
    file = tmp_path / "ragas.jsonl"
    notes = ask_ragas(rows, cases, [], WordEmbedder(), LlmJudge(chat), file)
    assert notes == []
    scores = scores_of(rows["base/rag"])
    assert format_score(scores["ragas_faithfulness"]) == "not available (1/10 scored)"
    assert scores["ragas_response_groundedness"].value == 1.0
    assert scores["ragas_answer_relevancy"].n == 10
    again, quiet = rows_of(cases), ScriptedChat("never asked")
    ask_ragas(again, cases, [], WordEmbedder(), LlmJudge(quiet), file)
    assert quiet.prompts == []
    assert scores_of(again["base/rag"]) == scores
