"""`/train/NAME` and `/eval/NAME`: what a training and an evaluation left behind, or do now."""

from __future__ import annotations

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Route

from hea.web.api_description import ApiParameter, api_route
from hea.web.pages import page
from hea.web.routes.jobs import loss_chart
from hea.web.served import in_thread, served
from hea.workflows.jobs.reports import view_evaluation, view_training

#: What the browser may do with a report: show its words, its own styles and its pictures. It has
#: no origin (`sandbox`), so that nothing in it could read or send anything, were it ever to run.
_REPORT_HEADERS = {
    "content-security-policy": (
        "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:;"
        " frame-ancestors 'self'; base-uri 'none'; form-action 'none'"
    ),
    "x-frame-options": "SAMEORIGIN",
}


async def training(request: Request) -> Response:
    """Show a training: its losses, what it answered meanwhile, and its report."""
    found = await in_thread(view_training, served(request).workspace, request.path_params["name"])
    return page(
        request,
        "training.html",
        title=f"Training {found.name}",
        training=found,
        chart=loss_chart(found.loss, found.val_loss),
    )


async def training_data(request: Request) -> Response:
    """Tell a training: its losses by step, previews, and its report."""
    found = await in_thread(view_training, served(request).workspace, request.path_params["name"])
    return JSONResponse(
        {
            "name": found.name,
            "ended": found.ended,
            "loss": found.loss,
            "val_loss": found.val_loss,
            "last": found.last,
            "previews": [
                {"question": one.question, "reference": one.reference, "answers": one.answers}
                for one in found.previews
            ],
            "report": found.report,
        }
    )


async def evaluation(request: Request) -> Response:
    """Show the report of an evaluation."""
    found = await in_thread(view_evaluation, served(request).workspace, request.path_params["name"])
    return page(
        request,
        "evaluation.html",
        title=f"Evaluation {found.name}",
        evaluation=found,
    )


async def evaluation_report(request: Request) -> Response:
    """Show the page that an evaluation wrote, if it is as it was written; no script runs in it."""
    found = await in_thread(view_evaluation, served(request).workspace, request.path_params["name"])
    if found.page is None:
        raise HTTPException(404)
    return HTMLResponse(found.page, headers=_REPORT_HEADERS)


async def evaluation_data(request: Request) -> Response:
    """Tell the scores of an evaluation."""
    found = await in_thread(view_evaluation, served(request).workspace, request.path_params["name"])
    return JSONResponse(found.scores)


_NAME = ApiParameter("name", "The name of an adapter.", place="path")
_EVALUATION = ApiParameter("name", "The name of an evaluation.", place="path")

ROUTES = [
    Route("/train/{name}", training),
    Route("/eval/{name}", evaluation),
    Route("/eval/{name}/report", evaluation_report),
    api_route(
        "/api/train/{name}",
        training_data,
        _NAME,
        returns="`name`, `ended`, `loss` and `val_loss` (step and loss), `previews`, `report`.",
    ),
    api_route(
        "/api/eval/{name}", evaluation_data, _EVALUATION, returns="As `hea eval --json` prints."
    ),
]
