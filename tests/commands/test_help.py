"""`hub` lists its commands with what each does, told by the module without importing it."""

import pytest

from hub.cli import main, summary
from tests.architecture.imports import modules

NAMES = [name.removeprefix("hub.commands.") for name, _ in modules("hub/commands")][1:]


def test_every_command_is_listed_with_what_it_does(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--help"]) == 0
    printed = " ".join(capsys.readouterr().out.replace("│", " ").split())
    assert "serve" in NAMES and len(NAMES) > 10
    for name in NAMES:
        assert summary(name).endswith(".") and not summary(name).startswith("`"), name
        assert f" {name} {summary(name)} " in printed
