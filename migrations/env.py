"""What Alembic runs: the declarations' metadata against a connection, or a URL, given to it.

The caller passes `connection` (a SQLAlchemy connection) or `url` in the configuration's
attributes; see hub.store.migrate.
"""

from alembic import context
from alembic.migration import MigrationContext
from alembic.operations.ops import MigrationScript
from sqlalchemy import Connection, NullPool, create_engine

from schema.model import metadata


def unless_empty(_: MigrationContext, __: object, directives: list[MigrationScript]) -> None:
    """Draft no revision when the database has all that the declarations have."""
    operations = directives[0].upgrade_ops
    if operations is None or operations.is_empty():
        directives.clear()


def run(connection: Connection) -> None:
    """Run what was asked for, all of it in one transaction."""
    context.configure(
        connection=connection, target_metadata=metadata(), process_revision_directives=unless_empty
    )
    with context.begin_transaction():
        context.run_migrations()


given = context.config.attributes.get("connection")
if given is not None:
    run(given)
else:
    with create_engine(context.config.attributes["url"], poolclass=NullPool).begin() as opened:
        run(opened)
