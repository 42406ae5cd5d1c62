"""The model read back from the declarations: entities, their fields and resolved links.

Everything derived (tables' history, GraphQL types, record checks, dictionary, SQL) starts from
`entities()`; nothing else inspects the classes.
"""

from __future__ import annotations

import inspect
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache, cached_property
from types import MappingProxyType
from typing import Any, cast

from sqlalchemy import Boolean as SqlBoolean
from sqlalchemy import Column, Index, MetaData, PrimaryKeyConstraint, Table, func

from schema.base import (
    Base,
    Dimension,
    Fact,
    Link,
    Master,
    National,
    Operation,
    Record,
    home_of,
    snake,
)
from schema.kinds import Field, Formula, Ratio, camel

ROLES = (Fact, Master, National, Dimension, Operation)


@dataclass(frozen=True)
class Local:
    """One side of a link's join: a column of the near record, or a constant."""

    column: str | None
    constant: str | int | None = None


@dataclass(frozen=True)
class ResolvedLink:
    """A link both ends of which are known: join when every (near, far column) pair is equal.

    `many` links are the backs of to-one links: their `near` columns lie on the target.
    """

    name: str
    source: str
    target: str
    pairs: tuple[tuple[Local, str], ...]
    many: bool
    nullable: bool
    title: str
    en: str
    field: Field | None = None
    inverse: str | None = None

    @property
    def wire(self) -> str:
        return camel(self.name)


@dataclass(frozen=True)
class Entity:
    """One entity of the canonical model."""

    name: str
    cls: type[Base]
    table: Table
    role: type[Base]
    title: str
    doc: str
    domain: str
    plural: str
    fields: Mapping[str, Field]
    formulas: Mapping[str, Formula]
    ratios: Mapping[str, Ratio]
    links: Mapping[str, ResolvedLink]

    @cached_property
    def key(self) -> tuple[str, ...]:
        """Column names of the primary key, in order."""
        return tuple(column.name for column in self.table.primary_key.columns)

    @property
    def singular_wire(self) -> str:
        return self.name[0].lower() + self.name[1:]

    @property
    def plural_wire(self) -> str:
        return self.plural[0].lower() + self.plural[1:]

    @property
    def is_record(self) -> bool:
        return issubclass(self.cls, Record)

    @property
    def history(self) -> Table:
        return self.table.metadata.tables[f"{self.table.name}_history"]

    @cached_property
    def members(self) -> Mapping[str, Member]:
        """What the entity shows outside, by wire name in declared order: plain fields, then
        formulas and ratios, then links. A code, region or agency shows as its link only."""
        implied = {link.field.name for link in self.links.values() if link.field}
        shown: dict[str, Member] = {
            field.wire: field
            for field in self.fields.values()
            if not field.internal and field.name not in implied
        }
        shown |= {camel(name): value for name, value in self.formulas.items()}
        shown |= {camel(name): value for name, value in self.ratios.items()}
        shown |= {link.wire: link for link in self.links.values()}
        return MappingProxyType(shown)


Member = Field | Formula | Ratio | ResolvedLink


@cache
def entities() -> Mapping[str, Entity]:
    """All entities by name, links resolved in both directions; history tables are registered."""
    import_declarations()
    classes = [cls for cls in _concrete(Base) if "__table__" in cls.__dict__]
    bare = {cls.__name__: _bare(cls) for cls in sorted(classes, key=lambda c: c.__name__)}
    links: dict[str, dict[str, ResolvedLink]] = {name: {} for name in bare}
    for entity in bare.values():
        for made in _links_of(entity, bare):
            _add(links, made)
            if made.inverse:
                _add(links, _back(made, entity))
    _index(bare, [link for per_entity in links.values() for link in per_entity.values()])
    return MappingProxyType(
        {
            name: replace(entity, links=MappingProxyType(links[name]))
            for name, entity in bare.items()
        }
    )


def entity(name: str) -> Entity:
    return entities()[name]


def records() -> tuple[Entity, ...]:
    """Entities whose rows come from sources and keep history."""
    return tuple(each for each in entities().values() if each.is_record)


def metadata() -> MetaData:
    """The complete metadata: tables, history and roll-ups. What migrations compare with."""
    entities()
    return Base.metadata


def import_declarations() -> None:
    """Import every module of `schema` that declares entities."""
    import schema.declarations  # noqa: F401


def _concrete(cls: type[Base]) -> list[type[Base]]:
    found = []
    for sub in cls.__subclasses__():
        found += [sub, *_concrete(sub)]
    return found


def _bare(cls: type[Base]) -> Entity:
    table = cast(Table, cls.__table__)
    fields = {
        column.name: column.info["field"].bound(column.name, bool(column.nullable))
        for column in table.columns
    }
    own = {name: value for klass in reversed(cls.__mro__) for name, value in vars(klass).items()}
    formulas = {name: value for name, value in own.items() if isinstance(value, Formula)}
    ratios = {name: value for name, value in own.items() if isinstance(value, Ratio)}
    if issubclass(cls, Record):
        _history(table)
    return Entity(
        name=cls.__name__,
        cls=cls,
        table=table,
        role=next(role for role in ROLES if issubclass(cls, role)),
        title=cls.title,
        doc=inspect.cleandoc(cls.__doc__ or ""),
        domain=cls.domain or cls.__module__.rsplit(".", 1)[-1],
        plural=cls.plural or cls.__name__ + "s",
        fields=MappingProxyType(fields),
        formulas=MappingProxyType(formulas),
        ratios=MappingProxyType(ratios),
        links=MappingProxyType({}),
    )


def _history(table: Table) -> None:
    """`<table>_history`: old versions, from `since_batch` until `until_batch`."""
    columns = [
        Column(column.name, column.type, nullable=column.nullable, info=column.info)
        for column in table.columns
    ]
    names = [column.name for column in table.primary_key.columns]
    Table(
        f"{table.name}_history",
        table.metadata,
        *columns,
        Column("until_batch", table.c.since_batch.type, nullable=False),
        Column("deleted", SqlBoolean(), nullable=False),
        PrimaryKeyConstraint(*names, "until_batch", name=f"pk_{table.name}_history"),
        Index(f"ix_{table.name}_history_until_batch", "until_batch"),
    )


def _links_of(entity: Entity, bare: Mapping[str, Entity]) -> list[ResolvedLink]:
    made = []
    for name, value in vars(entity.cls).items():
        if isinstance(value, Link):
            made.append(_declared(entity, name, value, bare[value.target]))
    made += [_implied(entity, f) for f in entity.fields.values() if _implies(entity, f)]
    return made


def _declared(entity: Entity, name: str, link: Link, target: Entity) -> ResolvedLink:
    """A link by anything but the target's whole key may find several, so it is to-many."""
    last = target.key[-1]
    on = {local: far or last for local, far in link.on.items()}
    pairs: list[tuple[Local, str]] = []
    if link.reach.region and "region_code" in target.key:
        pairs += [
            (Local(home_of(link.reach.region)), "home_code"),
            (Local(link.reach.region), "region_code"),
        ]
    dated = "fiscal_year" in entity.fields and "fiscal_year" not in on.values()
    if "fiscal_year" in target.key and dated:
        pairs.append((Local("fiscal_year"), "fiscal_year"))
    pairs += [(Local(local), far) for local, far in on.items()]
    missing = [near.column for near, _ in pairs if near.column not in entity.fields]
    missing += [far for _, far in pairs if far not in target.fields]
    if missing:
        raise ValueError(f"{entity.name}.{name}: no column {missing}")
    many = {far for _, far in pairs} != set(target.key)
    return ResolvedLink(
        name, entity.name, target.name, tuple(pairs), many, not many, link.title, link.en,
        inverse=link.back,
    )  # fmt: skip


def _implies(entity: Entity, field: Field) -> bool:
    """Codes, regions and agencies are objects on the wire: their columns imply links."""
    own_key = entity.role is Dimension or entity.table.primary_key.columns.keys() == [field.name]
    return field.kind.name in ("code", "region", "agency") and not field.internal and not own_key


def _implied(entity: Entity, field: Field) -> ResolvedLink:
    here = Local(field.name)
    if field.kind.name == "region":
        target = "Region"
        pairs: tuple[tuple[Local, str], ...] = ((here, "code"),)
    elif field.kind.name == "agency":
        target, pairs = "Agency", ((here, "code"),)
    else:
        from schema.classification import LATEST, LISTS

        assert field.list is not None
        declared = LISTS[field.list]
        budget = Local("budget_type") if declared.by_budget else Local(None, "")
        by_year = declared.dated and "fiscal_year" in entity.fields
        span = Local("fiscal_year") if by_year else Local(None, LATEST)
        target = "Classification"
        pairs = (
            (Local(None, field.list), "list"),
            (budget, "budget_type"),
            (span, "year"),
            (here, "code"),
        )
    name = snake(field.wire)
    return ResolvedLink(
        name, entity.name, target, pairs, False, True, field.title, field.en, field=field
    )


def _back(made: ResolvedLink, source: Entity) -> ResolvedLink:
    """The to-many inverse of a to-one link, living on its target."""
    flipped = tuple((Local(far), near.column or "") for near, far in made.pairs)
    declared: Any = vars(source.cls)[made.name]
    assert made.inverse is not None
    return ResolvedLink(
        made.inverse, made.target, source.name, flipped, True, False,
        declared.back_title or source.title, f"Reverse of {source.name}.{made.wire}.",
        inverse=made.name,
    )  # fmt: skip


def _add(links: dict[str, dict[str, ResolvedLink]], made: ResolvedLink) -> None:
    if made.name in links[made.source]:
        raise ValueError(f"{made.source}.{made.name} is declared twice")
    links[made.source][made.name] = made


def _index(found: Mapping[str, Entity], links: Iterable[ResolvedLink]) -> None:
    """Declare the indexes the model implies, each under a name of its own.

    Lookups (`lookup=True`); the bigrams of names (`searchable=True`); the far side of every
    to-many link; facts by year and ancestor, and by the columns of `sorted_by` within those.
    """
    for entity in found.values():
        for name, field in entity.fields.items():
            if field.lookup:
                _declare(entity, name, (name,))
            if field.searchable:
                bigrams = func.hub_bigrams(func.hub_folded(entity.table.c[name]))
                Index(f"ix_{entity.table.name}_{name}_search", bigrams, postgresql_using="gin")
        if entity.role is Fact:
            for tier in ("province", "city", "county"):
                for column in entity.cls.sorted_by:
                    _declare(entity, f"{tier}_{column}", ("fiscal_year", f"{tier}_code", column))
                if not entity.cls.sorted_by:
                    _declare(entity, tier, ("fiscal_year", f"{tier}_code"))
    for link in links:
        if link.many:
            far = tuple(column for _, column in link.pairs)
            _declare(found[link.target], f"of_{snake(link.source)}_{link.name}", far)


def _declare(entity: Entity, name: str, columns: tuple[str, ...]) -> None:
    known = [
        tuple(column.name for column in index.columns)
        for index in entity.table.indexes
        if all(isinstance(each, Column) for each in index.expressions)
    ]
    if columns not in known and columns != entity.key[: len(columns)]:
        Index(f"ix_{entity.table.name}_{name}"[:63], *(entity.table.c[each] for each in columns))
