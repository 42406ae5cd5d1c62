"""The partner systems as real processes, and the truth they are held against."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.mock_sources.partners import Service, running


@pytest.fixture(scope="session")
def open_folder() -> Iterator[Path]:
    """A folder that another user may enter: PostgreSQL does not run as root."""
    folder = Path(tempfile.mkdtemp(prefix="partners-"))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def budget() -> Iterator[Service]:
    with running("budget", "--port", "0") as service:
        yield service


@pytest.fixture(scope="session")
def treasury(open_folder: Path) -> Iterator[tuple[Service, dict[str, Any]]]:
    """The service and what its treasury.json says."""
    home = open_folder / "treasury"
    with running("treasury", "--port", "0", "--home", str(home)) as service:
        yield service, json.loads((home / "treasury.json").read_text(encoding="utf-8"))


def _truth(*arguments: str) -> dict[str, Any]:
    done = subprocess.run(
        [sys.executable, "-m", "mock_sources", "truth", "--json", *arguments],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
    )
    found: dict[str, Any] = json.loads(done.stdout)
    return found


@pytest.fixture(scope="session")
def truth() -> dict[str, Any]:
    """The small world's truth in its final stage."""
    return _truth()


@pytest.fixture(scope="session")
def opening_truth() -> dict[str, Any]:
    return _truth("--stage", "opening")


Tally = dict[tuple[str, int | None], tuple[int, int]]


@pytest.fixture(scope="session")
def expected() -> Callable[[dict[str, Any], str, str, str], Tally]:
    """(truth, stream, count field, fen field) → (region, year) → (count, fen), without noughts."""

    def tally(truth: dict[str, Any], stream: str, count: str, fen: str) -> Tally:
        return {
            (t["region"], t["fiscal_year"]): (t[count], t[fen])
            for t in truth["totals"]
            if t["stream"] == stream and t[count]
        }

    return tally


@pytest.fixture(scope="session")
def rejected() -> Callable[[dict[str, Any], str], set[str]]:
    """Keys of a stream that the truth says are rejected."""

    def keys(truth: dict[str, Any], stream: str) -> set[str]:
        return {
            i["key"]
            for i in truth["irregularities"]
            if i["stream"] == stream and i["fate"] == "rejected"
        }

    return keys
