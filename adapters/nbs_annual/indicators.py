"""The indicators of local public finance, declared: English labels and the codes they mean.

Labels are compared without case and spaces. A label whose meaning is not certain has no code.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

REVENUE, EXPENDITURE = "REVENUE", "EXPENDITURE"

FISCAL = re.compile(
    r"^local governments (?P<total>general budgetary (?P<of>revenue|expenditure)$)?"
    r"((?P<side>revenue|expenditure) (?P<item>.+))?$",
    re.IGNORECASE,
).match
"""A label without its unit: a grand total, or an item of one side."""

NOT_FISCAL = "not an indicator of local public finance: it states no revenue or expenditure"

UNITS = {
    "yuan": "元",
    "10 000 yuan": "万元",
    "10000 yuan": "万元",
    "million yuan": "百万元",
    "100 million yuan": "亿元",
}

WITHOUT_UNIT = frozenset(
    {
        "tobacco leaf tax", "state-owned capital income",
        "state-owned resources(assets) paid-use income", "affairs of commerce and services",
        "post-earthquake recovery and reconstruction", "land resources and meteorology",
        "housing security",
    }
)  # fmt: skip
"""Items whose label states no unit."""
STATED_ELSEWHERE = (
    "亿元",
    "label without a unit: all others of the same list are in 100 million yuan",
)
"""The unit of those, and why. Holds only in a file whose other fiscal labels all state it."""

TAX, NON_TAX = "101", "103"

CODES: dict[str, dict[str, str]] = {
    REVENUE: {
        "tax revenue": TAX,
        "domestic value added tax": "10101",
        "business tax": "10103",
        "corporate income tax": "10104",
        "individual income tax": "10106",
        "resource tax": "10107",
        "fixed assets investment orientation regulation tax": "10108",
        "city maintenance and construction tax": "10109",
        "house property tax": "10110",
        "stamp tax": "10111",
        "urban land use tax": "10112",
        "land appreciation tax": "10113",
        "tax on vehicles and boat operation": "10114",
        "deed tax": "10119",
        "tobacco leaf tax": "10120",
        "other tax revenue": "10199",
        "non-tax revenue": NON_TAX,
        "special program receipts": "10302",
        "charge of administrative and institutional units": "10304",
        "penalty receipts": "10305",
        "state-owned capital income": "10306",
        "state-owned resources(assets) paid-use income": "10307",
        "other non-tax receipts": "10399",
    },
    EXPENDITURE: {
        "general public services": "201",
        "foreign affairs": "202",
        "national defense": "203",
        "public security": "204",
        "education": "205",
        "science and technology": "206",
        "culture sport and media": "207",
        "social safety net and employment effort": "208",
        "medical and health care": "210",
        "environmental protection": "211",
        "urban and rural community affairs": "212",
        "agriculture forestry and water conservancy": "213",
        "transportation": "214",
        "affairs of exploration power and information": "215",
        "affairs of commerce and services": "216",
        "financial regulation": "217",
        "post-earthquake recovery and reconstruction": "218",
        "land resources and meteorology": "220",
        "housing security": "221",
        "affairs of management of grain and oil reserves": "222",
        "other": "229",
        "interest payment domestic and eign debts": "232",
        "interest payment domestic and foreign debts": "232",
    },
}
"""Side -> item -> national code. “Vehicle purchase tax” is no local tax: which one stands under
that label is not certain, so it is kept without a code."""

TAXES = (
    "domestic value added tax", "business tax", "corporate income tax", "individual income tax",
    "resource tax", "fixed assets investment orientation regulation tax",
    "city maintenance and construction tax", "house property tax", "stamp tax",
    "urban land use tax", "land appreciation tax", "tax on vehicles and boat operation",
    "vehicle purchase tax", "deed tax", "tobacco leaf tax", "other tax revenue",
)  # fmt: skip
"""Items of the tax revenue; the other items of revenue are of the non-tax revenue."""


@dataclass(frozen=True)
class Indicator:
    """What a label says. `item`: None for the total of its side; `unit`: as the label states it."""

    side: str
    item: str | None
    unit: str | None

    @property
    def code(self) -> str | None:
        return CODES[self.side].get(self.item or "")

    @property
    def above(self) -> str | None:
        """The item it is part of: "" for the total of its side, None where it is that."""
        if self.item is None:
            return None
        if self.side == EXPENDITURE or self.code in (TAX, NON_TAX):
            return ""
        return "tax revenue" if self.item in TAXES else "non-tax revenue"


_label = re.compile(r"^(?P<name>.*?)(\((?P<unit>[^()]*yuan[^()]*)\))?$").match


def indicator_of(label: str) -> Indicator | None:
    """What a label says; None for one that is not fiscal.

    >>> indicator_of("Local Governments Revenue Tax Revenue(100 million yuan)")
    Indicator(side='REVENUE', item='tax revenue', unit='100 million yuan')
    >>> indicator_of("Permanent Population(10000 persons)")
    """
    found = _label(" ".join(label.split()))
    fiscal = FISCAL(found["name"].strip()) if found else None
    if found is None or fiscal is None:
        return None
    if fiscal["total"]:
        return Indicator(fiscal["of"].upper(), None, found["unit"])
    if not fiscal["item"]:
        return None
    return Indicator(fiscal["side"].upper(), fiscal["item"].lower(), found["unit"])
