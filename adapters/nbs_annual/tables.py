"""A file "Annual by Province" → its page: three lines of head, a row an indicator, notes.

The province is what the file says inside; its name on disk may be misspelt. A province or a unit
that the file does not state clearly refuses it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from unicodedata import normalize

from adapters.nbs_annual.indicators import (
    NOT_FISCAL,
    STATED_ELSEWHERE,
    UNITS,
    WITHOUT_UNIT,
    Indicator,
    indicator_of,
)
from adapters.sdk.figures import COLUMNS, Figure, figure_rows
from adapters.sdk.identities import UNDISCLOSED, Identity, Part
from adapters.sdk.provinces import provinces_called
from adapters.sdk.readers.tables import Rows, csv_rows
from adapters.sdk.source import Page, Text
from schema.problems import StopBatch

TITLE = re.compile(r"^Database.*Annual by Province$").match
REGION = re.compile(r"^Region: *(.+)$").match
YEARS = re.compile(r"^Year: *(.+)$").match
NOTES = re.compile(r"^(Note:|Notes:|Data Sources?:|[0-9]+\.)").match
"""Lines after the indicators: from the first of these on."""

_year = re.compile(r"(19|20)[0-9]{2}").fullmatch
_number = re.compile(r"-?[0-9]+(\.[0-9]+)?").fullmatch


@dataclass(frozen=True)
class Row:
    """An indicator. `figures`: (column from 1, year, figure); `why`: why it is not taken."""

    number: int
    label: str
    indicator: Indicator | None
    figures: tuple[tuple[int, str, str], ...]
    why: Text


@dataclass(frozen=True)
class File:
    """What a file states."""

    province: str
    years: tuple[str, ...]
    rows: tuple[Row, ...]

    @property
    def document(self) -> str:
        return f"国家统计局分省年度数据 {self.province} {'、'.join(sorted(self.years))}"


def page_of(name: str, body: bytes) -> Page:
    """The page of a file. raises: StopBatch(A307) for a layout not known, StopBatch(A309)"""
    file = file_of(name, body)
    figures = list(_figures(name, file))
    return Page(
        name, body, COLUMNS, figure_rows(figures),
        numbers=[int(figure.row) for figure in figures],
        identities=tuple(_identities(file)), whole={"document": file.document},
    )  # fmt: skip


def file_of(name: str, body: bytes) -> File:
    """Everything a file says, the indicators that are not fiscal included, with why.

    raises: StopBatch(A307, A309)
    """
    rows = csv_rows(name, body, ("utf-8-sig", "gb18030"))
    heads = [normalize("NFKC", ",".join(cell or "" for cell in row)).strip() for row in rows[:3]]
    named = REGION(heads[1]) if len(heads) == 3 else None
    if len(rows) < 4 or not TITLE(heads[0]) or not named or not YEARS(heads[2]):
        raise _refused(name, 1, " / ".join(heads), "Database…Annual by Province / Region / Year")
    province = provinces_called(named[1])
    if len(province) != 1:
        raise _refused(
            name, 2, heads[1], f"one province: {', '.join(province) or 'none so called'}"
        )
    header = [(cell or "").strip() for cell in rows[3]]
    if header[0] != "Indicators" or not header[1:] or not all(map(_year, header[1:])):
        raise _refused(name, 4, ",".join(header), "Indicators and years")
    found = tuple(_rows(name, rows, header))
    if not any(row.indicator and row.figures for row in found):
        raise _refused(name, 5, "no such indicator", "indicators of local public finance")
    return File(province[0], tuple(header[1:]), found)


def _rows(file: str, rows: Rows, header: Sequence[str]) -> Iterator[Row]:
    for number, cells in enumerate(rows[4:], 5):
        label = normalize("NFKC", cells[0] or "").strip() if cells else ""
        if NOTES(label):
            return
        if not label:
            continue
        if len(cells) != len(header):
            raise _refused(file, number, label, f"{len(header)} cells")
        stated = []
        for column, (year, cell) in enumerate(zip(header[1:], cells[1:], strict=True), 2):
            figure = (cell or "").strip()
            if figure and not _number(figure.replace(",", "")):
                raise _refused(file, number, figure, "a number or a blank")
            if figure:
                stated.append((column, year, figure))
        indicator = indicator_of(label)
        yield Row(number, label, indicator, tuple(stated), None if indicator else NOT_FISCAL)


def _figures(name: str, file: File) -> Iterator[Figure]:
    lines = {_key(row): line for line, row in enumerate(file.rows, 1)}
    units = {
        row.indicator.unit for row in file.rows if row.indicator and row.indicator.unit is not None
    }
    for line, row in enumerate(file.rows, 1):
        indicator = row.indicator
        if indicator is None:
            continue
        unit, note = _unit(name, row, indicator, units)
        above = None if indicator.above is None else (indicator.side, indicator.above)
        parent = lines.get(above)
        code = indicator.code
        known = {} if code is None else {_list(indicator): code}
        for column, year, figure in row.figures:
            yield Figure(
                document=file.document,
                line_id=f"{file.document}/{line:04}/{year}",
                file=name,
                row=str(row.number),
                column=str(column),
                heading=year,
                table="Annual by Province",
                line=str(line),
                parent=None if parent is None else str(parent),
                level=str(0 if indicator.above is None else 1 if indicator.above == "" else 2),
                item=row.label,
                name=re.sub(r"\([^()]*yuan[^()]*\)$", "", row.label).strip(),
                region=file.province,
                year=year,
                scope="WHOLE_ADMINISTRATIVE",
                phase="FINAL",
                direction=indicator.side,
                budget="GENERAL_PUBLIC",
                figure=figure,
                unit=unit,
                note=note,
                **known,
            )


def _list(indicator: Indicator) -> str:
    return "revenue" if indicator.side == "REVENUE" else "function"


def _key(row: Row) -> tuple[str, str] | None:
    return (row.indicator.side, row.indicator.item or "") if row.indicator else None


def _unit(name: str, row: Row, indicator: Indicator, stated: set[str]) -> tuple[str, Text]:
    """The unit of a label, or the one declared for it, with the reason."""
    if indicator.unit is not None:
        if indicator.unit in UNITS:
            return UNITS[indicator.unit], None
    elif indicator.item in WITHOUT_UNIT and stated == {"100 million yuan"}:
        return STATED_ELSEWHERE
    raise _refused(name, row.number, row.label, f"a unit: {', '.join(UNITS)}")


def _identities(file: File) -> Iterator[Identity]:
    """Each indicator = those under it. Not all items of expenditure are in the list."""
    below: dict[tuple[str, str], list[int]] = {}
    lines = {_key(row): line for line, row in enumerate(file.rows, 1) if row.figures}
    for line, row in enumerate(file.rows, 1):
        if row.indicator and row.indicator.above is not None and row.figures:
            below.setdefault((row.indicator.side, row.indicator.above), []).append(line)
    for above, items in below.items():
        if above in lines:
            row = file.rows[lines[above] - 1]
            residual = UNDISCLOSED if above == ("EXPENDITURE", "") else None
            yield Identity(
                "items", f"{row.label} = 所列各项", "an indicator = the indicators under it",
                _part(file, [lines[above]]), (_part(file, items),), residual=residual,
                place=f"R{row.number}",
            )  # fmt: skip


def _part(file: File, lines: Sequence[int]) -> Part:
    return Part({"document": file.document, "line_no": tuple(lines)})


def _refused(file: str, row: int, found: object, expected: str) -> StopBatch:
    return StopBatch("A307", document=f"{file}, row {row}: {found}", known=[expected])
