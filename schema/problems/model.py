"""One problem: its code, its status, and its text in two languages as templates."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from string import Formatter
from typing import Final, Literal

Lang = Literal["zh", "en"]

LONGEST_VALUE: Final = 160
"""Characters of a caller's value that a message repeats."""

VERBATIM: Final = frozenset({"log"})
"""Parameters whose text keeps its length and its line ends."""

LATE: Final = frozenset({"column"})
"""Parameters that the code which finds the problem need not know: whoever walks the record adds
them (see `HubError.at`)."""


@dataclass(frozen=True, slots=True)
class Problem:
    """An entry of the catalogue.

    code: letter and three digits, never reused (A adapters and ingest, Q query, S store, H hub).
    name: the wire's word for it, `UNKNOWN_FIELD`.
    status: the HTTP status nearest in meaning.
    zh, en: what is wrong; fix_zh, fix_en: what to do next. Templates with named parameters; a list
    is joined, and `did_you_mean` (a list, perhaps empty) becomes a question or nothing.
    """

    code: str
    name: str
    status: int
    zh: str
    en: str
    fix_zh: str
    fix_en: str

    def parameters(self) -> frozenset[str]:
        """Names that the templates use, in either language."""
        return frozenset().union(
            *(parameters_of(text) for text in (self.zh, self.en, self.fix_zh, self.fix_en))
        )

    def message(self, lang: Lang, params: Mapping[str, object]) -> str:
        """What is wrong, in one language."""
        return _fill(self.zh if lang == "zh" else self.en, lang, params)

    def fix(self, lang: Lang, params: Mapping[str, object]) -> str:
        """What to do next, in one language."""
        return _fill(self.fix_zh if lang == "zh" else self.fix_en, lang, params)


def parameters_of(template: str) -> frozenset[str]:
    """The named parameters of a template."""
    return frozenset(name for _, name, _, _ in Formatter().parse(template) if name)


def _fill(template: str, lang: Lang, params: Mapping[str, object]) -> str:
    words = {name: _word(name, value, lang) for name, value in params.items()}
    for name in LATE:
        words.setdefault(name, "值" if lang == "zh" else "the value")
    return template.format_map(words)


def _word(name: str, value: object, lang: Lang) -> str:
    if name in VERBATIM:
        return str(value)
    if name == "did_you_mean":
        return _question(value if isinstance(value, list | tuple) else [], lang)
    if isinstance(value, list | tuple):
        return ("、" if lang == "zh" else ", ").join(_shown(each) for each in value)
    return _shown(value)


def _question(names: Sequence[object], lang: Lang) -> str:
    if not names:
        return ""
    quoted = [f'"{_shown(name)}"' for name in names]
    if lang == "zh":
        return f"是否想用 {'、'.join(quoted)}？"
    return f" Did you mean {' or '.join(quoted)}?"


def _shown(value: object) -> str:
    """A caller's value, safe to print: on one line, of bounded length."""
    text = str(value)
    if not text.isprintable():
        text = "".join(c if c.isprintable() else ascii(c)[1:-1] for c in text[:LONGEST_VALUE])
    return text if len(text) <= LONGEST_VALUE else text[: LONGEST_VALUE - 1] + "…"
