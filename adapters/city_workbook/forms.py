"""What the sheets of a city's workbook say, declared: titles, headings, rows, units, exceptions.

Patterns are searched in texts without white space. A sheet is matched by its title, a column by
its heading, never by where it stands.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from unicodedata import normalize

from adapters.sdk.source import Text

REVENUE, EXPENDITURE, NEITHER = "REVENUE", "EXPENDITURE", "NEITHER"

TITLE = re.compile(r"^.{4,}(表|明细)([（(].*[）)])?$").search
TABLE_NO = re.compile(r"^(附?表[一二三四五六七八九十百零〇0-9-]+)$").search
UNITS = ("千元", "百万元", "万元", "亿元", "元")
UNIT = re.compile(f"单位[:：]({'|'.join(UNITS)})").search
YEAR = re.compile(r"([0-9]{4})年").search
CITY = re.compile(
    r"(?:^|年)(?!全)([一-鿿]{1,7}?(?:市|州|盟|地区|县|区|旗))"
    r"(?=[市州盟县区旗]?本级|[市州盟县区旗]级|一般|政府|国有|社会|分地区|对下|地方|[0-9]{4}年)"
).search
"""The region that a title names: a city, or a county that publishes by itself."""

WHOLE = re.compile("全[市州盟县区旗]").search
DOCUMENT = re.compile(r"^.*[0-9]{4}年.*(预算|决算).*$").search
"""What a cover calls its document."""

OWN_LEVEL = re.compile("本级|[市州盟县区旗]级").search
"""In a title or heading: the whole city, or its own level. A title that only names the city speaks
of the whole."""

BUDGETS = (
    ("一般公共预算", "GENERAL_PUBLIC"),
    ("预备费", "GENERAL_PUBLIC"),
    ("税收返还和转移支付", "GENERAL_PUBLIC"),
    ("政府性基金", "GOVERNMENT_FUND"),
    ("国有资本经营", "STATE_CAPITAL"),
    ("社会保险基金", "SOCIAL_INSURANCE"),
    ("一般债", "GENERAL_PUBLIC"),
    ("专项债", "GOVERNMENT_FUND"),
)
"""Words of a title, heading or section -> budget; the first that is found counts."""

CODE_HEADING = re.compile(r"^(科目编码|功能科目编码|预算科目编码|编码)$").search
SERIAL_HEADING = re.compile(r"^序号$").search
ITEM_HEADING = re.compile(
    r"^((预算|收入|支出)?(项目|科目)(名称)?|(功能|经济)(分类)?科目(名称)?|债务项目|"
    r"地区(名称)?|单位名称|县区|县[（(](市、?)?区[）)](名称)?)$"
).search

PHASES = (
    (re.compile("决算数").search, "FINAL"),
    (re.compile("预计(执行|完成)数").search, "ESTIMATED"),
    (re.compile("执行数|完成数|快报数|实际数").search, "EXECUTED"),
    (re.compile("调整预算|预算调整|变动预算").search, "ADJUSTED"),
    (re.compile("预算数|年初预算|预算安排").search, "OPENING"),
)
"""Words of a heading -> phase; the first that is found counts."""

LAST_YEAR = re.compile("^(上年|上年度)").search


@dataclass(frozen=True)
class Aside:
    """What is not taken, and why. `pattern` is searched in a title, a heading or a row's name.
    `names`: it says what the document is called."""

    pattern: str
    why: str
    names: bool = False

    def matches(self, text: str) -> bool:
        return re.search(self.pattern, text) is not None


SHEETS_ASIDE = (
    Aside(r"^目录$", "contents: names the tables and their pages"),
    Aside(r"财政局编制$|^会议资料|^封面$", "cover: what it is and who made it", True),
    Aside(r"^(编制|情况|有关|名词)?(说明|解释)", "notes: text about the tables"),
    Aside(r"(本表|此表)?(无数据|无此项|为空表)", "an empty table: it says that it has no figures"),
)
"""Sheets that are no table, by a cell that says so. A sheet without any text is blank."""

HEAD_CELLS = 6
"""Cells with text at the head of a sheet in which it says so."""

COLUMNS_ASIDE = (
    Aside(
        r"增长|增减|增幅|同比|^比|完成.*%|占.*%|%$",
        "a rate or a difference of other columns",
    ),
    Aside(r"依据|绩效目标|备注|说明", "text about the row"),
    Aside(r"(打印|类-款-项|类)$", "a filter of the workbook, not part of the table"),
    Aside(r"^[0-9]{1,3}$", "a serial number of the workbook: its heading is a bare number"),
)
ROWS_ASIDE = (Aside(r"^(备注|注|说明)[:：]|^备注$", "a note under the table"),)


@dataclass(frozen=True)
class Form:
    """A kind of table, by its title.

    direction: of its figures; by title and total rows where None.
    rows: ITEMS, or REGIONS: a row is a region and a heading names the figure.
    phase: of columns whose heading names none.  measures: words of a row's name, or of a heading
    where rows are regions -> measure.  classified: the list its names are of, by direction where
    None.  top: digits of the codes that head the outline, where neither indentation nor numbering
    shows it.  flat: no row stands under another.
    sections: rows without figures say which budget those below belong to.
    """

    title: str
    direction: str | None = None
    rows: str = "ITEMS"
    phase: str | None = None
    measures: tuple[tuple[str, str], ...] = ()
    classified: str | None = None
    top: int | None = None
    flat: bool = False
    sections: bool = False


_DEBT = (
    ("新增|收回|调整|调减", "OTHER"),
    ("^上年.*限额|限额上年", "OPENING_LIMIT"),
    ("限额", "LIMIT"),
    ("上年末.*余额", "OPENING_BALANCE"),
    ("发行额|举借额", "ISSUED"),
    ("还本额", "REPAID"),
    ("年末.*余额", "BALANCE"),
    ("付息", "INTEREST"),
    ("", "OTHER"),
)
FORMS = (
    Form("债务限额.*分地区", NEITHER, rows="REGIONS", phase="EXECUTED", measures=_DEBT),
    Form("债务限额(和|及)余额", NEITHER, measures=_DEBT, sections=True),
    Form("债务投向", NEITHER, measures=(("", "BALANCE"),)),
    Form("分地区.*转移支付", REVENUE, rows="REGIONS", phase="OPENING"),
    Form("经济分类", EXPENDITURE, classified="economic", top=3),
    Form("预备费安排", EXPENDITURE, phase="ADJUSTED", classified="none"),
    Form("重点项目|转移支付项目|支出明细表", EXPENDITURE, phase="OPENING", classified="none"),
    Form(
        "社会保险基金.*结余", NEITHER, flat=True,
        measures=(("滚存结余", "BALANCE"), ("收支结余|收支缺口", "OTHER"), ("", "OTHER")),
    ),
    Form("债务", NEITHER, phase="EXECUTED", measures=_DEBT),
    Form("“?三公”?经费", EXPENDITURE, phase="OPENING", classified="none"),
    Form("收支|收入|支出"),
)  # fmt: skip
"""The first whose pattern is found in the title counts."""

TOTAL = re.compile(
    r"^(合计|总计|小计|.*(收入|支出)(合计|总计|小计)|(全[市州盟县区旗]|[市州盟县区旗]本?级)"
    r"(?!.*结余).*(收入|支出)|本年收支结余|年末滚存结余)$"
).search
"""Rows that sum those printed before them (or, at the head of a table, after them)."""

OUTLINE_CODES = {"转移性支出": "230", "国有资本经营预算转移支付": "23005", "调出资金": "23008"}
"""Codes by name where a table has none and does not indent: for the outline only."""

NUMBERING = (
    re.compile(r"^[一二三四五六七八九十]+、").match,
    re.compile(r"^[（(][一二三四五六七八九十]+[）)]").match,
    re.compile(r"^[0-9]+[.、．]").match,
    re.compile(r"^[（(][0-9]+[）)]").match,
)
"""How the print numbers its levels, the highest first."""

BLANKS = frozenset({"-", "—", "－", "——", "--"})
"""What stands in a cell in which nothing is to be stated."""


@dataclass(frozen=True)
class UnitOverride:
    """The unit of a table that states none: by its title, with the reason for knowing it."""

    title: str
    unit: str
    why: str


UNIT_OVERRIDES = (
    UnitOverride(
        r"^丽江市[0-9]{4}年地方政府债务限额分地区情况表$",
        "亿元",
        "edition without a unit line: the city's limit in it is that of the table of limits and "
        "balances, which is in 万元, divided by 10,000",
    ),
)
"""A table without a unit line that none of these names, nor the load, refuses the file."""


def told_unit(said: str) -> UnitOverride | None:
    """What a load says of such tables: words of the title, unit, and why; None for another form.

    >>> told_unit("债务限额分地区:亿元:the bureau's reply of 3 March")
    UnitOverride(title='债务限额分地区', unit='亿元', why="the bureau's reply of 3 March")
    """
    parts = [each.strip() for each in said.replace("：", ":").split(":", 2)]
    if len(parts) != 3 or not all(parts) or parts[1] not in UNITS:
        return None
    return UnitOverride(re.escape(parts[0]), parts[1], parts[2])


def budget_of(text: str) -> Text:
    """The budget that a title, heading or section speaks of."""
    return next((budget for words, budget in BUDGETS if words in text), None)


def said(cell: Text) -> str:
    """The same with characters of one width: what titles, headings, units and figures say.

    >>> said("２０２５年 （草案）")
    '2025年(草案)'
    """
    return normalize("NFKC", plain(cell))


def plain(cell: Text) -> str:
    """A cell's text without white space."""
    return "".join((cell or "").split())
