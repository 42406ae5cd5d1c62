"""Filling the treasury's database and files from the world, in one pass and bounded memory."""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterator
from functools import cache
from hashlib import sha256
from importlib.resources import files
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql

from mock_sources.treasury.cluster import Cluster
from mock_sources.treasury.files import Files
from mock_sources.treasury.rows import Encoder
from mock_sources.treasury.tables import TABLES, control_view, create_statements, index_statements
from mock_sources.world.clock import FINAL, OPENING
from mock_sources.world.lists import YEARS, Region
from mock_sources.world.world import World

DATABASE = "treasury"
READER = "treasury_reader"
_FLUSH = 2_000_000


@cache
def _made_by() -> str:
    """A digest of the code and lists that make the world: a changed one is loaded anew."""
    root = files("mock_sources")
    digest = sha256()
    for folder in ("world", "data", "treasury"):
        for part in sorted(root.joinpath(folder).iterdir(), key=lambda part: part.name):
            if part.name.endswith((".py", ".csv")):
                digest.update(part.read_bytes())
    return digest.hexdigest()


def wanted(world: World, stage: str) -> dict[str, Any]:
    """What the marker of a finished load says."""
    return {"made_by": _made_by(), "scale": world.scale.name, "seed": world.seed, "stage": stage}


def loaded(home: Path) -> dict[str, Any] | None:
    """The marker of the last finished load."""
    marker = home / "loaded.json"
    if not marker.exists():
        return None
    found: dict[str, Any] = json.loads(marker.read_text(encoding="utf-8"))
    return found


def mark(home: Path, state: dict[str, Any]) -> None:
    (home / "loaded.json").write_text(json.dumps(state), encoding="utf-8")


def load(cluster: Cluster, world: World, stage: str, home: Path) -> None:
    """Make the database and the files anew unless this very world is there already."""
    state, found = wanted(world, stage), loaded(home)
    if found == state:
        return
    if found == wanted(world, OPENING) and stage == FINAL:
        settle(cluster, world, home)
        return
    (home / "loaded.json").unlink(missing_ok=True)
    with cluster.connect("postgres") as connection:
        connection.execute(f"DROP DATABASE IF EXISTS {DATABASE} WITH (FORCE)")
        connection.execute(f"CREATE DATABASE {DATABASE}")
        _reader(connection, home)
    with cluster.connect(DATABASE) as connection:
        with connection.transaction():
            for statement in create_statements():
                connection.execute(statement)
            _fill(connection, world, stage, Files(home / "files"))
            for statement in index_statements():
                connection.execute(statement)
            connection.execute(control_view())
            connection.execute(f"REVOKE ALL ON DATABASE {DATABASE} FROM PUBLIC")
            connection.execute("REVOKE ALL ON SCHEMA public FROM PUBLIC")
            connection.execute(f"GRANT CONNECT ON DATABASE {DATABASE} TO {READER}")
            connection.execute(f"GRANT USAGE ON SCHEMA treasury TO {READER}")
            connection.execute(f"GRANT SELECT ON ALL TABLES IN SCHEMA treasury TO {READER}")
        connection.execute("ANALYZE")
    mark(home, state)


def _reader(connection: psycopg.Connection[Any], home: Path) -> None:
    """The read-only role; its password is kept for us and whoever may read our home."""
    secret = home / "reader.pw"
    secret.touch(0o600)
    secret.write_text(secrets.token_urlsafe(24) + "\n")
    password = secret.read_text().strip()
    exists = connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [READER]).fetchone()
    verb = sql.SQL("ALTER ROLE" if exists else "CREATE ROLE")
    connection.execute(
        sql.SQL("{} {} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE PASSWORD {}").format(
            verb, sql.Identifier(READER), sql.Literal(password)
        )
    )
    for setting in ("search_path = treasury", "default_transaction_read_only = on"):
        connection.execute(f"ALTER ROLE {READER} SET {setting}")


def _fill(connection: psycopg.Connection[Any], world: World, stage: str, shelf: Files) -> None:
    """COPY lines gather per table and go out in large pieces."""
    waiting: dict[str, list[str]] = {table.name: [] for table in TABLES}
    sizes = dict.fromkeys(waiting, 0)

    def flush(name: str) -> None:
        if waiting[name]:
            with connection.cursor().copy(f"COPY treasury.{name} FROM STDIN (FREEZE)") as copy:
                copy.write("".join(waiting[name]))
            waiting[name].clear()
            sizes[name] = 0

    for region in world.regions:
        for name, lines in _region(world, region, stage, shelf):
            waiting[name] += lines
            sizes[name] += sum(map(len, lines))
            if sizes[name] > _FLUSH:
                flush(name)
    for name in waiting:
        flush(name)
    shelf.close()


def _region(
    world: World, region: Region, stage: str, shelf: Files
) -> Iterator[tuple[str, list[str]]]:
    encoder = Encoder(region, stage)
    yield "TRE_ACCOUNT", [encoder.account(a) for a in world.accounts(region)]
    for year in YEARS:
        held = world.treasury_year(region, year)
        paid, encoder = held.payments, Encoder(region, stage)
        asked = paid.requested
        yield (
            "BA_BGT_INFO",
            [encoder.allotment(a, asked.get(a.key, 0)) for a in held.allotments],
        )
        yield "BA_BGT_ADJSUB", [encoder.adjustment(a) for a in held.adjustments]
        yield "PAY_PLAN_VOUCHER", [encoder.plan(p) for p in paid.plans]
        yield "PAY_VOUCHER", [encoder.request(r) for r in paid.requests]
        yield "PAY_VOUCHER_BILL", [encoder.voucher(v) for v in paid.vouchers]
        yield "PAY_DETAIL", [encoder.detail(d) for d in paid.details]
        yield "TRE_ACCOUNT_BALANCE", [encoder.balance(b) for b in held.balances]
        for clearing in paid.clearings:
            shelf.clearing(region, clearing)
        for receipt in held.receipts:
            shelf.receipt(receipt)


def settle(cluster: Cluster, world: World, home: Path) -> None:
    """Opening to final: rows that change late are written anew; the later files are there."""
    late = {"late_correction", "tombstone_known"}
    with cluster.connect(DATABASE) as connection, connection.transaction():
        for region, year in world.region_years():
            held = world.treasury_year(region, year)
            encoder = Encoder(region, FINAL)
            for name, key, records, write in (
                ("BA_BGT_ADJSUB", "ADJ_SUB_ID", held.adjustments, encoder.adjustment),
                ("PAY_PLAN_VOUCHER", "PLAN_ID", held.payments.plans, encoder.plan),
                ("PAY_DETAIL", "PAY_DETAIL_ID", held.payments.details, encoder.detail),
            ):
                changed: list[Any] = [r for r in records if r.mark in late]
                if changed:
                    keys = [record.key for record in changed]
                    connection.execute(f"DELETE FROM treasury.{name} WHERE {key} = ANY(%s)", [keys])
                    with connection.cursor().copy(f"COPY treasury.{name} FROM STDIN") as copy:
                        copy.write("".join(write(record) for record in changed))
    mark(home, wanted(world, FINAL))
