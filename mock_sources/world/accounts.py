"""Treasury accounts and their month-end balances."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from mock_sources.world.clock import month_ends
from mock_sources.world.lists import Region
from mock_sources.world.seeds import generator, pick

_KINDS = (
    ("01", "11", "国库单一账户"),
    ("02", "14", "社会保险基金财政专户"),
    ("03", "11", "财政零余额账户"),
    ("04", "11", "“三保”资金专户"),
)
_SIZE = {"PROVINCE": 40_000_000_000, "CITY": 3_000_000_000, "COUNTY": 400_000_000}


class Account(NamedTuple):
    """A treasury account; kind as ACCT_TYPE_CODE."""

    key: str
    region: str
    name: str
    number: int
    kind: str
    fund: str
    opened: date

    @property
    def mark(self) -> str:
        return ""


class Balance(NamedTuple):
    """An account at a month's end. fen, a stock: opening + income − outlay = amount."""

    key: str
    account: Account
    year: int
    dated: date
    income: int
    outlay: int
    amount: int

    @property
    def mark(self) -> str:
        return ""


def accounts_of(region: Region) -> list[Account]:
    """Three or four accounts; the centre and townships have none, only counties a 三保 one."""
    if region.tier not in _SIZE:
        return []
    kinds = _KINDS if region.tier == "COUNTY" else _KINDS[:3]
    return [
        Account(
            f"AC{region.code}{kind}",
            region.code,
            f"{region.name}{name}",
            pick(10**9, region.code, kind),
            kind,
            fund,
            date(2015, 1, 4) if kind != "04" else date(2021, 6, 1),
        )
        for kind, fund, name in kinds
    ]


def balances(region: Region, year: int, seed: int) -> list[Balance]:
    """Twelve month-end balances per account; a zero-balance account stands at nought."""
    rng = generator(seed, "balances", region.code, year)
    found = []
    for account in accounts_of(region):
        size = _SIZE[region.tier] // (10 if account.kind == "04" else 1)
        level = size + size // 10 * pick(5, account.key, year)
        for end in month_ends(year):
            income = int(size * (0.5 + rng.random() / 2))
            outlay = income if account.kind == "03" else int(income * (0.8 + rng.random() * 0.4))
            level = 0 if account.kind == "03" else max(size // 5, level + income - outlay)
            found.append(
                Balance(
                    f"BL{account.key}{end.year}{end.month:02d}",
                    account,
                    year,
                    end,
                    income,
                    outlay,
                    level,
                )
            )
    return found
