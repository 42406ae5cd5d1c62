"""A workbook → its page: every sheet accounted for, one record a figure, and what must hold.

All or nothing: a sheet that is neither a table we know nor declared to be none refuses the file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from adapters.city_workbook.across import across
from adapters.city_workbook.forms import (
    CITY,
    DOCUMENT,
    EXPENDITURE,
    HEAD_CELLS,
    NEITHER,
    REVENUE,
    SHEETS_ASIDE,
    UNIT_OVERRIDES,
    UnitOverride,
    plain,
    told_unit,
)
from adapters.city_workbook.outline import Place, outline_of, plain_name
from adapters.city_workbook.tables import (
    Column,
    Row,
    Table,
    direction_of,
    measure_of,
    refusal,
    tables_of,
    title_of,
)
from adapters.city_workbook.ties import Laid, inside
from adapters.sdk.figures import COLUMNS, COUNTRY, Figure, figure_rows
from adapters.sdk.readers.workbook import Sheet, column_letters, workbook_sheets
from adapters.sdk.source import Page, Settings, Text
from schema.problems import StopBatch

UNIT_TOLD = "unit"
"""What may be told with a load: the unit of a table that states none."""


@dataclass(frozen=True)
class Account:
    """What became of a sheet: its tables, or why it is none. `names`: what a sheet without a table
    says that the document is called."""

    sheet: str
    tables: tuple[Table, ...]
    why: Text
    names: tuple[str, ...] = ()


def page_of(name: str, body: bytes, settings: Settings) -> Page:
    """The page of a workbook; UNIT of the settings is told with the load.

    raises: StopBatch(A307) for a layout not known, StopBatch(A309), StopBatch(H102)
    """
    accounts = accounts_of(name, workbook_sheets(name, body), _units(settings))
    tables = [table for account in accounts for table in account.tables]
    city = _city(name, accounts)
    document = _document(city, accounts)
    heads = frozenset({city, f"全{city[-1]}"})
    laid = [
        Laid(document, table, outline_of(table, heads if _regions(table) else frozenset()))
        for table in tables
    ]
    held = [identity for each in laid for identity in inside(each)]
    figures, numbers = [], []
    for each in laid:
        for figure in _figures(name, document, city, each):
            figures.append(figure)
            numbers.append(int(figure.row))
    return Page(
        name, body, COLUMNS, figure_rows(figures), numbers=numbers,
        identities=(*held, *across(laid)), whole={"document": document},
    )  # fmt: skip


def accounts_of(
    file: str, sheets: Sequence[Sheet], units: Sequence[UnitOverride] = UNIT_OVERRIDES
) -> list[Account]:
    """Every sheet with its tables, or with why it has none. raises: StopBatch(A307)"""
    return [_account(file, sheet, units) for sheet in sheets]


def _units(settings: Settings) -> Sequence[UnitOverride]:
    """The declared units of tables that state none, and that which the load tells."""
    if UNIT_TOLD not in settings:
        return UNIT_OVERRIDES
    told = told_unit(settings[UNIT_TOLD])
    if told is None:
        cause = "it is not TITLE:UNIT:WHY with a unit of money"
        raise StopBatch("H102", name=UNIT_TOLD, cause=cause)
    return (told, *UNIT_OVERRIDES)


def _account(file: str, sheet: Sheet, units: Sequence[UnitOverride]) -> Account:
    texts = [plain(cell) for row in sheet.rows for cell in row if plain(cell)]
    if not texts:
        return Account(sheet.name.strip(), (), "blank: it has no cell with text")
    for aside in SHEETS_ASIDE:
        if any(aside.matches(text) for text in texts[:HEAD_CELLS]):
            names = tuple(filter(DOCUMENT, texts)) if aside.names else ()
            return Account(sheet.name.strip(), (), aside.why, names)
    if title_of(sheet) is None:
        known = "a table with a title, or a cover, contents or notes"
        raise refusal(file, sheet.name, 1, known, f"“{texts[0][:60]}”")
    return Account(sheet.name.strip(), tuple(tables_of(file, sheet, units)), None)


def _city(file: str, accounts: Sequence[Account]) -> str:
    """The one city that the titles name."""
    titles = {table.title for account in accounts for table in account.tables}
    named = {found[1] for title in titles if (found := CITY(title))}
    if len(named) != 1:
        raise StopBatch(
            "A307", document=f"{file}: the titles name {'、'.join(sorted(named)) or 'no city'}",
            known=["titles that name one city"],
        )  # fmt: skip
    return named.pop()


def _document(city: str, accounts: Sequence[Account]) -> str:
    """What the cover calls the workbook; without a cover, its years and whether it settles them."""
    names = [name for account in accounts if account.why for name in account.names]
    if names:
        return names[0] if city in names[0] else f"{city}{names[0]}"
    titles = {table.title for account in accounts for table in account.tables}
    years = sorted({table.year for account in accounts for table in account.tables})
    settled = "决算" if any("决算" in title for title in titles) else "预算"
    return f"{city}{'、'.join(map(str, years))}年{settled}公开附表"


def _regions(table: Table) -> bool:
    return table.form.rows == "REGIONS"


def _figures(file: str, document: str, city: str, laid: Laid) -> Iterator[Figure]:
    table = laid.table
    direction = direction_of(table)
    for line, (row, place) in enumerate(zip(table.rows, laid.places, strict=True), 1):
        for column in table.columns:
            if column.number in row.figures:
                yield _figure(file, document, city, table, direction, line, row, place, column)


def _figure(
    file: str,
    document: str,
    city: str,
    table: Table,
    direction: str,
    line: int,
    row: Row,
    place: Place,
    column: Column,
) -> Figure:
    regions = _regions(table)
    name = column.heading if regions else plain_name(row.text)
    region, scope = _region(city, row, place, column) if regions else (city, column.scope)
    letters = column_letters(column.number)
    return Figure(
        document=document,
        line_id=f"{document}/{table.sheet}/{line:04}/{letters}",
        file=file,
        sheet=table.sheet,
        row=str(row.number),
        column=str(column.number + 1),
        heading=column.heading,
        table=table.number,
        line=str(line),
        parent=None if place.parent is None else str(place.parent + 1),
        level=str(place.depth),
        item=row.item,
        name=name,
        region=region,
        within=COUNTRY if region == city else city,
        year=str(column.year),
        scope=scope,
        phase=column.phase,
        direction=direction,
        measure=column.measure or measure_of(table, name),
        budget=row.budget or column.budget,
        printed_code=row.code,
        part="1" if place.part else "0",
        figure=row.figures[column.number],
        unit=table.unit,
        note=table.note,
        **_classified(table, direction, row, place),
    )


def _region(city: str, row: Row, place: Place, column: Column) -> tuple[str, str]:
    """Whose figure it is where rows are regions: a county's, the city's own, the whole city's."""
    name = plain(row.text)
    if re.search("本级", name):
        return city, "OWN_LEVEL"
    whole = place.total or plain_name(name) != name
    return (city if whole else name), column.scope


def _classified(table: Table, direction: str, row: Row, place: Place) -> dict[str, str]:
    """The code or name by which the row is looked up in a list; totals are no item of one."""
    if direction == NEITHER or place.total or place.part or table.form.classified == "none":
        return {}
    if table.form.rows == "REGIONS":
        return {}
    which = table.form.classified or {REVENUE: "revenue", EXPENDITURE: "function"}[direction]
    return {which: row.code or plain_name(row.text).removesuffix("（项）")}
