"""`/metrics`: what Prometheus reads. Labels are few and fixed: no caller can add one."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter as Tally
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from itertools import accumulate

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Gauge,
    GCCollector,
    PlatformCollector,
    ProcessCollector,
    generate_latest,
)
from prometheus_client.core import CounterMetricFamily, HistogramMetricFamily, Metric
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_1_0_0
from prometheus_client.registry import Collector
from starlette.requests import Request
from starlette.responses import Response

from hub.api.protocol import Answer

SECONDS = (0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30)


@dataclass(frozen=True)
class Pool:
    """How the connections of the pool stand, asked when somebody reads."""

    size: Callable[[], int]
    idle: Callable[[], int]
    limit: Callable[[], int]


@dataclass(frozen=True)
class Plans(Collector):
    """How many queries found their plan in the cache, and how many had to be compiled."""

    warm: Callable[[], int]
    compiled: Callable[[], int]

    def collect(self) -> Iterable[Metric]:
        text = "Queries whose plan was in the cache (hit) or had to be compiled (miss)."
        family = CounterMetricFamily("hub_plan_cache", text, labels=["result"])
        family.add_metric(["hit"], self.warm())
        family.add_metric(["miss"], self.compiled())
        yield family


@dataclass(frozen=True, eq=False)
class Requests(Collector):
    """Requests by path and status, and how long they took. They are summed up when somebody reads:
    counting one costs a fraction of what a small query does."""

    answered: Tally[tuple[str, int]] = field(default_factory=Tally)
    spread: defaultdict[str, Tally[int]] = field(default_factory=lambda: defaultdict(Tally))
    seconds: defaultdict[str, float] = field(default_factory=lambda: defaultdict(float))

    def took(self, path: str, status: int, seconds: float) -> None:
        """A request was answered."""
        self.answered[path, status] += 1
        self.spread[path][bisect_left(SECONDS, seconds)] += 1
        self.seconds[path] += seconds

    def collect(self) -> Iterable[Metric]:
        counts = CounterMetricFamily(
            "hub_http_requests", "Requests answered.", labels=["path", "status"]
        )
        for (path, status), number in self.answered.items():
            counts.add_metric([path, str(status)], number)
        yield counts
        times = HistogramMetricFamily(
            "hub_http_request_seconds", "Time to answer, in seconds.", labels=["path"]
        )
        for path, spread in self.spread.items():
            whole = accumulate(spread[place] for place in range(len(SECONDS) + 1))
            buckets = zip((*map(str, SECONDS), "+Inf"), whole, strict=True)
            times.add_metric([path], list(buckets), self.seconds[path])
        yield times


class Metrics:
    """The meters of one process."""

    def __init__(self, pool: Pool | None = None, plans: Plans | None = None) -> None:
        self.registry = CollectorRegistry()
        ProcessCollector(registry=self.registry)
        PlatformCollector(registry=self.registry)
        GCCollector(registry=self.registry)
        self._requests = Requests()
        self.registry.register(self._requests)
        self._problems = Counter(
            "hub_graphql_errors", "Problems in answers, by code.", ("code",),
            registry=self.registry,
        )  # fmt: skip
        self._left = Counter(
            "hub_queries_cancelled", "Queries ended because the client went away.",
            registry=self.registry,
        )  # fmt: skip
        self._exports = Counter(
            "hub_exports", "Exports, by how they ended: done, failed, refused, cancelled.",
            ("format", "outcome"), registry=self.registry,
        )  # fmt: skip
        self._exported = Counter(
            "hub_export_rows", "Rows exported.", ("format",), registry=self.registry
        )
        if pool is not None:
            self._watch(pool)
        if plans is not None:
            self.registry.register(plans)

    def requested(self, path: str, status: int, seconds: float) -> None:
        """A request was answered.  path: one of few, never the caller's own."""
        self._requests.took(path, status, seconds)

    def answered(self, answer: Answer) -> None:
        """A query was answered."""
        for code in answer.problems:
            self._problems.labels(code).inc()

    def left(self) -> None:
        """A query was ended because the client went away."""
        self._left.inc()

    def exported(self, format_: str, outcome: str, rows: int) -> None:
        """An export ended.  format_, outcome: of few, never the caller's own."""
        self._exports.labels(format_, outcome).inc()
        self._exported.labels(format_).inc(rows)

    async def page(self, request: Request) -> Response:
        """The page Prometheus reads."""
        return Response(
            generate_latest(self.registry), headers={"Content-Type": CONTENT_TYPE_PLAIN_1_0_0}
        )

    def _watch(self, pool: Pool) -> None:
        states = Gauge(
            "hub_pool_connections", "Connections to the database.", ("state",),
            registry=self.registry,
        )  # fmt: skip
        states.labels("idle").set_function(pool.idle)
        states.labels("used").set_function(lambda: pool.size() - pool.idle())
        states.labels("limit").set_function(pool.limit)
