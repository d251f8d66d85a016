from importlib.resources import files

from jinja2 import Template
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Route

from tides.table import harbours, minutes, next_high_water, notice

_page = Template(files("tides").joinpath("templates/harbours.html").read_text(encoding="utf-8"), autoescape=True)


async def page(request: Request) -> Response:
    now = minutes(request.query_params.get("at", "12:00"))
    rows = [(harbour, next_high_water(harbour, now)) for harbour in harbours()]
    return HTMLResponse(_page.render(rows=rows, notice=notice()))


async def health(_: Request) -> Response:
    return JSONResponse({"harbours": len(harbours())})


app = Starlette(routes=[Route("/", page), Route("/health", health)])
