"""What an adapter declares: a source, its streams, and the pages a reader yields.

Values only. A department writes a `Source` of `Stream`s; the crosswalk of a stream says where
every column of theirs goes. The hub runs it: land, map, check, merge, reconcile.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from decimal import Decimal
from typing import Any, NamedTuple, Protocol

from adapters.sdk.identities import Identity, Quotient
from schema.base import Record
from schema.problems import RejectRow

State = Mapping[str, Any]
"""Where a reader stands: JSON values. Empty on the first run. Kept in the slice's transaction."""

Settings = Mapping[str, str]
"""What the source needs to be reached (addresses, tokens, file names), by name."""

Text = str | None
"""A value as the partner wrote it; None where they have none (NULL, absent)."""


@dataclass(frozen=True)
class Control:
    """A total the source itself states. `amount` in fen of the stream's control field, rounded to
    a whole fen where the source holds finer amounts.

    Of a stream: the living records of a region and year (None: over all regions or years).
    Of a page: every record in it, deleted ones included; compare it with `MappedPage.total`.
    """

    records: int
    amount: int | None
    region_code: int | None = None
    fiscal_year: int | None = None


@dataclass(frozen=True)
class Page:
    """One piece of a stream as received: a page, a file, a chunk of a table; one slice of a batch.

    `body`: the bytes as received: the evidence. `rows`: its records, cells in the order of
    `columns`. `first_row`: number of the first record, as a person would count it in `name`;
    `numbers`: the number of each, where they do not count on (several may come from one row).
    `state`: where the reader stands when this page has been taken.
    `identities`: what must hold between the figures of this page alone.
    `whole`: the page states all there is of these: field -> value of the entity; living records of
    the source that have these values and are not in the page are deleted.
    """

    name: str
    body: bytes
    columns: tuple[str, ...]
    rows: Sequence[Sequence[Text]]
    state: State = field(default_factory=dict)
    control: Control | None = None
    first_row: int = 1
    numbers: Sequence[int] = ()
    identities: tuple[Identity | Quotient, ...] = ()
    whole: Mapping[str, object] | None = None


class Reader(Protocol):
    """How a stream is read. Raises StopBatch (A301 A302 A305 A307) or RetryLater (A306)."""

    def pages(self, settings: Settings, state: State) -> Iterator[Page]:
        """The pages after `state`, oldest first; lazily, in bounded memory."""
        ...

    def controls(self, settings: Settings) -> Iterable[Control]:
        """The source's own totals per region and year, or nothing where it has none."""
        ...


class Translator(Protocol):
    """What the hub offers a crosswalk: national codes, regions, agencies. All raise RejectRow."""

    def code(self, list: str, budget_type: str | None, year: int, text: str) -> tuple[str, str]:
        """National code and grade (EXACT, NORMALISED, PARENT) of a code as written. A210"""
        ...

    def code_by_name(
        self, list: str, budget_type: str | None, year: int, name: str
    ) -> tuple[str, str] | None:
        """National code and grade (NAME) of a printed name; None when nothing or several match."""
        ...

    def region(self, text: str) -> int:
        """Nine-digit region code of a 6- or 9-digit one. A211"""
        ...

    def region_by_name(self, name: str, within: int, year: int) -> tuple[int, str]:
        """Region and grade of a name below `within`. A211, A212 with the candidates."""
        ...

    def township(self, name: str, within: int, year: int) -> tuple[int, str]:
        """Township and grade (NAME, NORMALISED) of a name below `within`, however written
        (`schema.names`). A211, A212 with the candidates."""
        ...

    def region_dated(self, text: str, name: str | None, year: int) -> tuple[int, str]:
        """Region that a code meant in a year, and grade: EXACT; SUCCESSOR of an abolished code; of
        several successors the one so called (NAME). A211, A212 with the candidates."""
        ...

    def city_of(self, code: int, year: int, tree: str) -> int | None:
        """The city that a region is or lies in, in one of the trees; None where none is between
        it and the province."""
        ...

    def agency(self, code: str, year: int) -> str:
        """The same national agency code, when the hub knows that agency. A213"""
        ...


class Rule(Protocol):
    """One line of a crosswalk; made by `adapters.sdk.crosswalk.to` and `ignored`."""

    @property
    def columns(self) -> tuple[str, ...]:
        """The source's columns it accounts for."""
        ...


@dataclass(frozen=True)
class Stream:
    """One kind of record of a source, and the entity it becomes.

    `key`: their columns that name a record. `updated`: our field name or their column with the
    source's change time (a column is read as local time). `deleted`: (their column, value that
    means deleted). `control`: our money field that control totals sum, None without one. The
    columns that `updated` and `deleted` name need no line in the crosswalk. `identities`: what
    must hold between its figures, of whatever page. `files`: how files of the same records are
    read, where a system's records also come as files.
    """

    name: str
    into: type[Record]
    read: Reader
    crosswalk: tuple[Rule, ...]
    key: tuple[str, ...]
    title: str = ""
    updated: str | None = None
    deleted: tuple[str, str] | None = None
    control: str | None = "amount"
    identities: tuple[Identity | Quotient, ...] = ()
    files: Reader | None = None


@dataclass(frozen=True)
class Source:
    """A system or a family of documents. `settings`: names it needs, with what each is for.

    `documents`: read by `hub load NAME FILE…` (each file becomes a page) instead of `hub sync`.
    `told`: settings that may be given with a load, with what each is for.
    """

    name: str
    title: str
    streams: tuple[Stream, ...]
    settings: Mapping[str, str] = field(default_factory=dict)
    documents: bool = False
    told: Mapping[str, str] = field(default_factory=dict)


def of_files(source: Source) -> Source | None:
    """The source as one of documents: itself, or a system by the files of its streams; None for a
    system that has none."""
    if source.documents:
        return source
    streams = [replace(each, read=each.files) for each in source.streams if each.files]
    return replace(source, streams=tuple(streams), documents=True) if streams else None


class Mapped(NamedTuple):
    """A record in our words. `values` in the order of the mapper's `fields`; of a deleted record
    only the fields of the entity's key are filled. `position`: its number in the page."""

    position: int
    source_key: str
    updated_at: datetime | None
    deleted: bool
    values: tuple[Any, ...]


@dataclass(frozen=True)
class Rejected:
    """A record set aside: its problem, and the record as received."""

    position: int
    source_key: str | None
    region_code: int | None
    fiscal_year: int | None
    problem: RejectRow
    raw: str


@dataclass(frozen=True)
class MappedPage:
    """A page in our words. `grades`: (field, grade) -> records, for codes that were matched.

    `total`: the control field in fen as written, summed over every record of the page (set aside
    and deleted ones too, parts of a fen kept); None where the page states no control amount.
    """

    rows: list[Mapped]
    rejected: list[Rejected]
    grades: Mapping[tuple[str, str], int]
    total: Decimal | None = None
