"""The floor: the same statements on the same driver, answered by hand-written code.

No GraphQL, no plan, no scope, no checks: one function a query knows its columns and builds the same
JSON with msgspec. What a compiled query costs above this is what the compiler costs.

    TOLD=statements.json DATABASE_URL=… PORT=… POOL=… python -m tests.bench.floor_server
"""

from __future__ import annotations

import json
import os
from base64 import urlsafe_b64decode
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import asyncpg
import msgspec

from tests.bench.serving import Receive, Scope, Send, answer, body_of, run

_CENTS = [f".{n:02d}" for n in range(100)]
_EPOCH = date(1970, 1, 1)
_DAYS: dict[int | None, str | None] = {None: None}
_DAYS |= {n: (_EPOCH + timedelta(n)).isoformat() for n in range(14_610, 25_568)}
_read, _write = msgspec.json.Decoder().decode, msgspec.json.Encoder().encode
_told = json.loads(Path(os.environ["TOLD"]).read_text("utf-8"))


class Name(msgspec.Struct, gc=False):
    name: str | None


class Code(msgspec.Struct, gc=False):
    code: Any
    name: str | None


class Linked(msgspec.Struct, gc=False, rename="camel"):
    payment_id: str
    amount: str
    agency: Name | None
    function: Name | None
    project: Name | None


class Voucher(msgspec.Struct, gc=False, rename="camel"):
    payment_id: str
    amount: str
    voucher_on: Any


class Row(msgspec.Struct, gc=False, rename="camel"):
    payment_id: str
    certificate_no: Any
    voucher_on: Any
    paid_on: Any
    cleared_on: Any
    amount: str
    paid: str
    payee_name: Any
    purpose: Any
    project_code: Any


class Nodes(msgspec.Struct, gc=False):
    nodes: list[Any]


class Project(msgspec.Struct, gc=False):
    name: str
    payments: Nodes


class Key(msgspec.Struct, gc=False):
    region: Code | None
    function: Code | None


class Sum(msgspec.Struct, gc=False):
    amount: str


class Total(msgspec.Struct, gc=False):
    key: Key
    count: int
    sum: Sum


def _yuan(fen: int) -> str:
    if fen < 0:
        return f"-{-fen // 100}{_CENTS[-fen % 100]}"
    return f"{fen // 100}{_CENTS[fen % 100]}"


class Floor:
    """One connection pool for each way of planning, as the statements want it."""

    def __init__(self) -> None:
        self.pools: dict[bool, asyncpg.Pool[Any]] = {}
        self.functions: dict[tuple[str, int, str], Name] = {}
        self.classes: dict[str, Code] = {}
        self.regions: dict[int, Code] = {}

    async def hold(self) -> None:
        """Names of codes and regions, which the hub has in memory too."""
        async with (await self.pool(False)).acquire() as connection:
            codes = await connection.fetch(
                "SELECT budget_type, year, code, name FROM classification"
                " WHERE list = 'functional' ORDER BY budget_type DESC"
            )
            regions = await connection.fetch("SELECT code, name FROM region")
        self.functions = {tuple(row)[:3]: Name(row[3]) for row in codes}
        self.classes = {row[2]: Code(row[2], row[3]) for row in codes if row[1] == 0}
        self.regions = {row[0]: Code(str(row[0]), row[1]) for row in regions}

    def linked(self, row: Any) -> Linked:
        payment, amount, agency, budget, year, function, project = row
        return Linked(
            payment, _yuan(amount), None if agency is None else Name(agency),
            self.functions.get((budget, year, function)),
            None if project is None else Name(project),
        )  # fmt: skip

    async def pool(self, custom: bool) -> asyncpg.Pool[Any]:
        if custom not in self.pools:
            mode = "force_custom_plan" if custom else "auto"
            self.pools[custom] = await asyncpg.create_pool(
                os.environ["DATABASE_URL"], min_size=1, max_size=int(os.environ["POOL"]),
                statement_cache_size=1024, max_cached_statement_lifetime=0,
                server_settings={"plan_cache_mode": mode, "jit": "off", "timezone": "UTC"},
                reset=_keep,
            )  # fmt: skip
        return self.pools[custom]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if not self.regions:
            await self.hold()
        name = scope["path"][1:]
        variables = _read(await body_of(receive))["variables"]
        if name == "tiny":
            data: Any = {"__typename": "Query"}
        elif name == "nested":
            data = {"projects": Nodes(await self.nested(variables))}
        else:
            data = await getattr(self, name)(variables)
        await answer(send, _write({"data": data}))

    async def fetch(self, name: str, variables: dict[str, Any]) -> list[Any]:
        told = _told[name][0]
        async with (await self.pool(told["custom"])).acquire() as connection:
            found: list[Any] = await connection.fetch(told["sql"], *_arguments(told, variables))
        return found

    async def point(self, variables: dict[str, Any]) -> Any:
        key = variables["id"]
        read = _read(urlsafe_b64decode(key + "=" * (-len(key) % 4)))
        rows = await self.fetch("point", {"key": read[1:]})
        return {"payment": self.linked(rows[0]) if rows else None}

    async def subtree(self, variables: dict[str, Any]) -> Any:
        rows = await self.fetch("subtree", variables)
        return {"payments": Nodes([self.linked(row) for row in rows])}

    async def rows(self, variables: dict[str, Any]) -> Any:
        return {
            "payments": Nodes(
                [
                    Row(a, b, _DAYS[c], _DAYS[d], _DAYS[e], _yuan(f), _yuan(g), h, i, j)
                    for a, b, c, d, e, f, g, h, i, j in await self.fetch("rows", variables)
                ]
            )
        }

    async def groups(self, variables: dict[str, Any]) -> Any:
        nodes = [
            Total(
                Key(self.regions.get(region), self.classes.get(class_)),
                count,
                Sum(_yuan(int(amount))),
            )
            for region, class_, count, amount in await self.fetch("groups", variables)
        ]
        return {"paymentGroups": Nodes(nodes)}

    async def nested(self, variables: dict[str, Any]) -> list[Project]:
        first, second = _told["nested"]
        pool = await self.pool(first["custom"])
        async with (
            pool.acquire() as connection,
            connection.transaction(isolation="repeatable_read", readonly=True),
        ):
            above = await connection.fetch(first["sql"], *_arguments(first, variables))
            below = await connection.fetch(
                second["sql"], *_arguments(second, {**variables, "parents": above})
            )
        made = [Project(row[0], Nodes([])) for row in above]
        for place, payment, amount, day in below:
            made[place - 1].payments.nodes.append(Voucher(payment, _yuan(amount), _DAYS[day]))
        return made


def _arguments(told: dict[str, Any], known: dict[str, Any]) -> list[Any]:
    return [_argument(each, known) for each in told["parameters"]]


def _argument(source: str, known: dict[str, Any]) -> Any:
    """The value of a parameter, from how `hub explain` says it: one of a handful."""
    if source.startswith("size("):
        return int(source[5:-1])
    if source.startswith("key part("):
        return known["key"][int(source[:-1].rsplit(", ", 1)[1])]
    if source.startswith("column "):
        column = int(source.split()[1])
        return [row[column] for row in known["parents"]]
    if source.startswith("regions of tier"):
        return _told["cities"]
    if source.startswith("region("):
        return int(known["region"])
    return known["year"]


async def _keep(_: Any) -> None:
    """Connections have nothing to reset."""


if __name__ == "__main__":
    run(Floor())
