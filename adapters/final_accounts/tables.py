"""A table of final accounts → its page: the rows with codes, and what must hold.

Rows are outlined by their codes. A class may hold more than its printed items (some are secret):
what is left over is a residual, and no difference.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from adapters.final_accounts.about import About, about_of, plain, refused
from adapters.sdk.figures import COLUMNS, Figure, figure_rows
from adapters.sdk.identities import UNDISCLOSED, Identity, Part
from adapters.sdk.readers.tables import table_rows
from adapters.sdk.source import Page, Text

TOTALS = frozenset({"合计", "总计", "支出合计", "本年支出合计", "一般公共预算支出", "支出总计"})

_code = re.compile(r"[0-9]{3}([0-9]{2}){0,2}").fullmatch
_number = re.compile(r"-?[0-9]+(\.[0-9]+)?").fullmatch


@dataclass(frozen=True)
class Row:
    """A printed row: its number in the file, code, name, and figures by column."""

    number: int
    code: Text
    name: str
    figures: Mapping[int, str]


def page_of(name: str, body: bytes) -> Page:
    """The page of a table. raises: StopBatch(A307) for a layout not known, StopBatch(A309)"""
    rows = table_rows(name, body, ("utf-8-sig", "gb18030"))
    about = about_of(name, rows)
    printed = [
        row
        for number, cells in enumerate(rows[about.head + 1 :], about.head + 2)
        if (row := _row(name, about, number, cells))
    ]
    parents = _parents(name, printed)
    figures = list(_figures(name, about, printed, parents))
    return Page(
        name, body, COLUMNS, figure_rows(figures),
        numbers=[int(figure.row) for figure in figures],
        identities=tuple(_identities(about, printed, parents)),
        whole={"document": about.document, "table_no": about.table},
    )  # fmt: skip


def _row(file: str, about: About, number: int, cells: Sequence[Text]) -> Row | None:
    """A row; None for a blank one."""
    texts = dict(enumerate(map(plain, cells)))
    code, name = texts.get(about.code, ""), texts.get(about.name, "")
    figures = {
        column.number: text for column in about.columns if (text := texts.get(column.number, ""))
    }
    if not (code or name or figures):
        return None
    if code and not _code(code):
        raise refused(file, number, code, "a code of 3, 5 or 7 digits")
    for text in figures.values():
        if not _number(text.replace(",", "")):
            raise refused(file, number, text, "a number or a blank")
    if not name or (not code and name not in TOTALS):
        raise refused(file, number, name or code, "a code and a name, or 支出合计")
    return Row(number, code or None, name, figures)


def _parents(file: str, rows: Sequence[Row]) -> list[int | None]:
    """Index of the row each stands under: its code less its last two digits."""
    by_code: dict[str, int] = {}
    for index, row in enumerate(rows):
        if row.code in by_code:
            raise refused(file, row.number, row.code, "each code once")
        if row.code:
            by_code[row.code] = index
    return [by_code.get(row.code[:-2]) if row.code else None for row in rows]


def _figures(
    file: str, about: About, rows: Sequence[Row], parents: Sequence[int | None]
) -> Iterator[Figure]:
    for line, (row, parent) in enumerate(zip(rows, parents, strict=True), 1):
        for column in about.columns if row.figures else ():
            if column.number not in row.figures:
                continue
            yield Figure(
                document=about.document,
                line_id=f"{about.document}/{about.table}/{row.code or row.name}/{column.phase}",
                file=file,
                row=str(row.number),
                column=str(column.number + 1),
                heading=column.heading,
                table=about.table,
                line=str(line),
                parent=None if parent is None else str(parent + 1),
                level=str((len(row.code) - 1) // 2 if row.code else 0),
                item=row.name,
                name=row.name,
                region=about.region,
                year=about.year,
                scope=about.scope,
                phase=column.phase,
                direction="EXPENDITURE",
                budget=about.budget,
                printed_code=row.code,
                function=row.code,
                figure=row.figures[column.number],
                unit=column.unit,
            )


def _identities(
    about: About, rows: Sequence[Row], parents: Sequence[int | None]
) -> Iterator[Identity]:
    """Each row = its items, as far as they are published; the total = the classes."""
    below: dict[int, list[int]] = {}
    for index, parent in enumerate(parents):
        if parent is not None and rows[index].figures:
            below.setdefault(parent, []).append(index)
    for parent, items in below.items():
        if rows[parent].figures:
            yield _sum(about, rows, "items", parent, items, UNDISCLOSED)
    classes = [i for i, row in enumerate(rows) if row.code and len(row.code) == 3 and row.figures]
    for index, row in enumerate(rows):
        if row.code is None and row.figures and classes:
            # A total sums what stands above it; one at the head, what stands below.
            summed = [line for line in classes if line < index] or classes
            yield _sum(about, rows, "total", index, summed, None)


def _sum(
    about: About, rows: Sequence[Row], code: str, whole: int, parts: list[int], residual: str | None
) -> Identity:
    def figures(lines: Sequence[int]) -> Part:
        return Part(
            {
                "document": about.document,
                "table_no": about.table,
                "line_no": tuple(line + 1 for line in lines),
            }
        )

    row = rows[whole]
    return Identity(
        code, f"{row.name} = 所列各项", f"{row.code or row.name} = the items under it",
        figures([whole]), (figures(parts),), ("phase",), residual=residual,
        place=f"R{row.number} {row.code or row.name}",
    )  # fmt: skip
