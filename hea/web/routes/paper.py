"""`/paper/ID`: one paper, its pages and its abstract."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from hea.web.parameters import number_of, paper_of
from hea.web.served import in_thread, served


async def picture(request: Request) -> Response:
    """Draw a page of the paper's PDF."""
    from hea.workflows.pages import page_picture

    dpi = number_of(request.query_params, "dpi", 110, 30, 300)
    number = int(request.path_params["number"])
    drawn = await in_thread(page_picture, served(request).workspace, paper_of(request), number, dpi)
    return Response(drawn, media_type="image/png")


ROUTES = [
    Route("/paper/{paper}/page/{number:int}.png", picture),
]
