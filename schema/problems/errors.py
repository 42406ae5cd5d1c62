"""Raising a problem: the exception, and the three fates that adapters and ingest know."""

from __future__ import annotations

from typing import Self

from schema.problems.model import LATE, Lang, Problem
from schema.problems.registry import of


class HubError(Exception):
    """A problem of the catalogue that happened at a place.

    code: of the catalogue.  params: exactly the named parameters of its templates (`column` may
    come later, by `at`).  place: where, in the reader's words ("treasury pay.csv row 1873").
    raises: TypeError when the parameters are not those of the templates.
    """

    def __init__(self, code: str, /, *, place: str | None = None, **params: object) -> None:
        problem = of(code)
        wanted, given = problem.parameters(), frozenset(params)
        if given - wanted or (wanted - given) - LATE:
            raise TypeError(f"{code} takes {sorted(wanted)}, not {sorted(given)}")
        super().__init__(code)
        self.problem: Problem = problem
        self.place = place
        self.params: dict[str, object] = params
        self.path: tuple[str, ...] = ()

    @property
    def code(self) -> str:
        """The problem's code, `A214`."""
        return self.problem.code

    def at(self, place: str | None = None, **late: object) -> Self:
        """The same error with the place (and the column) that its finder did not know."""
        known = {name: value for name, value in late.items() if name in self.problem.parameters()}
        found = type(self)(self.code, place=place or self.place, **{**known, **self.params})
        return found.under(self.path)

    def under(self, path: tuple[str, ...]) -> Self:
        """The same error, of this field of a query's answer (its response keys from the root)."""
        self.path = path
        return self

    def message(self, lang: Lang = "zh") -> str:
        """What is wrong."""
        return self.problem.message(lang, self.params)

    def fix(self, lang: Lang = "zh") -> str:
        """What to do next."""
        return self.problem.fix(lang, self.params)

    def render(self, lang: Lang = "zh") -> str:
        """Code, place, cause and fix, as the command line and the logs show them."""
        place = f" {self.place}{'：' if lang == 'zh' else ':'}" if self.place else ""
        gap = "" if self.place and lang == "zh" else " "
        label = "处理：" if lang == "zh" else "Fix: "
        return f"{self.code}{place}{gap}{self.message(lang)}\n     {label}{self.fix(lang)}"

    def __str__(self) -> str:
        place = f"{self.place}: " if self.place else ""
        return f"{self.code} {place}{self.message('en')}"

    def __reduce__(self) -> tuple[object, ...]:
        return _rebuild, (type(self), self.code, self.place, self.params)


class StopBatch(HubError):
    """The batch cannot go on: nothing of the current slice is kept, what was committed stays."""


class RetryLater(HubError):
    """Nothing is wrong with the records; the partner or the network is. Trying again may do."""


class RejectRow(HubError):
    """This record cannot be taken: it is set aside with its evidence, the others go on."""


def _rebuild(
    kind: type[HubError], code: str, place: str | None, params: dict[str, object]
) -> HubError:
    return kind(code, place=place, **params)
