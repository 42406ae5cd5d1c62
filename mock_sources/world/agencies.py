"""Budget units: departments of a region and the units under them."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from mock_sources.world.lists import Region
from mock_sources.world.people import credit_code
from mock_sources.world.scales import Density

DEPARTMENTS = {
    "001": "财政局",
    "002": "教育局",
    "003": "卫生健康局",
    "004": "农业农村局",
    "005": "民政局",
    "006": "人力资源和社会保障局",
    "007": "交通运输局",
    "008": "水务局",
    "009": "住房和城乡建设管理局",
    "010": "自然资源局",
    "011": "应急管理局",
    "012": "林业局",
    "013": "人民政府办公室",
    "014": "国有资产监督管理局",
    "015": "医疗保障局",
    "016": "科学技术局",
    "017": "文化广电旅游体育局",
    "018": "工业和信息化局",
    "019": "生态环境局",
    "020": "残疾人联合会",
}
TOWNSHIP_DEPARTMENTS = {"901": "人民政府", "902": "农业农村综合服务中心", "903": "公共服务办公室"}
_UNITS = {
    "002": "第一小学 实验学校 第二中学 中心幼儿园 第一中学 职业技术学校 特殊教育学校 教师发展中心",
    "003": "人民医院 妇幼保健院 疾病预防控制中心 中医院 第二人民医院 卫生监督所 中心血站 急救中心",
}
_COMMON_UNITS = "事务中心 信息中心 服务中心 执法大队 质量监测站 技术推广站 档案馆 后勤中心"


class Agency(NamedTuple):
    """A budget unit. `number`: six digits, department and unit; type 1, 2 or 3."""

    region: str
    number: str
    name: str
    type: str
    credit_code: str
    since: date

    @property
    def code(self) -> str:
        """National code: nine digits of region, six of number."""
        return self.region + self.number

    @property
    def department(self) -> str:
        return self.number[:3]

    @property
    def department_code(self) -> str:
        return f"{self.region}{self.number[:3]}000"


def agencies_of(region: Region, density: Density | None) -> tuple[Agency, ...]:
    """A region's units; the centre has none here."""
    if density is None:
        return ()
    township = region.tier == "TOWNSHIP"
    found = []
    departments = list((TOWNSHIP_DEPARTMENTS if township else DEPARTMENTS).items())
    for place, (number, name) in enumerate(departments[: density.departments]):
        if township and number == "901" and region.name.endswith("街道"):
            name = "办事处"
        institution = number == "902"
        head = Agency(
            region.code,
            f"{number}000",
            region.name + name,
            "3" if institution else ("2" if number == "020" else "1"),
            credit_code(region.code, place * 100),
            date(2010, 1, 1),
        )
        found.append(head)
        for unit in range(1, density.units + 1):
            names = _UNITS.get(number, _COMMON_UNITS).split()
            found.append(
                Agency(
                    region.code,
                    f"{number}{unit:03d}",
                    f"{region.name}{'' if number in _UNITS else name}{names[(unit - 1) % 8]}",
                    "3",
                    credit_code(region.code, place * 100 + unit),
                    date(2012 + unit % 9, 7, 1),
                )
            )
    return tuple(found)
