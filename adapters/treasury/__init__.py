"""The treasury system: the Ministry's tables in PostgreSQL, the banks' and the receipts' files."""
