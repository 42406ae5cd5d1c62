"""Types of `trace`: the chain of money, step by step."""

from __future__ import annotations

from hub.query.types.forge import Forge, Spec
from hub.query.types.outputs import MONEY_ARGUMENTS
from schema.chain import ENTRIES, TraceKind


def add_trace(forge: Forge) -> None:
    members = [(each.value, f"{each.title_zh} · {each.meaning}") for each in TraceKind]
    forge.enum("TraceKind", members, "链条环节 · Kinds of step in the chain of money.")
    forge.output(
        "TraceGap",
        [
            Spec("kind", "TraceKind!", "缺少的环节 · What is missing."),
            Spec("expected", "String", "所指标识 · What the record names; null if it names none."),
            Spec("text", "String!", "说明(英) · The gap in words: MISSING: …"),
            Spec("textZh", "String!", "说明 · The same in Chinese."),
        ],
        "缺失环节 · A link that should lead somewhere and does not (yet), as far as may be seen.",
    )
    forge.output(
        "TraceStep",
        [
            Spec("kind", "TraceKind!", "环节 · What it is."),
            Spec("id", "ID!", "节点标识 · The record's id, for `node` and for `trace(of:)`."),
            Spec("number", "String", "编号 · The number it is known by."),
            Spec("label", "String", "名称 · Its title or payee."),
            Spec("on", "Date", "日期 · Its date."),
            Spec("amount", "Money", "金额 · Its amount.", MONEY_ARGUMENTS),
            Spec("region", "Region", "财政区划 · Its region; null for what is national."),
            Spec("fiscalYear", "Int", "预算年度 · Its fiscal year, where it has one."),
            Spec("source", "String!", "来源系统 · Source system it came from."),
            Spec("sourceKey", "String!", "来源主键 · Its key in the source."),
            Spec("missing", "[TraceGap!]!", "缺失环节 · Links of this step that lead nowhere."),
            Spec("outOfOrder", "[ID!]!", "时序颠倒 · Steps whose dates contradict this one's."),
            Spec("record", "Node", "记录 · The whole record: `... on Payment { … }`."),
        ],
        "链条上的一步 · One record in the chain of money.",
    )
    forge.output(
        "Trace",
        [
            Spec("of", "ID!", "起点 · Where the trace began."),
            Spec("steps", "[TraceStep!]!", "各步 · From project to payee."),
            Spec(
                "truncated",
                "Boolean!",
                "已截断 · Whether there is more of some kind than a trace shows.",
            ),
        ],
        "资金链条 · Money followed from project to payee across all systems.",
    )


def trace_field() -> Spec:
    """The root field `trace`."""
    names = ", ".join(ENTRIES)
    return Spec(
        "trace",
        "Trace",
        "一网通览 · The chain of money through one record; null where there is no such record.",
        (
            Spec("payment", "PaymentBy", "支付凭证 · The voucher to begin at; or `of`."),
            Spec("of", "ID", f"起点 · Any record of these types: {names}."),
        ),
    )
