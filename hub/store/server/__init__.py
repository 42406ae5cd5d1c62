"""The life of the hub's PostgreSQL.

Without HUB_DATABASE_URL the hub brings its own: the programs of a wheel, data below HUB_HOME,
reached over a socket in a closed directory with a password, and nothing else: no network port,
no `trust`, no directory's mode changed. With HUB_DATABASE_URL nothing is managed; the same
`Database` comes back after a check.

    database = ensure(settings, print, owned=True)   # ends with this process, however it ends
    ...
    release(database)                                # or sooner
"""

from hub.store.server.database import Database
from hub.store.server.life import Status, ensure, release, status, stop

__all__ = ["Database", "Status", "ensure", "release", "status", "stop"]
