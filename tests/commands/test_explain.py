"""`hub explain`: what a query becomes, how running it went, and what is wrong with the asking."""

import json
import socket
from pathlib import Path

import pytest

from hub.cli import main
from hub.store.server import Database

QUERY = """
query Under($region: String!, $first: Int) {
  regions(where: {within: $region}, first: $first) {
    nodes { name children(first: 5) { totalCount nodes { name } } }
  }
}
"""
VARIABLES = ["--variables", '{"region": "440200", "first": 3}']


@pytest.fixture
def query(tmp_path: Path, migrated: Database, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("HUB_DATABASE_URL", migrated.dsn)
    monkeypatch.setenv("HUB_LANG", "en")
    file = tmp_path / "query.graphql"
    file.write_text(QUERY, encoding="utf-8")
    return str(file)


def test_analyze(query: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Every stage has its time, every statement its rows and PostgreSQL's own plan."""
    assert main(["explain", query, *VARIABLES, "--analyze", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    stages = ["parse", "validate", "coerce", "plan", "lower", "shaper", "acquire"]
    runs = [f"statement {n}: {what}" for n in range(3) for what in ("prepare", "execute")]
    assert list(found["stages"]) == [*stages, *runs, "shape", "encode"]
    assert all(each >= 0 for each in found["stages"].values())
    assert found["cost"] == 3 + 3 * 5 + 3
    rows, children, counts = found["statements"]
    assert (rows["rows"], counts["rows"]) == (3, 3) and children["rows"] <= 15
    for each in found["statements"]:
        assert any("actual time" in line for line in each["postgres"])
        assert any("Buffers" in line for line in each["postgres"])
    assert main(["explain", query, *VARIABLES, "--analyze"]) == 0
    text = capsys.readouterr().out
    assert "# stages" in text and "# PostgreSQL on statement 2" in text and "limit 50000" in text


def test_without_running_it(query: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", query, *VARIABLES, "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert list(found) == ["operation", "plan", "statements"]
    assert [list(each) for each in found["statements"]] == [
        ["name", "sql", "parameters", "planned"]
    ] * 3


@pytest.mark.parametrize(
    ("options", "code"),
    [
        (["--variables", "{"], "Q116"),
        (["--variables", "[]"], "Q116"),
        (["--variables", '{"first": 3}'], "Q104"),
        (["--variables", '{"region": "99", "first": 3}', "--analyze"], "Q119"),
        (["--variables", '{"region": "44", "first": "x"}', "--analyze"], "Q104"),
        (["--variables", '{"region": "440000", "first": 10000}', "--analyze"], "Q111"),
        (["--operation", "Other"], "Q103"),
    ],
)
def test_bad_asking(
    query: str, capsys: pytest.CaptureFixture[str], options: list[str], code: str
) -> None:
    assert main(["explain", query, *options]) == 2
    said = capsys.readouterr().err
    assert said.startswith(code) and "Fix: " in said


def test_no_file_and_no_database(
    query: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert main(["explain", query + ".no"]) == 2
    assert capsys.readouterr().err.startswith("A309")
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        port = closed.getsockname()[1]
        monkeypatch.setenv("HUB_DATABASE_URL", f"postgresql://hub@127.0.0.1:{port}/hub")
        assert main(["explain", query, *VARIABLES]) == 2
    said = capsys.readouterr().err
    assert said.startswith("S1") and "Fix: " in said
