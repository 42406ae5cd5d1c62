"""Inputs that tally the records of a to-many link: conditions on them, and orders by them.

What may be tallied is what may be computed of groups, of any records: no stocks, and no rows
together with those that repeat them. The inputs of the measures are the same.
"""

from __future__ import annotations

from hub.query.measures import flows
from hub.query.types.forge import Forge, Spec
from hub.query.types.measured import WAY, What, having_of, order_of, whats
from hub.query.types.names import shown
from schema.model import Entity

CONSOLIDATED = ("eliminated", "net")
ADDING = ("sum", "avg", "ratio")


def add_tallies(forge: Forge) -> None:
    """XMany and XManyOrder for every target of a to-many link."""
    many = {link.target for each in shown().values() for link in each.links.values() if link.many}
    for name, entity in shown().items():
        if name in many:
            _conditions(forge, entity)
            _orders(forge, entity)


def _tallied(entity: Entity) -> list[What]:
    """The measures of whatever records: those that add only where any may be added."""
    added = bool(flows(entity.name))
    found = [each for each in whats(entity) if each.field not in CONSOLIDATED]
    return [each for each in found if added or each.field not in ADDING]


def _conditions(forge: Forge, entity: Entity) -> None:
    name, filter_ = f"{entity.name}Many", f"{entity.name}Filter"
    specs = [
        Spec("some", filter_, "至少一条符合 · At least one is so."),
        Spec("none", filter_, "没有一条符合 · None is so."),
        Spec("where", filter_, "计数、合计的范围 · Which are tallied; all unless said."),
        Spec("count", "CountFilter", "条数 · How many there are."),
        *(Spec(each.field, having_of(entity, each), each.text) for each in _tallied(entity)),
    ]
    forge.input(name, specs, f"{entity.title}(多条)的条件 · All that are given hold.")


def _orders(forge: Forge, entity: Entity) -> None:
    name, title = entity.name, entity.title
    specs = [
        Spec("where", f"{name}Filter", "条件 · Which of them count; all unless said."),
        Spec("count", WAY, "按条数 · By how many there are."),
        *(Spec(each.field, order_of(entity, each), each.text) for each in _tallied(entity)),
    ]
    text = f"按{title}(多条)排序 · By a tally of them: `where`, and exactly one of the others."
    forge.input(f"{name}ManyOrder", specs, text)
