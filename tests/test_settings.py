"""Settings come from the environment once, refuse what is unsafe, and print no secret."""

from pathlib import Path

import pydantic
import pytest

from hub import settings
from schema.problems import HubError


@pytest.fixture(autouse=True)
def empty_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for field in settings.Settings.model_fields:
        monkeypatch.delenv(f"HUB_{field.upper()}", raising=False)


def test_defaults_are_embedded_open_and_local(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    found = settings.load()
    assert found.database_url is None
    assert found.home == tmp_path / ".hub"
    assert (found.host, found.port, found.auth, found.adapters) == (
        "127.0.0.1",
        8000,
        "open",
        None,
    )


def test_the_environment_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HUB_ADAPTERS", "budget, treasury,")
    monkeypatch.setenv("HUB_PORT", "9001")
    monkeypatch.setenv("HUB_LOG_LEVEL", "WARNING")
    found = settings.load()
    assert found.adapters == ("budget", "treasury")
    assert found.port == 9001
    assert found.log_level == "warning"


def test_settings_are_frozen() -> None:
    with pytest.raises(pydantic.ValidationError, match="frozen"):
        settings.load().port = 1  # type: ignore[misc]


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.7", "hub.example"])
def test_open_access_refuses_addresses_others_can_reach(
    host: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HUB_HOST", host)
    with pytest.raises(HubError) as caught:
        settings.load()
    assert caught.value.code == "H101"
    assert host in caught.value.message("en")


@pytest.mark.parametrize("host", ["127.0.0.1", "127.9.9.9", "::1", "localhost"])
def test_open_access_takes_loopback(host: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HUB_HOST", host)
    assert settings.load().host == host


@pytest.mark.parametrize(
    ("name", "value"),
    [("HUB_PORT", "0"), ("HUB_PORT", "http"), ("HUB_AUTH", "none"), ("HUB_POOL_MAX", "-1")],
)
def test_a_bad_value_is_named(name: str, value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(HubError) as caught:
        settings.load()
    assert caught.value.code == "H102"
    assert name in caught.value.message("en")


@pytest.mark.parametrize("url", ["postgresql://u:hush-word@h/d", "mysql://u:hush-word@h/d"])
def test_the_database_password_is_never_printed(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HUB_DATABASE_URL", url)
    try:
        shown = repr(settings.load())
    except HubError as error:
        shown = error.render("en") + error.render("zh")
    assert "hush-word" not in shown
