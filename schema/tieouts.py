"""Tie-outs (勾稽): every printed total against the figures that should make it up."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from sqlalchemy.orm import Mapped

from schema.base import NATIONAL, Operation, link
from schema.kinds import Fen, count, instant, money, rate, region, state, states, text, year

TieVerdict = states(
    "TieVerdict",
    [
        ("TIES", "相符", "Both sides agree exactly"),
        ("ROUNDING", "舍入差", "They differ by no more than their rounding can make"),
        ("RESIDUAL", "未公开差额", "What is left is of a known kind: not everything is disclosed"),
        ("DIFFERENT", "不符", "They differ"),
        ("MISSING", "缺一方", "One side has no figure yet"),
    ],
)
TieBasis = states(
    "TieBasis",
    [
        ("PRINTED", "公开数之间", "Published figures with each other"),
        ("SYSTEM", "公开数与业务系统", "Published figures with the transaction systems"),
    ],
)


class TieOut(Operation):
    """勾稽结果. One identity on one set of figures: the two sides, and whether they agree.

    grain: source, identity, cell.  key: (source, identity, cell).  Evaluated anew whenever one of
    its figures may have changed.  difference = left − right.
    """

    title = "勾稽结果"
    plural = "TieOuts"

    source: Mapped[str] = text("来源系统", "Source of the figures.", key=True, order=-99)
    identity: Mapped[str] = text("勾稽关系", "Code of the identity.", key=True, order=-98)
    cell: Mapped[str] = text("单元", "For what it was evaluated: name=value …", key=True, order=-97)
    stream: Mapped[str] = text("数据流", "Stream that declares it.")
    page: Mapped[str | None] = text(
        "所在页", "The page it follows from; none where it spans pages."
    )
    label: Mapped[str] = text("说明", "The identity in words (Chinese).")
    label_en: Mapped[str] = text("说明(英)", "The identity in words (English).")
    basis: Mapped[str] = state("依据", "Published figures alone, or with the systems.", TieBasis)
    entity: Mapped[str] = text("实体", "Entity of the left side.")
    document: Mapped[str | None] = text("文件", "The document, where it is one.", lookup=True)
    region_code: Mapped[int | None] = region("财政区划", "Its region, where it is one.")
    fiscal_year: Mapped[int | None] = year("预算年度", "Its year, where it is one.")
    phase: Mapped[str | None] = text("阶段", "Its phase, where it is one.")
    relation: Mapped[str] = text("关系", "= or <=.")
    verdict: Mapped[str] = state("结论", "Verdict.", TieVerdict)
    residual: Mapped[str | None] = text("差额性质", "The kind of a RESIDUAL.")
    left_amount: Mapped[Fen | None] = money(
        "左方", "Sum of the left side; null where it is a rate."
    )
    right_amount: Mapped[Fen | None] = money("右方", "Sum of the right side.")
    difference: Mapped[Fen | None] = money("差额", "Left less right.")
    tolerance: Mapped[Fen | None] = money("舍入容差", "The most that rounding can make.")
    left_rate: Mapped[Decimal | None] = rate("印出比率", "The rate as printed.")
    right_rate: Mapped[Decimal | None] = rate("重算比率", "The same, from the figures.")
    left_count: Mapped[int] = count("左方笔数", "Figures on the left side.")
    right_count: Mapped[int] = count("右方笔数", "Figures on the right side.")
    left_rows: Mapped[str] = text("左方位置", "Where the left side is printed.")
    right_rows: Mapped[str] = text("右方位置", "Where the right side is printed.")
    batch_id: Mapped[int] = count("批次号", "Batch after which it was found so.", lookup=True)
    at: Mapped[datetime] = instant("时间", "When it was found so.")

    batch = link(
        "Batch", on={"batch_id": "id"}, reach=NATIONAL, title="批次", en="Its batch.",
        back="tie_outs", back_title="勾稽结果",
    )  # fmt: skip
