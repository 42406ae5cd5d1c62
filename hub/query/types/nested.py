"""Arguments of groupings, and the groupings that are fields of records."""

from __future__ import annotations

from hub.query.measures import elimination_of, groupings
from hub.query.types.forge import Spec
from schema.model import Entity


def group_arguments(entity: Entity) -> tuple[Spec, ...]:
    """The arguments of `xGroups`."""
    name = entity.name
    return (
        Spec("by", f"[{name}Dimension!]!", "分组维度 · Dimensions, outermost first."),
        *basis_arguments(entity),
        Spec("where", f"{name}Filter", "条件 · Which records count."),
        Spec(
            "having", f"{name}Having",
            "组的条件 · Which groups are listed; `total` and `others` are not narrowed.",
        ),
        Spec("orderBy", f"[{name}GroupOrder!]", "排序 · Order of the groups; by key unless said."),
        Spec("first", "Int", "取前几组 · At most so many: 50 unless said, to 10000."),
        Spec("after", "String", "其后 · Only those after this cursor."),
    )  # fmt: skip


def basis_arguments(entity: Entity) -> tuple[Spec, ...]:
    """The argument `basis`, required, of groupings of an entity that declares an elimination."""
    if elimination_of(entity) is None:
        return ()
    text = "口径 · Add all up, or eliminate what is paid inside the whole (or inside each group)."
    return (Spec("basis", "Basis!", text),)


SCOPE = Spec(
    "scope", "StatementScope!",
    "口径 · Records of the region's own level, or of the whole of a tree below it.",
    default="WHOLE_ADMINISTRATIVE",
)  # fmt: skip


def nested_groups(entity: Entity) -> list[Spec]:
    """The fields of a record that group the facts under it."""
    specs = []
    for name, (target, link) in groupings(entity.name).items():
        arguments, placed = group_arguments(target), entity.name == "Region" and link is None
        text = f"{target.title}分组合计 · Counts and sums by dimensions."
        specs.append(
            Spec(name, f"{target.name}Groups!", text, (SCOPE, *arguments) if placed else arguments)
        )
    return specs
