"""From plan to statements: SQLAlchemy Core, and where the answer's values will stand."""
