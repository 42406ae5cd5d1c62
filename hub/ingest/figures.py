"""The figures that identities are evaluated on: living rows of a source, found by their fields."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import product
from math import prod
from typing import Any

from adapters.sdk.identities import Other, Part, Same
from adapters.sdk.money import PLACES
from hub.ingest.locks import Connection
from schema.model import entity
from schema.published import PrintedUnit

Row = Mapping[str, Any]

FEN_OF = {str(unit): 10 ** PLACES[unit.title_zh] for unit in PrintedUnit}
"""Fen in each printed unit."""


@dataclass
class Figures:
    """Rows of one entity, and the indexes over them that were asked for."""

    rows: Sequence[Row]
    _indexes: dict[tuple[str, ...], dict[tuple[Any, ...], list[Row]]] = field(default_factory=dict)

    def found(self, where: Mapping[str, object]) -> list[Row]:
        """The rows with these values, in the order of the document."""
        beside = {n: v for n, v in where.items() if isinstance(v, Same | Other)}
        if beside:
            found = self.found({n: v for n, v in where.items() if n not in beside})
            return [row for row in found if all(_beside(row, n, v) for n, v in beside.items())]
        names = tuple(sorted(where))
        choices = [_choices(where[name]) for name in names]
        if prod(map(len, choices)) > len(self.rows):
            wanted = list(zip(names, map(frozenset, choices), strict=True))
            return [row for row in self.rows if all(row[n] in each for n, each in wanted)]
        index = self._index(names)
        return [row for values in product(*choices) for row in index.get(values, ())]

    def _index(self, names: tuple[str, ...]) -> dict[tuple[Any, ...], list[Row]]:
        if names not in self._indexes:
            made: dict[tuple[Any, ...], list[Row]] = {}
            for row in self.rows:
                made.setdefault(tuple(row[name] for name in names), []).append(row)
            self._indexes[names] = made
        return self._indexes[names]


def _beside(row: Row, name: str, wanted: Same | Other) -> bool:
    return (row[name] == row[wanted.field]) is isinstance(wanted, Same)


def _choices(value: object) -> tuple[object, ...]:
    if isinstance(value, tuple | list | set | frozenset):
        return tuple(dict.fromkeys(value))
    return (value,)


async def figures(
    connection: Connection, source: str, name: str, years: Iterable[int] | None
) -> Figures:
    """The source's living rows of an entity in these years; of all, where it has none."""
    of = entity(name)
    dated = years is not None and "fiscal_year" in of.fields
    year = " AND fiscal_year = ANY($2::smallint[])" if dated else ""
    order = ", ".join(n for n in ("file", "sheet", "row_no", "column_no") if n in of.fields)
    order = order or ", ".join(f'"{name}"' for name in of.key)
    given = [source, sorted(years)] if dated and years is not None else [source]
    rows = await connection.fetch(
        f'SELECT * FROM "{of.table.name}" WHERE source = $1{year} ORDER BY {order}', *given
    )
    return Figures([dict(row) for row in rows])


async def of_systems(
    connection: Connection, part: Part, each: Sequence[str], amount: str, cells: Iterable[Row]
) -> list[tuple[tuple[Any, ...], int, int]]:
    """(values of `each`, records, sum in fen) of the transaction systems, where `cells` are."""
    of = entity(part.of or "")
    wanted = sorted({tuple(row[name] for name in ("home_code", *each)) for row in cells})
    if not wanted:
        return []
    names = ", ".join(f't."{name}"' for name in each)
    types = [str(of.table.c[name].type.compile()).lower() for name in ("home_code", *each)]
    unnest = ", ".join(f"${n}::{kind}[]" for n, kind in enumerate(types, 1))
    columns = ", ".join(f'"{name}"' for name in ("home_code", *each))
    joined = " AND ".join(f't."{name}" = c."{name}"' for name in ("home_code", *each))
    conditions = "".join(
        f' AND t."{name}" = ANY(${n}::text[])' for n, name in enumerate(part.where, len(types) + 1)
    )
    rows = await connection.fetch(
        f'SELECT {names}, count(*) AS records, coalesce(sum(t."{amount}"), 0)::bigint AS total '
        f'FROM unnest({unnest}) AS c ({columns}) JOIN "{of.table.name}" AS t ON {joined} '
        f"WHERE true{conditions} GROUP BY {names}",
        *(list(column) for column in zip(*wanted, strict=True)),
        *([str(value) for value in _choices(given)] for given in part.where.values()),
    )
    return [(tuple(row[name] for name in each), row["records"], row["total"]) for row in rows]


def tolerance(rows: Iterable[Row], least: int = 0) -> Decimal:
    """The most, in fen, by which a sum of these figures can be off by their rounding: half a unit
    of the last printed digit for each. The last digit is that of the most finely printed figure in
    the same table and unit, and no less than the `least` decimals that each is known to have: a
    workbook does not keep the zeros that a figure ends in.
    """
    decimals: dict[tuple[str, ...], int] = {}
    counts: dict[tuple[str, ...], int] = {}
    for row in rows:
        unit = row.get("printed_unit")
        if unit is None:
            continue
        table = (unit, *(str(row.get(name)) for name in ("document", "sheet", "table_no")))
        decimals[table] = max(decimals.get(table, least), _decimals(row, unit))
        counts[table] = counts.get(table, 0) + 1
    halves = (count * _half(table[0], decimals[table]) for table, count in counts.items())
    return sum(halves, Decimal(0))


def _decimals(row: Row, unit: str) -> int:
    """Decimals of a figure as printed; where binary arithmetic left its trace behind the fen, those
    of the amount it is.

    >>> _decimals({"printed": "12.50"}, "WAN_YUAN")
    2
    >>> _decimals({"printed": "19583.7399999998", "amount": 19583740000}, "WAN_YUAN")
    2
    """
    after = str(row.get("printed") or "").strip().partition(".")[2]
    if 10 ** len(after) <= FEN_OF[unit]:
        return len(after)
    exact = (Decimal(row.get("amount") or 0) / FEN_OF[unit]).normalize().as_tuple().exponent
    return max(-int(exact), 0)


def _half(unit: str, decimals: int) -> Decimal:
    return max(Decimal(FEN_OF[unit]).scaleb(-decimals), Decimal(1)) / 2


def where_printed(rows: Sequence[Row], most: int = 12) -> str:
    """The places of figures: file, sheet, row and column, with the figure as printed."""
    shown = [_place(row) for row in rows[:most]]
    if len(rows) > most:
        shown.append(f"… +{len(rows) - most}")
    return "; ".join(shown)[:4000]


def _place(row: Row) -> str:
    if "row_no" not in row:
        return str(row["source_key"])
    sheet = f" [{row['sheet']}]" if row["sheet"] else ""
    column = f" C{row['column_no']}" if "column_no" in row else ""
    figure = f" = {row['printed']}" if row.get("printed") is not None else ""
    return f"{row['file']}{sheet} R{row['row_no']}{column}{figure}"
