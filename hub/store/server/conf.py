"""The embedded server's own settings, written anew at each start.

Sized for two to four cores shared with the hub and the mock sources.
"""

from __future__ import annotations

import os
from pathlib import Path

FILE = "fiscalhub.conf"

HBA = """\
# Written by the hub. Passwords always, over the socket only; no trust, no network.
# TYPE  DATABASE  USER  METHOD
local   all       all   scram-sha-256
"""


def text(sockets: Path, *, cores: int | None = None, memory: int | None = None) -> str:
    """The settings' file.  memory: of the machine, in bytes."""
    cores = cores or os.cpu_count() or 2
    memory = memory or os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    megabytes = memory // 2**20
    shared = min(max(megabytes // 8, 128), 1024)
    quoted = str(sockets).replace("\\", "\\\\").replace("'", "''").replace('"', '""')
    return f"""\
# Written by the hub at each start; changes belong into postgresql.auto.conf (ALTER SYSTEM).

# The socket only: its directory is closed to other users, no port can be taken, none is open.
listen_addresses = ''
unix_socket_directories = '"{quoted}"'
unix_socket_permissions = 0700
password_encryption = 'scram-sha-256'
max_connections = 80

timezone = 'UTC'
log_timezone = 'UTC'
lc_messages = 'C'

shared_buffers = {shared}MB
effective_cache_size = {max(megabytes // 2, 256)}MB
work_mem = {min(max(megabytes // 256, 8), 32)}MB
maintenance_work_mem = {min(max(megabytes // 32, 64), 256)}MB
random_page_cost = 1.1
jit = off
max_parallel_workers_per_gather = {1 if cores <= 4 else 2}
max_parallel_workers = {max(cores // 2, 1)}

# Every answered commit is on disk. Checkpoints are spread, and small enough that recovery after a
# hard kill, or the checkpoint of a fast shutdown, stays within seconds.
synchronous_commit = on
wal_buffers = 16MB
min_wal_size = 256MB
max_wal_size = 2GB
checkpoint_timeout = 10min
checkpoint_completion_target = 0.9

# Bulk loads: tables are analysed and cleaned soon after.
autovacuum_naptime = 20s
autovacuum_vacuum_cost_limit = 1000

# The log: what went wrong, and how far recovery is.
log_line_prefix = '%m [%p] '
log_startup_progress_interval = 1s
log_checkpoints = off
log_min_duration_statement = 5s
"""
