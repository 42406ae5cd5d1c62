"""`make soak`: what the test suite does in little, at length.

    python -m tests.soak [generated operations, 5000 unless told [where chance begins]]

Operations made at random, each compared with the oracle, and a table of what they reached; the law
of roll-ups; then the laws of ingest and the demo's life, ten times over. Chance begins anywhere
unless told: what fails is told with the number that makes it again.
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from collections.abc import Sequence

AGAIN = ("tests/ingest/test_laws.py", "tests/e2e/test_demo.py")
TIMES = 10


def main(given: Sequence[str]) -> int:
    """0 where every run passed, else 1."""
    generated = given[0] if given else "5000"
    start = given[1] if len(given) > 1 else str(random.randrange(10**6))
    codes: list[int] = []
    began = time.monotonic()

    def run(title: str, *paths: str, **environment: str) -> None:
        print(f"soak: {title}", flush=True)
        command = [sys.executable, "-m", "pytest", "-q", *paths]
        done = subprocess.run(command, env={**os.environ, **environment}, check=False)
        codes.append(done.returncode)

    run(
        f"{generated} generated operations, from {start}",
        "-s", "tests/query/test_generated.py",
        HUB_GENERATED=generated, HUB_GENERATED_SEED=start,
    )  # fmt: skip
    run("roll-ups", "tests/ingest/test_rollup_laws.py", HUB_GENERATED_ROLLUPS="400")
    for n in range(TIMES):
        run(f"the laws of ingest and the demo's life, {n + 1} of {TIMES}", *AGAIN)
    failed = sum(code != 0 for code in codes)
    took = f"{(time.monotonic() - began) / 60:.0f} min"
    told = f"{failed} failed" if failed else "all passed"
    print(f"soak: {len(codes)} runs, {told}, {took}", flush=True)
    return min(failed, 1)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
