"""The treasury's HTTP interface: the list of files and the files."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, Response
from starlette.routing import Route

from mock_sources.answers import Gate, Refusal, application
from mock_sources.faults import Fault, find
from mock_sources.treasury.files import Entry, read_index
from mock_sources.world.clock import FINAL, as_of

FAULTS = ("header-changed", "truncated-file", "down-after")


class FileShelf:
    """The files of the present stage; `settle` moves database and shelf to the final one."""

    def __init__(
        self,
        folder: Path,
        stage: str,
        token: str,
        faults: Sequence[Fault],
        settle: Callable[[], None],
    ) -> None:
        self.folder = folder
        self.stage = stage
        self.gate = Gate(token, faults, FAULTS)
        self._entries = read_index(folder)
        self._settle = settle

    def settle(self) -> None:
        if self.stage != FINAL:
            self._settle()
            self.stage = FINAL

    def _listed(self) -> list[Entry]:
        return [e for e in self._entries if self.stage == FINAL or e.stage == self.stage]

    def files(self, request: Request) -> Response:
        faults = self.gate.enter(request)
        since = request.query_params.get("since")
        try:
            earliest = str(datetime.fromisoformat(since)) if since else ""
        except ValueError as error:
            raise Refusal(400, "E400", "since 应为 YYYY-MM-DD HH:MM:SS") from error
        listed = []
        for entry in self._listed():
            if entry.modified >= earliest:
                told = {name: value for name, value in entry._asdict().items() if name != "stage"}
                if changed := self._served(entry, faults, ("header-changed",)):
                    told |= {"size": len(changed), "sha256": sha256(changed).hexdigest()}
                listed.append(told)
        return JSONResponse({"code": "0", "asOf": str(as_of(self.stage)), "files": listed})

    def file(self, request: Request) -> Response:
        faults = self.gate.enter(request)
        name = request.path_params["name"]
        entry = next((e for e in self._listed() if e.name == name), None)
        if entry is None:
            raise Refusal(404, "E404", f"没有文件 {name}")
        changed = self._served(entry, faults, ("header-changed", "truncated-file"))
        if changed is None:
            return FileResponse(self.folder / name, media_type="text/csv")
        return Response(changed, media_type="text/csv")

    def _served(self, entry: Entry, faults: Sequence[Fault], kinds: Sequence[str]) -> bytes | None:
        """The file's bytes under the faults of these kinds; None where it is served as it is.

        A changed header is the partner's own doing: the list tells of the changed file. A
        truncated file is an accident on the way: the list tells of the whole one.
        """
        hit = [kind for kind in kinds if find(faults, kind, entry.kind)]
        if not hit:
            return None
        raw = (self.folder / entry.name).read_bytes()
        if "header-changed" in hit:
            header = raw.split(b"\r\n", 2)[1]
            renamed = header.replace("金额".encode(entry.encoding), "发生额".encode(entry.encoding))
            raw = raw.replace(header, renamed, 1)
        if "truncated-file" in hit:
            lines = raw.split(b"\r\n")
            raw = b"\r\n".join(lines[: max(3, len(lines) * 2 // 3)])
        return raw


def app(shelf: FileShelf) -> Starlette:
    return application(
        shelf.gate,
        shelf.settle,
        Route("/files", shelf.files),
        Route("/files/{name}", shelf.file),
    )
