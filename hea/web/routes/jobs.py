"""`/jobs`: long work, started by forms of few choices, watched, stopped and gone on with."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Any

from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from builder.errors import UserError
from hea.web.api_description import ApiParameter, api_route
from hea.web.pages import fragment, page, without_paths
from hea.web.parameters import choice_of
from hea.web.routes.changes import Changes, change_stream
from hea.web.served import in_thread, served
from hea.workflows.jobs.event_log import read_events, read_progress
from hea.workflows.jobs.job_folder import JobRecord, find_job, list_jobs
from hea.workflows.jobs.job_options import KINDS
from hea.workflows.jobs.line_chart import line_chart
from hea.workflows.jobs.reports import evaluation_names, training_names, view_training
from hea.workspace import Workspace

NAVIGATION = ("/jobs", "Jobs")
#: Jobs of a page, and lines of what one reported.
_MOST_JOBS, _MOST_LINES = 30, 200
#: Characters of the longest fact of a result that is shown; the JSON interface has all.
_LONGEST_FACT = 60


def job_as_plain(job: JobRecord, place: Workspace) -> dict[str, Any]:
    """Return a job as the JSON interface tells it, without the folders of this machine."""
    trouble = job.trouble
    return {
        "name": job.name,
        "kind": job.kind,
        "options": dict(job.options),
        "command": job.command,
        "state": job.state,
        "began": job.began,
        "ended": job.ended,
        "progress": job.progress,
        "result": job.result,
        "error": trouble and without_paths(trouble[0], place),
        "hint": trouble and without_paths(trouble[1], place),
    }


async def jobs(request: Request) -> Response:
    """Show the forms of jobs, and those that were started."""
    opened = choice_of(request.query_params, "open", tuple(KINDS), "build")
    shown = await in_thread(_all, served(request).workspace)
    return page(request, "jobs.html", title="Jobs", opened=opened, **shown)


def _all(place: Workspace) -> dict[str, Any]:
    found = list_jobs(place)
    return {
        "jobs": [_shown(job, place) for job in found[:_MOST_JOBS]],
        "running": next((job.name for job in found if job.state == "running"), None),
        "forms": [
            {
                "kind": kind,
                "fields": [(one, one.choices and one.choices(place)) for one in kind.fields],
            }
            for kind in KINDS.values()
        ],
        "trainings": training_names(place),
        "evaluations": evaluation_names(place),
    }


def _shown(job: JobRecord, place: Workspace) -> dict[str, Any]:
    """Return what templates show of a job."""
    told = job_as_plain(job, place)
    until = job.ended or (time.time() if job.state == "running" else 0.0)
    lines = [
        {**event, "words": without_paths(str(event.get("words", "")), place)}
        for event in job.events[-_MOST_LINES:]
    ]
    return {
        **told,
        "seconds": round(until - job.began) if until and job.began else None,
        "lines": [line for line in lines if line["kind"] in ("begin", "step", "note", "end")],
        "facts": list(_facts(job.result)),
        "leads_to": _leads_to(job),
    }


def _facts(result: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield name and value of what is worth reading in a result."""
    for name, value in result.items():
        words = _words(value)
        if isinstance(value, dict):
            parts = ((key, _words(inner)) for key, inner in value.items())
            words = ", ".join(f"{key} {inner}" for key, inner in parts if inner)
        if words and len(words) <= _LONGEST_FACT:
            yield name.replace("_", " "), words


def _words(value: object) -> str:
    if isinstance(value, bool | None):
        return ""
    if isinstance(value, float):
        return f"{value:.4g}"
    return f"{value:,}" if isinstance(value, int) else value if isinstance(value, str) else ""


def _leads_to(job: JobRecord) -> tuple[str, str] | None:
    """Return address and name of the page that shows what a job makes."""
    options = job.options
    if job.kind == "train":
        name = options["name"] or options["recipe"]
        return f"/train/{name}", f"Training {name}"
    if job.kind == "report":
        return f"/train/{options['adapter']}", f"Training {options['adapter']}"
    if job.kind == "eval" and job.state == "done":
        return f"/eval/{options['name']}", f"Evaluation {options['name']}"
    return ("/papers", "Papers") if job.kind == "build" and job.state == "done" else None


async def job(request: Request) -> Response:
    """Show a job as it is now; without JavaScript the page asks again while it runs."""
    return page(request, "job.html", **await in_thread(_one, request))


async def job_now(request: Request) -> Response:
    """Return what changes of a job's page alone, to be put into a page that is open."""
    return HTMLResponse(fragment(request, "_job.html", **await in_thread(_one, request)))


def _one(request: Request) -> dict[str, Any]:
    place = served(request).workspace
    found = find_job(place, request.path_params["name"])
    shown: dict[str, Any] = {"title": found.name, "job": _shown(found, place), "training": None}
    if found.kind == "train":
        try:
            training = view_training(place, str(found.options["name"] or found.options["recipe"]))
        except UserError:  # it has not come so far
            return shown
        shown |= {"training": training, "chart": loss_chart(training.loss, training.val_loss)}
    return shown


def loss_chart(loss: Any, val_loss: Any) -> Any:
    """Return the chart of the losses of a training; None before the first of them."""
    return line_chart([("training", loss), ("validation", val_loss)])


async def start_form(request: Request) -> Response:
    """Start a job by its form, and lead to its page."""
    begun = await _start(request)
    return RedirectResponse(f"/jobs/{begun.name}", 303)


async def start(request: Request) -> Response:
    """Start a job; one runs at a time."""
    begun = await _start(request)
    return JSONResponse(await in_thread(job_as_plain, begun, served(request).workspace), 202)


async def _start(request: Request) -> JobRecord:
    from hea.workflows.jobs.control import start_job

    async with request.form(max_files=0, max_fields=20) as form:
        given = {name: value for name, value in form.multi_items() if isinstance(value, str)}
    return await in_thread(start_job, served(request).workspace, request.path_params["kind"], given)


async def act_form(request: Request) -> Response:
    """Stop, end or resume a job, and lead to its page."""
    found = await _act(request)
    return RedirectResponse(f"/jobs/{found.name}", 303)


async def act(request: Request) -> Response:
    """Do one of these with a job: `stop` it as Ctrl-C does, `end` it at once, `resume` it."""
    found = await _act(request)
    return JSONResponse(await in_thread(job_as_plain, found, served(request).workspace))


async def _act(request: Request) -> JobRecord:
    from hea.workflows.jobs.control import end_job, resume_job, stop_job

    acts = {"stop": stop_job, "end": end_job, "resume": resume_job}
    name, wanted = request.path_params["name"], request.path_params["act"]
    if wanted not in acts:
        raise UserError("A job can be stopped, ended or resumed.", "")
    return await in_thread(acts[wanted], served(request).workspace, name)


async def stop(request: Request) -> Response:
    """Stop a job as Ctrl-C does; it can be resumed."""
    from hea.workflows.jobs.control import stop_job

    place, name = served(request).workspace, request.path_params["name"]
    return JSONResponse(job_as_plain(await in_thread(stop_job, place, name), place))


async def listing(request: Request) -> Response:
    """List the jobs, the latest first."""
    place = served(request).workspace
    found = await in_thread(list_jobs, place)
    return JSONResponse([job_as_plain(one, place) for one in found])


async def one(request: Request) -> Response:
    """Tell a job as it is now."""
    place = served(request).workspace
    return JSONResponse(
        job_as_plain(await in_thread(find_job, place, request.path_params["name"]), place)
    )


async def events(request: Request) -> Response:
    """Tell what a job reports as it comes, by server-sent events, until it ends."""
    place, name = served(request).workspace, request.path_params["name"]
    found = await in_thread(find_job, place, name)
    bar: dict[str, Any] | None = None

    def look(start: int) -> Changes:
        nonlocal bar
        state = find_job(place, name).state  # before the events: its end is among them then
        end, rows = read_events(found.folder, start)
        told = [("line", _told(row, place)) for row in rows if row["kind"] != "result"]
        now = read_progress(found.folder)
        if now and now != bar and state == "running":
            told.append(("progress", now))
        bar = now
        return Changes(end, tuple(told), state != "running")

    return change_stream(request, look)


def _told(row: dict[str, Any], place: Workspace) -> dict[str, Any]:
    """Return an event without the folders of this machine."""
    return {
        name: without_paths(value, place) if isinstance(value, str) else value
        for name, value in row.items()
        if name != "pid"
    }


_NAME = ApiParameter("name", "The name of a job: `build-3`.", place="path")
_KIND = ApiParameter("kind", f"One of: {', '.join(KINDS)}.", place="path")
_JOB = "a job: `name`, `kind`, `options`, `command`, `state`, `progress`, `result`, `error`, `hint`"
_FIELDS = tuple(
    ApiParameter(name, f"Of {', '.join(kinds)}.", place="body")
    for name, kinds in {
        field.name: [kind.name for kind in KINDS.values() if field in kind.fields]
        for kind in KINDS.values()
        for field in kind.fields
    }.items()
)

ROUTES = [
    Route("/jobs", jobs),
    Route("/jobs/{kind}/start", start_form, methods=["POST"]),
    Route("/jobs/{name}", job),
    Route("/jobs/{name}/now", job_now),
    Route("/jobs/{name}/{act}", act_form, methods=["POST"]),
    api_route("/api/jobs", listing, returns=f"A list, each {_JOB}."),
    api_route("/api/jobs/{kind}", start, _KIND, *_FIELDS, returns=f"{_JOB}.", methods=("POST",)),
    api_route("/api/jobs/{name}", one, _NAME, returns=f"{_JOB}."),
    api_route("/api/jobs/{name}", stop, _NAME, returns=f"{_JOB}.", methods=("DELETE",)),
    api_route(
        "/api/jobs/{name}/events",
        events,
        _NAME,
        returns="Events `line` (what it reports), `progress` and `end`.",
        media="text/event-stream",
    ),
    api_route(
        "/api/jobs/{name}/{act}",
        act,
        _NAME,
        ApiParameter("act", "`stop`, `end` or `resume`.", place="path"),
        returns=f"{_JOB}.",
        methods=("POST",),
    ),
]
