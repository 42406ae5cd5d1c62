"""Everything but /graphql, as one Starlette application."""

from __future__ import annotations

from collections.abc import Mapping

from starlette.applications import Starlette
from starlette.routing import Route

from hub.api import graphiql
from hub.api.health import Check, healthz, readyz
from hub.api.metrics import Metrics
from hub.api.status import Fetches, status_page


def pages(database: Fetches, checks: Mapping[str, Check], metrics: Metrics) -> Starlette:
    """/, /graphiql, /healthz, /readyz, /metrics."""
    return Starlette(
        routes=[
            Route("/", status_page(database)),
            Route("/healthz", healthz),
            Route("/readyz", readyz(checks)),
            Route("/metrics", metrics.page),
            *graphiql.ROUTES,
        ]
    )
