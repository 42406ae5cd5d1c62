"""How the debt system writes things: its own codes of regions, 亿元, its own names of projects."""

from __future__ import annotations

from hashlib import md5

from mock_sources.world.bonds import Use
from mock_sources.world.irregular import ABOLISHED, UNKNOWN_REGION
from mock_sources.world.lists import Region

UNKNOWN_CODE = UNKNOWN_REGION[:6]
FIELDS = {
    "007": ("0211", "免费一级公路"), "008": ("150305", "河道整治"), "009": ("0402", "道路"),
    "004": ("1599", "其他农林水利建设"),
}  # fmt: skip
OTHER_FIELD = ("0409", "产业园区基础设施")
NATURES = {"01": "一般债券", "0201": "普通专项债券", "020299": "其他自平衡专项债券"}


def own_code(region: Region) -> str:
    """A region's own level: `4400` for the province, six digits below it, now and then old ones.

    >>> from mock_sources.world.lists import all_regions
    >>> [own_code(r) for r in all_regions() if r.code in ("440000000", "440200000", "440205000")]
    ['4400', '440200', '440221']
    """
    if region.tier == "PROVINCE":
        return region.code[:4]
    return ABOLISHED.get(region.code, region.code[:6])


def yi_yuan(fen: int, tenths: int = 0) -> float:
    """fen → 亿元 as a spreadsheet keeps it; `tenths` of a fen are parts that no fen holds.

    >>> yi_yuan(23_4500_0000_00), yi_yuan(1)
    (23.45, 1e-10)
    """
    return (fen * 10 + tenths) / 10**11


def project_number(use: Use, region: Region) -> str:
    """The system's own number of a project, which names the region: P23440203-0001."""
    return f"P{use.year % 100:02d}{own_code(region)}-{use.serial:04d}"


def project_uid(use: Use) -> str:
    """The system's inner id of a project."""
    return md5(use.project.code.encode(), usedforsecurity=False).hexdigest().upper()
