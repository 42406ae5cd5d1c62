"""What every published figure carries: the document, and where in it the figure is printed.

`Located` is a row of a document, for entities that take several figures from one row; `Published`
is one figure, with the text and unit it was printed in. Abstract: they declare fields only.
"""

from __future__ import annotations

from sqlalchemy.orm import Mapped

from schema.base import Fact
from schema.kinds import ordinal, state, states, text

PrintedUnit = states(
    "PrintedUnit",
    [
        ("YUAN", "元", "Yuan"),
        ("QIAN_YUAN", "千元", "1,000 yuan"),
        ("WAN_YUAN", "万元", "10,000 yuan"),
        ("BAI_WAN_YUAN", "百万元", "1,000,000 yuan"),
        ("YI_YUAN", "亿元", "100 million yuan"),
    ],
)
UNIT_OF = {unit.title_zh: str(unit) for unit in PrintedUnit}
"""Printed unit by its Chinese name, as units stand in documents."""


class Located(Fact):
    """A fact taken from one row of a published document."""

    __abstract__ = True

    document: Mapped[str] = text("文件", "The published document.", lookup=True)
    file: Mapped[str] = text("来源文件", "Name of the file it was loaded from.")
    sheet: Mapped[str | None] = text("工作表", "Sheet of the workbook; none in other files.")
    row_no: Mapped[int] = ordinal("所在行", "Row of the sheet or file, the first being 1.")


class Published(Located):
    """A fact that is one printed figure."""

    __abstract__ = True

    column_no: Mapped[int] = ordinal("所在列", "Column of the sheet or file, the first being 1.")
    heading: Mapped[str | None] = text("栏目", "Heading of its column, as printed.")
    printed: Mapped[str] = text("原文", "The figure as printed.")
    printed_unit: Mapped[str] = state("原单位", "The unit it was printed in.", PrintedUnit)
