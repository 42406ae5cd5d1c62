"""Central programmes and the way their money takes: centre, province, city or county, township.

Each region's need is drawn from the seed; what a region receives is its need plus what it passes on
plus a little left unallocated, so every tier's sums agree by construction.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import NamedTuple

from mock_sources.world.lists import Region
from mock_sources.world.seeds import pick


class Programme(NamedTuple):
    """A central programme. `reach`: below which tier it goes no further; one region in `spread`."""

    number: int
    code: str
    name: str
    type: str
    transfer_function: str
    function: str
    fund: str
    departments: tuple[str, str]
    direct: str | None
    guarantee: str | None
    agri: bool
    advance: bool
    kind: str
    reach: str
    spread: int


_TRANSFER_FUNCTIONS = {"SPECIAL": "23003", "GOV_FUND": "23004", "TAX_REBATE": "23001"}
# number, name, type, function, department of a tier above and of a township, direct-fund flag,
# 三保 item, '农' agricultural and '提' announced in advance, project kind, reach, spread
_PROGRAMMES = """
1  税收返还                     TAX_REBATE       2010301 013 901 -  - -    2 COUNTY   6
2  财政衔接推进乡村振兴补助资金 SHARED_AUTHORITY 2130505 004 902 02 - 农提 3 TOWNSHIP 3
3  耕地地力保护补贴             SPECIAL          2130122 004 902 01 - 农   3 TOWNSHIP 4
4  农田建设补助资金             SPECIAL          2130153 004 902 -  - 农提 3 TOWNSHIP 6
5  城乡义务教育补助经费         SHARED_AUTHORITY 2050202 002 903 01 1 提   3 COUNTY   6
6  困难群众救助补助资金         SHARED_AUTHORITY 2081902 005 903 01 1 提   3 TOWNSHIP 4
7  基本公共卫生服务补助资金     SHARED_AUTHORITY 2100408 003 903 01 1 -    3 TOWNSHIP 6
8  就业补助资金                 SHARED_AUTHORITY 2080799 006 903 01 - -    3 COUNTY   6
9  县级基本财力保障机制奖补资金 GENERAL          2010301 013 901 02 2 -    1 TOWNSHIP 5
10 均衡性转移支付               GENERAL          2010301 013 901 -  3 -    2 TOWNSHIP 9
11 水利发展资金                 SPECIAL          2130305 008 902 -  - 农   3 COUNTY   6
12 用于社会福利的彩票公益金     GOV_FUND         2296002 005 903 -  - -    3 COUNTY   6
"""


def _programme(line: str) -> Programme:
    number, name, type_, function, upper, lower, direct, item, marks, kind, reach, spread = (
        line.split()
    )
    return Programme(
        int(number),
        f"10000019Z1951100100{int(number):02d}",
        name,
        type_,
        _TRANSFER_FUNCTIONS.get(type_, "23002"),
        function,
        "12" if type_ == "GOV_FUND" else "11",
        (upper, lower),
        None if direct == "-" else direct,
        None if item == "-" else item,
        "农" in marks,
        "提" in marks,
        kind,
        reach,
        int(spread),
    )


PROGRAMMES = tuple(map(_programme, _PROGRAMMES.strip().splitlines()))

# What one region of a tier needs of one programme a year, in yuan: least and spread.
_NEED = {
    "PROVINCE": (50_000_000, 150_000_000),
    "CITY": (10_000_000, 40_000_000),
    "COUNTY": (2_000_000, 18_000_000),
    "TOWNSHIP": (150_000, 850_000),
}
_TIER_ORDER = ("CENTRE", "PROVINCE", "CITY", "COUNTY", "TOWNSHIP")


class Transfer(NamedTuple):
    """Money of one programme issued by one region to the next below. fen; the mark as declared."""

    key: str
    region: str
    to: str
    year: int
    programme: Programme
    document: str
    dated: date
    amount: int
    mark: str = ""
    received_on: date = date.min
    own: int = 0


def document_number(region: Region, programme: Programme, year: int) -> str:
    """The issuing document: 粤财预〔2024〕105号; an advance one is numbered the year before."""
    issued = year - 1 if programme.advance else year
    body = "财预" if region.tier == "CENTRE" else f"{region.short}财预"
    return f"{body}〔{issued}〕{100 + programme.number}号"


def issue_date(region: Region, programme: Programme, year: int) -> date:
    """When a region issues money down; each tier some twenty days after the one above."""
    first = date(year - 1, 11, 5) if programme.advance else date(year, 3, 1)
    lag = pick(20, programme.number, year) + (region.level - 1) * 22
    return first + timedelta(days=lag + pick(6, region.code, programme.number, year))


def plan(regions: tuple[Region, ...], year: int, seed: int) -> dict[str, dict[int, Transfer]]:
    """receiving region → programme number → the transfer that brings it, for one year."""
    by_code = {region.code: region for region in regions}
    bottom_up = sorted(regions, key=lambda r: (-r.level, r.code))
    received: dict[str, dict[int, Transfer]] = {region.code: {} for region in regions}
    for programme in PROGRAMMES:
        below: dict[str, int] = {}
        for region in bottom_up:
            if region.tier == "CENTRE":
                continue
            own = _need(region, programme, year, seed)
            down = below.get(region.code, 0)
            if not own and not down:
                continue
            left = (own + down) * pick(4, seed, "left", region.code, programme.number, year) // 100
            left -= left % 100
            giver = by_code[region.fiscal_parent]
            dated = issue_date(giver, programme, year)
            received[region.code][programme.number] = Transfer(
                f"TRA{region.code}-{year}-{programme.number:02d}",
                giver.code,
                region.code,
                year,
                programme,
                document_number(giver, programme, year),
                dated,
                own + down + left,
                received_on=max(dated + timedelta(days=4), date(year, 1, 4)),
                own=own,
            )
            below[giver.code] = below.get(giver.code, 0) + own + down + left
    return received


def _need(region: Region, programme: Programme, year: int, seed: int) -> int:
    if _TIER_ORDER.index(region.tier) > _TIER_ORDER.index(programme.reach):
        return 0
    draw = (seed, "need", region.code, programme.number, year)
    if region.tier == "TOWNSHIP" and pick(programme.spread, seed, region.code, programme.number):
        return 0
    least, spread = _NEED[region.tier]
    return (least + pick(spread, *draw)) * 100
