"""What must hold between the tables of a workbook: a figure printed in two of them agrees."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import combinations

from adapters.city_workbook.forms import EXPENDITURE, OWN_LEVEL, REVENUE, plain
from adapters.city_workbook.outline import plain_name
from adapters.city_workbook.tables import WHOLE, Column, direction_of, measure_of
from adapters.city_workbook.ties import Laid, counts
from adapters.sdk.identities import Identity, Part

_fund = re.compile(r"^(.*?保险)").match


def across(every: Sequence[Laid]) -> Iterator[Identity]:
    """What holds between tables, in the order of the sheets."""
    items = [laid for laid in every if laid.table.form.rows == "ITEMS"]
    for one, other in combinations(items, 2):
        if _kin(one, other):
            yield from _two(one, other)
    yield from _insurance(items)
    yield from _purposes(items)
    for laid in every:
        if laid.table.form.rows == "REGIONS":
            yield from _limits(laid, items)


def _kin(one: Laid, other: Laid) -> bool:
    """Whether two tables are of the same budget and level of the same city."""
    mine, theirs = one.table, other.table
    return (
        mine.budget is not None
        and (mine.budget, mine.scope) == (theirs.budget, theirs.scope)
        and mine.form == theirs.form
        and mine.form.classified is None
        and not mine.form.flat
    )


def _two(one: Laid, other: Laid) -> Iterator[Identity]:
    same = direction_of(one.table) == direction_of(other.table)
    if same:
        yield from _again(one, other)
    elif one.table.year == other.table.year:
        yield from _balanced(one, other)


def _again(one: Laid, other: Laid) -> Iterator[Identity]:
    """Rows of the same code, or total, or name, in columns of the same year and phase."""
    mine, theirs = _rows(one), _rows(other)
    shared = [name for name in mine if name in theirs]
    for left, right in _columns(one, other):
        for name in shared:
            rows = one.table.rows[mine[name]], other.table.rows[theirs[name]]
            if counts(rows[0], left.number) or counts(rows[1], right.number):
                yield Identity(
                    "printed_again", f"{plain_name(rows[0].text)}：两表所列同一数",
                    "the same figure in two tables",
                    one.part([mine[name]], [left.number]),
                    (other.part([theirs[name]], [right.number]),),
                    place=f"{one.place(mine[name])} C{left.number + 1} "
                    f"= {other.place(theirs[name])} C{right.number + 1}",
                )  # fmt: skip


def _balanced(one: Laid, other: Laid) -> Iterator[Identity]:
    """Total revenue = total expenditure, where both tables have such a total."""
    revenue, expenditure = (one, other) if direction_of(one.table) == REVENUE else (other, one)
    left = _grand(revenue, "收入")
    right = _grand(expenditure, "支出")
    if left is None or right is None:
        return
    for mine, theirs in _columns(revenue, expenditure):
        yield Identity(
            "revenue_is_expenditure", "各项收入合计 = 各项支出合计",
            "total revenue = total expenditure",
            revenue.part([left], [mine.number]), (expenditure.part([right], [theirs.number]),),
            place=f"{revenue.place(left)} C{mine.number + 1} = {expenditure.place(right)}",
        )  # fmt: skip


def _grand(laid: Laid, word: str) -> int | None:
    """The row 各项收入合计 or 各项支出合计."""
    wanted = f"各项{word}合计"
    rows = enumerate(laid.table.rows)
    return next((i for i, row in rows if plain(row.text) == wanted), None)


def _columns(one: Laid, other: Laid) -> Iterator[tuple[Column, Column]]:
    """Columns of one year, phase and level in both tables."""
    for left in one.table.columns:
        for right in other.table.columns:
            if (left.year, left.phase, left.scope) == (right.year, right.phase, right.scope):
                yield left, right


def _rows(laid: Laid) -> dict[str, int]:
    """What rows are known by in other tables -> row; only names and codes that stand once."""
    found: dict[str, int] = {}
    twice: set[str] = set()
    for index, (row, place) in enumerate(zip(laid.table.rows, laid.places, strict=True)):
        if place.part:
            continue
        name = row.code or _known_as(plain(row.text), place.total)
        if name in found:
            twice.add(name)
        found[name] = index
    return {name: index for name, index in found.items() if name not in twice}


def _known_as(name: str, total: bool) -> str:
    """A total of the year's own revenue or expenditure is called 支出合计 in the table of items."""
    own = total and "各项" not in name and "小计" not in name
    return re.sub(r"^.*(收入|支出)(合计)?$", r"本年\1", name) if own else plain_name(name)


def _insurance(items: Sequence[Laid]) -> Iterator[Identity]:
    """The surplus of each insurance fund = its revenue − its expenditure."""
    funds = [laid for laid in items if laid.table.budget == "SOCIAL_INSURANCE"]
    for surplus in funds:
        if not surplus.table.form.flat:
            continue
        kin = [each for each in funds if not each.table.form.flat and _level(each, surplus)]
        sides = {direction_of(each.table): each for each in kin}
        if REVENUE in sides and EXPENDITURE in sides:
            yield from _surplus(surplus, sides[REVENUE], sides[EXPENDITURE])


def _level(one: Laid, other: Laid) -> bool:
    return (one.table.year, one.table.scope) == (other.table.year, other.table.scope)


def _surplus(surplus: Laid, revenue: Laid, expenditure: Laid) -> Iterator[Identity]:
    came, went = _by_fund(revenue), _by_fund(expenditure)
    for fund, line in _by_fund(surplus).items():
        if fund not in came or fund not in went:
            continue
        for column in surplus.table.columns:
            plus = _like(revenue, column)
            minus = _like(expenditure, column)
            if plus and minus and counts(surplus.table.rows[line], column.number):
                yield Identity(
                    "insurance_surplus", f"{fund or '各险种'}：本年收支结余 = 收入 − 支出",
                    "surplus of the year = revenue − expenditure",
                    surplus.part([line], [column.number]),
                    (
                        revenue.part([came[fund]], [plus.number]),
                        expenditure.part([went[fund]], [minus.number], -1),
                    ),
                    place=f"{surplus.place(line)} C{column.number + 1}",
                )  # fmt: skip


def _by_fund(laid: Laid) -> dict[str, int]:
    """Fund -> its row; "" for the total. Balances are left to their own identity."""
    found: dict[str, int] = {}
    for index, (row, place) in enumerate(zip(laid.table.rows, laid.places, strict=True)):
        name = plain_name(row.text)
        if place.part or measure_of(laid.table, name) == "BALANCE":
            continue
        fund = _fund(name)
        if fund or place.total:
            found[fund[1] if fund else ""] = index
    return found


def _like(laid: Laid, column: Column) -> Column | None:
    for each in laid.table.columns:
        if (each.year, each.phase) == (column.year, column.phase):
            return each
    return None


def _purposes(items: Sequence[Laid]) -> Iterator[Identity]:
    """Debt by purpose: all = general + special; in all = the balance of the table of balances."""
    by_purpose = [laid for laid in items if laid.table.form.title == "债务投向"]
    whole = [laid for laid in by_purpose if _budgets(laid) == {None}]
    for total in whole:
        kinds = [
            laid for laid in by_purpose
            if laid.table.sheet == total.table.sheet and laid is not total
        ]  # fmt: skip
        for column in total.table.columns:
            same = [each for kind in kinds if (each := _like(kind, column))]
            for line, row in enumerate(total.table.rows if len(same) == len(kinds) > 0 else ()):
                if counts(row, column.number):
                    yield Identity(
                        "debt_kinds", f"{plain_name(row.text)}：政府债务 = 一般债务 + 专项债务",
                        "all debt = general + special",
                        total.part([line], [column.number]),
                        tuple(
                            Part(kind.part([line], [each.number]).where, optional=True)
                            for kind, each in zip(kinds, same, strict=True)
                        ),
                        place=f"{total.place(line)} C{column.number + 1}",
                    )  # fmt: skip
    for laid in by_purpose:
        yield from _balances(laid, items)


def _budgets(laid: Laid) -> set[str | None]:
    return {column.budget for column in laid.table.columns}


def _balances(laid: Laid, items: Sequence[Laid]) -> Iterator[Identity]:
    """合计 of a table by purpose = 年末余额 of that kind of debt in the table of balances."""
    total = next((i for i, place in enumerate(laid.places) if place.total), None)
    for other in items if total is not None else ():
        if not other.table.form.sections or other.table.year != laid.table.year:
            continue
        lines = [
            i for i, row in enumerate(other.table.rows)
            if row.budget == laid.table.columns[0].budget
            and measure_of(other.table, plain_name(row.text)) == "BALANCE"
        ]  # fmt: skip
        for left, right in _columns(laid, other):
            if lines and total is not None:
                yield Identity(
                    "debt_by_purpose", "债务投向合计 = 年末债务余额", "debt by purpose = balance",
                    laid.part([total], [left.number]), (other.part(lines, [right.number]),),
                    place=f"{laid.place(total)} C{left.number + 1} = {other.table.sheet}",
                )  # fmt: skip


def _limits(laid: Laid, items: Sequence[Laid]) -> Iterator[Identity]:
    """The city's limit among those of its counties = the limit in the table of balances."""
    limits = [column for column in laid.table.columns if column.measure == "LIMIT"]
    for other in items if limits else ():
        if not other.table.form.sections or other.table.year != laid.table.year:
            continue
        for mine in limits:
            for theirs in other.table.columns:
                line = _row_of(laid, theirs.scope)
                lines = [
                    i for i, row in enumerate(other.table.rows)
                    if row.budget == mine.budget and theirs.phase == mine.phase
                    and theirs.year == mine.year
                    and measure_of(other.table, plain_name(row.text)) == "LIMIT"
                ]  # fmt: skip
                if lines and line is not None:
                    yield Identity(
                        "printed_again", "债务限额：两表所列同一数", "the same limit in two tables",
                        laid.part([line], [mine.number]), (other.part(lines, [theirs.number]),),
                        place=f"{laid.place(line)} C{mine.number + 1} = "
                        f"{other.place(lines[0])} C{theirs.number + 1}",
                    )  # fmt: skip


def _row_of(laid: Laid, scope: str) -> int | None:
    """The row of the whole city, or of its own level."""
    for index, (row, place) in enumerate(zip(laid.table.rows, laid.places, strict=True)):
        if place.total if scope == WHOLE else OWN_LEVEL(plain(row.text)):
            return index
    return None
