"""Do the work of each kind of job, and return what its verb prints with `--json`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict
from typing import Any

from builder.errors import UserError
from hea.events import Events
from hea.workflows.jobs.job_options import Options
from hea.workspace import Workspace, load_settings

_Work = Callable[[Workspace, Options, Events], dict[str, Any]]


def do_work(kind: str, place: Workspace, options: Options, events: Events) -> dict[str, Any]:
    """Do the work of a job.

    Args:
        kind: A name of `KINDS`.
        place: The workspace.
        options: As `read_options` returns them.
        events: Receives progress.

    Raises:
        UserError: As the workflow of its verb.
    """
    return _WORK[kind](place, options, events)


def _build(place: Workspace, options: Options, events: Events) -> dict[str, Any]:
    from hea.workflows import json_contracts
    from hea.workflows.corpus.build import build

    report = build(
        place,
        load_settings(place, {}),
        retry=bool(options["retry"]),
        round_trip=bool(options["round_trip"]),
        events=events,
    )
    if not report.census.readable:
        raise UserError(
            "No file in corpus/ gave an abstract.", "Add PDFs of papers, or see why on their page."
        )
    if report.written and report.written.stopped:
        raise report.written.stopped
    return json_contracts.build(report)


def _dataset(place: Workspace, options: Options, events: Events) -> dict[str, Any]:
    from hea.workflows.output_paths import folder_for
    from hea.workflows.triples.dataset import dataset_options, make_and_write_dataset

    wanted = dataset_options(str(options["status"]), (), 0, str(options["split"]))
    folder = folder_for(place.dataset, place, named_by="sha256")
    report = make_and_write_dataset(place, folder, wanted, form=str(options["form"]), events=events)
    return {"folder": "data/dataset", **report.summary}


def _train(place: Workspace, options: Options, events: Events) -> dict[str, Any]:
    from finetune.recipe import find_recipe, override
    from hea.workflows.training.train import prepare_training, run_training

    recipe = find_recipe(str(options["recipe"]))
    if options["steps"]:
        recipe = override(recipe, [f"max_steps={options['steps']}"])
    task = prepare_training(place, recipe, name=str(options["name"]) or None, events=events)
    trained = run_training(task, fresh=bool(options["fresh"]), events=events)
    return {**asdict(trained), "folder": trained.folder.name, **task.examples.counts}


def _report(place: Workspace, options: Options, events: Events) -> dict[str, Any]:
    from hea.workflows.training.report import measure_adapter

    name = str(options["adapter"])
    found = measure_adapter(
        place,
        name,
        rows=int(options["rows"]),
        answers=int(options["answers"]),
        four_bits=False,
        events=events,
    )
    return asdict(found)


def _evaluate(place: Workspace, options: Options, events: Events) -> dict[str, Any]:
    from hea.workflows.evaluate.evaluation import run_evaluation
    from hea.workflows.evaluate.scorecards import evaluation_card

    tuned = str(options["tuned"])
    found = run_evaluation(
        place,
        str(options["name"]),
        base=str(options["base"]) or None,
        tuned=f"adapter:{tuned}" if tuned else None,
        limit=int(options["limit"]) or None,
        events=events,
    )
    return {**evaluation_card(found), "name": str(options["name"])}


_WORK: Mapping[str, _Work] = {
    "build": _build,
    "dataset": _dataset,
    "train": _train,
    "report": _report,
    "eval": _evaluate,
}
