"""Reader of Fiscal Data Packages: a descriptor with its tables beside it is one page."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from adapters.fiscal_data_package.model import (
    BUDGET,
    CODE,
    LABEL,
    REGION,
    YEAR,
    Measure,
    Package,
    Resource,
    package_of,
    unsaid,
)
from adapters.sdk.figures import COLUMNS, Figure, figure_rows
from adapters.sdk.readers.documents import FILES
from adapters.sdk.readers.reach import setting
from adapters.sdk.readers.tables import csv_rows
from adapters.sdk.source import Control, Page, Settings, State, Text
from schema.budget import BudgetType
from schema.problems import StopBatch

BUDGETS = {each.title_zh: str(each) for each in BudgetType} | {
    str(each): str(each) for each in BudgetType
}

_number = re.compile(r"-?[0-9]+(\.[0-9]+)?").fullmatch


class Packages:
    """The packages whose descriptors the settings name."""

    def pages(self, settings: Settings, state: State) -> Iterator[Page]:
        """A page for each package, in that order. raises: StopBatch(A307, A309, A319)"""
        for path in map(Path, setting(settings, FILES).splitlines()):
            body = _bytes(path)
            package = package_of(path.name, body)
            parts = {each.path: _bytes(path.parent / each.path) for each in package.resources}
            figures = list(figures_of(path.name, package, parts))
            evidence = _packed({path.name: body, **parts})
            yield Page(
                path.name, evidence, COLUMNS, figure_rows(figures),
                numbers=[int(figure.row) for figure in figures],
                whole={"document": package.title},
            )  # fmt: skip

    def controls(self, settings: Settings) -> Iterable[Control]:
        """None: a package has no control beside its figures."""
        return ()


def figures_of(file: str, package: Package, parts: Mapping[str, bytes]) -> Iterator[Figure]:
    """The figures of a package, whose tables are `parts` by path."""
    for resource in package.resources:
        where = f"{file} {resource.path}"
        rows = csv_rows(where, parts[resource.path], (resource.encoding, "utf-8-sig"))
        header = tuple((cell or "").strip() for cell in rows[0]) if rows else ()
        if header != resource.fields:
            raise unsaid(f"{where}, row 1", ", ".join(header), ", ".join(resource.fields))
        for number, cells in enumerate(rows[1:], 2):
            if len(cells) != len(header):
                raise unsaid(f"{where}, row {number}", len(cells), f"{len(header)} cells")
            row = dict(zip(header, ((cell or "").strip() for cell in cells), strict=True))
            for measure in resource.measures:
                figure = _figure(file, where, package, resource, measure, number, row)
                if figure:
                    yield figure


def _figure(
    file: str,
    where: str,
    package: Package,
    resource: Resource,
    measure: Measure,
    number: int,
    row: Mapping[str, str],
) -> Figure | None:
    """A figure; None for a blank."""
    value = row[measure.source]
    if not value:
        return None
    if not _number(value):
        raise unsaid(f"{where}, row {number}, {measure.source}", value, "a number or a blank")
    said = {role: row[column] for role, column in resource.columns.items()}
    budget: Text = None
    if BUDGET in said:
        budget = BUDGETS.get(said[BUDGET])
        if budget is None:
            raise unsaid(f"{where}, row {number}", said[BUDGET], ", ".join(BUDGETS))
    code = said[CODE]
    by_code = {"revenue": code} if measure.direction == "REVENUE" else {"function": code}
    return Figure(
        document=package.title,
        line_id=f"{package.name}/{resource.name}/{number:06}/{measure.name}",
        file=file,
        sheet=resource.path,
        row=str(number),
        column=str(resource.fields.index(measure.source) + 1),
        heading=measure.source,
        table=resource.name,
        line=str(number - 1),
        level=str(max((len(code) - 1) // 2, 1)),
        item=said.get(LABEL) or code,
        name=said.get(LABEL) or code,
        region=said[REGION],
        year=said[YEAR][:4],
        scope=package.scope,
        phase=measure.phase,
        direction=measure.direction,
        budget=budget,
        printed_code=code or None,
        figure=value,
        unit=measure.unit,
        **by_code,
    )


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise StopBatch("A309", path=path, cause=error.strerror or str(error)) from None


def _packed(parts: Mapping[str, bytes]) -> bytes:
    """The package's files as one: the evidence; the same for the same files."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, body in parts.items():
            archive.writestr(zipfile.ZipInfo(name), body)
    return packed.getvalue()
