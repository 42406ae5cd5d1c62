"""Arguments of groupings, and the groupings that are fields of records."""

from __future__ import annotations

from hub.query.measures import groupings
from hub.query.types.forge import Spec
from schema.model import Entity


def group_arguments(entity: Entity) -> tuple[Spec, ...]:
    """The arguments of `xGroups`."""
    name = entity.name
    return (
        Spec("by", f"[{name}Dimension!]!", "分组维度 · Dimensions, outermost first."),
        Spec("where", f"{name}Filter", "条件 · Which records count."),
        Spec(
            "having", f"{name}Having",
            "组的条件 · Which groups are listed; `total` and `others` are not narrowed.",
        ),
        Spec("orderBy", f"[{name}GroupOrder!]", "排序 · Order of the groups; by key unless said."),
        Spec("first", "Int", "取前几组 · At most so many: 50 unless said, to 10000."),
        Spec("after", "String", "其后 · Only those after this cursor."),
    )  # fmt: skip


SCOPE = Spec(
    "scope", "StatementScope!",
    "口径 · Records of the region's own level, or of the whole of a tree below it.",
    default="WHOLE_ADMINISTRATIVE",
)  # fmt: skip


def nested_groups(entity: Entity) -> list[Spec]:
    """The fields of a record that group the facts under it."""
    specs = []
    for name, (target, link) in groupings(entity.name).items():
        arguments = group_arguments(target)
        text = f"{target.title}分组合计 · Counts and sums by dimensions."
        specs.append(
            Spec(name, f"{target.name}Groups!", text, arguments if link else (SCOPE, *arguments))
        )
    return specs
