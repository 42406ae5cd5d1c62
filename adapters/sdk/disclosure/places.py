"""The platform's codes of regions → ours, and the city whose whole a figure is counted in.

`44` is a province with all below it, `4400` its own level; `4401` a city with all below it,
`440100` its own level; six other digits a county. Abolished codes live on in it, under the names
of what followed them; codes that put several regions together are none.
"""

from __future__ import annotations

from adapters.sdk.national import National
from adapters.sdk.source import Translator
from schema.debt import RegionGrade
from schema.problems import RejectRow

NOWHERE = "-"
"""In place of a region's code or name where there is none."""

OWN = "本级"
"""What the name of a region's own level ends in."""

DISCLOSER = str(RegionGrade["DISCLOSER"])


def is_own_level(code: str, root: str) -> bool:
    """Whether a code means no more than one budget; `root` is the one that discloses.

    >>> [is_own_level(code, "44") for code in ("44", "4400", "4401", "440100", "440103")]
    [False, True, False, True, True]
    """
    return code != root and (len(code) == 6 or code.endswith("00"))


def _region(translator: Translator, code: str, name: str, year: int) -> tuple[int, str]:
    try:
        return translator.region_dated(code.ljust(6, "0"), name.removesuffix(OWN), year)
    except RejectRow as problem:
        if problem.code == "A211" and len(code) == 4:
            raise RejectRow("A221", value=f"{code} {name}") from None
        raise


region = National(_region, ("fiscal_year",), graded=True)
"""The platform's code and name -> our region; graded. raises: RejectRow(A211, A212, A221)"""


def _grade(translator: Translator, code: str, name: str, year: int) -> str:
    return _region(translator, code, name, year)[1]


region_grade = National(_grade, ("fiscal_year",))
"""The same -> the grade."""


def _of_project(
    translator: Translator, code: str, name: str, root: str, year: int
) -> tuple[int, str]:
    if code != NOWHERE:
        try:
            return _region(translator, code, name, year)
        except RejectRow as problem:
            if problem.code not in ("A211", "A221"):
                raise
    return _region(translator, root, NOWHERE, year)[0], DISCLOSER


project_region = National(_of_project, ("fiscal_year",), graded=True)
"""The region in a project's code and its name, and who discloses -> the region; graded.

Projects of development zones have codes that name no region: they stand with the one that
disclosed them. raises: RejectRow(A212)
"""


def _project_grade(translator: Translator, code: str, name: str, root: str, year: int) -> str:
    return _of_project(translator, code, name, root, year)[1]


project_grade = National(_project_grade, ("fiscal_year",))
"""The same -> the grade."""


def _city(translator: Translator, tree: str, region: int, year: int) -> int | None:
    return translator.city_of(region, year, tree)


counted_in = National(_city, ("region_code", "fiscal_year"))
"""The tree that a figure's wholes go by -> the city it is counted in, of the region beside it."""
