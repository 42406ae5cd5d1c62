"""Readers of paged interfaces over HTTP: records, an opaque cursor, a moment to go on from.

What is common to all of them; a format (JSON, XML) says how the bytes of an answer are read.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from adapters.sdk.money import Money, whole_fen
from adapters.sdk.readers.reach import BadRequest, Partner
from adapters.sdk.source import Control, Page, Settings, State, Text
from schema.problems import StopBatch

Table = tuple[tuple[str, ...], Sequence[Sequence[Text]]]
"""Columns, and the records with their cells in that order."""


@dataclass(frozen=True)
class HttpPages(ABC):
    """Records at `path` of the service that the settings `url` and `token` name.

    `amount`: the unit of the interface's control sums; it must be the unit the answer states.
    The others: how the interface calls the parts of an answer and the parameters of a request;
    `region` None where its totals are over all regions.
    State: {since} between runs; {since, after, moment} inside one.
    """

    url: str
    token: str
    path: str
    amount: Money
    size: int = 1000
    region: str | None = "MOF_DIV_CODE"
    year: str = "FISCAL_YEAR"

    @abstractmethod
    def decode(self, body: bytes) -> Any:
        """An answer: its parts by name, records or totals under `data`. raises: ValueError"""

    @abstractmethod
    def rows(self, answer: Mapping[str, Any]) -> Table:
        """An answer's records; its `count` and `sumAmt` are about those."""

    def pages(self, settings: Settings, state: State) -> Iterator[Page]:
        """The pages after `state`; the last one moves `since` to the moment the run began.

        raises: StopBatch(A301) for a page cut short; StopBatch(A302) for another unit than
        declared; StopBatch(A305); RetryLater(A306)
        """
        since, after, moment = (state.get(name) for name in ("since", "after", "moment"))
        with Partner(settings, self.url, self.token) as partner:
            while True:
                try:
                    body = partner.get(self.path, self._request(since, after))
                except BadRequest:
                    if after is None or after != state.get("after"):
                        raise
                    after = moment = None  # a cursor kept from an earlier run is known no more
                    continue
                name = f"{self.path.rsplit('/', 1)[-1]} since={since or '-'} after={after or '-'}"
                answer = self._answer(body, name, partner.address)
                moment, following = moment or answer["asOf"], answer["next"]
                reached = {"since": moment}
                if following is not None:
                    reached = {"since": since, "after": following, "moment": moment}
                yield self._page(name, body, answer, reached)
                if following is None:
                    return
                if following == after:
                    raise StopBatch("A301", expected="?", received=answer["count"], place=name)
                after = following

    def controls(self, settings: Settings) -> Iterable[Control]:
        """Its totals by region and year, on one page or several. raises: as `pages`"""
        name, after = f"{self.path}/control", None
        with Partner(settings, self.url, self.token) as partner:
            while True:
                body = partner.get(name, {"after": after} if after else {})
                answer = self._answer(body, name, partner.address)
                yield from (self._control(each, name) for each in answer["data"])
                following = answer.get("next")
                if following is None:
                    return
                if following == after:
                    raise StopBatch("A301", expected="?", received=0, place=name)
                after = following

    def _control(self, total: Mapping[str, Any], name: str) -> Control:
        year = total.get(self.year)
        return Control(
            int(total["count"]),
            self._fen(total["sumAmt"], name),
            None if self.region is None else int(total[self.region]),
            None if year is None else int(year),
        )

    def _request(self, since: str | None, after: str | None) -> dict[str, str]:
        given = {"size": str(self.size), "updatedSince": since, "after": after}
        return {name: value for name, value in given.items() if value}

    def _answer(self, body: bytes, name: str, address: str) -> dict[str, Any]:
        try:
            answer = self.decode(body)
        except ValueError:
            raise StopBatch("A301", expected="?", received=0, place=name) from None
        if not isinstance(answer, dict) or answer.get("code") != "0":
            cause = body[:120].decode("utf-8", "replace")
            raise StopBatch("A306", source=address, cause=cause)
        if answer.get("unit") != self.amount.unit:
            raise StopBatch(
                "A302", expected=self.amount.unit, found=str(answer.get("unit")), place=name
            )
        return answer

    def _page(self, name: str, body: bytes, answer: dict[str, Any], reached: State) -> Page:
        columns, rows = self.rows(answer)
        if int(answer["count"]) != len(rows):
            raise StopBatch("A301", expected=answer["count"], received=len(rows), place=name)
        control = Control(len(rows), self._fen(answer["sumAmt"], name))
        return Page(name, body, columns, rows, reached, control)

    def _fen(self, text: str | None, name: str) -> int | None:
        if text is None:
            return None
        exact = self.amount.exact(text)
        if exact is None:
            raise StopBatch("A302", expected=self.amount.unit, found=text, place=name)
        return whole_fen(exact)
