"""Budget units (预算单位): the agencies that spend."""

from __future__ import annotations

from sqlalchemy.orm import Mapped

from schema.base import National
from schema.kinds import key, region, text


class Agency(National):
    """预算单位. One budget unit.

    grain: one unit.  key: (code) = nine-digit region + the unit's six-digit local number.
    source: budget system, MoF AGENCY_CODE
    """

    title = "预算单位"
    plural = "Agencies"

    code: Mapped[str] = key("单位代码", "National agency code.", mof="AGENCY_CODE")
    name: Mapped[str] = text("单位名称", "Name.", mof="AGENCY_NAME", lookup=True, searchable=True)
    region_code: Mapped[int] = region("财政区划", "Region that funds it.", mof="MOF_DIV_CODE")
    local_code: Mapped[str] = text("本地单位代码", "Its code in the region's own system.")
    department_code: Mapped[str | None] = text("主管部门代码", "Department.", mof="DEPT_CODE")
    kind: Mapped[str | None] = text("单位类型", "Type of unit: 行政, 参公, 事业 …")
