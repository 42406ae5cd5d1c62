"""Provinces by the names that files bear: Chinese, romanised, or the initials of the romanised."""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

ROMANISED = {
    "shaanxi": "陕西省",
    "shanxi": "山西省",
    "innermongolia": "内蒙古自治区",
    "tibet": "西藏自治区",
    "hongkong": "香港特别行政区",
    "macao": "澳门特别行政区",
    "macau": "澳门特别行政区",
}
"""Official romanised names that the reading, syllable by syllable, does not give."""

TIERS = frozenset({"sheng", "shi", "zi", "zhi", "qu"})
"""Syllables of 省, 市 and 自治区, which romanised names leave out."""

NATIONS = ("维吾尔", "壮族", "回族")
"""What the short names of autonomous regions leave out."""


def provinces_called(name: str) -> tuple[str, ...]:
    """The provinces so called; case, spaces and hyphens do not matter.

    >>> provinces_called("Shaanxi"), provinces_called("hlj"), provinces_called("黑龙江")
    (('陕西省',), ('黑龙江省',), ('黑龙江省',))
    >>> provinces_called("Shannxi"), len(provinces_called("sx"))
    ((), 2)
    """
    plain = "".join(name.split()).replace("-", "").lower()
    if plain in ROMANISED:
        return (ROMANISED[plain],)
    return _names().get(plain, ())


@cache
def _names() -> Mapping[str, tuple[str, ...]]:
    found: defaultdict[str, tuple[str, ...]] = defaultdict(tuple)
    text = files("schema").joinpath("codes", "regions.csv").read_text(encoding="utf-8")
    for line in csv.DictReader(io.StringIO(text)):
        if line["tier"] == "PROVINCE":
            name = line["name"]
            for each in {name, _short(name), *_romanised(line["pinyin"])}:
                found[each] += (name,)
    return dict(found)


def _short(name: str) -> str:
    """广西壮族自治区 -> 广西."""
    for ending in ("特别行政区", "自治区", "省", "市"):
        name = name.removesuffix(ending)
    for nation in NATIONS:
        name = name.removesuffix(nation)
    return name


def _romanised(pinyin: str) -> tuple[str, str]:
    """Reading of a name -> its romanised short name, and the initials of that."""
    syllables = pinyin.split()
    while len(syllables) > 1 and syllables[-1] in TIERS:
        syllables.pop()
    for nation in ("wei wu er", "zhuang zu", "hui zu"):
        if " ".join(syllables).endswith(nation):
            syllables = syllables[: -len(nation.split())]
    return "".join(syllables), "".join(each[0] for each in syllables)
