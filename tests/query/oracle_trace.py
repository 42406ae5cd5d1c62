"""The oracle's trace: the same chain, by walking from record to record, one link at a time."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from hub.query.sql.trace import FOUND_LIMIT, REQUESTS_LIMIT
from schema.chain import ALWAYS, BEFORE, ENTRIES, HOPS, NEVER, STEPS, Hop, Step, TraceKind
from schema.model import ResolvedLink
from schema.regions import Tier
from tests.query.oracle_records import Record, make_id
from tests.query.oracle_sight import Sight
from tests.query.oracle_values import Row

TIERS = [each.value for each in Tier]


@dataclass
class Walked:
    """A step, its gaps and those whose dates contradict its own."""

    step: Step
    record: Record
    missing: list[Row] = field(default_factory=list)
    against: list[str] = field(default_factory=list)

    @property
    def on(self) -> date | None:
        return self.record.row[self.step.on] if self.step.on else None

    @property
    def region(self) -> int | None:
        keyed = "region_code" in self.record.entity.key
        return self.record.row["region_code"] if keyed else None

    def answer(self, money: Any, region: Any) -> Row:
        """The step as GraphQL reads it. money: writes a term of a record; region: the record."""
        row, step = self.record.row, self.step
        entity = self.record.entity
        return {
            "kind": step.kind,
            "id": make_id(self.record),
            "number": row[step.number] if step.number else None,
            "label": row[step.label] if step.label else None,
            "on": self.on and self.on.isoformat(),
            "amount": lambda given: step.amount and money(self.record, step.amount, given),
            "region": self.region and region(self.region),
            "fiscalYear": row.get("fiscal_year") if "fiscal_year" in entity.key else None,
            "source": row["source"],
            "sourceKey": row["source_key"],
            "missing": self.missing,
            "outOfOrder": sorted(set(self.against)),
            "record": self.record,
        }


def begin(oracle: Sight, of: Record) -> list[Record]:
    """The requests a record leads to, by its key."""
    found: dict[int, Record] = {}
    for path in ENTRIES[of.entity.name]:
        here = [of]
        for name in path:
            here = [far for each in here for far in oracle.linked(each, each.entity.links[name])]
        found |= {id(each.row): each for each in here}
    return sorted(found.values(), key=lambda each: [each.row[c] for c in each.entity.key])


def walk(oracle: Sight, of: Record) -> tuple[list[Walked], bool]:
    """(the steps in the order they are shown, whether something was left out)."""
    known: dict[int, Walked] = {}
    waiting: list[Walked] = []

    def add(record: Record) -> Walked:
        if id(record.row) not in known:
            step = next(each for each in STEPS if each.entity == record.entity.name)
            known[id(record.row)] = Walked(step, record)
            waiting.append(known[id(record.row)])
        return known[id(record.row)]

    add(of)
    requests = begin(oracle, of)
    truncated = len(requests) > REQUESTS_LIMIT
    for each in requests[:REQUESTS_LIMIT]:
        add(each)
    while waiting:
        here = waiting.pop(0)
        for hop in (each for each in HOPS if each.start == here.step.kind):
            truncated |= take(oracle, here, hop, add)
    rank = {step.kind: n for n, step in enumerate(STEPS)}

    def place(each: Walked) -> Any:
        tier = TIERS.index(oracle.tiers[each.region]) if each.region else 0
        key = [str(each.record.row[column]) for column in each.record.entity.key]
        return rank[each.step.kind], tier, each.on or date.min, key

    return sorted(known.values(), key=place), truncated


def take(oracle: Sight, here: Walked, hop: Hop, add: Any) -> bool:
    """Follow one hop from one step; whether it finds more than a trace shows."""
    row = here.record.row
    link = here.record.entity.links[hop.link] if hop.link else None
    named: list[Any] | None = None
    if link is not None and (not hop.between or row[hop.between] not in (None, row["region_code"])):
        columns = dict.fromkeys(local.column for local, _ in link.pairs if local.column)
        named = [row[column] for column in columns]
    if named is None or None in named:
        expected = hop.expected == ALWAYS or row.get(hop.expected) is True
        if expected:
            here.missing.append(gap(here, hop, link, None))
        return False
    assert link is not None
    found = oracle.linked(here.record, link)
    for far in found:
        there = add(far)
        if hop.order and here.on and there.on:
            wrong = there.on > here.on if hop.order == BEFORE else there.on < here.on
            if wrong:
                here.against.append(make_id(there.record))
                there.against.append(make_id(here.record))
    expected = hop.expected not in (NEVER,) and row.get(hop.expected, True)
    if not found and expected:
        here.missing.append(gap(here, hop, link, named))
    return len(found) > FOUND_LIMIT


def gap(here: Walked, hop: Hop, link: ResolvedLink | None, named: list[Any] | None) -> Row:
    kind = TraceKind(hop.end)
    word, start = (name.lower().replace("_", " ") for name in (hop.end, hop.start))
    told = None
    if link is None:
        text, zh = f"no source delivers {word}s", f"尚无来源报送{kind.title_zh}"
    elif named is None:
        text, zh = f"the {start} names no {word}", f"未指明{kind.title_zh}"
    else:
        columns = list(dict.fromkeys(local.column for local, _ in link.pairs if local.column))
        own = here.region
        plain = [
            value
            for column, value in zip(columns, named, strict=True)
            if column not in ("home_code", "region_code", "fiscal_year") and column[-5:] != "_home"
        ]
        told = str(plain[-1]) if plain else None
        place = next(
            (
                value
                for column, value in zip(columns, named, strict=True)
                if column.endswith("_region_code") and value != own
            ),
            None,
        )
        if place:
            text, zh = f"no {word} arrived from {place:09d}", f"{place:09d} 的{kind.title_zh}未到"
        elif link.many:
            text, zh = f"the {start} has no {word}", f"没有{kind.title_zh}"
        else:
            text, zh = f"{word} {told} has not arrived", f"{kind.title_zh} {told} 未到"
    return {
        "kind": hop.end,
        "expected": told,
        "text": f"MISSING: {text}",
        "textZh": f"缺失：{zh}",
    }
