"""A partner made for tests: vouchers in memory, page by page, through a real crosswalk."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from adapters.sdk.conversions import day, fiscal_year, flag, one_of, text
from adapters.sdk.crosswalk import to
from adapters.sdk.money import yuan
from adapters.sdk.national import lookup, region
from adapters.sdk.source import Control, Page, Settings, Source, State, Stream
from schema.budget import BudgetType
from schema.problems import RetryLater
from schema.treasury import Payment

REGIONS = (100000000, 440000000, 440200000, 440203000, 440205000)
"""中央, 广东省, 韶关市, 武江区, 曲江区."""
FUNCTIONS = ("2010101", "2130153", "2080501")
EPOCH = datetime(2025, 1, 1, tzinfo=UTC)
COLUMNS = (
    "ID", "DIV", "YEAR", "FUND", "FUNC", "DAY", "AMT", "PAID", "NAME", "POOL", "UPD", "DEL",
)  # fmt: skip


@dataclass(frozen=True)
class Voucher:
    """One delivery of a voucher. `updated`: hours after EPOCH, or None."""

    id: str
    region: int = 440203000
    year: int = 2024
    function: str = "2130153"
    month: int = 3
    fen: int = 100
    paid: int | None = None
    name: str = "收款人"
    updated: int | None = 0
    deleted: bool = False

    @property
    def updated_at(self) -> datetime | None:
        return None if self.updated is None else EPOCH + timedelta(hours=self.updated)

    def cells(self) -> tuple[str | None, ...]:
        local = self.updated_at and (self.updated_at + timedelta(hours=8))
        return (
            self.id, str(self.region), str(self.year), "11", self.function,
            f"{self.year}-{self.month:02d}-05", yuan_text(self.fen),
            None if self.paid is None else yuan_text(self.paid), self.name, "0",
            f"{local:%Y-%m-%d %H:%M:%S}" if local else None, "1" if self.deleted else "0",
        )  # fmt: skip


def yuan_text(fen: int) -> str:
    sign = "-" if fen < 0 else ""
    return f"{sign}{abs(fen) // 100}.{abs(fen) % 100:02d}"


Cells = Sequence[str | None]


def page(
    name: str, rows: Iterable[Voucher | Cells], control: Control | None = None, taken: int = 0
) -> Page:
    cells = [row.cells() if isinstance(row, Voucher) else tuple(row) for row in rows]
    body = json.dumps([name, cells]).encode()
    return Page(name, body, COLUMNS, cells, {"taken": taken}, control)


@dataclass
class Memory:
    """A reader of pages held in memory; `fail` may raise before page n is given out."""

    given: list[Page] = field(default_factory=list)
    stated: list[Control] = field(default_factory=list)
    fail: Callable[[int], None] = lambda n: None

    def add(self, *rows: Voucher | Cells, control: Control | None = None) -> Page:
        n = len(self.given) + 1
        self.given.append(page(f"page {n}", rows, control, taken=n))
        return self.given[-1]

    def pages(self, settings: Settings, state: State) -> Iterator[Page]:
        for n in range(state.get("taken", 0), len(self.given)):
            self.fail(n)
            yield self.given[n]

    def controls(self, settings: Settings) -> Iterable[Control]:
        return self.stated


def away(n: int) -> None:
    raise RetryLater("A306", source="memory", cause="no answer")


def stream(reader: Memory, name: str = "vouchers") -> Stream:
    return Stream(
        name,
        into=Payment,
        read=reader,
        key=("ID",),
        updated="UPD",
        deleted=("DEL", "1"),
        crosswalk=(
            to("payment_id", "ID", text),
            to("region_code", "DIV", region),
            to("fiscal_year", "YEAR", fiscal_year),
            to("budget_type", "FUND", one_of({"11": "GENERAL_PUBLIC"}, states=BudgetType)),
            to("fund_type", "FUND", lookup("fund_type", year="fiscal_year")),
            to(
                "function",
                "FUNC",
                lookup("functional", year="fiscal_year", budget="budget_type"),
            ),
            to("voucher_on", "DAY", day("%Y-%m-%d")),
            to("amount", "AMT", yuan),
            to("paid", "PAID", yuan),
            to("payee_name", "NAME", text),
            to("is_agri_pooled", "POOL", flag("1", "0")),
        ),
    )


def source(reader: Memory, name: str = "memory") -> Source:
    return Source(name, f"{name} 系统", (stream(reader),))
