"""A sheet → its table: title, unit, headings, and the rows with their figures.

Anything that is not understood refuses the file: a heading in print that nothing is declared for, a
cell that is neither number nor blank under a heading of figures, figures without a name.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from adapters.city_workbook.forms import (
    BLANKS,
    CITY,
    CODE_HEADING,
    COLUMNS_ASIDE,
    EXPENDITURE,
    FORMS,
    ITEM_HEADING,
    LAST_YEAR,
    OWN_LEVEL,
    PHASES,
    REVENUE,
    ROWS_ASIDE,
    SERIAL_HEADING,
    TABLE_NO,
    TITLE,
    UNIT,
    YEAR,
    Form,
    UnitOverride,
    budget_of,
    plain,
    said,
)
from adapters.city_workbook.forms import WHOLE as WHOLE_CITY
from adapters.sdk.readers.tables import Rows
from adapters.sdk.readers.workbook import Sheet, column_letters
from adapters.sdk.source import Text
from schema.problems import StopBatch

HEAD = 8
"""Rows in which title, unit and headings stand."""

WHOLE, OWN = "WHOLE_ADMINISTRATIVE", "OWN_LEVEL"

_number = re.compile(r"-?[0-9]+(\.[0-9]+)?").fullmatch


@dataclass(frozen=True)
class Column:
    """A column of figures. `group`: the heading above its own, where there is one; `measure`: what
    the heading says its figures are, where rows are regions."""

    number: int
    heading: str
    group: str
    year: int
    phase: str
    scope: str
    budget: Text
    measure: Text


@dataclass(frozen=True)
class Row:
    """A row of a table. `number`: in the sheet, from 1; `text`: its name as printed, indented.

    `figures`: column number -> figure as printed.  `budget`: of its section, where it has one.
    """

    number: int
    text: str
    code: Text
    serial: bool
    figures: dict[int, str]
    budget: Text = None

    @property
    def item(self) -> str:
        return self.text.strip()


@dataclass(frozen=True)
class Table:
    """A printed table; several stand side by side in one sheet. `note`: why its unit is known."""

    sheet: str
    title: str
    number: str
    unit: str
    note: Text
    form: Form
    year: int
    scope: str
    budget: Text
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]


def direction_of(table: Table) -> str:
    """Revenue or expenditure: as declared, as the title says, or as its total rows say."""
    if table.form.direction:
        return table.form.direction
    text = table.title
    if "收支" in text or ("收入" in text and "支出" in text):
        text = "".join(said(row.text) for row in table.rows if row.code is None)
        return EXPENDITURE if "支出合计" in text else REVENUE
    return REVENUE if "收入" in text else EXPENDITURE


def measure_of(table: Table, name: str) -> str:
    """What the figures are of a row (where rows are regions: of a column) of this name."""
    measures = table.form.measures
    return next((ours for words, ours in measures if re.search(words, name)), "AMOUNT")


def refusal(file: str, sheet: str, row: int, expected: str, found: object) -> StopBatch:
    """The file has a layout that is not known, here."""
    return StopBatch(
        "A307", document=f"{file}, sheet {sheet.strip()}, row {row}: {found}", known=[expected]
    )


def title_of(sheet: Sheet) -> str | None:
    """The title of the table in a sheet, without white space."""
    for row in sheet.rows[:HEAD]:
        for cell in row:
            text = said(cell)
            if len(text) > 6 and TITLE(text) and not TABLE_NO(text):
                return text
    return None


def tables_of(file: str, sheet: Sheet, units: Sequence[UnitOverride]) -> list[Table]:
    """The tables of a sheet that has a title. `units`: of tables that state none.

    raises: StopBatch(A307)
    """
    title = title_of(sheet) or ""
    form = next((form for form in FORMS if re.search(form.title, title)), None)
    year = YEAR(title)
    if form is None or year is None:
        raise refusal(file, sheet.name, 1, "a title of a year and of revenue, expenditure, "
                      "balances or debt", title)  # fmt: skip
    head = _head_row(file, sheet)
    unit, note = _unit(file, sheet, title, head, units)
    number = next(
        (said(c) for row in sheet.rows[:head] for c in row if TABLE_NO(said(c))), sheet.name
    )
    depth = _depth(sheet.rows, head)
    own = OWN_LEVEL(title) is not None
    if not own and not WHOLE_CITY(title) and not CITY(title):
        raise refusal(file, sheet.name, 1, "全市, 市本级 or the city's name in the title", title)
    table = Table(
        sheet.name.strip(), title, number, unit, note, form, int(year[1]),
        OWN if own else WHOLE, budget_of(title), (), (),
    )  # fmt: skip
    starts = _starts(sheet.rows, head, depth)
    width = max(len(row) for row in sheet.rows)
    found = []
    for start, end in zip(starts, [*starts[1:], width], strict=True):
        found.append(_block(file, sheet, table, head, depth, range(start, end)))
    return found


def _head_row(file: str, sheet: Sheet) -> int:
    """Index of the row in which the headings begin."""
    for place, row in enumerate(sheet.rows[:HEAD]):
        if any(ITEM_HEADING(said(cell)) for cell in row):
            return place
    raise refusal(file, sheet.name, 1, "a heading 项目, 科目名称 or 地区 of its rows", "none")


def _unit(
    file: str, sheet: Sheet, title: str, head: int, units: Sequence[UnitOverride]
) -> tuple[str, Text]:
    """The unit the sheet states, or the one declared for its title, with the reason."""
    stated = {found[1] for row in sheet.rows[:head] for cell in row if (found := UNIT(said(cell)))}
    if len(stated) == 1:
        return stated.pop(), None
    for override in units if not stated else ():
        if re.search(override.title, title):
            return override.unit, override.why
    raise refusal(
        file, sheet.name, head, "one line such as 单位：万元, or a declared unit with its reason",
        f"{title}: {'、'.join(sorted(stated)) or 'no unit'}",
    )  # fmt: skip


def _starts(rows: Rows, head: int, depth: int) -> list[int]:
    """The columns in which the tables of a sheet begin: those of codes, serials, names."""
    marks: list[tuple[int, bool]] = []
    for number in range(max(len(row) for row in rows[head : head + depth])):
        labels = {said(_cell(row, number)) for row in rows[head : head + depth]}
        if any(ITEM_HEADING(label) for label in labels):
            marks.append((number, True))
        elif any(CODE_HEADING(label) or SERIAL_HEADING(label) for label in labels):
            marks.append((number, False))
    starts, open_ = [], False
    for number, is_item in marks:
        if not open_:
            starts.append(number)
        open_ = not is_item
    return starts


def _depth(rows: Rows, head: int) -> int:
    """Rows of headings: those after the first in which no name stands, up to the first figures."""
    first = rows[head]
    named = [n for n, cell in enumerate(first) if _names(said(cell))]
    depth = 1
    for row in rows[head + 1 : head + 4]:
        under = {said(_cell(row, number)) for number in [*named, 0]} - {""}
        texts = [said(cell) for cell in row]
        if not all(map(_names, under)) or not any(text and not _number(text) for text in texts):
            break
        depth += 1
    return depth


def _names(text: str) -> bool:
    """Whether a heading stands over codes, serial numbers or names."""
    return bool(CODE_HEADING(text) or SERIAL_HEADING(text) or ITEM_HEADING(text))


def _block(file: str, sheet: Sheet, table: Table, head: int, depth: int, span: range) -> Table:
    headings = _headings(sheet.rows[head : head + depth], span)
    item = next(n for n in span if ITEM_HEADING(headings[n][1]))
    code = next((n for n in span if CODE_HEADING(headings[n][1])), None)
    serial = next((n for n in span if SERIAL_HEADING(headings[n][1])), None)
    named = {item, code, serial}
    columns = []
    body = sheet.rows[head + depth :]
    for number in span:
        if number not in named:
            column = _column(file, sheet, table, head, body, number, *headings[number])
            columns += [column] if column else []
    if not columns:
        raise refusal(file, sheet.name, head + 1, "a heading of figures: 预算数, 执行数, 决算数",
                      "、".join(text for _, text in headings.values()))  # fmt: skip
    wanted = [column.number for column in columns]
    rows = []
    for place, cells in enumerate(body, head + depth + 1):
        row = _row(file, sheet.name, place, cells, item, code, serial, wanted)
        rows += [row] if row else []
    if table.form.sections:
        rows = _sectioned(rows)
    return replace(table, columns=tuple(columns), rows=tuple(rows))


def _sectioned(rows: list[Row]) -> list[Row]:
    """The rows, each of the budget that the section it stands in speaks of."""
    budget: Text = None
    found = []
    for row in rows:
        if not row.figures and re.fullmatch("[一-鿿]+", said(row.text)):
            budget = budget_of(said(row.text))
        found.append(replace(row, budget=budget))
    return found


def _headings(rows: Rows, span: range) -> dict[int, tuple[str, str]]:
    """Column -> (heading above, heading): a merged heading stands over the blank cells after it."""
    found: dict[int, tuple[str, str]] = {}
    above = ""
    for number in span:
        first, *rest = [said(_cell(row, number)) for row in rows]
        below = next((text for text in reversed(rest) if text), "")
        above = first if first else above if below else ""
        found[number] = (above, below) if below else ("", first)
    return found


def _column(
    file: str, sheet: Sheet, table: Table, head: int, body: Rows, number: int, above: str, own: str
) -> Column | None:
    """A column of figures; None for one that is declared not to be, or that is not printed."""
    heading = above + own if above != own else own
    if any(aside.matches(own) or aside.matches(heading) for aside in COLUMNS_ASIDE):
        return None
    if not sheet.shows(number):
        return None
    phase = next((phase for search, phase in PHASES if search(heading)), table.form.phase)
    regions = table.form.rows == "REGIONS"
    if not own or phase is None or (not regions and not _says(heading)):
        if not any(said(_cell(row, number)) for row in body):
            return None
        raise refusal(
            file, sheet.name, head + 1,
            "预算数, 调整预算数, 执行数, 决算数 or 金额, or a declared column",
            f"column {column_letters(number)} “{heading}”",
        )  # fmt: skip
    year = YEAR(heading)
    stated = int(year[1]) if year else table.year - (1 if LAST_YEAR(heading) else 0)
    if regions:
        # A limit of the year before is where this year's begins.
        own = ("上年" if stated < table.year else "") + own
        stated = table.year
    scope = OWN if OWN_LEVEL(heading) else table.scope
    budget = table.budget or budget_of(heading)
    measure = measure_of(table, above + own) if regions else None
    return Column(number, heading, above, stated, phase, scope, budget, measure)


def _says(heading: str) -> bool:
    """Whether a heading says that figures stand under it."""
    return any(search(heading) for search, _ in PHASES) or heading == "金额"


def _row(
    file: str,
    sheet: str,
    number: int,
    cells: Sequence[Text],
    item: int,
    code: int | None,
    serial: int | None,
    wanted: list[int],
) -> Row | None:
    """A row; None for one without a name and without figures other than 0."""
    figures: dict[int, str] = {}
    text = (_cell(cells, item) or "").replace("\n", "").rstrip()
    first = said(_cell(cells, serial)) if serial is not None else ""
    if not text.strip() and first and not _number(first):
        text, first = _cell(cells, serial) or "", ""
    note = any(aside.matches(said(text)) for aside in ROWS_ASIDE)
    for column in wanted:
        cell = plain(_cell(cells, column))
        if not cell or cell in BLANKS:
            continue
        if not _number(said(cell).replace(",", "")) or note:
            raise refusal(
                file, sheet, number, "a number or a blank",
                f"column {column_letters(column)} “{_cell(cells, column)}”",
            )  # fmt: skip
        figures[column] = cell
    if note:
        return None
    if not text.strip():
        if any(figure.strip("-0.") for figure in figures.values()):
            raise refusal(file, sheet, number, "a name of the row", "figures without one")
        return None
    printed_code = said(_cell(cells, code)) if code is not None else ""
    if printed_code and not printed_code.isdigit():
        raise refusal(file, sheet, number, "科目编码 of digits", f"“{printed_code}”")
    return Row(number, text, printed_code or None, bool(first), figures)


def _cell(cells: Sequence[Text], number: int | None) -> Text:
    return cells[number] if number is not None and number < len(cells) else None
