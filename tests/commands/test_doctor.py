"""`hub doctor` tells what is wrong, with its code and fix, and changes nothing."""

from __future__ import annotations

import json
import os
import subprocess
import sys

from hub.store.server import Database
from tests.ports import free_port


def doctor(database: Database) -> tuple[int, dict[str, dict[str, str]]]:
    done = subprocess.run(
        [sys.executable, "-m", "hub", "doctor", "--json"],
        env={**os.environ, "HUB_DATABASE_URL": database.dsn, "HUB_PORT": str(free_port())},
        capture_output=True,
        text=True,
        timeout=60,
    )
    return done.returncode, {each["what"]: each for each in json.loads(done.stdout)}


def test_an_empty_database_is_broken_with_what_to_do(database: Database) -> None:
    code, found = doctor(database)
    assert code == 2
    assert found["postgresql"]["state"] == "fine"
    assert found["schema"]["said"].startswith("S108")
    assert "hub migrate" in found["schema"]["fix"]
    assert found["reference"]["said"].startswith("S113")


def test_a_migrated_database_is_fine(migrated: Database) -> None:
    code, found = doctor(migrated)
    assert code == 0, found
    assert set(found) == {
        "settings", "disk", "postgresql", "schema", "reference", "adapters", "port",
    }  # fmt: skip
