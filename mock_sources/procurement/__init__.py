"""The procurement system's dialect: OCDS 1.1 release packages over HTTP."""
