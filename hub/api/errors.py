"""Problems as bodies: a GraphQL answer that holds one error and no data, or plain JSON."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import orjson

from hub.query.engine import error_of
from schema.problems import HubError, Lang


def problem(error: HubError, lang: Lang) -> dict[str, Any]:
    """A problem's code, name, message, fix and place."""
    found: dict[str, Any] = {
        "id": error.code,
        "code": error.problem.name,
        "message": error.message(lang),
        "fix": error.fix(lang),
    }
    return found | ({"place": error.place} if error.place else {})


def graphql_body(error: HubError, lang: Lang) -> bytes:
    """A GraphQL answer of one error and no data."""
    return errors_body((error,), lang)


def errors_body(errors: Iterable[HubError], lang: Lang) -> bytes:
    """A GraphQL answer of errors and no data."""
    return orjson.dumps({"errors": [error_of(each, lang) for each in errors]})
