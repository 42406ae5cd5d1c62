"""Reader of documents on disk, for `hub load NAME FILE…`: each file is a page."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from adapters.sdk.readers.reach import setting
from adapters.sdk.source import Control, Page, Settings, State
from schema.problems import StopBatch

FILES = "files"
"""The setting that holds the paths to load, one a line."""


def loading(paths: Sequence[Path], told: Mapping[str, str] | None = None) -> Settings:
    """The settings by which a reader of documents is told what to load, and what to know of it."""
    return {**(told or {}), FILES: "\n".join(str(path) for path in paths)}


@dataclass(frozen=True)
class Documents:
    """Files that `parse` (of name and bytes) makes pages of; it refuses layouts it does not know
    by StopBatch(A307)."""

    parse: Callable[[str, bytes], Page]

    def pages(self, settings: Settings, state: State) -> Iterator[Page]:
        """The files named in the settings, in that order, each time anew.

        raises: StopBatch(A307, A309)
        """
        for name, body in _files(settings):
            yield self.parse(name, body)

    def controls(self, settings: Settings) -> Iterable[Control]:
        """None: a published table has no control beside its own totals."""
        return ()


@dataclass(frozen=True)
class ToldDocuments:
    """The same, where `parse` is also given the settings: what was told with the load."""

    parse: Callable[[str, bytes, Settings], Page]

    def pages(self, settings: Settings, state: State) -> Iterator[Page]:
        """The files named in the settings. raises: StopBatch(A307, A309)"""
        for name, body in _files(settings):
            yield self.parse(name, body, settings)

    def controls(self, settings: Settings) -> Iterable[Control]:
        """None: a published table has no control beside its own totals."""
        return ()


def _files(settings: Settings) -> Iterator[tuple[str, bytes]]:
    """Name and bytes of the files to load. raises: StopBatch(A309)"""
    for path in setting(settings, FILES).splitlines():
        try:
            yield Path(path).name, Path(path).read_bytes()
        except OSError as error:
            raise StopBatch("A309", path=path, cause=error.strerror or str(error)) from None
