"""A printed table → one record for each figure in it: the rows unpivoted, with uniform columns.

Blank cells are not figures. Rates stand with the executed figure, which they are about.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import PurePath

from adapters.guangdong_budget.layouts import (
    CITY_LEVEL,
    PHASES,
    PROVINCE,
    SCOPES,
    SUBREGIONS,
    Layout,
    layout_of,
    table_of,
)
from adapters.guangdong_budget.parts import Line, parents_of, parts
from adapters.sdk.readers.tables import table_rows
from adapters.sdk.source import Page, Text
from schema.problems import StopBatch

COLUMNS = (
    "document", "table", "line", "phase", "year", "direction", "scope", "region", "level", "item",
    "name", "revenue", "function", "repeat", "part", "figure", "to_adjusted", "to_prior_year",
    "file", "row", "column", "heading", "parent",
)  # fmt: skip

_plain = re.compile("-?[0-9]+").fullmatch
_numbering = re.compile(r"^(其中[：:])?([一二三四五六七八九十]+、|（[一二三四五六七八九十]+）)?")

Printed = Mapping[str, str]


def page_of(name: str, body: bytes) -> Page:
    """The page of one table. raises: StopBatch(A307) for a layout not known, StopBatch(A309)"""
    about = table_of(name)
    header, *rows = table_rows(name, body) or [[]]
    layout = layout_of(name, tuple(cell or "" for cell in header), about["whose"])
    printed = [_printed(name, layout, number, row) for number, row in enumerate(rows, 2)]
    outline = [_line(row, layout) for row in printed]
    is_part, parents = parts(outline), parents_of(outline)
    records: list[list[Text]] = []
    numbers: list[int] = []
    for place, (row, part) in enumerate(zip(printed, is_part, strict=True), 1):
        for record in _records(about, layout, place, row, part):
            column = record.pop() or ""
            above = str(parent) if (parent := parents[place - 1]) is not None else None
            at = str(layout.columns.index(column) + 1)
            records.append([*record, PurePath(name).name, str(place + 1), at, column, above])
            numbers.append(place + 1)
    return Page(name, body, COLUMNS, records, numbers=numbers)


def _printed(name: str, layout: Layout, number: int, row: list[Text]) -> Printed:
    if len(row) != len(layout.columns):
        raise StopBatch(
            "A302", expected=list(layout.columns), found=list(row), place=f"{name} row {number}"
        )
    return {column: (cell or "").strip() for column, cell in zip(layout.columns, row, strict=True)}


def _line(row: Printed, layout: Layout) -> Line:
    figures = (row.get(column, "") for column in PHASES)
    level = row.get("outline_level", CITY_LEVEL)
    return Line(
        int(level) if _plain(level) else 0,
        row[layout.item],
        tuple(int(figure) if _plain(figure) else None for figure in figures),
    )


def _records(
    about: Mapping[str, str], layout: Layout, place: int, row: Printed, part: bool
) -> Iterator[list[Text]]:
    item = row[layout.item]
    name = plain_name(item)
    by_city = layout.item == "city"
    repeat = by_city and name in SUBREGIONS
    revenue = about["direction"] == "revenue"
    for column, phase in PHASES.items():
        figure = row.get(column)
        executed = phase == "EXECUTED"
        if figure:
            yield [
                f"guangdong_budget_{about['year']}",
                about["table"],
                f"{place:04}",
                phase,
                about["year"],
                about["direction"].upper(),
                SCOPES[about["whose"]],
                name if by_city and not repeat else PROVINCE,
                row.get("outline_level", CITY_LEVEL),
                item,
                name,
                name if revenue and not by_city else None,
                name if not revenue and not by_city else None,
                "1" if repeat else "0",
                "1" if part else "0",
                figure,
                row["exec_to_adjusted"] or None if executed else None,
                row[layout.prior] or None if executed else None,
                column,
            ]


def plain_name(item: str) -> str:
    """The printed name without 其中, numbering and spaces.

    >>> plain_name("一、一般公共预算收入"), plain_name("其中：诉讼费收入"), plain_name("广 州 市")
    ('一般公共预算收入', '诉讼费收入', '广州市')
    """
    return _numbering.sub("", "".join(item.split()))
