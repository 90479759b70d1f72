"""`hea eval`, alone: who answers × what is read, on held-out questions, and a report of it."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from builder.errors import UserError
from hea.measure import app
from hea.options import Json, Where
from hea.workspace import Settings, Workspace, find_workspace, load_settings

if TYPE_CHECKING:
    from answer.prompt import Template
    from builder.library import Listed
    from eval.comparing import Difference
    from eval.grid import Asker, Cell, Find
    from eval.held_out import Case
    from eval.intervals import Score
    from eval.judge import Judge
    from eval.kept import Kept
    from eval.summary import Evaluation
    from retrieval.search import Searcher

_ROWS, _JUDGED, _SCORES, _MADE = "rows.jsonl", "ragas.jsonl", "scores.json", "made.json"
#: Answers in a row of which a judge judges nothing before it is taken for unfit.
_MOST_FAILURES = 5
#: What training writes beside an adapter.
_LOG, _TRAINED = "log.jsonl", "rows.jsonl"


@app.callback(invoke_without_command=True)
def evaluate(
    context: typer.Context,
    questions: Annotated[
        Path | None,
        typer.Option(
            help="Held-out questions: a dataset's part, or a question file."
            " Default: data/dataset/test.jsonl.",
            dir_okay=False,
            exists=True,
            show_default=False,
        ),
    ] = None,
    base: Annotated[
        str | None,
        typer.Option(
            help="The model before tuning: phi2, path:DIR, endpoint:URL#MODEL.", show_default=False
        ),
    ] = None,
    tuned: Annotated[
        str | None, typer.Option(help="The tuned model: adapter:NAME.", show_default=False)
    ] = None,
    judge: Annotated[
        str | None,
        typer.Option(help="The model that ragas asks for verdicts.", show_default=False),
    ] = None,
    ragas: Annotated[
        bool, typer.Option("--ragas", help="Also ragas' measures; --judge implies it.")
    ] = False,
    name: Annotated[str, typer.Option(help="Folder of the results in data/eval.")] = "grid",
    limit: Annotated[
        int | None,
        typer.Option(min=1, help="Ask only so many of the questions.", show_default=False),
    ] = None,
    as_json: Json = False,
    workspace: Where = None,
) -> None:
    """Measure who answers (quotes, base, tuned) × what is read (nothing, RAG, oracle); a report.

    A killed run goes on where it stopped. Sub-verbs measure extraction, retrieval and answers.
    """
    if context.invoked_subcommand is not None:
        return
    from eval.summary import Evaluation
    from hea import show

    place = find_workspace(workspace)
    folder = evaluation_folder(place, name)
    with _opened(place, questions, limit) as desk:
        run = _ask_all(desk, folder, base, tuned)
        notes = [*_seen_in_training(place, tuned, desk.cases)]
        if judge or ragas:
            notes += _ask_ragas(desk, folder, run.by_cell, judge)
        found = Evaluation(
            name=name,
            questions=len(desk.cases),
            settings=desk.told | {"base": base, "tuned": tuned, "judge": judge, "limit": limit},
            notes=tuple(notes),
            **run.summed(desk.cases),
            retrieval=_retrieval(desk, folder),
            losses=_losses(place, tuned),
        )
    card = scorecard(found)
    write(folder, found, card)
    if as_json:
        show.print_json(card)
    else:
        show_evaluation(found)
        show.note(f"in {folder}")


def evaluation_folder(place: Workspace, name: str) -> Path:
    """Where the results of this name lie."""
    if Path(name).name != name:
        raise UserError(f"“{name}” is no name of a folder.", f"Results lie in {place.evaluations}.")
    return place.evaluations / name


@dataclass(frozen=True, slots=True)
class _Desk:
    """What an evaluation works with."""

    place: Workspace
    settings: Settings
    search: Searcher
    library: Sequence[Listed]
    cases: Sequence[Case]
    find: Find
    told: dict[str, Any]
    """Settings and hashes, as the report tells them."""


@contextmanager
def _opened(place: Workspace, questions: Path | None, limit: int | None) -> Iterator[_Desk]:
    from builder.library import listing
    from builder.papers import READABLE
    from eval.held_out import read_cases, spread
    from hea.rooms import searcher
    from retrieval.index import read_manifest

    settings = load_settings(place, {})
    file = questions or place.dataset / "test.jsonl"
    if not file.exists():
        raise UserError(
            "There are no held-out questions yet.", "Run `hea dataset`, or give --questions FILE."
        )
    with searcher(place) as search:
        library = [one for one in listing(search.db) if one.paper.state in READABLE]
        cases = spread(read_cases(file, library), limit)
        manifest = read_manifest(place.index)
        assert manifest is not None  # it was opened
        told = {
            "questions": str(file),
            "questions_sha256": hashlib.sha256(file.read_bytes()).hexdigest(),
            "embedder": manifest.embedder,
            "index_sha256": manifest.sha256,
            "passages": settings.passages,
            "answer_tokens": settings.answer_tokens,
            "context_tokens": settings.context_tokens,
            "precision": settings.precision,
        }
        found: dict[str, Any] = {}

        def find(text: str) -> Any:
            if text not in found:
                found[text] = search.search(text, settings.passages)
            return found[text]

        yield _Desk(place, settings, search, library, cases, find, told)


@dataclass(frozen=True, slots=True)
class _Run:
    """The rows of an evaluation, cell by cell, in the order of the questions."""

    by_cell: dict[str, list[dict[str, Any]]]

    def summed(self, cases: Sequence[Case]) -> dict[str, Any]:
        """What the rows amount to."""
        from eval.summary import gains_of, scores_of, strata_of, tries_of, worst_of

        return {
            "cells": tuple(self.by_cell),
            "scores": {cell: scores_of(rows) for cell, rows in self.by_cell.items()},
            "failed": {
                cell: sum("error" in row for row in rows) for cell, rows in self.by_cell.items()
            },
            "gains": gains_of(self.by_cell),
            "strata": strata_of(self.by_cell),
            "tries": {
                cell: tries_of(rows)
                for cell, rows in self.by_cell.items()
                if not cell.endswith("/closed")
            },
            "worst": worst_of(self.by_cell, {case.question.id: case for case in cases}),
        }


def _ask_all(desk: _Desk, folder: Path, base: str | None, tuned: str | None) -> _Run:
    """Fill the grid; models are loaded one after the other, and only where rows are missing."""
    from eval.grid import BASE, EXTRACTIVE, TUNED, applies, fill
    from eval.kept import Kept
    from hea import show

    template = _template(desk.place, tuned)
    named = {who: model for who, model in ((BASE, base), (TUNED, tuned)) if model}
    grid = {EXTRACTIVE: _quoting(desk)}
    for who, model in named.items():
        grid[who] = _asking(desk, who, model, template)
    total = sum(applies(cell, case) for row in grid.values() for cell in row for case in desk.cases)
    with Kept(folder / _ROWS) as kept, show.bar("Asking") as progress:
        done = 0

        def count(more: int) -> None:
            nonlocal done
            done += more
            progress(done, total)

        for who in list(grid):
            fill(grid[who], desk.cases, desk.search.embedder, kept, count)
            grid[who] = dict.fromkeys(grid[who], _nobody)  # lets go of the model
        cells = [cell for row in grid.values() for cell in row]
        return _Run(
            {
                cell.name: [kept.rows[cell.key(c)] for c in desk.cases if applies(cell, c)]
                for cell in cells
            }
        )


def _nobody(cases: Sequence[Case]) -> Any:
    raise AssertionError("all its questions are answered")


def _quoting(desk: _Desk) -> dict[Cell, Asker]:
    from eval.grid import EXTRACTIVE, ORACLE, RAG, Cell, quoting

    return {
        Cell(EXTRACTIVE, RAG, _setup(desk, "index_sha256", "passages")): quoting(desk.find),
        Cell(EXTRACTIVE, ORACLE, _setup(desk)): quoting(None),
    }


def _asking(desk: _Desk, who: str, model: str, template: Template) -> dict[Cell, Asker]:
    """The cells of one model, which is loaded when the first question comes to it."""
    from eval.grid import CLOSED, ORACLE, RAG, Cell, reading, remembering
    from hea.composing import Composer, wish_of

    wish = wish_of(desk.settings, None, False)
    composer = Composer(desk.place, replace(desk.settings, model=model), wish, template.id)
    by = (model, _weights(desk, model), f"{template.id}@{template.hash}")
    with_papers = (*by, "context_tokens", "answer_tokens", "precision")
    return {
        Cell(who, CLOSED, _setup(desk, *by, "answer_tokens", "precision")): lambda cases: (
            remembering(composer.chat, wish)(cases)
        ),
        Cell(who, RAG, _setup(desk, *with_papers, "index_sha256", "passages")): lambda cases: (
            reading(composer.chat, wish, desk.find)(cases)
        ),
        Cell(who, ORACLE, _setup(desk, *with_papers)): lambda cases: reading(
            composer.chat, wish, None
        )(cases),
    }


def _setup(desk: _Desk, *what: str) -> str:
    """Values of the named settings; anything else stands for itself."""
    return json.dumps([desk.told.get(one, one) for one in what])


def _template(place: Workspace, tuned: str | None) -> Template:
    """The prompt format of the tuned model: what is compared with it is asked in the same."""
    from answer.prompt import CITED, find_template

    made = _adapter(place, tuned) / _MADE if tuned and tuned.startswith("adapter:") else None
    if made is None or not made.exists():
        return CITED
    return find_template(str(json.loads(made.read_text("utf-8"))["template"]["id"]))


def _adapter(place: Workspace, named: str) -> Path:
    return place.adapters / named.partition(":")[2]


def _weights(desk: _Desk, model: str) -> str:
    """What tells two models of one name apart; a server does not say."""
    if model.startswith("adapter:") and (made := _adapter(desk.place, model) / _MADE).exists():
        return hashlib.sha256(made.read_bytes()).hexdigest()
    return desk.settings.base if model == "phi2" else ""


def _seen_in_training(place: Workspace, tuned: str | None, cases: Sequence[Case]) -> Iterator[str]:
    """Whether a tuned model was trained on any of the questions."""
    trained = _adapter(place, tuned) / _TRAINED if tuned else None
    if trained is None or not trained.exists():
        return
    rows = [json.loads(line) for line in trained.read_text("utf-8").splitlines() if line]
    seen = {str(row.get("id")) for row in rows if row.get("part") == "train"}
    count = sum(case.question.id in seen for case in cases)
    if count:
        yield f"{count} of the questions are among the rows that {tuned} was trained on."


def _losses(place: Workspace, tuned: str | None) -> dict[str, list[dict[str, float]]]:
    """What was logged as the tuned model was trained, where it lies beside its adapter."""
    log = _adapter(place, tuned) / _LOG if tuned else None
    if log is None or not log.exists():
        return {}
    rows = [json.loads(line) for line in log.read_text("utf-8").splitlines() if line]
    return {str(tuned): [row for row in rows if isinstance(row.get("step"), int)]}


def _retrieval(desk: _Desk, folder: Path) -> dict[str, dict[str, Score]]:
    """How well each ranker finds the answering papers; kept, for the same index and questions."""
    from eval.intervals import Score
    from eval.retrieval import score_retrieval
    from hea import show

    file = folder / "retrieval.json"
    key = [desk.told["index_sha256"], *sorted(case.question.id for case in desk.cases)]
    if file.exists():
        kept = json.loads(file.read_text("utf-8"))
        if kept["key"] == key:
            return {
                ranker: {measure: Score(**values) for measure, values in of.items()}
                for ranker, of in kept["scores"].items()
            }
    with show.bar("Searching") as progress:
        questions = [case.question for case in desk.cases]
        found = score_retrieval(desk.search, questions, desk.library, progress).scores
    as_dicts = {ranker: {m: asdict(s) for m, s in of.items()} for ranker, of in found.items()}
    put(file, json.dumps({"key": key, "scores": as_dicts}) + "\n")
    return found


def _ask_ragas(
    desk: _Desk, folder: Path, by_cell: Mapping[str, list[dict[str, Any]]], named: str | None
) -> list[str]:
    """Add ragas' measures to the rows; what cannot be had is told in a sentence."""
    from eval.judge import Judge
    from eval.kept import Kept
    from eval.ragas_door import Ragas
    from hea import show
    from hea.composing import Composer, wish_of

    judge: Judge | None = None
    if named:
        settings = replace(desk.settings, model=named)
        judge = Judge(Composer(desk.place, settings, wish_of(settings, None, False), None).chat)
    try:
        door = Ragas(desk.search.embedder, judge)
    except UserError as error:
        show.note(error.message)
        return [error.message]
    rows = [(cell, row) for cell, of in by_cell.items() for row in of if row.get("said")]
    with Kept(folder / _JUDGED) as kept, show.bar("Judging") as progress:
        return _judge_all(desk, door, rows, kept, named, progress)


def _judge_all(
    desk: _Desk,
    door: Any,
    rows: Sequence[tuple[str, dict[str, Any]]],
    kept: Kept,
    named: str | None,
    progress: Callable[[int, int], None],
) -> list[str]:
    from eval.ragas_door import JUDGED
    from eval.summary import RAGAS

    cases = {case.question.id: case for case in desk.cases}
    papers = {one.id: one for one in desk.library}
    failures, notes = 0, []
    for done, (cell, row) in enumerate(rows, start=1):
        judged = []
        for measure in door.names:
            judges = measure in JUDGED
            if judges and failures == _MOST_FAILURES:
                row["scores"][RAGAS + measure] = None
                continue
            key = f"{row['key']}:{measure}:{named if judges else ''}"
            told = kept.rows.get(key)
            if told is None:
                outcome = door.measure(measure, _sample(row, cases[row["id"]], papers))
                told = {"key": key, "cell": cell, "id": row["id"], "measure": measure}
                if outcome is not None:
                    told |= {"value": outcome.value, "trouble": outcome.trouble}
                    told["calls"] = [_call(call) for call in outcome.calls]
                if not judges or outcome is None or any(c.wrote for c in outcome.calls):
                    kept.add(told)  # a server that was not there is asked again
            if "value" in told:
                row["scores"][RAGAS + measure] = told["value"]
                judged += [told] if judges else []
        if judged and failures < _MOST_FAILURES:
            failures = 0 if any(one["value"] is not None for one in judged) else failures + 1
            if failures == _MOST_FAILURES:
                notes.append(
                    f"The judge {named} gave no verdict on {failures} answers in a row"
                    f" ({judged[-1]['trouble']}) and was asked no more."
                )
        progress(done, len(rows))
    return notes


def _call(call: Any) -> dict[str, Any]:
    """A call of the judge as it is kept; of the prompt only what is this answer's own."""
    asked = call.prompt.rpartition("\ninput: ")[2]
    return asdict(call) | {"prompt": asked}


def _sample(row: Mapping[str, Any], case: Case, papers: Mapping[str, Listed]) -> Any:
    """An answer as ragas sees it: with what was put before its writer."""
    from eval.ragas_door import Sample

    read = [text for _, text in row["passages"]]
    if not read and not row["tokens"]:
        found = [papers[name].paper.abstract for name in row["read"] if name in papers]
        read = [abstract.text for abstract in found if abstract]
    own = case.paper and case.paper.paper.abstract
    true = [own.text] if own and case.question.answerable else []
    sources = [case.paper.id] if case.paper and case.question.answerable else []
    return Sample(
        row["question"],
        row["said"],
        row["answers"][0] if row["answers"] else "",
        tuple(read),
        tuple(true) if read else (),
        tuple(row["read"]),
        tuple(sources) if row["read"] else (),
    )


def scorecard(found: Evaluation) -> dict[str, Any]:
    """The results for programs: metric → {value, low, high, n, unscored}."""
    scores = {
        f"{cell}/{measure}": asdict(score)
        for cell, of in found.scores.items()
        for measure, score in of.items()
    }
    for ranker, of in found.retrieval.items():
        scores |= {f"retrieval/{ranker}/{measure}": asdict(score) for measure, score in of.items()}
    return {
        "name": found.name,
        "rows": found.questions,
        "scores": scores,
        "gains": [asdict(gain) for gain in found.gains],
        "failed": found.failed,
        "strata": {
            stratum: {g: {c: asdict(s) for c, s in of.items()} for g, of in groups.items()}
            for stratum, groups in found.strata.items()
        },
        "settings": found.settings,
        "notes": list(found.notes),
    }


def write(folder: Path, found: Evaluation, card: Mapping[str, Any]) -> None:
    """Write report and scores, each whole; `made.json` is last."""
    from eval.report import as_html, as_markdown

    put(folder / "report.html", as_html(found))
    put(folder / "report.md", as_markdown(found))
    put(folder / _SCORES, json.dumps(card, ensure_ascii=False, indent=1) + "\n")
    names = ("report.html", "report.md", _SCORES, _ROWS)
    hashes = {n: hashlib.sha256((folder / n).read_bytes()).hexdigest() for n in names}
    made = {"settings": found.settings, "questions": found.questions, "sha256": hashes}
    put(folder / _MADE, json.dumps(made, ensure_ascii=False, indent=1) + "\n")


def put(path: Path, text: str) -> None:
    """Write a file beside the old one and then in its place."""
    beside = path.with_name(f"{path.name}.new")
    with beside.open("w", encoding="utf-8", newline="\n") as out:
        out.write(text)
        out.flush()
        os.fsync(out.fileno())
    beside.replace(path)


def show_evaluation(found: Evaluation) -> None:
    from eval.summary import HEADLINE, MEASURES, shown
    from hea import show

    table = show.table("", *found.cells)
    for measure in HEADLINE:
        if any(measure in found.scores[cell] for cell in found.cells):
            label = MEASURES[measure].partition(":")[0]
            values = (found.scores[cell].get(measure) for cell in found.cells)
            table.add_row(label, *(_brief(score) for score in values))
    show.out.print(table)
    show.out.print(f"n = {found.questions} questions; intervals of 95 %; all in report.html")
    for gain in found.gains:
        if gain.measure == "f1":
            show.out.print(f"{gain.step}: {gain.second} over {gain.first}, {_gained(gain)}")
    for cell, count in found.failed.items():
        if count:
            show.out.print(f"{cell}: {count} questions got no answer; run it again")
    for note in found.notes:
        show.note(note)
    _ = shown


def _brief(score: Score | None) -> str:
    from hea import show

    if score is None or score.value is None:
        return "–"
    if score.low is None or score.high is None:
        return show.number(score.value)
    return f"{score.value:.2f} {score.low:.2f}–{score.high:.2f}"


def _gained(gain: Any) -> str:
    found: Difference = gain.difference
    return (
        f"F1 {found.value:+.3f} ({found.low:+.3f} to {found.high:+.3f}),"
        f" p = {gain.p:.3f}, n = {found.n}"
    )
