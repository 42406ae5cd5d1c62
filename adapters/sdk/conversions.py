"""Conversions that need nothing but the text: what a partner wrote → a value in our words.

Each takes the text of one cell (of several for the few that say so), stripped and never blank: a
blank is None, or A201 where the field must have a value. Each is pure and raises RejectRow; the
mapping adds place and column.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal

from schema.classification import FIRST_YEAR, LAST_YEAR
from schema.kinds import States
from schema.problems import RejectRow

_SHANGHAI = timezone(timedelta(hours=8))
_digits = re.compile(r"-?[0-9]{1,18}").fullmatch
_decimal = re.compile(r"-?[0-9]{1,24}(?:\.[0-9]{1,24})?").fullmatch
_stamp = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}[ T][0-9]{2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]{1,6})?"
    r"(Z|[+-][0-9]{2}:[0-9]{2})?"
).fullmatch
_local_agency = re.compile(r"([0-9]{6}|[0-9]{9})-([0-9]{6})").fullmatch


def text(cell: str) -> str:
    """The text as it is.

    >>> text("广州市")
    '广州市'
    """
    return cell


def joined(between: str) -> Callable[..., str]:
    """The texts of several columns, joined.

    >>> joined("/")("t01", "0003")
    't01/0003'
    """

    def convert(*cells: str) -> str:
        return between.join(cells)

    return convert


def whole(cell: str) -> int:
    """A whole number. raises: RejectRow(A203)

    >>> whole("-42")
    -42
    """
    if not _digits(cell):
        raise RejectRow("A203", value=cell)
    return int(cell)


def decimal(cell: str) -> Decimal:
    """A plain decimal, for quantities and rates. raises: RejectRow(A204)

    >>> decimal("12.50")
    Decimal('12.50')
    """
    if not _decimal(cell):
        raise RejectRow("A204", value=cell)
    return Decimal(cell)


def percent(cell: str) -> Decimal:
    """A percentage as printed -> the rate. raises: RejectRow(A204)

    >>> percent("100.1%"), percent("-37.7%")
    (Decimal('1.001'), Decimal('-0.377'))
    """
    if not cell.endswith("%") or not _decimal(cell[:-1]):
        raise RejectRow("A204", value=cell)
    return Decimal(cell[:-1]).scaleb(-2)


def year(cell: str) -> int:
    """A year of four digits. raises: RejectRow(A203)

    >>> year("2025")
    2025
    """
    if len(cell) != 4 or not _digits(cell) or cell[0] == "-":
        raise RejectRow("A203", value=cell)
    return int(cell)


def fiscal_year(cell: str) -> int:
    """A fiscal year of which there are dated codes. raises: RejectRow(A218)

    >>> fiscal_year("2025")
    2025
    """
    if len(cell) == 4 and _digits(cell) and FIRST_YEAR <= int(cell) <= LAST_YEAR:
        return int(cell)
    raise RejectRow("A218", value=cell, low=FIRST_YEAR, high=LAST_YEAR)


def last_year(start: str, years: str) -> int:
    """First year and length in years -> last year. raises: RejectRow(A203)

    >>> last_year("2024", "3")
    2026
    """
    return year(start) + whole(years) - 1


def day(form: str) -> Callable[[str], date]:
    """A date written in `form` (of strptime); a time of day is left off. raises: RejectRow(A202)

    >>> day("%Y%m%d")("20250301"), stamped_day("2025-03-01 09:15:00")
    (datetime.date(2025, 3, 1), datetime.date(2025, 3, 1))
    >>> iso_day("2025-02-30")
    Traceback (most recent call last):
    schema.problems.errors.RejectRow: A202 the value="2025-02-30" is not a date of the form \
YYYY-MM-DD.
    """
    shown = form
    for letter, word in (("Y", "YYYY"), ("m", "MM"), ("d", "DD"), ("H", "hh"), ("M", "mm")):
        shown = shown.replace(f"%{letter}", word)
    shown = shown.replace("%S", "ss")

    def convert(cell: str) -> date:
        try:
            found = datetime.strptime(cell, form)
        except ValueError:
            raise RejectRow("A202", value=cell, format=shown) from None
        if found.strftime(form) != cell:
            raise RejectRow("A202", value=cell, format=shown)
        return found.date()

    return convert


iso_day = day("%Y-%m-%d")
stamped_day = day("%Y-%m-%d %H:%M:%S")


def month_start(year_cell: str, month_cell: str) -> date:
    """A year and a month -> the month's first day. raises: RejectRow(A202)

    >>> month_start("2025", "03")
    datetime.date(2025, 3, 1)
    """
    if re.fullmatch("0?[1-9]|1[0-2]", month_cell):
        return date(year(year_cell), int(month_cell), 1)
    raise RejectRow("A202", value=month_cell, format="MM")


def instant(cell: str) -> datetime:
    """A time, local where it names no zone -> the instant in UTC. raises: RejectRow(A202)

    >>> instant("2025-03-01 09:15:00"), instant("2025-03-01T01:15:00Z")  # doctest: +ELLIPSIS
    (datetime.datetime(2025, 3, 1, 1, 15, tzinfo=...), datetime.datetime(2025, 3, 1, 1, 15, ...))
    """
    if found := _stamp(cell):
        try:
            zoned = cell if found[1] else cell + "+08:00"
            return datetime.fromisoformat(zoned).astimezone(UTC)
        except ValueError:
            pass
    raise RejectRow("A202", value=cell, format="YYYY-MM-DD hh:mm:ss")


def day_of(cell: str) -> date:
    """A time, or a day alone -> the day in Shanghai. raises: RejectRow(A202)

    >>> day_of("2025-02-28T20:00:00Z"), day_of("2025-03-01")
    (datetime.date(2025, 3, 1), datetime.date(2025, 3, 1))
    """
    return iso_day(cell) if len(cell) == 10 else instant(cell).astimezone(_SHANGHAI).date()


def flag(yes: str, no: str) -> Callable[[str], bool]:
    """Their words for yes and no. raises: RejectRow(A205)

    >>> flag("1", "0")("1"), flag("是", "否")("否")
    (True, False)
    """

    def convert(cell: str) -> bool:
        if cell != yes and cell != no:
            raise RejectRow("A205", value=cell, allowed=[yes, no])
        return cell == yes

    return convert


def one_of(ours: Mapping[str, str], *, states: type[States] | None = None) -> Callable[[str], str]:
    """Their words -> ours, which must be of `states` where given. raises: RejectRow(A206)

    >>> one_of({"入库": "ADMITTED", "执行": "EXECUTING"})("执行")
    'EXECUTING'
    """
    if states is not None:
        for word in ours.values():
            states(word)

    def convert(cell: str) -> str:
        try:
            return ours[cell]
        except KeyError:
            raise RejectRow("A206", value=cell, allowed=list(ours)) from None

    return convert


def national_agency(cell: str) -> str:
    """A local code REGION-NUMBER -> the national code. raises: RejectRow(A213)

    The region has six digits, or nine for a township.  source: budget system, interface 3.2

    >>> national_agency("440203-001012"), national_agency("440203100-001001")
    ('440203000001012', '440203100001001')
    """
    found = _local_agency(cell)
    if found is None:
        raise RejectRow("A213", value=cell, year="-")
    return found[1].ljust(9, "0") + found[2]
