"""The command line: serve a partner system, or print the truth. See the README."""

from __future__ import annotations

import argparse
import sys
from importlib import import_module
from pathlib import Path

from mock_sources.faults import read_fault
from mock_sources.serving import PortInUse, fail, listen, serve, watch_parent
from mock_sources.truth import document
from mock_sources.world.clock import FINAL, STAGES
from mock_sources.world.scales import SCALES
from mock_sources.world.world import World

HOST = "127.0.0.1"
OVER_HTTP = ("budget", "procurement", "debt", "assets", "agriculture")
"""Systems that are one HTTP service: `app` and `FAULTS` of their module."""


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="mock_sources", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    world = argparse.ArgumentParser(add_help=False)
    world.add_argument("--scale", choices=tuple(SCALES), default="small")
    world.add_argument("--seed", type=int, default=7)
    world.add_argument("--stage", choices=STAGES, default=FINAL)
    http = argparse.ArgumentParser(add_help=False)
    http.add_argument("--port", type=int, required=True)
    http.add_argument("--token", default="demo-token")
    http.add_argument("--fault", action="append", default=[], metavar="FAULT")
    serve_command = commands.add_parser("serve", help="run one partner system")
    systems = serve_command.add_subparsers(dest="system", required=True)
    for name in OVER_HTTP:
        systems.add_parser(name, parents=[world, http])
    treasury = systems.add_parser("treasury", parents=[world, http])
    treasury.add_argument("--home", type=Path, required=True)
    treasury.add_argument("--pg-port", type=int, default=0, help="0: any free port")
    truth = commands.add_parser("truth", parents=[world], help="what a hub must end with")
    form = truth.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="one JSON document (the default)")
    form.add_argument("--jsonl", action="store_true", help="one JSON object a line")
    return parser.parse_args()


def main() -> None:
    """Exit 0 after SIGTERM, 2 when it could not start."""
    asked = _arguments()
    world = World(asked.scale, asked.seed)
    if asked.command == "truth":
        for piece in document(world, asked.stage, asked.jsonl):
            sys.stdout.write(piece)
        return
    watch_parent()
    try:
        if asked.system in OVER_HTTP:
            system = import_module(f"mock_sources.{asked.system}.app")
            faults = [read_fault(text, system.FAULTS) for text in asked.fault]
            listening = listen(HOST, asked.port)
            serve(system.app(world, asked.stage, asked.token, faults), listening)
        else:
            from mock_sources.treasury.run import run

            run(world, asked, HOST)
    except (PortInUse, ValueError) as error:
        fail(str(error))


if __name__ == "__main__":
    main()
