"""The platform's workbook, declared: what its tables say of themselves, and its editions.

Above what is printed each sheet has the platform's own rows: names of its columns (`AD_CODE#`) and
of what it filtered by (`AD_CODE_GK#44`). `VALID#` marks the rows of data. The file's year is the
year of disclosure; the titles say the year of the figures.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from schema.budget import BudgetType
from schema.debt import DebtKind
from schema.statements import Measure

DATA = "VALID#"
"""In the rows of data; only the first of those merged into one has it."""

ROOT_CODE = re.compile(r"AD_CODE_GK#([0-9]{2,6})").fullmatch
"""The platform's code of the region that discloses."""

UNIT = re.compile(r"单位:(元|千元|万元|百万元|亿元)").fullmatch
TABLE = re.compile(r"表[0-9]+-[0-9]+").fullmatch
NOTE = re.compile(r"注:|[0-9]+[.、](?![0-9])").match
"""How the notes under a table begin."""


@dataclass(frozen=True)
class Layout:
    """A table of the workbook. Texts are as `tables.plain` makes them.

    `title`: its title, with the year of the figures. `heads`: cells of the printed header.
    `codes`: the platform's names of the columns that are not printed.
    """

    name: str
    title: re.Pattern[str]
    heads: tuple[str, ...]
    codes: tuple[str, ...]


LIMITS = Layout(
    "债务限额及余额决算情况表",
    re.compile(r"([0-9]{2,6})?\D*(?P<year>[0-9]{4})年地方政府债务限额及余额决算情况表"),
    ("地区",),
    ("AD_CODE#",),
)
USES = Layout(
    "债券使用情况表",
    re.compile(r"([0-9]{2,6})?\D*(?P<year>[0-9]{4})年地方政府债券使用情况表"),
    (
        "项目名称", "项目编号", "项目领域", "项目主管部门", "项目实施单位", "债券性质", "债券规模",
        "发行时间(年/月)",
    ),
    ("XM_ID#", "XMLX_ID#", "ZGBM_CODE#", "AG_CODE#", "ZWLB_ID#"),
)  # fmt: skip
LINES = Layout(
    "债务发行及还本付息情况表",
    re.compile(r"([0-9]{2,6})?\D*(?P<year>[0-9]{4})年地方政府债务发行及还本付息情况表"),
    ("项目", "本地区", "本级"),
    ("XM_TYPE#",),
)


@dataclass(frozen=True)
class Edition:
    """How someone delivers the workbook.

    family: what the names of its documents begin with.  use_columns: (heading, our column) that
    表4-2 has beside the published ones.  more: tables beside the published three.
    """

    family: str
    use_columns: tuple[tuple[str, str], ...] = ()
    more: tuple[Layout, ...] = ()

    @property
    def layouts(self) -> tuple[Layout, ...]:
        """Every table there must be, each once."""
        heads = USES.heads + tuple(heading for heading, _ in self.use_columns)
        return LIMITS, replace(USES, heads=heads), LINES, *self.more


GROUPS = {"DebtLimit": "{year}年债务限额", "DebtBalance": "{year}年债务余额(决算数)"}
"""Printed heading over the three figures of an entity in 表4-1."""

KINDS = {
    "": DebtKind["TOTAL"],
    "合计": DebtKind["TOTAL"],
    "小计": DebtKind["TOTAL"],
    "一般债务": DebtKind["GENERAL"],
    "专项债务": DebtKind["SPECIAL"],
}
"""Second row of that heading; the total has none."""

FORMULAS = "公式"
"""Name of the row of 表4-1 that says how its columns are computed."""

SECTIONS = {
    "{before}年末地方政府债务余额": Measure["OPENING_BALANCE"],
    "{before}年末地方政府债务余额决算数": Measure["OPENING_BALANCE"],
    "{before}年地方政府债务限额": Measure["OPENING_LIMIT"],
    "{year}年地方政府债务发行决算数": Measure["ISSUED"],
    "{year}年地方政府债务还本决算数": Measure["REPAID"],
    "{year}年地方政府债务付息决算数": Measure["INTEREST"],
    "{year}年末地方政府债务余额决算数": Measure["BALANCE"],
    "{year}年末地方政府债务余额": Measure["BALANCE"],
    "{year}年地方政府债务限额": Measure["LIMIT"],
}
"""一、 二、 … of 表4-3, by the year of the figures and the year before."""

BUDGETS = {"一般": BudgetType["GENERAL_PUBLIC"], "专项": BudgetType["GOVERNMENT_FUND"]}
"""Budget that a part of 表4-3 is repaid from, by a word of its name."""

DECIMALS = 10
"""Figures of 表4-1 and 表4-3 are 亿元 to the fen; the workbook leaves zeros at the end off."""

SCOPES = {"本地区": "WHOLE_ADMINISTRATIVE", "本级": "OWN_LEVEL"}
"""Columns of figures of 表4-3."""

PROJECT_REGION = (
    re.compile(r"P[0-9]{2}([0-9]{6}|[0-9]{4})-[0-9]{4}"),
    re.compile(r"C?XMWH([0-9]{6})[0-9]{15,}"),
    re.compile(r"PROJ([0-9]{4})[0-9]+-[0-9]+"),
)
"""Codes of projects, of today's and of older systems: where in them the region stands."""
