"""The conformance kit finds what it says it finds, and says so plainly."""

from __future__ import annotations

import itertools
import json
import socket
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from adapters.sdk.codes import CodeFiles
from adapters.sdk.conformance import conformance, record
from adapters.sdk.crosswalk import to
from adapters.sdk.source import Control, Settings, Source, State, Stream
from tests.adapters.worlds import CLEARING, NOTHING, page, row


class OnePage:
    """A source that has one page."""

    def pages(self, settings: Settings, state: State) -> Any:
        bad = row(NO="C7", AMOUNT="x")
        rows = [row(NO=f"C{n}") for n in range(7)]
        yield page(*rows, bad, bad, row(NO="C9", GONE="1"))

    def controls(self, settings: Settings) -> list[Control]:
        return []


def source(**changes: Any) -> Source:
    return Source("bank", "银行", (replace(CLEARING, **{"read": OnePage(), **changes}),))


def with_line(field: str, how: Any) -> tuple[Any, ...]:
    """The crosswalk, one field filled by another conversion."""
    rules = CLEARING.crosswalk
    column = next(rule.columns[0] for rule in rules if getattr(rule, "field", "") == field)
    return (*(rule for rule in rules if column not in rule.columns), to(field, column, how))


@pytest.fixture
def samples(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "samples"
    record(source(), {}, folder, CodeFiles(), rows=3)
    monkeypatch.setenv("HUB_ACCEPT", "1")
    conformance(source(), folder)
    monkeypatch.delenv("HUB_ACCEPT")
    return folder


def test_a_sound_adapter_passes(samples: Path) -> None:
    conformance(source(), samples)


def test_samples_hold_some_records_each_problem_and_a_deletion(samples: Path) -> None:
    kept = json.loads((samples / "clearing.json").read_text(encoding="utf-8"))
    assert kept["numbers"] == [1, 4, 7, 8, 10]
    assert [cells[0] for cells in kept["rows"]] == ["C0", "C3", "C6", "C7", "C9"]
    expected = json.loads((samples.parent / "expected" / "clearing.json").read_text("utf-8"))
    assert [each["position"] for each in expected["rejected"]] == [8]
    assert expected["records"][-1]["deleted"] is True


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"key": ("NUMBER",)}, "A310"),
        ({"crosswalk": CLEARING.crosswalk[:-1]}, "expected -, found BANK"),
        ({"crosswalk": with_line("certificate_no", lambda cell: cell + "!")}, "certificate_no is"),
        ({"crosswalk": with_line("certificate_no", lambda cell: 5)}, "does not take"),
        ({"crosswalk": with_line("cleared_on", lambda cell: date.today())}, "uses today"),
        ({"name": "other"}, "no sample"),
    ],
)
def test_what_is_wrong_is_said(samples: Path, change: dict[str, Any], said: str) -> None:
    with pytest.raises(AssertionError, match=said):
        conformance(source(**change), samples)


def test_a_conversion_that_asks_the_network_is_found(samples: Path) -> None:
    def asking(cell: str) -> str:
        socket.create_connection(("127.0.0.1", 9))
        return cell

    with pytest.raises(AssertionError, match="opened a connection"):
        conformance(source(crosswalk=with_line("certificate_no", asking)), samples)


def test_a_conversion_that_changes_its_mind_is_found(samples: Path) -> None:
    numbers = itertools.count()
    crosswalk = with_line("certificate_no", lambda cell: f"{cell}{next(numbers)}")
    with pytest.raises(AssertionError, match="two results"):
        conformance(source(crosswalk=crosswalk), samples)


def test_a_clock_inside_a_conversion_of_a_conversion_is_found(samples: Path) -> None:
    def stamped() -> Any:
        def clock() -> str:
            return str(datetime.now())

        return lambda cell: cell + clock()

    with pytest.raises(AssertionError, match="uses now"):
        conformance(source(crosswalk=with_line("certificate_no", stamped())), samples)


def test_streams_have_names_of_their_own(samples: Path) -> None:
    twice: tuple[Stream, ...] = (CLEARING, CLEARING)
    with pytest.raises(AssertionError, match="share a name"):
        conformance(Source("bank", "银行", twice), samples)


def test_an_expected_file_that_is_missing_is_said(samples: Path) -> None:
    (samples.parent / "expected" / "clearing.json").unlink()
    with pytest.raises(AssertionError, match="HUB_ACCEPT=1 writes it"):
        conformance(source(read=NOTHING), samples)


def test_the_translator_from_files() -> None:
    ask = CodeFiles()
    assert ask.region("440203") == 440203000
    assert ask.code("functional", "GENERAL_PUBLIC", 2025, "２０５") == ("205", "NORMALISED")
    assert ask.region_by_name("广州市", 440000000, 2025) == (440100000, "NAME")
