"""Mapping: a page in the partner's words → the same page in ours, by the stream's crosswalk.

Pure: the same page and the same codes give the same result; no clock, no network. A record that
cannot be mapped is set aside with its problem, place and raw text; the others go on.
"""

from __future__ import annotations

from decimal import Decimal
from itertools import count
from operator import itemgetter

from adapters.sdk.aside import settle
from adapters.sdk.compiled import Cell, Grades, Loop, cells, compiled
from adapters.sdk.crosswalk import To, accounted, suppliers, verify
from adapters.sdk.money import Money, Printed
from adapters.sdk.source import Mapped, MappedPage, Page, Rejected, Stream, Translator
from schema.problems import StopBatch


def mapper(stream: Stream, translator: Translator) -> Mapper:
    """The mapper of a stream. raises: StopBatch(A310, A314) for a crosswalk that cannot work."""
    return Mapper(stream, translator)


class Mapper:
    """Maps the pages of one stream; remembers what it has converted, so keep it for a run.

    `fields`: our fields in the order of every record's `values`, those the crosswalk fills.
    """

    def __init__(self, stream: Stream, translator: Translator) -> None:
        verify(stream)
        self.fields = tuple(rule.field for rule in suppliers(stream))
        self._stream = stream
        self._translator = translator
        self._accounted = accounted(stream)
        self._grades = Grades()
        self._bound: dict[tuple[str, ...], tuple[list[Cell], Loop]] = {}

    def map(self, page: Page) -> MappedPage:
        """The page in our words. raises: StopBatch(A302) when its header is not the crosswalk's."""
        if not page.columns and not page.rows:
            return MappedPage([], [], {}, self._total(page))
        lines, loop = self._bind(page)
        self._grades.take()
        rows: list[Mapped] = []
        rejected: list[Rejected] = []
        others = loop(page.numbers or count(page.first_row), page.rows, rows)
        for number, row in others:
            settled = settle(self._stream, page, lines, number, row)
            if isinstance(settled, Mapped):
                rows.append(settled)
            else:
                rejected.append(settled)
        if others:
            rows.sort(key=itemgetter(0))
        return MappedPage(rows, rejected, self._grades.take(), self._total(page))

    def _bind(self, page: Page) -> tuple[list[Cell], Loop]:
        """The crosswalk for this header. The header must be the crosswalk's, in any order."""
        bound = self._bound.get(page.columns)
        if bound is None:
            missing = sorted(self._accounted.difference(page.columns))
            foreign = [name for name in page.columns if name not in self._accounted]
            if missing or foreign or len(set(page.columns)) < len(page.columns):
                twice = [name for name in page.columns if page.columns.count(name) > 1]
                raise StopBatch(
                    "A302",
                    expected=missing or ["-"],
                    found=foreign or twice or ["-"],
                    place=page.name,
                )
            lines = cells(self._stream, page.columns, self._translator, self._grades)
            bound = lines, compiled(self._stream, page.columns, lines)
            self._bound[page.columns] = bound
        return bound

    def _total(self, page: Page) -> Decimal | None:
        """The control field as written, over all records, for the page's own control."""
        if page.control is None or page.control.amount is None:
            return None
        for rule in suppliers(self._stream):
            if rule.field == self._stream.control and isinstance(rule, To):
                if not isinstance(rule.how, Money | Printed):
                    return None
                width, exact = len(page.columns), rule.how.exact
                places = [page.columns.index(column) for column in rule.columns if page.columns]
                cells = ([row[at] for at in places] for row in page.rows if len(row) == width)
                written = [[cell.strip() for cell in each if cell] for each in cells]
                full = (each for each in written if len(each) == len(places))
                return sum((exact(*each) or Decimal(0) for each in full), Decimal())
        return None
