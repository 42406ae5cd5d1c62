"""The adapters that are installed: packages that declare the entry-point group.

Loading one imports foreign code, so this happens on the sync side only, and a package that cannot
be imported is reported without keeping the others from running.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from importlib.metadata import EntryPoint, entry_points
from importlib.resources import files
from pathlib import Path

from adapters.sdk.source import Source
from schema.problems import HubError

GROUP = "fiscalhub.adapters"
DOCUMENTS = (".csv", ".xls", ".xlsx", ".xml", ".json")
"""Endings of the documents among an adapter's samples."""


@dataclass(frozen=True)
class Installed:
    """Sources by name, the problems (A312) of those that could not be loaded, and the packages
    they come from."""

    sources: Mapping[str, Source]
    broken: Mapping[str, HubError]
    packages: Mapping[str, str]

    def source(self, name: str) -> Source:
        """raises: HubError(A312) for a broken one, HubError(A308) for one that is not there."""
        if name in self.broken:
            raise self.broken[name]
        if name not in self.sources:
            known = sorted(self.sources)
            close = get_close_matches(name, known)
            raise HubError("A308", name=name, known=known, did_you_mean=close)
        return self.sources[name]

    def samples(self, name: str) -> list[Path]:
        """The documents in the `samples` folder beside the adapter, by name."""
        folder = Path(str(files(self.packages[name]))) / "samples"
        found = folder.iterdir() if folder.is_dir() else ()
        return sorted(path for path in found if path.suffix.lower() in DOCUMENTS)


def installed(
    allowed: tuple[str, ...] | None, found: Iterable[EntryPoint] | None = None
) -> Installed:
    """Load the adapters of the environment, or of `found`.

    allowed: names that may run (HUB_ADAPTERS); None for all.
    """
    sources: dict[str, Source] = {}
    broken: dict[str, HubError] = {}
    packages: dict[str, str] = {}
    points = entry_points(group=GROUP) if found is None else found
    for point in sorted(points, key=lambda each: each.name):
        if allowed is not None and point.name not in allowed:
            continue
        try:
            source = point.load()
            if not isinstance(source, Source):
                raise TypeError(f"{point.value} is a {type(source).__name__}, not a Source")
            if source.name != point.name:
                raise ValueError(f"entry point {point.name} loads the source {source.name}")
        except Exception as error:
            cause = f"{type(error).__name__}: {error}"
            broken[point.name] = HubError("A312", name=point.name, cause=cause)
        else:
            sources[point.name] = source
            packages[point.name] = point.module.rpartition(".")[0] or point.module
    return Installed(sources, broken, packages)


def settings_of(source: Source, environment: Mapping[str, str]) -> dict[str, str]:
    """The source's settings from environment variables of those names.

    raises: HubError(H102) for one that is not set.
    """
    for name, meaning in source.settings.items():
        if not environment.get(name):
            raise HubError("H102", name=name, cause=f"not set ({meaning})")
    return {name: environment[name] for name in source.settings}
