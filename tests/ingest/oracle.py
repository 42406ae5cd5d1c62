"""What a hub should hold after pages of vouchers, worked out slowly and one by one."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from tests.ingest.partner import Voucher

CITY, PROVINCE, ROOT = 440200000, 440000000, 100000000
ABOVE = {
    ROOT: (),
    PROVINCE: (ROOT,),
    CITY: (PROVINCE, ROOT),
    440203000: (CITY, PROVINCE, ROOT),
    440205000: (CITY, PROVINCE, ROOT),
}


def older(one: datetime | None, other: datetime | None) -> bool:
    return one is not None and other is not None and one < other


def content(voucher: Voucher) -> tuple[Any, ...]:
    return (
        voucher.id, voucher.region, voucher.year, voucher.function, voucher.fen, voucher.paid,
        voucher.name, voucher.updated_at,
    )  # fmt: skip


@dataclass
class Oracle:
    """Knows each record by its id; a record's place (region, year) is part of what it says."""

    living: dict[str, tuple[Voucher, int]] = field(default_factory=dict)
    graves: dict[str, list[tuple[tuple[int, int], datetime | None]]] = field(default_factory=dict)
    history: Counter[tuple[Any, ...]] = field(default_factory=Counter)
    counts: Counter[str] = field(default_factory=Counter)

    def take(self, number: int, rows: list[Voucher]) -> None:
        """A page that is committed as the slice of this number."""
        for voucher in self._newest(rows):
            fate = self._fate(voucher)
            self.counts[fate] += 1
            if fate in ("unchanged", "stale"):
                continue
            before = self.living.pop(voucher.id, None)
            if before is not None:
                old, since = before
                stays = not voucher.deleted and place(old) == place(voucher)
                self.history[(*content(old), since, number, not stays)] += 1
            if voucher.deleted:
                places = {place(voucher), *([place(before[0])] if before else [])}
                kept = [g for g in self.graves.get(voucher.id, []) if g[0] not in places]
                self.graves[voucher.id] = kept + [(p, voucher.updated_at) for p in places]
            else:
                self.living[voucher.id] = (voucher, number)
                if before is None or place(before[0]) == place(voucher):
                    kept = [g for g in self.graves.get(voucher.id, []) if g[0] != place(voucher)]
                    self.graves[voucher.id] = kept

    def _newest(self, rows: list[Voucher]) -> list[Voucher]:
        kept = self._fold(rows, lambda each: (each.id, place(each)))
        return self._fold(kept, lambda each: each.id)

    def _fold(self, rows: list[Voucher], name: Any) -> list[Voucher]:
        newest: dict[Any, Voucher] = {}
        for voucher in rows:
            rival = newest.setdefault(name(voucher), voucher)
            if rival is voucher:
                continue
            if said(rival) == said(voucher):
                self.counts["unchanged"] += 1
                continue
            self.counts["stale"] += 1
            if not older(voucher.updated_at, rival.updated_at):
                newest[name(voucher)] = voucher
        return list(newest.values())

    def _fate(self, voucher: Voucher) -> str:
        kept = self.living.get(voucher.id)
        if kept is not None:
            if older(voucher.updated_at, kept[0].updated_at):
                return "stale"
            if voucher.deleted:
                return "deleted"
            return "unchanged" if content(kept[0]) == content(voucher) else "changed"
        for where, updated_at in self.graves.get(voucher.id, []):
            if where == place(voucher):
                if older(voucher.updated_at, updated_at):
                    return "stale"
                if voucher.deleted:
                    return "unchanged" if voucher.updated_at == updated_at else "deleted"
        return "deleted" if voucher.deleted else "new"

    def rollup(self, *dimensions: Any) -> dict[tuple[Any, ...], tuple[int, int, int]]:
        """Cells of living vouchers; each dimension is a function of a voucher."""
        cells: dict[tuple[Any, ...], list[int]] = {}
        for voucher, _ in self.living.values():
            dims = tuple(each(voucher) for each in dimensions)
            regions = [(voucher.region, True), (voucher.region, False)]
            regions += [(above, False) for above in ABOVE[voucher.region]]
            for where in regions:
                cell = cells.setdefault((*where, *dims), [0, 0, 0])
                for n, amount in enumerate((1, voucher.fen, voucher.paid or 0)):
                    cell[n] += amount
        return {cell: tuple(sums) for cell, sums in cells.items()}  # type: ignore[misc]


def place(voucher: Voucher) -> tuple[int, int]:
    return voucher.region, voucher.year


def said(voucher: Voucher) -> tuple[Any, ...]:
    """All that a delivery says; of a deleted one the key is all there is."""
    if voucher.deleted:
        return (voucher.id, place(voucher), voucher.updated_at, True)
    return (*content(voucher), voucher.month, False)
