"""`/history`: the questions that were asked."""

from starlette.routing import BaseRoute

ROUTES: list[BaseRoute] = []
