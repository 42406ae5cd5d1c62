"""A small stream for tests of the machinery, beside the real adapters."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from adapters.sdk.codes import CodeFiles
from adapters.sdk.conversions import fiscal_year, instant, iso_day, text
from adapters.sdk.crosswalk import ignored, to
from adapters.sdk.mapping import mapper
from adapters.sdk.money import yuan
from adapters.sdk.national import region
from adapters.sdk.source import Control, MappedPage, Page, Reader, Settings, State, Stream
from schema.treasury import BankClearing


class NoReader:
    """A reader of nothing."""

    def pages(self, settings: Settings, state: State) -> Any:
        """No page."""
        return iter(())

    def controls(self, settings: Settings) -> list[Control]:
        """No total."""
        return []


NOTHING: Reader = NoReader()

CLEARING = Stream(
    "clearing",
    into=BankClearing,
    read=NOTHING,
    key=("NO",),
    updated="SENT",
    deleted=("GONE", "1"),
    crosswalk=(
        to("clearing_no", "NO", text),
        to("region_code", "REGION", region),
        to("fiscal_year", "YEAR", fiscal_year),
        to("certificate_no", "CERT", text),
        to("cleared_on", "DAY", iso_day),
        to("exported_at", "SENT", instant),
        to("amount", "AMOUNT", yuan),
        ignored("BANK", why="not needed"),
    ),
)
COLUMNS = ("NO", "REGION", "YEAR", "CERT", "DAY", "SENT", "AMOUNT", "BANK", "GONE")
GOOD = ("C1", "440203", "2025", " N1 ", "2025-03-01", "2025-03-02 08:00:00", "12.50", "工行", "0")


def row(**cells: str | None) -> list[str | None]:
    """A good record with some cells changed."""
    return [cells.get(column, cell) for column, cell in zip(COLUMNS, GOOD, strict=True)]


def page(*rows: Sequence[str | None], **more: Any) -> Page:
    """A page of the stream."""
    return Page("bank.csv", b"", COLUMNS, rows, **more)


def mapped(given: Page, **changes: Any) -> MappedPage:
    """What the stream, perhaps changed, makes of a page."""
    return mapper(replace(CLEARING, **changes), CodeFiles()).map(given)
