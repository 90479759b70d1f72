"""`hea eval extract`, `fulltext`, `retrieval`, `answers` and the others: one measure each."""

from pathlib import Path
from typing import Annotated, Any

import typer

from hea.cli.options import Json, Where
from hea.workspace import find_workspace

app = typer.Typer(help="Measure extraction, retrieval and answers against known truth.")


def _input_file(help_text: str) -> Any:
    """Return the option of a file that must be there."""
    return typer.Option(help=help_text, exists=True, dir_okay=False, show_default=False)


def _weights_folder(name: str) -> Any:
    """Return the option for the folder of fitted weights."""
    return typer.Option(
        help=f"Folder for the weights. Default: data/eval/{name}",
        file_okay=False,
        show_default=False,
    )


@app.command()
def extract(
    gold: Annotated[
        Path,
        _input_file(
            'JSONL of {"file", "title", "doi", "year", "abstract"}; the PDFs lie beside it.'
        ),
    ],
    as_json: Json = False,
) -> None:
    """Measure how well titles, DOIs and abstracts are read, compared with a person."""
    from hea.render import console
    from hea.render.measures import scores as render
    from hea.workflows.evaluate.measures import measure_extraction
    from hea.workflows.evaluate.scorecards import extraction_card

    found = measure_extraction(gold, console.EVENTS)
    if as_json:
        console.print_json(extraction_card(found))
    else:
        render.show_extraction(found)


@app.command()
def fulltext(
    gold: Annotated[
        Path,
        typer.Option(
            help='Folder with order.jsonl, of {"file", "headings", "continuations"}, and'
            ' tables.jsonl, of {"file", "page", "grid", "measurements"}; the PDFs lie in it,'
            " or in folders beside it.",
            exists=True,
            file_okay=False,
            show_default=False,
        ),
    ],
    as_json: Json = False,
) -> None:
    """Measure how well whole papers are read: order, headings, tables, values."""
    from hea.render import console
    from hea.render.measures import scores as render
    from hea.workflows.evaluate.measures import measure_fulltext
    from hea.workflows.evaluate.scorecards import fulltext_card

    found = measure_fulltext(gold, console.EVENTS)
    if as_json:
        console.print_json(fulltext_card(found))
    else:
        render.show_fulltext(found)


@app.command()
def retrieval(
    questions: Annotated[
        Path,
        _input_file('JSONL of {"question", "source_id"}; a source is named by record id or DOI.'),
    ],
    out: Annotated[
        Path | None,
        typer.Option(
            help="Folder for the runs, in TREC's format. Default: data/eval/retrieval",
            file_okay=False,
            show_default=False,
        ),
    ] = None,
    as_json: Json = False,
    workspace: Where = None,
) -> None:
    """Measure how often the right paper is found first: by vectors, words, alloys, all."""
    from hea.render import console
    from hea.render.measures import scores as render
    from hea.workflows.evaluate.measures import measure_retrieval
    from hea.workflows.evaluate.results import write_measure
    from hea.workflows.evaluate.scorecards import retrieval_card

    place = find_workspace(workspace)
    folder = out or place.evaluations / "retrieval"
    found = measure_retrieval(place, questions, folder, console.EVENTS)
    card = write_measure(folder, retrieval_card(found), [questions], place)
    if as_json:
        console.print_json(card)
    else:
        render.show_retrieval(found)
        console.note(f"The runs are in {folder}, with scores.json and made.json.")


@app.command()
def answers(
    questions: Annotated[
        Path,
        _input_file(
            'JSONL of {"question", "answer", "aliases", "evidence", "source_id", "type"};'
            " a question without a source is one to refuse."
        ),
    ],
    curve: Annotated[
        Path | None,
        typer.Option(
            help="File for the results at each confidence threshold.",
            show_default=False,
        ),
    ] = None,
    as_json: Json = False,
    workspace: Where = None,
) -> None:
    """Compare answers with known ones: values, evidence, refusals."""
    from hea.render import console
    from hea.render.measures import scores as render
    from hea.workflows.evaluate.measures import measure_answers
    from hea.workflows.evaluate.results import write_measure
    from hea.workflows.evaluate.scorecards import answers_card

    place = find_workspace(workspace)
    found = measure_answers(place, questions, curve, console.EVENTS)
    folder = place.evaluations / "answers"
    card = write_measure(folder, answers_card(found), [questions], place)
    if as_json:
        console.print_json(card)
    else:
        render.show_answers(found)
        console.note(f"in {folder}: scores.json, made.json")


@app.command()
def ranker(
    questions: Annotated[
        list[Path],
        _input_file('JSONL of {"question", "source_id", "evidence"}; may be given several times.'),
    ],
    out: Annotated[
        Path | None,
        _weights_folder("ranker"),
    ] = None,
    as_json: Json = False,
    workspace: Where = None,
) -> None:
    """Fit the weights that rank papers and sentences, and test them on other papers."""
    from hea.render import console
    from hea.render.measures import scores as render
    from hea.workflows.evaluate.ranker import fit_rankers
    from hea.workflows.evaluate.scorecards import ranker_card

    place = find_workspace(workspace)
    folder = out or place.evaluations / "ranker"
    found = fit_rankers(place, questions, folder, console.EVENTS)
    if as_json:
        console.print_json(ranker_card(found))
    else:
        render.show_ranker(found)
        console.note(f"The weights are in {folder}.")


@app.command()
def values(
    questions: Annotated[
        list[Path],
        _input_file('JSONL of {"question", "answer", "source_id"}; may be given several times.'),
    ],
    out: Annotated[
        Path | None,
        _weights_folder("values"),
    ] = None,
    as_json: Json = False,
    workspace: Where = None,
) -> None:
    """Fit when a single value is given, and count wrong values on other papers."""
    from dataclasses import asdict

    from hea.render import console
    from hea.render.measures import scores as render
    from hea.workflows.evaluate.value_chooser import fit_value_chooser

    place = find_workspace(workspace)
    folder = out or place.evaluations / "values"
    found = fit_value_chooser(place, questions, folder, console.EVENTS)
    if as_json:
        console.print_json({"name": "values", **asdict(found)})
    else:
        render.show_values(found)
        console.note(f"The weights are in {folder}.")


@app.command()
def metrics(
    questions: Annotated[
        Path | None,
        _input_file(
            "Put errors into the answers and evidence of this question file; their papers are"
            " in the corpus."
        ),
    ] = None,
    answers: Annotated[
        Path | None,
        _input_file('… or into any true answers: JSONL of {"answer", "context"}, and "question".'),
    ] = None,
    labelled: Annotated[
        list[str] | None,
        typer.Option(
            metavar="SET=DIR",
            help="Also judge a public labelled set: wice=FOLDER, begin=… or expertqa=…",
            show_default=False,
        ),
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option(
            help="JSONL file for all answers, with the error and which measures found it.",
            show_default=False,
        ),
    ] = None,
    seed: Annotated[int, typer.Option(help="Random seed for the errors.")] = 0,
    as_json: Json = False,
    workspace: Where = None,
) -> None:
    """Measure which known errors each check of answers finds, and its false alarms."""
    from hea.render import console
    from hea.render.measures import detection as render
    from hea.workflows.evaluate.measures import measure_detectors
    from hea.workflows.evaluate.results import write_measure
    from hea.workflows.evaluate.scorecards import detection_card

    place = find_workspace(workspace) if questions else None
    found = measure_detectors(
        place,
        questions=questions,
        answers=answers,
        labelled=labelled or (),
        out=out,
        seed=seed,
        events=console.EVENTS,
    )
    card = detection_card(found)
    if place:  # answers and labelled sets of one's own need no workspace, and nothing is kept
        files = [file for file in (questions, answers) if file]
        card = write_measure(place.evaluations / "metrics", card, files, place)
    if as_json:
        console.print_json(card)
    else:
        render.show_detection(found)
        if place:
            console.note(f"in {place.evaluations / 'metrics'}: scores.json, made.json")
