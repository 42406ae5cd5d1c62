"""Invented payees: persons, villages, enterprises, accounts. Nobody real, and visibly so."""

from __future__ import annotations

from mock_sources.world.seeds import pick

_SURNAMES = "陈李黄张梁林刘吴罗杨朱谢邓叶何曾廖冯彭郑"
_GIVEN = ("某甲", "某乙", "某丙", "某丁", "某戊", "某己", "某庚", "某辛", "某壬", "某癸")
_VILLAGES = ("东", "西", "南", "北", "新", "上", "下", "大", "小", "长", "石", "水")
_VILLAGE_ENDS = ("坪村", "塘村", "坑村", "岗村", "田村", "围村")
_TRADE_NAMES = "建筑工程 农业科技 物业服务 信息技术 环保科技 商贸 印务 劳务派遣 医疗器械 勘测设计"
_TRADES = tuple(_TRADE_NAMES.split())
_BANKS = ("工商银行", "农业银行", "中国银行", "建设银行", "农村商业银行", "邮政储蓄银行")
SUPPLIERS = 4000


def person(number: int) -> str:
    return _SURNAMES[number % 20] + _GIVEN[number // 20 % 10]


def identity_number(region: str, number: int) -> str:
    """Eighteen characters in the shape of an identity number, born on 1 January 1900: nobody's."""
    return f"{region[:6]}19000101{number % 1000:03d}X"


def credit_code(region: str, number: int) -> str:
    """Eighteen characters in the shape of a unified social credit code."""
    return f"12{region[:6]}MOCK{number % 1000000:06d}"


def supplier(number: int) -> str:
    """One of the province's suppliers; the same number is the same enterprise everywhere."""
    number %= SUPPLIERS
    return f"粤拟{number:04d}{_TRADES[number % 10]}有限公司"


def supplier_credit_code(number: int) -> str:
    return f"91440000MOCK{number % SUPPLIERS:06d}"


def account(number: int) -> str:
    return f"6200000000{number % 1000000000:09d}"


def bank(number: int) -> str:
    return _BANKS[number % 6]


def village(township: str, number: int) -> tuple[str, str]:
    """Twelve-digit code and name of one of a township's villages."""
    serial = 200 + number % 12
    start = pick(12, township, serial)
    return (
        f"{township}{serial}",
        _VILLAGES[start] + _VILLAGES[serial % 12] + _VILLAGE_ENDS[(start + serial) % 6],
    )
