"""`/values`: the values of a property as a table and as plots, each with its sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from starlette.datastructures import QueryParams
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from builder.errors import UserError
from hea.web.api_description import ApiParameter, api_route
from hea.web.pages import page, trouble_text
from hea.web.parameters import choice_of, number_of, text_of, texts_of
from hea.web.served import in_thread, served
from hea.workflows import json_contracts

if TYPE_CHECKING:
    from hea.workflows.answers.property_search import AlloyDescription

NAVIGATION = ("/values", "Values")
#: Rows of the table on one page.
_SHOWN = 100
_FORMS = ("json", "csv", "xlsx", "parquet", "vega", "svg", "png", "html")
_PLOT_MEDIA = {"svg": "image/svg+xml", "png": "image/png", "html": "text/html; charset=utf-8"}
#: Names of parameters that choose values, in the order of the form.
_CHOOSING = ("property", "alloy", "element", "phase", "route", "at", "of", "year", "disagree")
_ASKED = (
    ApiParameter("property", "A property by any of its names.", required=True),
    ApiParameter("alloy", "Only values of this alloy."),
    ApiParameter("element", "Elements that the alloy holds; may be repeated."),
    ApiParameter("phase", "Phases that the sentence names; may be repeated."),
    ApiParameter("route", "How the material was made or treated; may be repeated."),
    ApiParameter("at", "Test temperature: `77 K`, `20..25 °C`, `600..`, `not stated` or a band."),
    ApiParameter("of", "What it is a value of: `alloy`, `coating`, `composite` …"),
    ApiParameter("year", "`2016`, `2018..`, `..2015` or `2014..2018`."),
    ApiParameter("disagree", "`1`: only pairs of papers that disagree."),
    ApiParameter("sort", "`paper`, `alloy`, `value`, `temperature`, `year` or `route`."),
    ApiParameter("order", "`down`: the largest first."),
    ApiParameter("plot", "For `vega`, `svg`, `png`, `html`: what the plot shows."),
)


async def values(request: Request) -> Response:
    """Show the values of a property; without one the properties there are."""
    place = served(request).workspace
    shown = await in_thread(_offered, place.database)
    try:
        shown |= await in_thread(_view, place.database, request.query_params)
    except UserError as error:
        return page(
            request, "values.html", 400, title="Values", view=None,
            given=_given(request.query_params), trouble=trouble_text(request, error), **shown,
        )  # fmt: skip
    return page(request, "values.html", trouble=None, **shown)


def _offered(database: Any) -> dict[str, Any]:
    """Return what the form offers whatever was chosen."""
    from hea.workflows.values.explore import properties_with_values
    from hea.workflows.values.facets import BANDS, NOT_STATED
    from hea.workflows.values.plots import PLOTS
    from hea.workflows.values.tables import has_parquet

    return {
        "properties": properties_with_values(database) if database.exists() else {},
        "built": database.exists(),
        "bands": [NOT_STATED, *BANDS],
        "plots": PLOTS,
        "has_parquet": has_parquet(),
    }


def _given(given: QueryParams) -> dict[str, list[str]]:
    """Return the parameters that choose values, as they were given."""
    several = {"element", "phase", "route", "of"}
    found = {
        name: texts_of(given, name) if name in several else [text_of(given, name)]
        for name in _CHOOSING
    }
    return {name: [one for one in words if one] for name, words in found.items()}


def _view(database: Any, given: QueryParams) -> dict[str, Any]:
    """Return what the page shows of the parameters of its address."""
    from answer.collected.values.naming import material_text
    from answer.collected.values.wording import making, value_text
    from builder.materials.quantity import with_unit
    from hea.workflows.values.drawing.page import spec_in_html
    from hea.workflows.values.row_words import with_arrow

    chosen = _given(given)
    if not chosen["property"]:
        return {"title": "Values", "view": None, "given": chosen}
    view, sort, down = _explored(database, given, chosen)
    last = max(1, -(-len(view.rows) // _SHOWN))
    number = min(number_of(given, "page", 1, 1), last)

    plot = text_of(given, "plot")

    def address(**changed: Any) -> str:
        """Return the address of this page with some parameters changed; None takes one away."""
        kept: dict[str, Any] = chosen | {
            "sort": sort, "order": "down" if down else "", "plot": plot,
        }  # fmt: skip
        pairs = {name: words for name, words in (kept | changed).items() if words}
        return f"/values?{urlencode(pairs, doseq=True)}"

    return {
        "title": f"Values of {view.query.property}",
        "view": view,
        "given": chosen,
        "plot": plot,
        "sort": sort,
        "down": down,
        "rows": view.rows[(number - 1) * _SHOWN : number * _SHOWN],
        "first": (number - 1) * _SHOWN,
        "number": number,
        "last": last,
        "address": address,
        "download": urlencode(
            chosen | {"sort": sort, "order": "down" if down else "", "plot": view.plot.kind},
            doseq=True,
        ),
        "specification": spec_in_html(view.plot),
        "facet": {one.name: one for one in view.facets},
        "making": making,
        "material_text": material_text,
        "with_unit": with_unit,
        "value_text": value_text,
        "with_arrow": with_arrow,
    }


def _explored(database: Any, given: QueryParams, chosen: dict[str, list[str]]) -> Any:
    """Return the view that parameters ask for, how it is sorted, and whether downward."""
    from hea.workflows.answers.property_search import read_property_query
    from hea.workflows.values.explore import explore_values
    from hea.workflows.values.facets import ORDERS, read_value_filter
    from hea.workflows.values.plots import PLOTS

    where = read_value_filter(
        chosen["element"], chosen["phase"], chosen["route"], "".join(chosen["at"]),
        "".join(chosen["year"]), chosen["of"],
    )  # fmt: skip
    alloy, disagree = "".join(chosen["alloy"]) or None, bool(chosen["disagree"])
    query = read_property_query("".join(chosen["property"]), alloy, disagree, where)
    sort = choice_of(given, "sort", ORDERS, "")
    down = choice_of(given, "order", ("up", "down"), "up") == "down"
    plot = choice_of(given, "plot", tuple(PLOTS), "")
    return explore_values(database, query, sort, down, plot), sort, down


async def api_values(request: Request) -> Response:
    """Return the values of a property that the papers state, or a plot of them."""
    form = choice_of(request.query_params, "format", _FORMS, "json")
    content, media = await in_thread(
        _written, served(request).workspace.database, request.query_params, form
    )
    if form in ("json", "vega"):
        return JSONResponse(content)
    name = "values" if media not in _PLOT_MEDIA.values() else "plot"
    saved = {"content-disposition": f'attachment; filename="{name}.{form}"'}
    return Response(content, media_type=media, headers=saved)


def _written(database: Any, given: QueryParams, form: str) -> tuple[Any, str]:
    """Return values in a form, and its type."""
    from hea.workflows.values.drawing.files import plot_bytes
    from hea.workflows.values.tables import MEDIA, written_table
    from hea.workflows.values.vega_lite import specification

    chosen = _given(given)
    if not chosen["property"]:
        raise UserError("No property is named.", "Add property=yield+strength.")
    view, _, _ = _explored(database, given, chosen)
    if form == "vega":
        return specification(view.plot), ""
    rows = [json_contracts.evidence(row) for row in view.rows]
    if form == "json":
        return rows, ""
    if form in MEDIA:
        return written_table(rows, form), MEDIA[form]
    return plot_bytes(view.plot, rows, f".{form}"), _PLOT_MEDIA[form]


async def alloy(request: Request) -> Response:
    """Show an alloy: its composition, what is calculated from it, and all papers with it."""
    from hea.workflows.answers.property_search import RELATIONS

    found = await in_thread(_described, request)
    shown = {"found": found, "relations": RELATIONS}
    return page(request, "alloy.html", title=found.alloy.name, **shown)


async def api_alloy(request: Request) -> Response:
    """Describe an alloy: its composition, what is calculated from it, and all papers with it."""
    return JSONResponse(json_contracts.alloy(await in_thread(_described, request)))


def _described(request: Request) -> AlloyDescription:
    from hea.workflows.answers.property_search import describe_alloy

    formula = text_of(request.query_params, "formula", 200)
    return describe_alloy(served(request).workspace.database, formula)


async def api_properties(request: Request) -> Response:
    """Return the properties that have values, the commonest first."""
    shown = await in_thread(_offered, served(request).workspace.database)
    return JSONResponse([{"property": n, "values": c} for n, c in shown["properties"].items()])


ROUTES = [
    Route("/values", values),
    Route("/alloy", alloy),
    api_route(
        "/api/alloy",
        api_alloy,
        ApiParameter("formula", "An alloy, written or named in any way.", required=True),
        returns="What `hea alloy --json` prints.",
    ),
    api_route("/api/properties", api_properties, returns="A list of `property` and `values`."),
    api_route(
        "/api/values",
        api_values,
        *_ASKED,
        ApiParameter("format", "`json`, `csv`, `xlsx`, `parquet`, `vega`, `svg`, `png` or `html`."),
        returns="What `hea table --json` prints; a file, or a Vega-Lite specification.",
    ),
]
