"""The commands of the `hub` program, one module each."""
