"""What a table of final accounts says of itself: whose, when, in what unit, what stands where.

Declared below: words of the headings, of the title, and of the file's name where there is no title.
Every heading is known or declared aside; what is not said once and clearly is asked for.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import PurePath

from adapters.sdk.provinces import provinces_called
from adapters.sdk.readers.tables import Rows
from adapters.sdk.source import Text
from schema.problems import StopBatch

Search = Callable[[str], object]
"""Whether a text has a declared pattern."""

CODE: Search = re.compile(r"^(func_code|(功能(分类)?)?科目(编码|代码)|编码)$").search
NAME: Search = re.compile(r"^(func_name|(功能(分类)?|预算)?科目(名称)?|项目)$").search
FIGURES: tuple[tuple[Callable[[str], re.Match[str] | None], str], ...] = (
    (re.compile(r"^final_account(_(?P<unit>[a-z0-9_]+))?$|^([0-9]{4}年)?决算数$").search, "FINAL"),
    (re.compile(r"^adjusted_budget(_(?P<unit>[a-z0-9_]+))?$|^调整预算数$").search, "ADJUSTED"),
    (re.compile(r"^(opening_)?budget(_(?P<unit>[a-z0-9_]+))?$|^(年初)?预算数$").search, "OPENING"),
)
"""Headings of figures, and their phase."""
ASIDE = re.compile(r"%|备注|^$").search
"""Headings of rates, remarks and nothing."""

UNITS = {"yuan": "元", "10k_yuan": "万元", "100m_yuan": "亿元"}
UNIT = re.compile(r"单位[:：](元|千元|万元|百万元|亿元)").search
YEAR = re.compile(r"(?<![0-9])20[0-9]{2}(?![0-9])")
SCOPES = (
    (re.compile("own_level|province_level|本级").search, "OWN_LEVEL"),
    (re.compile("whole|全省|全市|全区|全辖").search, "WHOLE_ADMINISTRATIVE"),
)
BUDGETS = (
    ("政府性基金|government_fund", "GOVERNMENT_FUND"),
    ("国有资本|state_capital", "STATE_CAPITAL"),
)
"""Words of the title or the file's name; a table that says neither is of the general budget."""

PROVINCE = re.compile("[一-鿿]{2,7}?(省|自治区)")
EXPENDITURE: Search = re.compile("expenditure|支出").search
HEAD = 8


@dataclass(frozen=True)
class Column:
    """A column of figures."""

    number: int
    heading: str
    phase: str
    unit: str


@dataclass(frozen=True)
class About:
    """What a table says of itself. `head`: index of its headings; `code`, `name`: columns."""

    region: str
    year: str
    scope: str
    budget: str
    head: int
    code: int
    name: int
    columns: tuple[Column, ...]

    @property
    def document(self) -> str:
        return f"{self.region}{self.year}年支出决算功能分类表"

    @property
    def table(self) -> str:
        return f"{self.budget} {self.scope}"


def about_of(file: str, rows: Rows) -> About:
    """raises: StopBatch(A307) for what is not said, or not clearly"""
    head = next((n for n, row in enumerate(rows[:HEAD]) if any(map(CODE, map(plain, row)))), None)
    if head is None:
        found = ", ".join(map(plain, rows[0] if rows else []))
        raise refused(file, 1, found, "headings 科目编码, 科目名称, 决算数")
    titles = [plain(cell) for row in rows[:head] for cell in row if cell]
    stem = PurePath(file).stem
    said = " ".join([*titles, stem])
    if not EXPENDITURE(said):
        raise refused(file, 1, said, "a title or file name that says 支出 or expenditure")
    code, name, columns = _columns(file, head, [plain(cell) for cell in rows[head]], titles)
    year = _once(file, said, "a year", set(YEAR.findall(said)))
    scopes = {ours for search, ours in SCOPES if search(said)}
    scope = _once(file, said, "全省 or 省本级, whole_province or own_level", scopes)
    region = _once(file, said, "the name of a province", _regions(stem, titles))
    budget = next((ours for words, ours in BUDGETS if re.search(words, said)), "GENERAL_PUBLIC")
    return About(region, year, scope, budget, head, code, name, columns)


def _columns(
    file: str, head: int, header: Sequence[str], titles: Sequence[str]
) -> tuple[int, int, tuple[Column, ...]]:
    """Columns of codes, of names, and of figures."""
    units = {said[1] for title in titles if (said := UNIT(title))}
    code = name = None
    columns: list[Column] = []
    for number, heading in enumerate(header):
        known = [(found, phase) for search, phase in FIGURES if (found := search(heading))]
        if CODE(heading) and code is None:
            code = number
        elif NAME(heading) and name is None:
            name = number
        elif known:
            (match, phase), *_ = known
            if phase in {column.phase for column in columns}:
                raise refused(file, head + 1, heading, f"one column of phase {phase}")
            stated = {UNITS.get(match["unit"], "")} if match["unit"] else units
            asked = "one unit: 单位：万元, or _10k_yuan"
            unit = _once(file, heading, f"of column {heading} {asked}", stated)
            columns.append(Column(number, heading, phase, unit))
        elif not ASIDE(heading):
            raise refused(file, head + 1, heading, "科目编码, 科目名称, 预算数, 调整预算数, 决算数")
    if code is None or name is None or not columns:
        raise refused(file, head + 1, ", ".join(header), "科目编码, 科目名称, 决算数")
    return code, name, tuple(columns)


def _once(file: str, said: str, asked: str, found: set[str]) -> str:
    """The one value that is said."""
    value = next(iter(found), "")
    if len(found) != 1 or not value:
        raise refused(file, 1, said, f"{asked}, once, in the title or the file's name")
    return value


def _regions(stem: str, titles: Sequence[str]) -> set[str]:
    """The provinces of the titles, or else of the first word of the file's name."""
    named = {found[0] for title in titles for found in PROVINCE.finditer(title)}
    known = {each for name in named for each in provinces_called(re.sub(r"^.*年", "", name))}
    return known or set(provinces_called(re.split(r"[_ 0-9]", stem)[0]))


def plain(cell: Text) -> str:
    """A cell's text without white space."""
    return "".join((cell or "").split())


def refused(file: str, row: int, found: object, expected: str) -> StopBatch:
    """The file has a layout that is not known, here."""
    return StopBatch("A307", document=f"{file}, row {row}: {found}", known=[expected])
