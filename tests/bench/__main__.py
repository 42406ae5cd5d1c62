"""`make bench`: every measurement, one JSON object a line on standard output; what a person reads
goes to standard error.

    python -m tests.bench [queries] [trace] [mapping] [sync]

queries: the six queries over the province world beside PostGraphile, Strawberry and the floor.
trace: a thousand chains of money of the city world, checked and timed. mapping: records a second
of a crosswalk. sync: a city's vouchers end to end. HUB_BENCH_HOME keeps
the province world between runs (six minutes); without it each run makes its own (a quarter of an
hour or so). BENCH_SECONDS: how long each load lasts.
"""

from __future__ import annotations

import os
import sys

from tests.bench import bench_mapping, bench_queries, bench_sync, bench_trace

PARTS = ("queries", "trace", "mapping", "sync")


def main(parts: tuple[str, ...]) -> None:
    """Print the figures of these parts."""
    if "queries" in parts:
        bench_queries.main("province", os.environ.get("BENCH_SECONDS", "3"))
    if "trace" in parts:
        bench_trace.main("city")
    if "mapping" in parts:
        bench_mapping.main()
    if "sync" in parts:
        bench_sync.main("city")


if __name__ == "__main__":
    main(tuple(sys.argv[1:]) or PARTS)
