"""A table of final accounts → its page: whose it is, the rows with codes, what must hold.

The form is declared below: words of the headings, of the title or the file's name. Rows are
outlined by their codes. A class may hold more than its printed items (some are secret): what is
left over is a residual, and no difference.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePath

from adapters.sdk.figures import COLUMNS, Figure, figure_rows
from adapters.sdk.identities import UNDISCLOSED, Identity, Part
from adapters.sdk.provinces import provinces_called
from adapters.sdk.readers.tables import Rows, table_rows
from adapters.sdk.source import Page, Text
from schema.problems import StopBatch

CODE = re.compile(r"^(func_code|科目编码|功能分类科目编码|科目代码|编码)$").search
NAME = re.compile(r"^(func_name|科目名称|项目|功能分类科目名称|预算科目)$").search
FIGURE = re.compile(
    r"^(final_account(_(?P<unit>10k_yuan|100m_yuan|yuan))?|决算数|.*年决算数)$"
).search
UNITS = {"yuan": "元", "10k_yuan": "万元", "100m_yuan": "亿元"}
UNIT = re.compile(r"单位[:：](元|千元|万元|百万元|亿元)").search
YEAR = re.compile(r"(?<![0-9])(20[0-9]{2})(?![0-9])").search
SCOPES = (
    (re.compile("own_level|province_level|本级").search, "OWN_LEVEL"),
    (re.compile("whole|全省|全市|全区|全辖").search, "WHOLE_ADMINISTRATIVE"),
)
BUDGETS = (
    ("政府性基金|government_fund", "GOVERNMENT_FUND"),
    ("国有资本|state_capital", "STATE_CAPITAL"),
)
"""Words of the title or the file's name; a table that says neither is of the general budget."""

EXPENDITURE = re.compile("expenditure|支出").search
TOTALS = frozenset({"合计", "总计", "支出合计", "本年支出合计", "一般公共预算支出", "支出总计"})
HEAD = 8

Search = Callable[[str], object]
"""Whether a text has a declared pattern."""

_code = re.compile(r"[0-9]{3}([0-9]{2}){0,2}").fullmatch
_number = re.compile(r"-?[0-9]+(\.[0-9]+)?").fullmatch


@dataclass(frozen=True)
class About:
    """What a table says of itself. `code`, `name`, `figure`: numbers of its columns."""

    region: str
    year: str
    scope: str
    budget: str
    unit: str
    head: int
    code: int
    name: int
    figure: int
    heading: str

    @property
    def document(self) -> str:
        return f"{self.region}{self.year}年支出决算功能分类表"

    @property
    def table(self) -> str:
        return f"{self.budget} {self.scope}"


@dataclass(frozen=True)
class Row:
    """A printed row: its number in the file, code, name and figure."""

    number: int
    code: Text
    name: str
    figure: Text


def page_of(name: str, body: bytes) -> Page:
    """The page of a table. raises: StopBatch(A307) for a layout not known, StopBatch(A309)"""
    rows = table_rows(name, body, ("utf-8-sig", "gb18030"))
    about = _about(name, rows)
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


def _about(file: str, rows: Rows) -> About:
    head = next(
        (place for place, row in enumerate(rows[:HEAD]) if _column(row, CODE) is not None), None
    )
    header = [_plain(cell) for cell in rows[head]] if head is not None else []
    code, name, figure = (_column(header, search) for search in (CODE, NAME, FIGURE))
    if head is None or code is None or name is None or figure is None:
        found = ", ".join(header or [_plain(cell) for cell in rows[0]] if rows else [])
        raise _refused(file, (head or 0) + 1, found, "科目编码, 科目名称, 决算数")
    titles = [_plain(cell) for row in rows[:head] for cell in row if cell]
    stem = PurePath(file).stem
    said = " ".join([*titles, stem])
    if not EXPENDITURE(said):
        raise _refused(file, 1, said, "a title or file name that says 支出 or expenditure")
    year = YEAR(said)
    scope = next((ours for search, ours in SCOPES if search(said)), None)
    unit = _unit(header[figure], titles)
    region = _region(stem, titles)
    for what, asked in (
        (year, "a year"), (scope, "全省 or 省本级, whole_province or own_level"),
        (unit, "a unit: 单位：万元, or _10k_yuan"), (region, "the name of one province"),
    ):  # fmt: skip
        if not what:
            raise _refused(file, 1, said, f"{asked} in the title or the file's name")
    budget = next((ours for words, ours in BUDGETS if re.search(words, said)), "GENERAL_PUBLIC")
    stated = year[1] if year else ""
    return About(
        region, stated, scope or "", budget, unit, head, code, name, figure, header[figure]
    )


def _unit(heading: str, titles: Sequence[str]) -> str:
    found = FIGURE(heading)
    if found and found["unit"]:
        return UNITS[found["unit"]]
    stated = {unit[1] for title in titles if (unit := UNIT(title))}
    return stated.pop() if len(stated) == 1 else ""


def _region(stem: str, titles: Sequence[str]) -> str:
    """The one province of the titles, or else of the first word of the file's name."""
    named = {
        found[0] for title in titles for found in re.finditer("[一-鿿]{2,7}?(省|自治区)", title)
    }
    known = {each for name in named for each in provinces_called(re.sub(r"^.*年", "", name))}
    if not known:
        known = set(provinces_called(re.split(r"[_ 0-9]", stem)[0]))
    return known.pop() if len(known) == 1 else ""


def _row(file: str, about: About, number: int, cells: Sequence[Text]) -> Row | None:
    """A row; None for a blank one."""
    code, name, figure = (
        _plain(cells[column]) if column < len(cells) else ""
        for column in (about.code, about.name, about.figure)
    )
    if not (code or name or figure):
        return None
    if code and not _code(code):
        raise _refused(file, number, code, "a code of 3, 5 or 7 digits")
    if figure and not _number(figure.replace(",", "")):
        raise _refused(file, number, figure, "a number or a blank")
    if not name or (not code and name not in TOTALS):
        raise _refused(file, number, name or code, "a code and a name, or 支出合计")
    return Row(number, code or None, name, figure or None)


def _parents(file: str, rows: Sequence[Row]) -> list[int | None]:
    """Index of the row each stands under: its code less its last two digits."""
    by_code: dict[str, int] = {}
    for index, row in enumerate(rows):
        if row.code in by_code:
            raise _refused(file, row.number, row.code, "each code once")
        if row.code:
            by_code[row.code] = index
    return [by_code.get(row.code[:-2]) if row.code else None for row in rows]


def _figures(
    file: str, about: About, rows: Sequence[Row], parents: Sequence[int | None]
) -> Iterator[Figure]:
    for line, (row, parent) in enumerate(zip(rows, parents, strict=True), 1):
        if row.figure:
            yield Figure(
                document=about.document,
                line_id=f"{about.document}/{about.table}/{row.code or row.name}",
                file=file,
                row=str(row.number),
                column=str(about.figure + 1),
                heading=about.heading,
                table=about.table,
                line=str(line),
                parent=None if parent is None else str(parent + 1),
                level=str((len(row.code) - 1) // 2 if row.code else 0),
                item=row.name,
                name=row.name,
                region=about.region,
                year=about.year,
                scope=about.scope,
                phase="FINAL",
                direction="EXPENDITURE",
                budget=about.budget,
                printed_code=row.code,
                function=row.code,
                figure=row.figure,
                unit=about.unit,
            )


def _identities(
    about: About, rows: Sequence[Row], parents: Sequence[int | None]
) -> Iterator[Identity]:
    """Each row = its items, as far as they are published; the total = the classes."""
    below: dict[int, list[int]] = {}
    for index, parent in enumerate(parents):
        if parent is not None and rows[index].figure:
            below.setdefault(parent, []).append(index)
    for parent, items in below.items():
        if rows[parent].figure:
            yield _sum(about, rows, "items", parent, items, UNDISCLOSED)
    classes = [i for i, row in enumerate(rows) if row.code and len(row.code) == 3 and row.figure]
    for index, row in enumerate(rows):
        if row.code is None and row.figure and classes:
            yield _sum(about, rows, "total", index, classes, None)


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
        figures([whole]), (figures(parts),), residual=residual,
        place=f"R{row.number} {row.code or row.name}",
    )  # fmt: skip


def _column(cells: Sequence[Text], search: Search) -> int | None:
    return next((n for n, cell in enumerate(cells) if search(_plain(cell))), None)


def _plain(cell: Text) -> str:
    return "".join((cell or "").split())


def _refused(file: str, row: int, found: object, expected: str) -> StopBatch:
    return StopBatch("A307", document=f"{file}, row {row}: {found}", known=[expected])
