"""`make soak`: what the test suite does in little, at length.

    python -m tests.soak [generated operations, 5000 unless told]

Operations made by hypothesis-graphql, each compared with the oracle; the law of roll-ups; then the
laws of ingest and the demo's life, ten times over.
"""

from __future__ import annotations

import os
import subprocess
import sys

AGAIN = ("tests/ingest/test_laws.py", "tests/e2e/test_demo.py")


def main(generated: str) -> int:
    """The worst exit code of its runs."""
    codes = [_pytest("tests/query/test_generated.py", HUB_GENERATED=generated)]
    codes.append(_pytest("tests/ingest/test_rollup_laws.py", HUB_GENERATED_ROLLUPS="400"))
    codes += [_pytest(*AGAIN) for _ in range(10)]
    return max(codes)


def _pytest(*paths: str, **environment: str) -> int:
    command = [sys.executable, "-m", "pytest", "-q", *paths]
    return subprocess.run(command, env={**os.environ, **environment}, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else "5000"))
