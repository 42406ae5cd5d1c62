"""What must hold inside a workbook, from its own outlines and from what its titles say.

Each identity names rows by sheet and line, figures by column, so it is about what is printed there;
no number is expected of any of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from adapters.city_workbook.forms import EXPENDITURE, plain
from adapters.city_workbook.outline import Place, plain_name
from adapters.city_workbook.tables import Column, Row, Table, direction_of, measure_of
from adapters.sdk.identities import UNDISCLOSED, Identity, Part

EACH = ("column_no",)


@dataclass(frozen=True)
class Laid:
    """A table of a document, with its outline."""

    document: str
    table: Table
    places: Sequence[Place]

    def part(self, lines: Iterable[int], columns: Iterable[int], sign: int = 1) -> Part:
        """The figures of rows (indexes) in columns (numbers of the sheet)."""
        where = {
            "document": self.document,
            "sheet": self.table.sheet,
            "line_no": tuple(line + 1 for line in lines),
            "column_no": tuple(number + 1 for number in columns),
        }
        return Part(where, sign)

    def tops(self) -> list[int]:
        """The rows that totals sum."""
        return [
            index
            for index, place in enumerate(self.places)
            if place.depth == 1 and not place.part and not place.total
        ]

    def place(self, line: int) -> str:
        return f"{self.table.sheet} R{self.table.rows[line].number}"


def inside(laid: Laid) -> Iterator[Identity]:
    """What holds inside one table."""
    yield from _children(laid)
    if laid.table.form.rows == "REGIONS":
        yield from _groups(laid)
        yield from _limits(laid)
    if laid.table.form.sections:
        yield from _debt(laid)
    elif laid.table.form.flat:
        yield from _by_measure(laid)
    else:
        yield from _totals(laid)


def _sum(
    laid: Laid, code: str, words: tuple[str, str], whole: int, parts: Sequence[int],
    relation: str = "=", residual: str | None = None,
) -> Iterator[Identity]:  # fmt: skip
    """A row and the rows that make it up, in the columns in which anything is stated."""
    rows = laid.table.rows
    stated = [
        column.number
        for column in laid.table.columns
        if any(counts(rows[part], column.number) for part in parts)
        or (relation == "=" and counts(rows[whole], column.number))
    ]
    if not stated:
        return
    one, many = laid.part([whole], stated), laid.part(parts, stated)
    left, right = (many, one) if relation == "<=" else (one, many)
    name = plain_name(rows[whole].text)
    yield Identity(
        code, words[0].format(name), words[1].format(name), left, (right,), EACH, relation,
        residual, place=laid.place(whole),
    )  # fmt: skip


def counts(row: Row, column: int) -> bool:
    """Whether a row states something other than nought in a column."""
    return bool(row.figures.get(column, "").strip("-0."))


def _children(laid: Laid) -> Iterator[Identity]:
    children: dict[int, list[int]] = {}
    parts: dict[int, list[int]] = {}
    for index, place in enumerate(laid.places):
        if place.parent is not None:
            (parts if place.part else children).setdefault(place.parent, []).append(index)
    spent = direction_of(laid.table) == EXPENDITURE
    for above, below in children.items():
        words = ("{} = 所列各项", "{} = the items under it")
        # Items of expenditure by function may be left out of the print; nothing else may.
        by_function = spent and laid.table.rows[above].code is not None
        residual = UNDISCLOSED if by_function else None
        yield from _sum(laid, "items", words, above, below, residual=residual)
    for above, below in parts.items():
        words = ("{0}的其中项 ≤ {0}", "{}: of which ≤ the whole")
        yield from _sum(laid, "of_which", words, above, below, "<=")


def _totals(laid: Laid) -> Iterator[Identity]:
    """A total is the total before it and the rows since; at the head of a table, the rows below."""
    words = ("{} = 各行之和", "{} = the rows it sums")
    before: int | None = None
    since: list[int] = []
    funds: list[int] = []
    for index, place in enumerate(laid.places):
        if place.total:
            above = ([] if before is None else [before]) + since
            summed = above or _below(laid, index)
            if summed:
                yield from _sum(laid, "total", words, index, summed)
                yield from _total_parts(laid, index, funds)
            # What a total at the head has summed, one at the foot sums again.
            before, since = (index if above else None), []
        elif place.depth == 1 and not place.part:
            since.append(index)
            funds.append(index)


def _below(laid: Laid, total: int) -> list[int]:
    """The rows under a total at the head of its table, up to the next total."""
    found: list[int] = []
    for index in range(total + 1, len(laid.places)):
        if laid.places[index].total:
            break
        if laid.places[index].depth == 1 and not laid.places[index].part:
            found.append(index)
    return found


def _total_parts(laid: Laid, total: int, summed: Sequence[int]) -> Iterator[Identity]:
    """其中 of a total = the 其中 of that name of what it sums."""
    rows = laid.table.rows
    mine = [i for i, place in enumerate(laid.places) if place.part and place.parent == total]
    theirs = [i for i, place in enumerate(laid.places) if place.part and place.parent in summed]
    for one in mine:
        name = plain_name(rows[one].text)
        same = [i for i in theirs if name.endswith(plain_name(rows[i].text))]
        if same:
            words = ("合计的其中项：{} = 各项的其中项", "of the total, {} = the same of each row")
            yield from _sum(laid, "total_of_which", words, one, same)


def _by_measure(laid: Laid) -> Iterator[Identity]:
    """Surpluses and balances stand in turn: each total sums the rows of its own measure."""
    for index, place in enumerate(laid.places):
        if place.total:
            mine = measure_of(laid.table, plain(laid.table.rows[index].text))
            same = [
                i for i in laid.tops()
                if i < index and measure_of(laid.table, plain(laid.table.rows[i].text)) == mine
            ]  # fmt: skip
            words = ("{} = 各险种之和", "{} = the sum over the funds")
            yield from _sum(laid, "total", words, index, same)


def _groups(laid: Laid) -> Iterator[Identity]:
    """Of the columns under one heading, 合计 is the sum of the others."""
    groups: dict[str, list[int]] = {}
    for column in laid.table.columns:
        groups.setdefault(column.group, []).append(column.number)
    headings = {column.number: column.heading for column in laid.table.columns}
    for group, (first, *rest) in groups.items():
        if headings[first] == group + "合计" and rest:
            lines = [
                index
                for index, row in enumerate(laid.table.rows)
                if any(counts(row, number) for number in (first, *rest))
            ]
            yield Identity(
                "columns", f"{group or laid.table.title}：合计 = 各栏", "total column = the others",
                laid.part(lines, [first]), (laid.part(lines, rest),), ("line_no",),
                place=f"{laid.table.sheet} C{first + 1}",
            )  # fmt: skip


def _limits(laid: Laid) -> Iterator[Identity]:
    """A limit is that of the year before and what was added, taken back and moved, kind by kind."""
    kinds: dict[str, list[Column]] = {}
    for column in laid.table.columns:
        kinds.setdefault(column.heading.removeprefix(column.group), []).append(column)
    for kind, columns in kinds.items():
        now = [column.number for column in columns if column.measure == "LIMIT"]
        before = [column.number for column in columns if column.measure != "LIMIT"]
        if len(now) == 1 and any(column.measure == "OPENING_LIMIT" for column in columns):
            lines = [i for i, row in enumerate(laid.table.rows) if counts(row, now[0])]
            yield Identity(
                "limit_forward", f"{kind}：本年限额 = 上年限额 + 新增、收回和调整",
                f"{kind}: limit = that of the year before + changes",
                laid.part(lines, now), (laid.part(lines, before),), ("line_no",),
                place=f"{laid.table.sheet} C{now[0] + 1}",
            )  # fmt: skip


def _debt(laid: Laid) -> Iterator[Identity]:
    """Limits and balances by section: end = begin + issued − repaid + adjustment; limit ≥ balance;
    the last section = those before it."""
    sections = _sections(laid)
    numbers = [column.number for column in laid.table.columns]
    for name, rows in sections.items():
        need = ("OPENING_BALANCE", "ISSUED", "REPAID", "BALANCE")
        at = f"{laid.table.sheet} {name}"
        if all(each in rows for each in need):
            other = [laid.part([line], numbers) for line in rows.get("OTHER", ())]
            yield Identity(
                "debt_balance", f"{name}：年末余额 = 上年末 + 发行 − 还本 + 存量调整（表列）",
                f"{name}: closing = opening + issued − repaid + adjustment as printed",
                laid.part(rows["BALANCE"], numbers),
                (
                    laid.part(rows["OPENING_BALANCE"], numbers),
                    laid.part(rows["ISSUED"], numbers),
                    laid.part(rows["REPAID"], numbers, -1),
                    *(Part(part.where, optional=True) for part in other),
                ),
                EACH, place=at,
            )  # fmt: skip
        if "LIMIT" in rows and "BALANCE" in rows:
            yield Identity(
                "debt_limit", f"{name}：年末余额 ≤ 限额", f"{name}: balance ≤ limit",
                laid.part(rows["BALANCE"], numbers), (laid.part(rows["LIMIT"], numbers),),
                EACH, "<=", place=at,
            )  # fmt: skip
    *kinds, total = sections.values() if len(sections) > 1 else ({},)
    for measure, lines in total.items():
        for order, line in enumerate(lines):
            same = [kind[measure][order] for kind in kinds if len(kind.get(measure, ())) > order]
            words = ("债务合计：{} = 各类债务", "all debt: {} = the kinds of debt")
            yield from _sum(laid, "debt_kinds", words, line, same)


def _sections(laid: Laid) -> dict[str, dict[str, list[int]]]:
    """Section -> measure -> its rows of the highest level."""
    found: dict[str, dict[str, list[int]]] = {}
    section: dict[str, list[int]] | None = None
    for index, (row, place) in enumerate(zip(laid.table.rows, laid.places, strict=True)):
        if not row.figures and re.match(r"^[一-鿿]+$", plain(row.text)):
            section = found.setdefault(plain(row.text), {})
        elif section is not None and place.depth == 1:
            section.setdefault(measure_of(laid.table, plain_name(row.text)), []).append(index)
    return found
