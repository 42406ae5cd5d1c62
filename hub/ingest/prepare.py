"""What is done to a page before it meets the database: map, check, derive, and its own control.

Runs in the reader's thread, one page ahead of the merge. The page's bytes leave it compressed,
its records as rows for COPY: one row for each key, because a slice is one moment. Of several
versions of a record in one page the newest counts, later ones before earlier ones of one time;
the others are stale, or unchanged where they say the same.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from operator import itemgetter
from typing import Any, Protocol

from adapters.sdk.identities import Identity, Quotient
from adapters.sdk.source import Mapped, MappedPage, Page, Rejected, State, Stream, Translator
from hub.ingest.control import Finding, check_count, check_sum
from hub.ingest.derive import Values, derived, deriver
from hub.ingest.land import Landed, pack
from hub.store.reference import Reference
from schema.check import LONGEST_TEXT, checker, unfit
from schema.model import entities
from schema.problems import RejectRow

LINEAGE = ("source", "source_key", "source_updated_at", "_deleted", "_position", "_number")
"""What follows a record's own columns in the stage: `_position` in the page as a person counts
it, `_number` unique in the slice."""
SOURCE_KEY, UPDATED_AT = -5, -4


class Mapper(Protocol):
    """What `adapters.sdk.mapping.mapper` makes of a stream."""

    fields: tuple[str, ...]

    def map(self, page: Page) -> MappedPage: ...


MakeMapper = Callable[[Stream, Translator], Mapper]


@dataclass(frozen=True)
class Held:
    """The key of a record of a held page, and where it belongs."""

    source_key: str
    region_code: int | None
    fiscal_year: int | None


@dataclass(frozen=True)
class Prepared:
    """A page ready to be merged. `rows` in the order of `columns`; none when it is held.

    received = len(rows) + len(rejected) + len(held) + unchanged + stale
    """

    name: str
    landed: Landed
    state: State
    columns: tuple[str, ...]
    rows: list[Values]
    rejected: list[Rejected]
    held: list[Held]
    unchanged: int
    stale: int
    grades: Mapping[tuple[str, str], int]
    finding: Finding | None
    identities: tuple[Identity | Quotient, ...] = ()
    whole: Mapping[str, object] | None = None

    @property
    def received(self) -> int:
        counted = len(self.rows) + len(self.rejected) + len(self.held)
        return counted + self.unchanged + self.stale


def years_of(prepared: Prepared) -> set[int]:
    """The fiscal years of a page's records; none where they have none."""
    if "fiscal_year" not in prepared.columns:
        return set()
    place = prepared.columns.index("fiscal_year")
    return {row[place] for row in prepared.rows}


class Preparer:
    """Prepares the pages of one stream of `source`.

    one_stream: no other stream of the source feeds the same entity, so that its source keys name
    one record each there.
    raises: StopBatch(A310, A314) for a crosswalk that cannot work.
    """

    def __init__(
        self,
        source: str,
        stream: Stream,
        translator: Translator,
        reference: Reference,
        make_mapper: MakeMapper,
        one_stream: bool,
    ) -> None:
        self._source = source
        self._stream = stream
        self._one_stream = one_stream
        self._mapper = make_mapper(stream, translator)
        self._fields = self._mapper.fields
        entity = entities()[stream.into.__name__]
        self._check = checker(entity, self._fields)
        self._check_key = checker(entity, self._fields, key_only=True)
        self._derive = deriver(entity, self._fields, reference)
        self.columns = (*self._fields, *derived(entity), *LINEAGE)
        self._key = itemgetter(*(self.columns.index(name) for name in entity.key))

    def prepare(self, page: Page) -> Prepared:
        """raises: StopBatch(A301) for a page shorter than it says, StopBatch(A302) for a header
        that is not the crosswalk's."""
        check_count(page)
        mapped = self._mapper.map(page)
        finding = check_sum(page, mapped)
        rows: list[Values] = []
        rejected: list[Rejected] = []
        held: list[Held] = []
        unchanged = stale = 0
        if finding and finding.held:
            held = [*map(self._held, mapped.rows), *map(_held_reject, mapped.rejected)]
        else:
            rows, refused = self._rows(mapped.rows, page)
            rejected = mapped.rejected + refused
            rows, unchanged, stale = _one_each(rows, self._key)
            if self._one_stream:
                rows, same, old = _one_each(rows, itemgetter(SOURCE_KEY))
                unchanged, stale = unchanged + same, stale + old
        return Prepared(
            page.name, pack(page), page.state, self.columns, rows, rejected, held,
            unchanged, stale, {} if held else mapped.grades, finding,
            page.identities, page.whole,
        )  # fmt: skip

    def _rows(self, mapped: Iterable[Mapped], page: Page) -> tuple[list[Values], list[Rejected]]:
        """Checked records as rows of the stage; the others with what is wrong."""
        rows: list[Values] = []
        rejected: list[Rejected] = []
        check, derive, source = self._check, self._derive, self._source
        check_key = self._check_key
        for number, (position, key, updated, deleted, values) in enumerate(mapped):
            try:
                (check_key if deleted else check)(values)
                if unfit(key):
                    column = " + ".join(self._stream.key)
                    raise RejectRow("A217", column=column, value=key, limit=LONGEST_TEXT)
                added = derive(values)
            except RejectRow as problem:
                refused = Mapped(position, key, updated, deleted, values)
                rejected.append(self._reject(refused, page, problem))
                continue
            rows.append((*values, *added, source, key, updated, deleted, position, number))
        return rows, rejected

    def _held(self, each: Mapped) -> Held:
        known = dict(zip(self._fields, each.values, strict=True))
        return Held(each.source_key, known.get("region_code"), known.get("fiscal_year"))

    def _reject(self, each: Mapped, page: Page, problem: RejectRow) -> Rejected:
        where = self._held(each)
        place = f"{page.name} row {each.position}"
        raw = json.dumps(self._raw(each, page), ensure_ascii=False)
        region, year = where.region_code, where.fiscal_year
        return Rejected(
            each.position, each.source_key, _whole(region), _whole(year), problem.at(place), raw
        )

    def _raw(self, each: Mapped, page: Page) -> dict[str, Any]:
        """The record as received: of the rows with its number, the one with its key."""
        numbers = page.numbers or range(page.first_row, page.first_row + len(page.rows))
        found = [
            dict(zip(page.columns, row, strict=False))
            for number, row in zip(numbers, page.rows, strict=True)
            if number == each.position
        ]
        key = self._stream.key
        named = [r for r in found if "/".join((r[c] or "").strip() for c in key) == each.source_key]
        return (named or found)[0]


def _held_reject(each: Rejected) -> Held:
    return Held(each.source_key or "", each.region_code, each.fiscal_year)


def _whole(value: object) -> int | None:
    """A number fit for the reject's own columns; a wrong year or region is no place."""
    return value if isinstance(value, int) and 0 <= value <= 999_999_999 else None


def _one_each(
    rows: Sequence[Values], key_of: Callable[[Values], object]
) -> tuple[list[Values], int, int]:
    """One row for each key; how many others say the same, and how many are old."""
    newest = {key_of(row): row for row in rows}
    if len(newest) == len(rows):
        return list(rows), 0, 0
    newest.clear()
    unchanged = stale = 0
    for row in rows:
        key = key_of(row)
        rival = newest.setdefault(key, row)
        if rival is row:
            continue
        if rival[:-2] == row[:-2]:
            unchanged += 1
            continue
        stale += 1
        if not _older(row[UPDATED_AT], rival[UPDATED_AT]):
            newest[key] = row
    return list(newest.values()), unchanged, stale


def _older(one: datetime | None, other: datetime | None) -> bool:
    """Whether one is known to be older: times that are not known are not compared."""
    return one is not None and other is not None and one < other
