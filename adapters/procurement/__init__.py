"""The procurement system, and release packages of the Open Contracting Data Standard 1.1."""
