"""Reader of files from a server: a listing with names, times and hashes; each file is a page."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Any
from urllib.parse import quote

from adapters.sdk.readers.reach import Partner
from adapters.sdk.source import Control, Page, Settings, State
from schema.problems import StopBatch


@dataclass(frozen=True)
class FileShare:
    """The files of one `kind` on the server that the settings `url` and `token` name.

    `parse`: a page of a file's name, bytes and listed encoding ("" where it has none).
    State: {modified, name} of the last file taken.
    """

    url: str
    token: str
    kind: str
    parse: Callable[[str, bytes, str], Page]

    def pages(self, settings: Settings, state: State) -> Iterator[Page]:
        """The files modified after `state`, oldest first.

        raises: StopBatch(A301, A302, A305, A307); StopBatch(A309) for a file that is not what the
        listing says; RetryLater(A306)
        """
        with Partner(settings, self.url, self.token) as partner:
            taken = (state.get("modified", ""), state.get("name", ""))
            for entry in self._listing(partner, taken[0]):
                reached = (entry["modified"], entry["name"])
                if reached > taken and entry["kind"] == self.kind:
                    body = partner.get(f"/files/{quote(entry['name'], safe='')}", {})
                    # A report cut short says more than its hash does, so it is looked at first.
                    page = self.parse(entry["name"], body, entry.get("encoding") or "")
                    if sha256(body).hexdigest() != entry["sha256"]:
                        cause = "its sha256 is not the one announced"
                        raise StopBatch("A309", path=entry["name"], cause=cause)
                    yield replace(page, state={"modified": reached[0], "name": reached[1]})

    def controls(self, settings: Settings) -> Iterable[Control]:
        """None: each file carries its own."""
        return ()

    def _listing(self, partner: Partner, since: str) -> list[dict[str, Any]]:
        body = partner.get("/files", {"since": since} if since else {})
        try:
            entries = json.loads(body)["files"]
            return sorted(entries, key=lambda entry: (entry["modified"], entry["name"]))
        except (ValueError, KeyError, TypeError):
            raise StopBatch("A301", expected="?", received=0, place="/files") from None
