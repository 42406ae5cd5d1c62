"""Vouchers in any number, made page by page as they are read, over all regions of a province."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from random import Random

from adapters.sdk.source import Control, Page, Settings, State
from tests.ingest.partner import COLUMNS, FUNCTIONS


@dataclass(frozen=True)
class Crowd:
    """A reader of `pages` pages of `size` vouchers in `regions`, the same ones each time."""

    pages_: int
    size: int
    regions: Sequence[int]

    def pages(self, settings: Settings, state: State) -> Iterator[Page]:
        for n in range(state.get("taken", 0), self.pages_):
            yield self.page(n)

    def controls(self, settings: Settings) -> Iterable[Control]:
        return ()

    def page(self, n: int) -> Page:
        random = Random(n)
        rows = [self._row(random, f"{n:05d}-{row:06d}") for row in range(self.size)]
        body = "\n".join("\t".join(cell or "" for cell in row) for row in rows).encode()
        return Page(f"crowd {n}", body, COLUMNS, rows, {"taken": n + 1})

    def _row(self, random: Random, name: str) -> tuple[str | None, ...]:
        region, year = random.choice(self.regions), random.choice((2023, 2024, 2025))
        amount = f"{random.randrange(1, 10**8)}.{random.randrange(100):02d}"
        month = random.randrange(1, 13)
        return (
            f"{region}{year}{name}", str(region), str(year), "11", random.choice(FUNCTIONS),
            f"{year}-{month:02d}-05", amount, amount, f"收款单位{random.randrange(5000)}", "0",
            f"{year}-{month:02d}-06 09:30:00", "0",
        )  # fmt: skip
