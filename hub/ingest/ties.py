"""Evaluation of identities: two sides, cell by cell, and a verdict.

TIES       exactly equal (or, for <=, not above)
ROUNDING   off by no more than the rounding of the printed figures can make
RESIDUAL   the left side is larger, and that is of a kind that is known to be
DIFFERENT  off by more
MISSING    a side has no figure
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from adapters.sdk.identities import Identity, Part, Quotient
from hub.ingest.figures import Figures, Row, tolerance, where_printed
from schema.tieouts import TieBasis, TieVerdict

Cell = tuple[Any, ...]
Find = Callable[[Part], Figures]
Amount = Callable[[Part], str]


@dataclass(frozen=True)
class Tie:
    """One identity on one cell. Amounts in fen; `cell` names what it was evaluated for."""

    identity: str
    cell: str
    label: str
    label_en: str
    basis: str
    entity: str
    document: str | None
    region_code: int | None
    fiscal_year: int | None
    phase: str | None
    relation: str
    verdict: str
    residual: str | None
    left_amount: int | None
    right_amount: int | None
    difference: int | None
    tolerance: int | None
    left_rate: Decimal | None
    right_rate: Decimal | None
    left_count: int
    right_count: int
    left_rows: str
    right_rows: str

    @property
    def different(self) -> bool:
        """Whether printed figures contradict each other."""
        return self.verdict == TieVerdict["DIFFERENT"] and self.basis == TieBasis["PRINTED"]


@dataclass(frozen=True)
class Side:
    """What stands on one side in one cell: figures with their signs; `lacking`: a part has none."""

    figures: tuple[tuple[int, Row, str], ...]
    lacking: bool

    @property
    def rows(self) -> list[Row]:
        return [row for _, row, _ in self.figures]

    @property
    def total(self) -> int:
        return sum(sign * row[amount] for sign, row, amount in self.figures)


def evaluate(identity: Identity, find: Find, amount: Amount, each: Sequence[str]) -> list[Tie]:
    """The identity in every cell that has a figure on a side."""
    lefts = [_cells(part, find(part), amount(part), each) for part in identity.lefts]
    rights = [_cells(part, find(part), amount(part), each) for part in identity.right]
    cells = dict.fromkeys(cell for side in (*lefts, *rights) for cell in side)
    found = []
    for cell in cells:
        left = _side(identity.lefts, lefts, amount, cell)
        right = _side(identity.right, rights, amount, cell)
        found.append(_tie(identity, each, cell, left, right))
    return found


def _cells(part: Part, figures: Figures, amount: str, each: Sequence[str]) -> dict[Cell, list[Row]]:
    cells: dict[Cell, list[Row]] = {}
    for row in figures.found(part.where):
        if row[amount] is not None:
            cells.setdefault(tuple(row[name] for name in each), []).append(row)
    return cells


def _side(
    parts: Sequence[Part], found: Sequence[Mapping[Cell, list[Row]]], amount: Amount, cell: Cell
) -> Side:
    figures = tuple(
        (part.sign, row, amount(part))
        for part, cells in zip(parts, found, strict=True)
        for row in cells.get(cell, ())
    )
    lacking = any(
        cell not in cells and not part.optional for part, cells in zip(parts, found, strict=True)
    )
    return Side(figures, lacking or not figures)


def _tie(identity: Identity, each: Sequence[str], cell: Cell, left: Side, right: Side) -> Tie:
    rows = left.rows + right.rows
    allowed = tolerance(rows, identity.decimals)
    difference = left.total - right.total
    missing = left.lacking or right.lacking
    verdict = "MISSING" if missing else verdict_of(identity, difference, allowed)
    return Tie(
        **_about(identity, each, cell, rows),
        basis=str(TieBasis["PRINTED"]),
        relation=identity.relation,
        verdict=str(TieVerdict[verdict]),
        residual=identity.residual if verdict == "RESIDUAL" else None,
        left_amount=left.total if left.figures else None,
        right_amount=right.total if right.figures else None,
        difference=None if missing else difference,
        tolerance=int(allowed),
        left_rate=None,
        right_rate=None,
        left_count=len(left.figures),
        right_count=len(right.figures),
        left_rows=where_printed(left.rows),
        right_rows=where_printed(right.rows),
    )


def verdict_of(identity: Identity, difference: int, allowed: Decimal) -> str:
    """The verdict on a difference of left less right, in fen."""
    if difference == 0 or (identity.relation == "<=" and difference < 0):
        return "TIES"
    if abs(difference) <= allowed:
        return "ROUNDING"
    if identity.residual and difference > 0:
        return "RESIDUAL"
    return "DIFFERENT"


def _about(
    identity: Identity | Quotient, each: Sequence[str], cell: Cell, rows: Iterable[Row]
) -> dict[str, Any]:
    """The words of a tie, and the document, region, year and phase where its figures share one."""
    named = [f"{name}={'' if value is None else value}" for name, value in _pairs(each, cell)]
    shared = {}
    listed = list(rows)
    for name in ("document", "region_code", "fiscal_year", "phase"):
        values = {row.get(name) for row in listed}
        shared[name] = values.pop() if len(values) == 1 else None
    if shared["region_code"] is None and "province_code" in each:
        shared["region_code"] = cell[tuple(each).index("province_code")]
    return {
        "identity": identity.code,
        "cell": " ".join([identity.place, *named]).strip(),
        "label": identity.title,
        "label_en": identity.en,
        "entity": "",
        **shared,
    }


def _pairs(each: Sequence[str], cell: Cell) -> list[tuple[str, Any]]:
    return list(zip(each, cell, strict=True))


def with_system(
    identity: Identity, each: Sequence[str], cell: Cell, left: list[Row], amount: str,
    records: int, total: int,
) -> Tie:  # fmt: skip
    """A printed figure against what the transaction systems add up to."""
    printed = sum(row[amount] for row in left)
    allowed = tolerance(left, identity.decimals)
    verdict = verdict_of(identity, printed - total, allowed)
    return Tie(
        **_about(identity, each, cell, left),
        basis=str(TieBasis["SYSTEM"]),
        relation=identity.relation,
        verdict=str(TieVerdict[verdict]),
        residual=identity.residual if verdict == "RESIDUAL" else None,
        left_amount=printed,
        right_amount=total,
        difference=printed - total,
        tolerance=int(allowed),
        left_rate=None,
        right_rate=None,
        left_count=len(left),
        right_count=records,
        left_rows=where_printed(left),
        right_rows=", ".join(part.of or "" for part in identity.right),
    )


def quotient(check: Quotient, find: Find, amount: Amount, each: Sequence[str]) -> list[Tie]:
    """A printed rate against the figures it is of, in every cell that has one."""
    over = _cells(check.numerator, find(check.numerator), amount(check.numerator), each)
    under = _cells(check.denominator, find(check.denominator), amount(check.denominator), each)
    found = []
    for cell, rows in over.items():
        if len(rows) == 1 and rows[0][check.rate] is not None:
            found.append(_rate(check, each, cell, rows[0], under.get(cell, []), amount))
    return found


def _rate(
    check: Quotient, each: Sequence[str], cell: Cell, row: Row, below: list[Row], amount: Amount
) -> Tie:
    printed: Decimal = row[check.rate]
    base = sum(row[amount(check.denominator)] for row in below)
    figure = row[amount(check.numerator)]
    last = Decimal(1).scaleb(-check.decimals)
    verdict, ours = "MISSING", None
    if base:
        exact = Decimal(figure) / Decimal(base)
        ours = exact.quantize(Decimal("0.000001"), ROUND_HALF_UP)
        off = abs(printed - exact)
        slack = last / 2 + (tolerance([row]) + abs(exact) * tolerance(below)) / abs(base)
        same = exact.quantize(last, ROUND_HALF_UP) == printed
        verdict = "TIES" if same else "ROUNDING" if off <= slack else "DIFFERENT"
    return Tie(
        **_about(check, each, cell, [row, *below]),
        basis=str(TieBasis["PRINTED"]),
        relation="=",
        verdict=str(TieVerdict[verdict]),
        residual=None,
        left_amount=None,
        right_amount=None,
        difference=None,
        tolerance=None,
        left_rate=printed,
        right_rate=ours,
        left_count=1,
        right_count=1 + len(below),
        left_rows=where_printed([row]),
        right_rows=where_printed([row, *below]),
    )
