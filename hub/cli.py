"""The `hub` program.

Each command, or group of commands, is a module of `hub.commands` with a Typer application `app`;
its name is the module's. A module is imported when its command is called, so that `hub db status`
does not pay for the GraphQL schema.

Exit codes: 0 fine, 1 findings, 2 broken (with the problem's code, cause and fix on stderr).
"""

from __future__ import annotations

import sys
import traceback
from collections.abc import Sequence
from importlib import import_module
from pkgutil import iter_modules

import typer
from typer.core import TyperCommand, TyperGroup

from hub import commands
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
        command = typer.main.get_command(import_module(f"hub.commands.{cmd_name}").app)
        command.name = cmd_name
        assert isinstance(command, TyperCommand | TyperGroup)
        return command


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
