"""How streams are read: paged REST, SQL tables, files from a server, documents from disk."""
