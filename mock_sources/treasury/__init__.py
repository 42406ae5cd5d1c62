"""The treasury's dialect: the Ministry's tables in a PostgreSQL of its own, and the banks' files."""
