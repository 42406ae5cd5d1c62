"""Reader of paged interfaces that answer in XML."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from adapters.sdk.readers.http_pages import HttpPages, Table
from adapters.sdk.readers.xml import parsed, records


@dataclass(frozen=True)
class HttpXml(HttpPages):
    """Pages of XML: the parts of an answer are attributes of its root element.

    `at`: where the records are, as names below the root (`project/stage`); of totals, `total`.
    `optional`: columns that no record of a page may have. Columns: see `adapters.sdk.readers.xml`.
    """

    at: str = "record"
    optional: tuple[str, ...] = ()

    def decode(self, body: bytes) -> Any:
        """raises: ValueError for what is no whole XML; StopBatch(A320) for what is not safe"""
        root = parsed(body, self.path)
        totals = [dict(each.attrib) for each in root.iterfind("{*}total")]
        return {**root.attrib, "next": root.get("next") or None, "root": root, "data": totals}

    def rows(self, answer: Mapping[str, Any]) -> Table:
        """The elements at `at`."""
        return records(answer["root"], self.at, self.optional)
