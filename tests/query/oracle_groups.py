"""The oracle's groups: records put in cells one by one, and every measure taken of the records."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta, timezone
from fractions import Fraction
from functools import cached_property
from typing import Any

from graphql import GraphQLError

from schema.classification import LATEST, LISTS
from schema.kinds import Field
from schema.model import Entity, ResolvedLink, entities
from tests.query.oracle_consolidation import Consolidation
from tests.query.oracle_filters import exact
from tests.query.oracle_orders import Orders, way
from tests.query.oracle_records import Page, Record, ordered, paged, year_of
from tests.query.oracle_values import Row, operators, rounded, written

By = list[tuple[str, Any]]

SHANGHAI = timezone(timedelta(hours=8))

SINGULAR = {"children": "child", "fiscalChildren": "fiscalChild", "batches": "batch",
            "codeMatches": "codeMatch"}  # fmt: skip
"""To-many links whose singular is not what stands before an `s`."""


@dataclass
class Asked:
    """What a grouping is of: all its records, its dimensions, and what its filter fixes."""

    entity: Entity
    by: By
    everything: list[Record]
    fixed: frozenset[str]
    given: Row
    under: Callable[[Record], bool] | None = None
    """Whether a record lies under the region it is asked about."""


@dataclass
class Group:
    asked: Asked
    key: dict[str, Any]
    records: list[Record]
    keyed: frozenset[str]
    """Wire names of what has one value in all its records."""
    by: By | None = None
    """The dimensions its records are consolidated by, where not those of the key."""

    @property
    def entity(self) -> Entity:
        return self.asked.entity


@dataclass
class GroupPage:
    """A page of the groups that were asked for."""

    asked: Asked
    page: Page

    @property
    def shown(self) -> list[Group]:
        return self.page.whole[self.page.start : self.page.end]


@dataclass
class Bundle:
    """An object whose fields are looked up by name."""

    of: Callable[[str, Row], Any]


class Groupings(Consolidation, Orders):
    """Groups, over what is seen."""

    # -- which records, which groups ----------------------------------------------------------

    def nested(self, record: Record, name: str, given: Row) -> GroupPage | None:
        """The grouping that is a field of a record; None where the field is none."""
        for link in record.entity.links.values():
            wire = link.wire
            one = SINGULAR.get(wire, wire.removesuffix("s"))
            if link.many and name == f"{one}Groups":
                target = entities()[link.target]
                fixed = {far for _, far in link.pairs}
                return self.groups(target, given, self.linked(record, link), fixed)
        for entity in entities().values():
            if name == f"{entity.singular_wire}Groups":
                if record.entity.name == "Region":
                    return self.groups_under(entity, record, given)
                code, seen = record.row["code"], self.seen[entity.name]
                of = [each for each in seen if each.row["agency_code"] == code]
                return self.groups(entity, given, of)
        return None

    def groups_under(self, entity: Entity, region: Record, given: Row) -> GroupPage:
        def under(each: Record) -> bool:
            return self.under(each, region, given)

        found = [each for each in self.seen[entity.name] if under(each)]
        return self.groups(entity, given, found, under=under)

    def under(self, record: Record, region: Record, given: Row) -> bool:
        code, own = region.row["code"], record.row["region_code"]
        if own is None or given["scope"] == "OWN_LEVEL":
            return bool(code == own)
        tree = given["scope"].removeprefix("WHOLE_")
        return code in self.chain(tree, own, year_of(record))

    def groups(
        self,
        entity: Entity,
        given: Row,
        records: Iterable[Record],
        fixed: Iterable[str] = (),
        under: Callable[[Record], bool] | None = None,
    ) -> GroupPage:
        by = [down(name, how) for each in given["by"] for name, how in each.items()]
        if len({name for name, _ in by}) < len(by) or any(how is False for _, how in by):
            raise GraphQLError("by")
        for name, how in by:
            self.check_level(entity, name, how)
        where = given.get("where")
        self.check(entity, where)
        found = [each for each in records if self.holds(each, where)]
        wires = {
            each.name: wire for wire, each in entity.members.items() if isinstance(each, Field)
        }
        told = {wires[column] for column in fixed if column in wires} | set(fixed_by(where or {}))
        if given.get("basis") == "CONSOLIDATED" and names_region(where or {}):
            raise GraphQLError("unit")
        asked = Asked(entity, by, found, frozenset(told), given, under)
        probe = Group(asked, {}, [], asked.fixed | set(self.told_apart(entity, by)))
        self.check_having(probe, given.get("having"))
        for each in given.get("orderBy") or []:
            ((what, named),) = each.items()
            if what not in ("count", "key", "by"):
                self.measure(probe, what, next(iter(named)))
        groups = [
            each
            for each in self.cells(asked, len(by))
            if self.group_holds(each, given.get("having"))
        ]
        terms = [
            term for each in given.get("orderBy") or [] for term in self.group_terms(asked, each)
        ]
        terms += [(_key(name), False) for name, _ in by]
        return GroupPage(asked, paged(ordered(groups, terms), given, entity))

    def cells(self, asked: Asked, depth: int) -> list[Group]:
        """All records by the first dimensions. Without dimensions there is one group, be there
        records or not."""
        by = asked.by[:depth]
        told = asked.fixed | set(self.told_apart(asked.entity, by))
        cells: dict[tuple[Any, ...], Group] = {}
        if not by:
            cells[()] = Group(asked, {}, [], asked.fixed)
        for record in asked.everything:
            values = [self.dimension(record, name, how) for name, how in by]
            keys = dict(zip([name for name, _ in by], values, strict=True))
            group = cells.setdefault(tuple(values), Group(asked, keys, [], told))
            group.records.append(record)
        return list(cells.values())

    def told_apart(self, entity: Entity, by: By) -> Iterable[str]:
        """Wire names of the fields that have one value in each cell."""
        for name, how in by:
            if "." in name:
                continue
            member = entity.members[name]
            near = self.near(member) if isinstance(member, ResolvedLink) else []
            if how in (True, "DAY") or (near and not how.get("tier") and not how.get("level")):
                yield name
            if not any(entity.fields[column].nullable for column in near):
                yield from (entity.fields[column].wire for column in near if how is True)

    def near(self, link: ResolvedLink) -> list[str]:
        return [local.column for local, _ in link.pairs if local.column]

    def dimension(self, record: Record, name: str, how: Any) -> Any:
        link, _, rest = name.partition(".")
        if rest:
            found = self.linked(record, through(record.entity, link))
            return self.dimension(found[0], rest, how) if found else None
        member = record.entity.members[name]
        if isinstance(member, ResolvedLink) and member.field is None:
            key = tuple(record.row[column] for column in self.near(member))
            return None if None in key else key
        value = self.value(record, member)
        if value is None:
            return None
        if isinstance(member, ResolvedLink) and member.target == "Region":
            if how.get("tier") is None:
                return value
            chain = self.chain(how["tree"], value, year_of(record))
            return next((code for code in chain if self.tiers[code] == how["tier"]), None)
        if isinstance(member, ResolvedLink) and member.target == "Classification":
            level = how.get("level")
            assert member.field is not None and member.field.list is not None
            widths = LISTS[member.field.list].widths
            if level is None:
                return value
            return value[: widths[level - 1]] if widths else value
        if isinstance(member, Field) and member.kind.name == "instant":
            value = value.astimezone(SHANGHAI).date()
        if isinstance(member, Field) and member.kind.name in ("day", "instant"):
            month = {"YEAR": 1, "QUARTER": (value.month - 1) // 3 * 3 + 1}.get(how, value.month)
            return value if how == "DAY" else date(value.year, month, 1)
        return value

    def check_level(self, entity: Entity, name: str, how: Any) -> None:
        link, _, rest = name.partition(".")
        if rest:
            return self.check_level(entities()[through(entity, link).target], rest, how)
        member = entity.members[name]
        if isinstance(member, ResolvedLink) and member.target == "Classification":
            assert member.field is not None and member.field.list is not None
            levels = max(len(LISTS[member.field.list].widths), 1)
            if how.get("level") is not None and not 1 <= how["level"] <= levels:
                raise GraphQLError("level")
        return None

    def group_holds(self, group: Group, having: Row | None) -> bool:
        """Two-valued, like the filters of records."""

        def part(name: str, given: Any) -> bool:
            if given is None:
                return True
            if name == "and":
                return all(self.group_holds(group, each) for each in given)
            if name == "or":
                return any(self.group_holds(group, each) for each in given)
            if name == "not":
                return not self.group_holds(group, given)
            if name == "count":
                return operators(len(group.records), given)
            return all(
                not asks(each) or operators(exact(self.measure(group, name, wire)), each)
                for wire, each in given.items()
            )

        return all(part(name, given) for name, given in (having or {}).items())

    def check_having(self, probe: Group, having: Row | None) -> None:
        """Bad values, and sums that may not be, are refused whatever groups there are."""
        for name, given in (having or {}).items():
            if name == "count":
                operators(None, given or {})
            elif name in ("and", "or", "not"):
                for each in [given] if name == "not" else given or []:
                    self.check_having(probe, each)
            else:
                for wire, each in (given or {}).items():
                    operators(None, each or {})
                    if asks(each):
                        self.measure(probe, name, wire)

    def group_terms(self, asked: Asked, order: Row) -> list[Any]:
        """(value of a group, descending, nulls first) of one term of an order."""
        ((what, given),) = order.items()
        if what == "key":
            return [(_key(name), *way(given)) for name, _ in asked.by]
        if what == "count":
            return [(lambda group: len(group.records), *way(given))]
        ((name, direction),) = given.items()
        if what == "by":
            if name not in [each for each, _ in asked.by]:
                raise GraphQLError("not grouped by")
            return [(_key(name), *way(direction))]
        return [(lambda group: self.measure(group, what, name), *way(direction))]

    # -- measures -------------------------------------------------------------------------------

    def measure(self, group: Group, what: str, wire: str) -> Any:
        """A measure of a group's records, exact."""
        entity, member = group.entity, group.entity.members[wire]
        if what in ("sum", "avg", "ratio"):
            self.may_add(group, member, what)
        if what in ("eliminated", "net"):
            by = [each for each in group.asked.by if each[0] in group.key]
            by = by if group.by is None else group.by
            gone = [each for each in group.records if self.inside(group.asked, each, by)]
            paid = self.added(gone, member)
            return paid if what == "eliminated" else self.added(group.records, member) - paid
        return self.tallied(group.records, entity, what, wire)

    def may_add(self, group: Group, member: Any, what: str) -> None:
        """Stocks are added at one point in time, and no row to what repeats it."""
        entity = group.entity
        point = {"AccountBalance": "asOf", "DebtLimit": "fiscalYear", "DebtBalance": "fiscalYear",
                 "AssetCard": "fiscalYear"}  # fmt: skip
        flags = {"StatementLine": {"isRepeat", "isPart"}, "DebtLimit": {"isRepeat"},
                 "DebtBalance": {"isRepeat"}, "Linkage": {"link"},
                 "Reconciliation": {"batchId", "region", "fiscalYear"}}  # fmt: skip
        at = point.get(entity.name)
        if at is not None and what != "avg" and at not in group.keyed:
            raise GraphQLError("a stock over time")
        if not flags.get(entity.name, set()) <= group.keyed:
            raise GraphQLError("rows with their repeats")

    # -- answering --------------------------------------------------------------------------------

    def groups_part(self, groups: GroupPage, name: str) -> Any:
        asked, page = groups.asked, groups.page
        all_ = Group(asked, {}, asked.everything, asked.fixed)
        match name:
            case "nodes":
                return groups.shown
            case "total":
                return all_
            case "others":
                shown = {id(each) for group in groups.shown for each in group.records}
                rest = [each for each in asked.everything if id(each) not in shown]
                return Group(asked, {}, rest, asked.fixed, asked.by)
            case "subtotals":
                return [
                    {"depth": depth, "nodes": self.subtotals(groups, depth)}
                    for depth in range(1, len(asked.by))
                ]
            case "totalCount":
                return len(page.whole)
            case "coverage":
                return self.coverage(asked)
        raise AssertionError(name)

    def subtotals(self, groups: GroupPage, depth: int) -> list[Group]:
        asked = groups.asked
        names = [name for name, _ in asked.by[:depth]]
        shown = [[group.key[name] for name in names] for group in groups.shown]
        found = [
            each for each in self.cells(asked, depth) if [each.key[name] for name in names] in shown
        ]
        return ordered(found, [(_key(name), False) for name in names])

    def coverage(self, asked: Asked) -> list[Row]:
        made = []
        for source in sorted({each.row["source"] for each in asked.everything}):
            of = [each.row for each in asked.everything if each.row["source"] == source]
            changed = [row["source_updated_at"] for row in of if row["source_updated_at"]]
            ended = [
                each.row["finished_at"]
                for each in self.seen["Batch"]
                if (each.row["source"], each.row["entity"], each.row["state"])
                == (source, asked.entity.name, "DONE")
                and each.row["finished_at"]
            ]
            instant = entities()["Batch"].fields["finished_at"]
            made.append(
                {
                    "source": source,
                    "records": len(of),
                    "lastChangedAt": written(instant, max(changed, default=None), {}),
                    "lastBatchAt": written(instant, max(ended, default=None), {}),
                }
            )
        return made

    def group_part(self, group: Group, name: str, given: Row) -> Any:
        match name:
            case "count":
                return len(group.records)
            case "key":
                return self.key_bundle(group, group.entity, "")
            case "share":
                return Bundle(lambda field, _: self.share(group, field))
            case "rows":
                return self.page(group.entity, group.records, given)
        return Bundle(lambda field, given: self.shown(group, name, field, given))

    def page(self, entity: Entity, records: Iterable[Record], given: Row) -> Page:
        raise NotImplementedError

    def shown(self, group: Group, what: str, wire: str, given: Row) -> Any:
        member, value = group.entity.members[wire], self.measure(group, what, wire)
        if what == "countDistinct":
            return value
        kind = member.kind.name if isinstance(member, Field) else ""
        if what == "avg" and kind in ("count", "quantity"):
            return None if value is None else rounded(value, 6).rstrip("0").rstrip(".")
        return written(member, value, given)

    def share(self, group: Group, name: str) -> Any:
        whole = Group(group.asked, {}, group.asked.everything, group.asked.fixed)

        def of(part: Any, total: Any) -> str | None:
            return rounded(Fraction(part) / Fraction(total), 6) if total else None

        if name == "count":
            return of(len(group.records), len(whole.records))
        return Bundle(
            lambda field, _: of(
                self.measure(group, "sum", field), self.measure(whole, "sum", field)
            )
        )

    def key_bundle(self, group: Group, entity: Entity, path: str) -> Bundle:
        def part(name: str, _: Row) -> Any:
            if name in entity.members:
                return self.key_part(group, entity.members[name], path + name)
            target = entities()[through(entity, name).target]
            return self.key_bundle(group, target, f"{path}{name}.")

        return Bundle(part)

    def key_part(self, group: Group, member: Any, name: str) -> Any:
        value = group.key.get(name)
        if value is None:
            return None
        if isinstance(member, Field):
            return value.isoformat() if isinstance(value, date) else written(member, value, {})
        target = entities()[member.target]
        if member.field is None:
            fars = [far for local, far in member.pairs if local.column]
            return next(
                (x for x in self.seen[target.name] if tuple(x.row[far] for far in fars) == value),
                None,
            )
        if target.name != "Classification":
            return self.by_key(target, [value])
        return self.classification(group, member, value)

    def by_key(self, entity: Entity, key: list[Any]) -> Record | None:
        raise NotImplementedError

    @cached_property
    def codes(self) -> dict[tuple[str, int, str], list[Record]]:
        """The rows of all lists, by list, year and code."""
        found: dict[tuple[str, int, str], list[Record]] = {}
        for each in self.records["Classification"]:
            key = (each.row["list"], each.row["year"], each.row["code"])
            found.setdefault(key, []).append(each)
        return found

    def classification(self, group: Group, member: ResolvedLink, code: str) -> Record | None:
        """The row of the group's own year and budget where it has them, else the latest, in the
        first budget that has the code."""
        assert member.field is not None and member.field.list is not None
        declared = member.field.list
        year = group.key.get("fiscalYear", LATEST) if LISTS[declared].dated else LATEST
        found = self.codes.get((declared, year, code), [])
        if LISTS[declared].by_budget and "budgetType" in group.key:
            found = [each for each in found if each.row["budget_type"] == group.key["budgetType"]]
        return min(found, key=lambda each: each.row["budget_type"], default=None)


def names_region(where: Row) -> bool:
    """Whether an `and`, an `or` or a `not` asks about the record's region."""
    parts = [*(where.get("and") or []), *(where.get("or") or [])]
    parts += [where["not"]] if where.get("not") else []
    return any("region" in each or names_region(each) for each in parts)


def down(name: str, how: Any) -> tuple[str, Any]:
    """(the fields down to what is grouped by, parted by dots; how)."""
    if not (name.startswith("of") and isinstance(how, dict)):
        return name, how
    ((inner, asked),) = how.items()
    path, asked = down(inner, asked)
    return f"{name}.{path}", asked


def through(entity: Entity, name: str) -> ResolvedLink:
    """The link of `ofProject`."""
    wire = name[2].lower() + name[3:]
    member = entity.members[wire]
    assert isinstance(member, ResolvedLink)
    return member


def _key(name: str) -> Callable[[Group], Any]:
    return lambda group: group.key[name]


def asks(given: Row | None) -> bool:
    """Whether a condition on a measure asks anything: it is not computed for nothing."""
    return any(name != "isNull" or bound is not None for name, bound in (given or {}).items())


def fixed_by(where: Row) -> Iterable[str]:
    """Wire names of the fields a filter lets have one value only."""
    for name, given in where.items():
        if name == "and":
            for each in given or []:
                yield from fixed_by(each)
        elif (
            name not in ("or", "not")
            and isinstance(given, dict)
            and ("eq" in given or given.get("isNull") is True)
        ):
            yield name
