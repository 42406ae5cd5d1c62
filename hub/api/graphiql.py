"""`/graphiql`: the query editor, from files of our own; see static/graphiql/README.md."""

from __future__ import annotations

from pathlib import Path

from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

FOLDER = Path(__file__).with_name("static") / "graphiql"


async def page(request: Request) -> Response:
    """The editor."""
    return FileResponse(FOLDER / "index.html", headers={"Cache-Control": "no-cache"})


ROUTES = [Route("/graphiql", page), Mount("/graphiql", StaticFiles(directory=FOLDER))]
"""The page, and the files it loads."""
