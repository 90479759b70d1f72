"""`hea eval`, alone: who answers × what is read, on held-out questions, and a report of it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from builder.errors import UserError
from hea.measure import app as app
from hea.options import Json, Where
from hea.workspace import Settings, Workspace, find_workspace, load_settings

if TYPE_CHECKING:
    from answer.prompt import Template
    from builder.library import Listed
    from eval.answers import Find
    from eval.askers import Asker
    from eval.grid import Cell
    from eval.held_out import Case
    from eval.intervals import Score
    from eval.judge import Judge
    from retrieval.search import Searcher

#: What training writes beside an adapter.
_LOG, _TRAINED = "log.jsonl", "rows.jsonl"


@app.callback(
    invoke_without_command=True,
    help="Measure who answers (quotes, base, tuned) × what is read (nothing, RAG, the answering"
    " paper) on held-out questions, and write a report. A killed run goes on where it stopped."
    " The sub-verbs measure one thing each.",
)
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
    """Fill the grid, sum it up, and report."""
    if context.invoked_subcommand is not None:
        return
    from eval.summary import evaluation
    from hea import show
    from hea.evaluation import scorecard, show_evaluation, write
    from hea.judging import ask_ragas

    place = find_workspace(workspace)
    folder = evaluation_folder(place, name)
    with _opened(place, questions, limit) as desk:
        by_cell = _ask_all(desk, folder, base, tuned)
        notes = [*_seen_in_training(place, tuned, desk.cases)]
        if judge or ragas:
            embedder = desk.search.embedder
            judging = _judge(desk, judge) if judge else None
            file = folder / "ragas.jsonl"
            notes += ask_ragas(by_cell, desk.cases, desk.library, embedder, judging, file)
        prompt = _template(place, tuned)
        asked = {"base": base, "tuned": tuned, "prompt": f"{prompt.id}@{prompt.hash}"}
        told = desk.told | (asked if base or tuned else {}) | {"judge": judge, "limit": limit}
        found = evaluation(
            name, by_cell, desk.cases, told, _retrieval(desk, folder), _losses(place, tuned), notes
        )
    write(folder, found, [row for rows in by_cell.values() for row in rows])
    if as_json:
        show.print_json(scorecard(found))
    else:
        show_evaluation(found)
        show.note(f"in {folder}")


@app.command()
def compare(
    first: Annotated[str, typer.Argument(help="The name of an evaluation.", metavar="A")],
    second: Annotated[str, typer.Argument(help="That of another.", metavar="B")],
    as_json: Json = False,
    workspace: Where = None,
) -> None:
    """What B gains over A, cell by cell, on the questions that both were asked."""
    from eval.summary import between
    from hea import show
    from hea.evaluation import read_scored, show_comparison

    place = find_workspace(workspace)
    gains = between(*(read_scored(evaluation_folder(place, name)) for name in (first, second)))
    if not gains:
        raise UserError(
            f"“{first}” and “{second}” have no cell with the same questions.",
            "Ask both the same --questions.",
        )
    if as_json:
        rows = max(gain.difference.n for gain in gains)
        scores = {f"{gain.step}/{gain.measure}": asdict(gain.difference) for gain in gains}
        show.print_json({"name": f"{second} over {first}", "rows": rows, "scores": scores})
    else:
        show_comparison(first, second, gains)


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
    from retrieval.embedder import Remembering
    from retrieval.manifest import read_manifest

    settings = load_settings(place, {})
    file = questions or place.dataset / "test.jsonl"
    if not file.exists():
        raise UserError(
            "There are no held-out questions yet.", "Run `hea dataset`, or give --questions FILE."
        )
    with searcher(place) as search:
        search.embedder = Remembering(search.embedder)
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


def _ask_all(
    desk: _Desk, folder: Path, base: str | None, tuned: str | None
) -> dict[str, list[dict[str, Any]]]:
    """Fill the grid; models are loaded one after the other, and only where rows are missing."""
    from eval.grid import BASE, EXTRACTIVE, TUNED, applies, fill
    from eval.kept import Kept
    from hea import show
    from hea.evaluation import ROWS

    template = _template(desk.place, tuned)
    named = {who: model for who, model in ((BASE, base), (TUNED, tuned)) if model}
    grid = {EXTRACTIVE: _quoting(desk)}
    for who, model in named.items():
        grid[who] = _asking(desk, who, model, template)
    total = sum(applies(cell, case) for row in grid.values() for cell in row for case in desk.cases)
    with Kept(folder / ROWS) as kept, show.bar("Asking") as progress:
        done = 0

        def count(more: int) -> None:
            nonlocal done
            done += more
            progress(done, total)

        for who in list(grid):
            fill(grid[who], desk.cases, desk.search.embedder, kept, count)
            grid[who] = dict.fromkeys(grid[who], _nobody)  # lets go of the model
        cells = [cell for row in grid.values() for cell in row]
        return {
            cell.name: [kept.rows[cell.key(c)] for c in desk.cases if applies(cell, c)]
            for cell in cells
        }


def _nobody(cases: Sequence[Case]) -> Any:
    raise AssertionError("all its questions are answered")


def _quoting(desk: _Desk) -> dict[Cell, Asker]:
    from eval.askers import quoting
    from eval.grid import EXTRACTIVE, ORACLE, RAG, Cell

    return {
        Cell(EXTRACTIVE, RAG, _setup(desk, "index_sha256", "passages")): quoting(desk.find),
        Cell(EXTRACTIVE, ORACLE, _setup(desk)): quoting(None),
    }


def _asking(desk: _Desk, who: str, model: str, template: Template) -> dict[Cell, Asker]:
    """The cells of one model, which is loaded when the first question comes to it."""
    from eval.askers import reading, remembering
    from eval.grid import CLOSED, ORACLE, RAG, Cell
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


def _judge(desk: _Desk, named: str) -> Judge:
    from eval.judge import Judge
    from hea.composing import Composer, wish_of

    settings = replace(desk.settings, model=named)
    return Judge(Composer(desk.place, settings, wish_of(settings, None, False), None).chat)


def _setup(desk: _Desk, *what: str) -> str:
    """Values of the named settings; anything else stands for itself."""
    return json.dumps([desk.told.get(one, one) for one in what])


def _template(place: Workspace, tuned: str | None) -> Template:
    """The prompt format of the tuned model: what is compared with it is asked in the same."""
    from answer.adapters import MADE
    from answer.prompt import CITED, find_template

    made = _adapter(place, tuned) / MADE if tuned and tuned.startswith("adapter:") else None
    if made is None or not made.exists():
        return CITED
    return find_template(str(json.loads(made.read_text("utf-8"))["template"]["id"]))


def _adapter(place: Workspace, named: str) -> Path:
    return place.adapters / named.partition(":")[2]


def _weights(desk: _Desk, model: str) -> str:
    """What tells two models of one name apart; a server does not say."""
    from answer.adapters import MADE

    if model.startswith("adapter:") and (made := _adapter(desk.place, model) / MADE).exists():
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
    from builder.disk import write_whole
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
    write_whole(file, json.dumps({"key": key, "scores": as_dicts}) + "\n")
    return found
