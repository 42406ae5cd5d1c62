"""Running the treasury: lock its home, start PostgreSQL, load, say how to reach it, serve files."""

from __future__ import annotations

import argparse
import fcntl
import json
import os
import threading
from collections.abc import Callable
from pathlib import Path

from mock_sources.faults import read_fault
from mock_sources.serving import end_on_signals, fail, listen, serve
from mock_sources.treasury.app import FAULTS, FileShelf, app
from mock_sources.treasury.cluster import Cluster, ClusterError
from mock_sources.treasury.load import DATABASE, READER, load, settle
from mock_sources.world.world import World


def run(world: World, asked: argparse.Namespace, host: str) -> None:
    """Serve until SIGTERM. raises: PortInUse; ValueError for an unknown fault."""
    faults = [read_fault(text, FAULTS) for text in asked.fault]
    home: Path = asked.home.resolve()
    home.mkdir(parents=True, exist_ok=True)
    lock = (home / "lock").open("a")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        fail(f"{home} is in use by another treasury")
    listening = listen(host, asked.port)
    end_on_signals()
    cluster: Cluster | None = None
    try:
        cluster = Cluster(home / "pg", asked.pg_port)
        cluster.initialise()
        cluster.start()
        _in_background(lambda: load(cluster, world, asked.stage, home))
        port = listening.getsockname()[1]
        _tell(home, cluster, asked, f"http://{host}:{port}")
        shelf = FileShelf(
            home / "files",
            asked.stage,
            asked.token,
            faults,
            lambda: settle(cluster, world, home),
        )
        serve(app(shelf), listening)
    except ClusterError as error:
        fail(str(error))
    finally:
        if cluster is not None:
            cluster.stop()


def _in_background(work: Callable[[], None]) -> None:
    """Run work in a thread, so that a signal ends us while PostgreSQL is busy."""
    failed: list[BaseException] = []

    def guarded() -> None:
        try:
            work()
        except BaseException as error:
            failed.append(error)

    thread = threading.Thread(target=guarded, name="load", daemon=True)
    thread.start()
    while thread.is_alive():
        thread.join(0.2)
    if failed:
        raise failed[0]


def _tell(home: Path, cluster: Cluster, asked: argparse.Namespace, url: str) -> None:
    """treasury.json, for whoever may read our home."""
    secret = home / "reader.pw"
    password = secret.read_text().strip()
    told = {
        "dsn": f"postgresql://{READER}:{password}@127.0.0.1:{cluster.port}/{DATABASE}",
        "host": "127.0.0.1",
        "port": cluster.port,
        "database": DATABASE,
        "schema": "treasury",
        "user": READER,
        "password": password,
        "password_file": str(secret),
        "files_url": url,
        "token": asked.token,
        "scale": asked.scale,
        "seed": asked.seed,
        "stage": asked.stage,
    }
    path = home / "treasury.json"
    temporary = home / "treasury.json.new"
    temporary.touch(0o600)
    temporary.write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")
    os.replace(temporary, path)
