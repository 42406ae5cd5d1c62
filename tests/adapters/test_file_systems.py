"""Debt and assets as they are served, in trouble: nothing wrong passes for right."""

from __future__ import annotations

import pytest

from adapters.assets.source import SOURCE as ASSETS
from adapters.debt.source import SOURCE as DEBT
from adapters.sdk.codes import CodeFiles
from adapters.sdk.mapping import mapper
from adapters.sdk.source import Page, Source
from hub.ingest.control import Finding, check_sum
from schema.problems import StopBatch
from tests.mock_sources.partners import running

WORLD = ("--port", "0", "--scale", "small")


def first_page(source: Source, stream: str, fault: str) -> tuple[Page, Finding | None]:
    """The first page of a stream of a system with this fault, and what its own total shows."""
    (wanted,) = [each for each in source.streams if each.name == stream]
    with running(source.name, *WORLD, "--fault", fault) as service:
        name = source.name.upper()
        settings = {f"HUB_{name}_URL": service.url, f"HUB_{name}_TOKEN": "demo-token"}
        page = next(iter(wanted.read.pages(settings, {})))
    return page, check_sum(page, mapper(wanted, CodeFiles()).map(page))


@pytest.mark.parametrize(
    ("source", "stream", "fault", "code"),
    [
        (DEBT, "uses", "header-changed:debt", "A307"),
        (DEBT, "limits", "truncated-file:debt", "A309"),
        (ASSETS, "cards", "header-changed:assets", "A302"),
        (ASSETS, "disposals", "truncated-file:assets", "A309"),
    ],
)
def test_a_file_that_is_not_as_declared_is_refused(
    source: Source, stream: str, fault: str, code: str
) -> None:
    with pytest.raises(StopBatch) as caught:
        first_page(source, stream, fault)
    assert caught.value.code == code


def test_a_register_in_another_unit_than_its_header_says_is_held() -> None:
    _, finding = first_page(ASSETS, "cards", "wrong-unit:assets")
    assert finding is not None and finding.held and finding.problem.code == "A303"
