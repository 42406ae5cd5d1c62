"""Security headers. There is no CORS header: pages of other origins read nothing here.

The server checks and writes each header of each response, so an answer of data has those that mean
something for data, while a page has all.
"""

from __future__ import annotations

from typing import Final

Headers = tuple[tuple[bytes, bytes], ...]

_CONTENT: Final = (
    b"default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; "
    b"img-src 'self' data:; font-src 'self' data:; connect-src 'self'; base-uri 'none'; "
    b"form-action 'none'; frame-ancestors 'none'"
)

DATA: Final[Headers] = (
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"content-security-policy", b"default-src 'none'; frame-ancestors 'none'"),
)
"""On answers of /graphql: nothing may take them for a document, and nothing in them runs."""

PAGE: Final[Headers] = (
    *DATA[:3],
    (b"referrer-policy", b"no-referrer"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"content-security-policy", _CONTENT),
)
"""On every other response."""
