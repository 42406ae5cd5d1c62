"""Following the chain of money: round by round, until the hops find nothing new.

A step is a row of the statements in `hub.query.sql.trace`. Each round takes every hop of the steps
that the round before found; what a step names and no row answers is a gap of that step.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from hub.query.ids import id_maker
from hub.query.sql.statement import HopKey
from hub.query.sql.trace import (
    FOUND_LIMIT,
    KEY,
    REQUESTS_LIMIT,
    START,
    Round,
    Traced,
    carried,
    link_of,
    named_columns,
)
from hub.store.reference import Reference
from schema.chain import ALWAYS, BEFORE, HOPS, NEVER, STEPS, Hop, TraceKind
from schema.model import entities
from schema.regions import Tier

ROUNDS_LIMIT = 11
"""Rounds after the entry: what carries money six tiers down, and the leaves, needs fewer."""

Fetch = Callable[[Round, dict[HopKey, list[Any]]], Awaitable[Sequence[Sequence[Any]]]]
"""Runs a statement; the arrays are the values of its `HopKey` sources."""

Key = tuple[Any, ...]


@dataclass(eq=False)
class Found:
    """One step: its row's values, and what is wrong with its links."""

    step: int
    key: Key
    on: date | None
    row: Sequence[Any]
    missing: dict[int, dict[str, Any]] = field(default_factory=dict)
    contradicted: dict[Key, Found] = field(default_factory=dict)

    def value(self, column: str) -> Any:
        """What the record holds in a column that a hop reads; texts and whole numbers only."""
        declared = STEPS[self.step]
        entity = entities()[declared.entity]
        if column in KEY:
            return self.row[_KEY + KEY.index(column)]
        if column == entity.key[-1]:
            return self.row[_OWN]
        text = self.row[_NAMES][carried(declared).index(column)]
        kind = entity.fields[column].kind
        if kind.python is bool:
            return text == "true"
        return int(text) if text is not None and kind.python is int else text

    @property
    def id(self) -> str:
        return str(id_maker(STEPS[self.step].entity)(*self.key))


# Places in the rows of the statements.
_HOP, _ORD, _STEP, _KEY = 0, 1, 2, 3
_OWN, _ON, _AMOUNT, _NUMBER, _LABEL, _SOURCE, _SOURCE_KEY, _NAMES = range(6, 14)


async def follow(traced: Traced, fetch: Fetch, reference: Reference) -> list[tuple[Any, ...]]:
    """The rows of a trace, in the columns of `hub.query.sql.trace.COLUMNS`; none when there is no
    record to begin at."""
    chain = _Chain()
    rows = await fetch(traced.entry, {})
    start = next((chain.step(row)[0] for row in rows if row[_HOP] == START), None)
    if start is None:
        return []
    requests = {row[_KEY : _OWN + 1]: row for row in rows if row[_HOP] != START}
    chain.truncated = len(requests) > REQUESTS_LIMIT
    for _, row in sorted(requests.items())[:REQUESTS_LIMIT]:
        chain.step(row)
    for _ in range(ROUNDS_LIMIT):
        taken = chain.hops()
        if not taken:
            break
        arrays = {
            HopKey(number, n): [key[n] for key in keys]
            for number, keys in taken.items()
            for n in range(len(named_columns(link_of(HOPS[number]))))
        }
        numbers = tuple(sorted(taken))
        chain.land(taken, await fetch(traced.round(numbers), arrays))
    return list(_answer(chain, start, reference))


class _Chain:
    """The steps found so far, and those whose hops are still to be taken."""

    def __init__(self) -> None:
        self.steps: dict[tuple[int, Key], Found] = {}
        self.fresh: list[Found] = []
        self.truncated = False

    def step(self, row: Sequence[Any]) -> tuple[Found, bool]:
        """The step of a row, and whether it is new."""
        declared = STEPS[row[_STEP]]
        place = {**dict(zip(KEY, row[_KEY:_OWN], strict=True))}
        own = entities()[declared.entity].key
        key = tuple(place[name] if name in place else row[_OWN] for name in own)
        known = self.steps.get((row[_STEP], key))
        if known is not None:
            return known, False
        found = Found(row[_STEP], key, row[_ON], row)
        self.steps[row[_STEP], key] = found
        self.fresh.append(found)
        return found, True

    def hops(self) -> dict[int, dict[Key, list[Found]]]:
        """Hop -> what the fresh steps name -> the steps that name it. Steps that name nothing
        where they should get their gap."""
        taken: dict[int, dict[Key, list[Found]]] = {}
        fresh, self.fresh = self.fresh, []
        for found in fresh:
            for number, hop in enumerate(HOPS):
                if hop.start != STEPS[found.step].kind:
                    continue
                named = _named(found, hop)
                if named is not None:
                    taken.setdefault(number, {}).setdefault(named, []).append(found)
                elif _expected(found, hop, False):
                    found.missing[number] = _gap(found, hop, None)
        return taken

    def land(self, taken: dict[int, dict[Key, list[Found]]], rows: Sequence[Sequence[Any]]) -> None:
        """Add what a round found; who found nothing gets a gap."""
        waiting = {number: list(keys.values()) for number, keys in taken.items()}
        met: set[tuple[int, int]] = set()
        counts: dict[int, int] = {}
        for row in rows:
            number, place = row[_HOP], row[_ORD] - 1
            counts[number] = counts.get(number, 0) + 1
            met.add((number, place))
            if counts[number] > FOUND_LIMIT:
                self.truncated = True
                continue
            found, _ = self.step(row)
            for each in waiting[number][place]:
                _check_order(each, found, HOPS[number])
        for number, keys in taken.items():
            if counts.get(number, 0) > FOUND_LIMIT:
                continue
            for place, (named, steps) in enumerate(keys.items()):
                if (number, place) not in met:
                    for each in steps:
                        if _expected(each, HOPS[number], True):
                            each.missing[number] = _gap(each, HOPS[number], named)


def _named(found: Found, hop: Hop) -> Key | None:
    """What a step names as the target of a hop; None when it names nothing."""
    if not hop.link:
        return None
    if hop.between and found.value(hop.between) in (None, found.value("region_code")):
        return None
    key = tuple(found.value(column) for column in named_columns(link_of(hop)))
    return None if None in key else key


def _expected(found: Found, hop: Hop, named: bool) -> bool:
    if hop.expected in (ALWAYS, NEVER):
        return hop.expected == ALWAYS
    flags = entities()[STEPS[found.step].entity].fields
    return bool(found.value(hop.expected)) if hop.expected in flags else named


def _check_order(near: Found, far: Found, hop: Hop) -> None:
    if hop.order is None or near.on is None or far.on is None:
        return
    late = far.on > near.on if hop.order == BEFORE else far.on < near.on
    if late:
        near.contradicted[far.key] = far
        far.contradicted[near.key] = near


def _gap(found: Found, hop: Hop, named: Key | None) -> dict[str, Any]:
    """A gap in words. What lies in another region is looked for where it should have come from."""
    kind = TraceKind(hop.end)
    word, start = _word(hop.end), _word(hop.start)
    expected = None
    if named is not None:
        columns = dict(zip(named_columns(link_of(hop)), named, strict=True))
        elsewhere = [
            value
            for name, value in columns.items()
            if name.endswith("_region_code") and value != found.value("region_code")
        ]
        told = [str(v) for n, v in columns.items() if n not in KEY and not n.endswith("_home")]
        expected = told[-1] if told else None
        if elsewhere:
            place = f"{elsewhere[0]:09d}"
            text = f"no {word} arrived from {place}"
            zh = f"{place} 的{kind.title_zh}未到"
        elif link_of(hop).many:
            text, zh = f"the {start} has no {word}", f"没有{kind.title_zh}"
        else:
            text = f"{word} {expected} has not arrived"
            zh = f"{kind.title_zh} {expected} 未到"
    elif not hop.link:
        text, zh = f"no source delivers {word}s", f"尚无来源报送{kind.title_zh}"
    else:
        text, zh = f"the {start} names no {word}", f"未指明{kind.title_zh}"
    return {
        "kind": hop.end,
        "expected": expected,
        "text": f"MISSING: {text}",
        "textZh": f"缺失：{zh}",
        "__typename": "TraceGap",
    }


def _word(kind: str) -> str:
    return kind.lower().replace("_", " ")


# -- the answer -----------------------------------------------------------------------------------


def _answer(chain: _Chain, start: Found, reference: Reference) -> Iterable[tuple[Any, ...]]:
    tiers = {str(tier): rank for rank, tier in enumerate(Tier)}

    def place(found: Found) -> tuple[Any, ...]:
        info = reference.region(found.row[_KEY + 1] or 0)
        return (
            found.step,
            tiers.get(info.tier, 0) if info else 0,
            found.on or date.min,
            tuple(map(str, found.key)),
        )

    of = start.id
    for found in sorted(chain.steps.values(), key=place):
        home, region, year = found.row[_KEY:_OWN]
        own: list[Any] = [None] * len(STEPS)
        own[found.step] = found.row[_OWN]
        yield (
            of, chain.truncated, STEPS[found.step].kind, found.id, found.row[_NUMBER],
            found.row[_LABEL], found.on, found.row[_AMOUNT], home, region, year,
            found.row[_SOURCE], found.row[_SOURCE_KEY],
            [gap for _, gap in sorted(found.missing.items())],
            sorted(each.id for each in found.contradicted.values()), *own,
        )  # fmt: skip
