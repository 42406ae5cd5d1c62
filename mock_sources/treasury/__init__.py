"""The treasury's dialect: the Ministry's tables in its own PostgreSQL, and the banks' files."""
