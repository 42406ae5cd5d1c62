"""The hub's settings: read from the environment once, frozen, and free of printed secrets.

Every variable is `HUB_` and the field's name in capitals. `load()` is called by the command line
and the composition root; everything below them receives the value.
"""

from __future__ import annotations

import ipaddress
import os
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from schema.problems import HubError, Lang

Port = Annotated[int, Field(ge=1, le=65535)]


class Settings(BaseSettings):
    """One process's settings; see each field for its variable's meaning and default."""

    model_config = SettingsConfigDict(
        env_prefix="HUB_", env_ignore_empty=True, frozen=True, extra="ignore"
    )

    database_url: SecretStr | None = None
    """A PostgreSQL of one's own: postgresql://user:password@host:port/name. Unset: embedded."""
    home: Path = Path(".hub")
    """Where the embedded PostgreSQL's data, its password and its log lie; made absolute."""
    pg_bin: Path | None = None
    """Directory of initdb and postgres, instead of the packaged ones."""
    pg_user: str = "nobody"
    """The ordinary user that PostgreSQL runs as when the hub is started by root."""

    host: str = "127.0.0.1"
    """Address to listen on."""
    port: Port = 8000
    """Port to listen on."""
    auth: Literal["open"] = "open"
    """Access control. `open` has none, and therefore listens on a loopback address only."""
    adapters: Annotated[tuple[str, ...] | None, NoDecode] = None
    """Names of the adapters that may run, separated by commas. Unset: all that are installed."""

    pool_min: Annotated[int, Field(ge=0, le=1000)] = 2
    """Connections kept open by each process."""
    pool_max: Annotated[int, Field(ge=1, le=1000)] = 10
    """Connections one process may open."""
    exports_max: Annotated[int, Field(ge=1, le=100)] = 2
    """Exports one process runs at a time, on connections of their own."""
    statement_timeout_ms: Annotated[int, Field(ge=0)] = 30_000
    """Longest a query's statements may take together, in milliseconds; 0 for no limit."""
    log_level: Literal["debug", "info", "warning", "error"] = "info"
    """Least severity that is logged."""

    @field_validator("home", "pg_bin")
    @classmethod
    def _absolute(cls, path: Path | None) -> Path | None:
        return None if path is None else Path(path).expanduser().absolute()

    @field_validator("adapters", mode="before")
    @classmethod
    def _names(cls, value: object) -> object:
        if isinstance(value, str):
            return tuple(name.strip() for name in value.split(",") if name.strip())
        return value

    @field_validator("log_level", mode="before")
    @classmethod
    def _lower(cls, value: object) -> object:
        return value.lower() if isinstance(value, str) else value

    @field_validator("database_url")
    @classmethod
    def _is_postgres(cls, url: SecretStr | None) -> SecretStr | None:
        if url and not url.get_secret_value().startswith(("postgresql://", "postgres://")):
            raise ValueError("it must begin with postgresql://")
        return url


def load() -> Settings:
    """The settings of this process's environment.

    raises: HubError(H102) for a value that is not valid, HubError(H101) for HUB_AUTH=open on an
    address that others can reach.
    """
    try:
        settings = Settings()
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False, include_context=False)[0]
        name = "_".join(("hub", *(str(part) for part in first["loc"][:1]))).upper()
        raise HubError("H102", name=name, cause=first["msg"]) from None
    if settings.auth == "open" and not is_loopback(settings.host):
        raise HubError("H101", host=settings.host)
    return settings


def is_loopback(host: str) -> bool:
    """Whether only this machine can reach a server that listens on `host`."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def language() -> Lang:
    """The language of messages to the user: HUB_LANG, else that of LC_ALL, LC_MESSAGES or LANG.

    Read apart from the settings, because a problem with them must be told too.
    """
    for name in ("HUB_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        if chosen := os.environ.get(name):
            return "zh" if chosen.lower().startswith("zh") else "en"
    return "en"
