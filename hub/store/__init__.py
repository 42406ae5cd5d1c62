"""PostgreSQL: its life, connections and statements."""
