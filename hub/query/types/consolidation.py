"""Types of consolidation: the payments whose two sides differ."""

from __future__ import annotations

from hub.query.measures import elimination_of
from hub.query.types.forge import Forge, Spec
from hub.query.types.outputs import MONEY_ARGUMENTS
from schema.model import Entity


def unmatched_field(entity: Entity) -> tuple[Spec, ...]:
    """The field `unmatched` of a grouping of payments whose receivers keep records of their own."""
    declared = elimination_of(entity)
    if declared is None or not declared.counterpart:
        return ()
    first = Spec("first", "Int", "取前几条 · At most so many: 50 unless said, to 10000.")
    text = "未对上 · Payments that were eliminated and whose two sides differ, the largest first."
    return (Spec("unmatched", f"[{entity.name}Unmatched!]!", text, (first,)),)


def add_unmatched(forge: Forge, entity: Entity) -> None:
    if not unmatched_field(entity):
        return
    forge.output(
        f"{entity.name}Unmatched",
        [
            Spec("payer", "Region!", "付出方 · Region that pays."),
            Spec("payee", "Region!", "接收方 · Region that receives."),
            Spec("fiscalYear", "Int!", "预算年度 · Fiscal year."),
            Spec("document", "String", "文号 · Document both sides name; null where none is."),
            Spec("paid", "Money!", "付出金额 · What the payer recorded.", MONEY_ARGUMENTS),
            Spec(
                "received", "Money", "接收金额 · What the receiver recorded; null for no record.",
                MONEY_ARGUMENTS,
            ),
            Spec("difference", "Money!", "差额 · Paid less received.", MONEY_ARGUMENTS),
            Spec("records", "Count!", "接收记录数 · How many records the receiver has of it."),
        ],
        f"未对上的{entity.title} · A payment that its receiver did not record, or otherwise.",
    )  # fmt: skip
