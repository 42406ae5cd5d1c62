"""The layers are law: who may import whom, function bodies included.

schema ◄ adapters.sdk ◄ adapters.<one>                 siblings never see each other
schema ◄ store ◄ access ◄ query ◄ rules ◄ api ◄ app, cli
schema, adapters.sdk, store, access ◄ ingest ◄ api     ingest and query never meet
mock_sources                                           an island
migrations ► schema, migrations.versions ► nothing
"""

from __future__ import annotations

import re
import subprocess
import sys

import pytest

from tests.architecture.imports import Import, imports_in, imports_of, modules, strings_in

BASE = ("schema", "hub.settings")
STORE = (*BASE, "hub.store")
ACCESS = (*STORE, "hub.access")
QUERY = (*ACCESS, "hub.query")
RULES = (*QUERY, "hub.rules")
INGEST = (*ACCESS, "hub.ingest", "adapters.sdk")
API = (*RULES, *INGEST, "hub.api", "hub.portal")
TOP = ("schema", "adapters.sdk", "hub", "migrations")

ALLOWED: dict[str, tuple[str, ...]] = {
    "schema": ("schema",),
    "adapters.sdk": ("schema", "adapters.sdk"),
    "hub.settings": BASE,
    "hub.memory": (),
    "hub.store": STORE,
    "hub.access": ACCESS,
    "hub.query": QUERY,
    "hub.rules": RULES,
    "hub.ingest": INGEST,
    "hub.api": API,
    "hub.portal": API,
    "hub.app": TOP,
    "hub.__main__": TOP,
    "hub.cli": TOP,
    "hub.commands": TOP,
    "migrations": ("schema", "migrations"),
    "migrations.versions": (),
    "mock_sources": ("mock_sources",),
}
"""What each part may import, the longest matching name deciding. An adapter may import schema,
the sdk and itself."""

BARE = {"hub", "adapters", "migrations.versions"}
"""Packages whose own `__init__` holds nothing but a docstring, so importing it imports nothing."""


def within(name: str, part: str) -> bool:
    return name == part or name.startswith(part + ".")


def allowed_for(module: str) -> tuple[str, ...] | None:
    """What this module may import; None when no layer claims it."""
    parts = module.split(".")
    for length in range(len(parts), 0, -1):
        part = ".".join(parts[:length])
        if part in ALLOWED:
            return ALLOWED[part]
    if parts[0] == "adapters" and len(parts) > 1:
        return ("schema", "adapters.sdk", ".".join(parts[:2]))
    return () if module in BARE else None


def offends(found: Import) -> bool:
    allowed = allowed_for(found.module)
    if allowed is None:
        return True
    return found.target not in BARE and not any(within(found.target, part) for part in allowed)


@pytest.mark.parametrize("package", ["schema", "adapters", "hub", "migrations", "mock_sources"])
def test_imports_keep_to_the_layers(package: str) -> None:
    assert [str(found) for found in imports_of(package) if offends(found)] == []


def test_every_module_belongs_to_a_layer() -> None:
    packages = ("schema", "adapters", "hub", "migrations", "mock_sources")
    names = [name for package in packages for name, _ in modules(package)]
    assert len(names) > 30
    assert [name for name in names if allowed_for(name) is None] == []


@pytest.mark.parametrize(
    ("module", "source"),
    [
        ("schema.kinds", "from hub.store import engine"),
        ("hub.query.plan", "def f():\n    import hub.ingest.land"),
        ("hub.query.plan", "from ..ingest import land"),
        ("hub.ingest.land", "from hub import query"),
        ("hub.store.engine", "if TYPE_CHECKING:\n    from hub.access.scope import Scope"),
        ("hub.api.http", "from adapters.budget import SOURCE"),
        ("hub.commands.sync", "importlib.import_module('adapters.treasury')"),
        ("adapters.sdk.source", "import adapters.budget"),
        ("adapters.budget.source", "from adapters.treasury import source"),
        ("adapters.budget.source", "from hub.settings import Settings"),
        ("migrations.versions.v0001", "from schema.base import Base"),
        ("migrations.env", "from hub.store.engine import pool"),
        ("mock_sources.world", "from schema.kinds import money"),
        ("hub.commands.demo", "import mock_sources.world"),
        ("hub.query.plan", "from tests import conftest"),
    ],
)
def test_the_law_is_enforced(module: str, source: str) -> None:
    assert any(offends(found) for found in imports_in(module, source))


@pytest.mark.parametrize(
    ("module", "source"),
    [
        ("adapters.budget.source", "from . import crosswalk\nfrom adapters.sdk import Source"),
        ("hub.api.http", "from hub.query import plan\nfrom hub.ingest import land"),
        ("hub.commands.demo", "from hub import settings"),
        ("migrations.env", "from schema.base import Base"),
    ],
)
def test_the_law_allows_what_it_should(module: str, source: str) -> None:
    found = imports_in(module, source)
    assert found
    assert not any(offends(each) for each in found)


def test_the_packages_that_count_as_bare_are() -> None:
    for package in BARE:
        [source] = [
            path.read_text(encoding="utf-8")
            for name, path in modules(package.split(".")[0])
            if name == package
        ]
        assert re.fullmatch(r'\s*""".*?"""\s*', source, re.DOTALL), package


def test_the_hub_names_no_adapter() -> None:
    """Adapters are found through their entry points; even ours have no name in the hub."""
    named = re.compile(r"\badapters[./](?!sdk\b)\w+")
    found = [
        f"{name}:{line} {text!r}"
        for name, path in modules("hub")
        for line, text in strings_in(path.read_text(encoding="utf-8"))
        if named.search(text) and "fiscalhub.adapters" not in text
    ]
    assert found == []


def test_a_quick_command_imports_neither_schema_classes_nor_graphql() -> None:
    code = (
        "import sys; from hub.cli import main; main(['--help']); main(['db', '--help']);"
        "heavy = {'graphql', 'sqlalchemy', 'asyncpg', 'alembic', 'starlette'};"
        "print('heavy:', sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[-1] == "heavy: []"
