"""What a run did, as values: for the command line, for machines and for tests."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from hub.ingest.reconcile import Line
from hub.ingest.slices import Counts
from hub.ingest.tieouts import Stated
from hub.ingest.ties import Tie
from schema.operations import BatchState, SourceState, Verdict
from schema.problems import HubError


@dataclass(frozen=True)
class Progress:
    """A slice was committed: what the stream's batch has done so far."""

    source: str
    stream: str
    counts: Counts


Watch = Callable[[Progress], None]


@dataclass(frozen=True)
class BatchResult:
    """One run over one stream. `problem`: what stopped or held it, or its total's difference.
    `file`: the document it read; `pages`: what that stated; `ties`: what came of it."""

    batch_id: int
    source: str
    stream: str
    entity: str
    state: str
    counts: Counts
    problem: HubError | None = None
    lines: tuple[Line, ...] = ()
    file: str | None = None
    pages: tuple[Stated, ...] = ()
    ties: tuple[Tie, ...] = ()

    @property
    def failed(self) -> bool:
        return self.state == BatchState["FAILED"]

    def verdicts(self, name: str) -> int:
        """Regions and years with this verdict: EQUAL, EXPLAINED or DIFFERENT."""
        return sum(line.verdict == Verdict[name] for line in self.lines)

    @property
    def has_findings(self) -> bool:
        """Whether records were set aside or held, now or before, or totals differ."""
        set_aside = self.counts.rejected or self.counts.held
        unequal = len(self.lines) - self.verdicts("EQUAL")
        return bool(set_aside or self.problem or unequal)


@dataclass(frozen=True)
class SourceResult:
    """One run over one source. `problem`: why it did not run, or what ended it."""

    source: str
    state: str
    batches: tuple[BatchResult, ...] = ()
    problem: HubError | None = None

    @property
    def broken(self) -> bool:
        return self.state == SourceState["DOWN"] or any(each.failed for each in self.batches)

    @property
    def ties(self) -> tuple[Tie, ...]:
        """How each identity came out in the end: a later document may bring the other side."""
        found = {(tie.identity, tie.cell): tie for batch in self.batches for tie in batch.ties}
        return tuple(found.values())

    @property
    def has_findings(self) -> bool:
        """Whether a batch has any, or printed figures contradict each other."""
        return any(batch.has_findings for batch in self.batches) or any(
            tie.different for tie in self.ties
        )


def written(results: Iterable[SourceResult]) -> set[str]:
    """The entities that a run wrote to."""
    batches = (batch for result in results for batch in result.batches)
    return {batch.entity for batch in batches if batch.counts.written}
