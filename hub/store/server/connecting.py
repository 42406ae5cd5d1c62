"""The few statements that preparing a database takes, over psycopg."""

from __future__ import annotations

from typing import Any

import psycopg
from psycopg import sql

from hub.store.server import cluster
from hub.store.server.database import Database, socket_dsn
from hub.store.server.layout import Layout
from schema.problems import HubError

Connection = psycopg.Connection[tuple[Any, ...]]


def connect(database: Database) -> Connection:
    """A connection that commits each statement.

    raises: HubError(S101) with the server's or the driver's own words.
    """
    try:
        return psycopg.connect(
            database.dsn, autocommit=True, connect_timeout=10, application_name="hub db"
        )
    except psycopg.Error as error:
        cause = (str(error).splitlines() or [type(error).__name__])[0].strip()
        raise HubError("S101", server=database.shown, cause=cause) from None


def embedded(layout: Layout) -> Database:
    """The hub's database in the embedded server."""
    password = cluster.password(layout, cluster.ROLE)
    dsn = socket_dsn(layout.sockets, cluster.ROLE, password, cluster.DATABASE)
    return Database(dsn, data_dir=layout.data)


def provide(layout: Layout) -> Database:
    """The hub's role and database in the embedded server, made where they are missing.

    The role is no superuser: a mistake in a statement of ours must not reach files or programs.
    It may make databases, for rebuilding beside the old one and for tests.
    """
    password = cluster.password(layout, cluster.SUPERUSER)
    dsn = socket_dsn(layout.sockets, cluster.SUPERUSER, password, "postgres")
    role = sql.Identifier(cluster.ROLE)
    name = sql.Identifier(cluster.DATABASE)
    with connect(Database(dsn)) as connection:
        if not _any(connection, "SELECT FROM pg_roles WHERE rolname = %s", cluster.ROLE):
            secret = sql.Literal(cluster.password(layout, cluster.ROLE))
            connection.execute(
                sql.SQL("CREATE ROLE {} LOGIN CREATEDB PASSWORD {}").format(role, secret)
            )
            connection.execute("GRANT pg_monitor TO hub")
        if not _any(connection, "SELECT FROM pg_database WHERE datname = %s", cluster.DATABASE):
            connection.execute(sql.SQL("CREATE DATABASE {} OWNER {}").format(name, role))
    database = embedded(layout)
    with connect(database) as connection:
        use_utc(connection)
    return database


def use_utc(connection: Connection) -> None:
    """Set UTC on the database itself, so that every session has it whoever opens it.

    A role that does not own the database cannot; our own connections ask for UTC in any case.
    """
    settled = _any(
        connection,
        "SELECT FROM pg_db_role_setting s JOIN pg_database d ON d.oid = s.setdatabase"
        " WHERE d.datname = %s AND s.setrole = 0 AND 'TimeZone=UTC' = ANY (s.setconfig)",
        connection.info.dbname,
    )
    owned = _any(
        connection,
        "SELECT FROM pg_database WHERE datname = %s AND pg_has_role(datdba, 'USAGE')",
        connection.info.dbname,
    )
    if owned and not settled:
        name = sql.Identifier(connection.info.dbname)
        connection.execute(sql.SQL("ALTER DATABASE {} SET timezone TO 'UTC'").format(name))


def _any(connection: Connection, query: str, *values: str) -> bool:
    return connection.execute(query.encode(), values).fetchone() is not None
