"""The database's revisions, run by Alembic."""
