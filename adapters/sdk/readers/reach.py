"""Reaching a partner over HTTP: a bearer token, a few more tries, and errors by what to do next."""

from __future__ import annotations

from collections.abc import Mapping

import httpx2
import stamina

from adapters.sdk.source import Settings
from schema.problems import RetryLater, StopBatch

TIMEOUT = httpx2.Timeout(60, connect=5)
SEEN_OF_AN_ANSWER = 120
LARGEST = 256 * 2**20
"""Bytes of the longest answer, unpacked."""


def setting(settings: Settings, name: str) -> str:
    """A setting the source declares. raises: StopBatch(H102) when it is not set"""
    value = settings.get(name, "")
    if not value:
        raise StopBatch("H102", name=name, cause="it is not set")
    return value


class Partner:
    """One HTTP service of a partner, for the time of a run; use it in `with`.

    `url`, `token`: names of the settings that hold them.  raises: StopBatch(H102)
    """

    def __init__(self, settings: Settings, url: str, token: str) -> None:
        self._setting = url
        self.address = setting(settings, url).rstrip("/")
        # Partners are reached directly: a proxy for the internet would not know them.
        self._client = httpx2.Client(
            headers={"Authorization": f"Bearer {setting(settings, token)}"},
            timeout=TIMEOUT,
            trust_env=False,
        )

    def __enter__(self) -> Partner:
        return self

    def __exit__(self, *_: object) -> None:
        self._client.close()

    def get(self, path: str, params: Mapping[str, str]) -> bytes:
        """The body of a successful answer.

        raises: RetryLater(A306) when it cannot be reached or is out of service, after some tries;
        StopBatch(A305) when it refuses our credentials; StopBatch(A306) for any other refusal;
        StopBatch(A321) for an answer without end;
        BadRequest when it does not understand the parameters.
        """
        for attempt in stamina.retry_context(
            on=RetryLater, attempts=4, wait_initial=0.1, wait_max=2, wait_jitter=0.1, timeout=None
        ):
            with attempt:
                return self._get(path, params)
        raise AssertionError("the last try neither answered nor failed")

    def _get(self, path: str, params: Mapping[str, str]) -> bytes:
        try:
            status, body = self._answer(path, params)
        except (httpx2.InvalidURL, httpx2.UnsupportedProtocol) as error:
            raise StopBatch("H102", name=self._setting, cause=str(error)) from None
        except httpx2.TransportError as error:
            raise self._later(str(error) or type(error).__name__) from None
        if status in (401, 403):
            raise StopBatch("A305", source=self.address)
        said = f"HTTP {status} {body[:SEEN_OF_AN_ANSWER].decode('utf-8', 'replace')}"
        if status == 429 or status >= 500:
            raise self._later(said)
        if status == 400:
            raise BadRequest("A306", source=self.address, cause=said)
        if status != 200:
            raise StopBatch("A306", source=self.address, cause=said)
        return body

    def _answer(self, path: str, params: Mapping[str, str]) -> tuple[int, bytes]:
        """Status and body, which is read only as far as an answer may be long."""
        body = bytearray()
        with self._client.stream("GET", self.address + path, params=dict(params)) as answer:
            for piece in answer.iter_bytes():
                body += piece
                if len(body) > LARGEST:
                    raise StopBatch("A321", source=self.address, limit=LARGEST)
            return answer.status_code, bytes(body)

    def _later(self, cause: str) -> RetryLater:
        return RetryLater("A306", source=self.address, cause=cause)


class BadRequest(StopBatch):
    """The partner did not understand a parameter, such as a cursor it no longer knows."""
