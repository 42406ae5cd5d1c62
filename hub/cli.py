"""The `hub` program.

Each command, or group of commands, is a module of `hub.commands` with a Typer application `app`;
its name is the module's, and the list of commands says what its docstring begins with. A module
is imported when its command is called, so that `hub db status` does not pay for the GraphQL
schema, nor `hub --help` for anything.

Exit codes: 0 fine, 1 findings, 2 broken (with the problem's code, cause and fix on stderr).
"""

from __future__ import annotations

import ast
import sys
import traceback
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup

from hub import commands
from hub.memory import made_to_stay
from hub.settings import language
from schema.problems import HubError

BROKEN = 2


class Commands(TyperGroup):
    """The modules of `hub.commands`, as commands."""

    def list_commands(self, ctx: typer.Context) -> list[str]:  # type: ignore[override]
        return sorted(each.name for each in iter_modules(commands.__path__))

    def get_command(  # type: ignore[override]
        self, ctx: typer.Context, cmd_name: str
    ) -> TyperCommand | TyperGroup | None:
        if cmd_name not in self.list_commands(ctx):
            return None
        with made_to_stay():
            module = import_module(f"hub.commands.{cmd_name}")
        command = typer.main.get_command(module.app)
        command.name = cmd_name
        assert isinstance(command, TyperCommand | TyperGroup)
        return command

    def format_help(self, ctx: Any, formatter: Any) -> None:
        listed = [TyperCommand(name, help=summary(name)) for name in self.list_commands(ctx)]
        told = TyperGroup(name=self.name, help=self.help, params=self.params, commands=listed)
        told.format_help(ctx, formatter)


def summary(command: str) -> str:
    """What a command does: its module's docstring, from the colon to the first empty line."""
    source = Path(commands.__path__[0], f"{command}.py").read_text(encoding="utf-8")
    told = ast.get_docstring(ast.parse(source)) or ""
    text = " ".join(told.partition("\n\n")[0].split()).removeprefix(f"`hub {command}`: ")
    return text[:1].upper() + text[1:]


app = typer.Typer(
    cls=Commands, no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False
)


@app.callback()
def hub() -> None:
    """Fiscal data hub: many systems, one model, one GraphQL schema."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command line; the exit code."""
    try:
        app(arguments, prog_name="hub")
    except HubError as error:
        print(error.render(language()), file=sys.stderr)
        return BROKEN
    except SystemExit as ended:
        return ended.code if isinstance(ended.code, int) else 0
    except Exception:
        traceback.print_exc()
        return BROKEN
    return 0
