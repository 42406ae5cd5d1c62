"""`hub schema` prints what the golden file holds, and the dictionary in both forms."""

import json
from pathlib import Path

import pytest

from hub.cli import main
from schema import dictionary

GOLDEN = Path(__file__).parents[1] / "golden" / "schema.graphql"


def printed(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert main(["schema", *arguments]) == 0
    return capsys.readouterr().out


def test_sdl_is_the_default(capsys: pytest.CaptureFixture[str]) -> None:
    kept = GOLDEN.read_text(encoding="utf-8")
    assert printed(capsys) == kept
    assert printed(capsys, "--sdl") == kept


def test_json_is_introspection(capsys: pytest.CaptureFixture[str]) -> None:
    found = json.loads(printed(capsys, "--json"))
    assert "PaymentConnection" in {each["name"] for each in found["__schema"]["types"]}


def test_dictionary_in_both_forms(capsys: pytest.CaptureFixture[str]) -> None:
    assert printed(capsys, "--dictionary") == dictionary.markdown()
    assert json.loads(printed(capsys, "--dictionary", "--json")) == dictionary.dictionary()


def test_two_answers_at_once_are_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["schema", "--dictionary", "--sdl"]) == 2
    assert "choose one" in capsys.readouterr().err
