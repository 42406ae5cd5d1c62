"""The text formats: CSV for spreadsheets, NDJSON for programs."""

from __future__ import annotations

import csv
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from datetime import datetime
from io import StringIO
from typing import Any, Final, Literal, Protocol

import msgspec

from hub.query.export.planned import Planned
from hub.query.export.rows import Rows, safe, text_cells

Encoding = Literal["utf-8", "gb18030"]
ENCODINGS: Final[tuple[Encoding, ...]] = ("utf-8", "gb18030")
TOTAL: Final = "合计"

_JSON: Final = msgspec.json.Encoder()

_CHUNK: Final = 128
"""Rows read and written between two looks at what else there is to do."""


@dataclass(frozen=True)
class Source:
    """A system the list's records come from, and when it last delivered."""

    name: str
    label: str
    at: datetime | None


@dataclass(frozen=True)
class Told:
    """What is known at the end: the snapshot's time, where from, how many rows, the total's row."""

    at: datetime
    sources: tuple[Source, ...]
    rows: int
    total: Any | None


class Writer(Protocol):
    """Writes one export. `chunk`: rows it takes at a time."""

    media: str
    chunk: int

    def head(self) -> bytes: ...

    def body(self, rows: Rows) -> bytes: ...

    def tail(self, told: Told) -> AsyncIterator[bytes]: ...

    def close(self) -> None:
        """Give up what it holds; the file may be unfinished."""


class CsvWriter:
    """RFC 4180; UTF-8 begins with a byte order mark, by which spreadsheets know it."""

    chunk = _CHUNK

    def __init__(self, planned: Planned, encoding: Encoding) -> None:
        self.media = f"text/csv; charset={encoding}"
        self.encoding, self.planned = encoding, planned
        self.cells = text_cells(planned.columns)

    def head(self) -> bytes:
        mark = b"\xef\xbb\xbf" if self.encoding == "utf-8" else b""
        return mark + self._lines([tuple(safe(each.heading) for each in self.planned.columns)])

    def body(self, rows: Rows) -> bytes:
        return self._lines(self.cells(rows))

    async def tail(self, told: Told) -> AsyncIterator[bytes]:
        if told.total is not None:
            yield self._lines(total_cells(self.planned, told.total, text_cells))

    def close(self) -> None:
        pass

    def _lines(self, cells: list[tuple[Any, ...]]) -> bytes:
        text = StringIO(newline="")
        csv.writer(text, lineterminator="\r\n").writerows(cells)
        return text.getvalue().encode(self.encoding)


class NdjsonWriter:
    """One JSON object a line, as the answer to the query would have it; then `{"total": …}`."""

    media = "application/x-ndjson"
    chunk = _CHUNK

    def __init__(self, planned: Planned) -> None:
        self.planned = planned

    def head(self) -> bytes:
        return b""

    def body(self, rows: Rows) -> bytes:
        return _JSON.encode_lines(self.planned.records(rows))

    async def tail(self, told: Told) -> AsyncIterator[bytes]:
        if told.total is not None:
            yield _JSON.encode_lines([{"total": self.planned.total_record([told.total])[0]}])

    def close(self) -> None:
        pass


def total_cells(
    planned: Planned, row: Any, cells: Callable[[Any], Callable[[Rows], list[tuple[Any, ...]]]]
) -> list[tuple[Any, ...]]:
    """The total's row: its figures under their columns, the first cell without one names it."""
    (found,) = cells(planned.totals)([row])
    made = list(found)
    if None in made:
        made[made.index(None)] = TOTAL
    return [tuple(made)]
