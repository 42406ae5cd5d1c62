"""Reader of paged REST interfaces: JSON records, an opaque cursor, a moment to go on from."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from adapters.sdk.money import Money, whole_fen
from adapters.sdk.readers.reach import BadRequest, Partner
from adapters.sdk.source import Control, Page, Settings, State, Text
from schema.problems import StopBatch

Table = tuple[tuple[str, ...], Sequence[Sequence[Text]]]
"""Columns, and the records with their cells in that order."""


def records(answer: dict[str, Any]) -> Table:
    """The objects of `data`, each member a column."""
    found: Sequence[dict[str, Any]] = answer["data"]
    columns = tuple(dict.fromkeys(column for record in found for column in record))
    return columns, [[json_text(record.get(column)) for column in columns] for record in found]


@dataclass(frozen=True)
class HttpJson:
    """Records at `path` of the service that the settings `url` and `token` name.

    `amount`: the unit of the interface's control sums; it must be the unit the answer states.
    `table`: what an answer's records are; its `count` and `sumAmt` are about those.
    The others: how the interface calls the parts of an answer and the parameters of a request.
    State: {since} between runs; {since, after, moment} inside one.
    """

    url: str
    token: str
    path: str
    amount: Money
    size: int = 1000
    region: str = "MOF_DIV_CODE"
    year: str = "FISCAL_YEAR"
    table: Callable[[dict[str, Any]], Table] = records

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
        """Its totals by region and year. raises: as `pages`"""
        name = f"{self.path}/control"
        with Partner(settings, self.url, self.token) as partner:
            answer = self._answer(partner.get(name, {}), name, partner.address)
        return [
            Control(
                int(each["count"]),
                self._fen(each["sumAmt"], name),
                int(each[self.region]),
                None if each[self.year] is None else int(each[self.year]),
            )
            for each in answer["data"]
        ]

    def _request(self, since: str | None, after: str | None) -> dict[str, str]:
        given = {"size": str(self.size), "updatedSince": since, "after": after}
        return {name: value for name, value in given.items() if value}

    def _answer(self, body: bytes, name: str, address: str) -> dict[str, Any]:
        try:
            answer = exact_json(body)
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
        columns, rows = self.table(answer)
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


def exact_json(body: bytes | str) -> Any:
    """JSON with every number as the text it is written in. raises: ValueError"""
    return json.loads(body, parse_float=str, parse_int=str, parse_constant=str)


def json_text(value: Any) -> Text:
    """A JSON value as the partner wrote it.

    >>> json_text("1.50"), json_text(None), json_text(True)
    ('1.50', None, 'true')
    """
    if value is None or isinstance(value, str):
        return value
    return json.dumps(value, ensure_ascii=False)
