"""Reader of paged REST interfaces: JSON records."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from adapters.sdk.readers.http_pages import HttpPages, Table
from adapters.sdk.source import Text


def records(answer: Mapping[str, Any]) -> Table:
    """The objects of `data`, each member a column."""
    found: Sequence[dict[str, Any]] = answer["data"]
    columns = tuple(dict.fromkeys(column for record in found for column in record))
    return columns, [[json_text(record.get(column)) for column in columns] for record in found]


@dataclass(frozen=True)
class HttpJson(HttpPages):
    """Pages of JSON. `table`: what an answer's records are."""

    table: Callable[[Mapping[str, Any]], Table] = records

    def decode(self, body: bytes) -> Any:
        """The JSON, its numbers as written."""
        return exact_json(body)

    def rows(self, answer: Mapping[str, Any]) -> Table:
        """As `table` finds them."""
        return self.table(answer)


def exact_json(body: bytes | str) -> Any:
    """JSON with every number as the text it is written in. raises: ValueError"""
    return json.loads(body, parse_float=str, parse_int=str, parse_constant=str)


def json_text(value: Any) -> Text:
    """A JSON value as the partner wrote it.

    >>> json_text("1.50"), json_text(None), json_text(True)
    ('1.50', None, 'true')
    """
    if value is None or isinstance(value, str):
        return value
    return json.dumps(value, ensure_ascii=False)
