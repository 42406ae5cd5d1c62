"""Amounts as printed → integer fen, exactly: decimal digits are moved, nothing is computed.

A crosswalk names the unit the column is in: `yuan`, `wan_yuan`, `yi_yuan`, or `fen_of(...)` for a
column with thousands commas or full-width digits.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from schema.problems import RejectRow

PLACES = {"元": 2, "千元": 5, "万元": 6, "百万元": 8, "亿元": 10}
"""Decimals that one fen has in each unit."""

_plain = re.compile(r"(-?)([0-9]{1,24})(?:\.([0-9]{1,24}))?").fullmatch
_grouped = re.compile(r"-?[0-9]{1,3}(?:,[0-9]{3})*(?:\.[0-9]+)?").fullmatch
_WIDE = str.maketrans("０１２３４５６７８９．－，", "0123456789.-,")


@dataclass(frozen=True)
class Money:
    """A conversion of amounts printed in `unit`. `commas`, `wide`: what else than plain decimals
    the source writes.

    >>> Money("元")("1234.50"), Money("元", commas=True)("1,234.50"), Money("元", wide=True)("１２")
    (123450, 123450, 1200)
    """

    unit: str
    commas: bool = False
    wide: bool = False

    def __post_init__(self) -> None:
        if self.unit not in PLACES:
            raise ValueError(f"no unit {self.unit!r}; known: {', '.join(PLACES)}")
        object.__setattr__(self, "_places", PLACES[self.unit])

    _places = 0

    def __call__(self, text: str) -> int:
        """Integer fen.

        raises: RejectRow(A214) for anything but a plain decimal, and for parts of a fen. Zeros
        beyond the fen are no parts.
        """
        found = _plain(text) or _plain(self._plainly(text))
        if found is None:
            raise RejectRow("A214", value=text, unit=self.unit)
        sign, whole, part = found.groups("")
        places = self._places
        if len(part) > places:
            if part[places:].strip("0"):
                raise RejectRow("A214", value=text, unit=self.unit)
            part = part[:places]
        return int(sign + whole + part.ljust(places, "0"))

    def exact(self, text: str) -> Decimal | None:
        """The same in fen with its parts of a fen; None for what is no decimal.

        >>> Money("元").exact("0.125"), Money("元").exact("x")
        (Decimal('12.5'), None)
        """
        found = _plain(text) or _plain(self._plainly(text))
        return None if found is None else Decimal(found[0]).scaleb(self._places)

    def _plainly(self, text: str) -> str:
        if self.wide:
            text = text.translate(_WIDE)
        if self.commas and _grouped(text):
            text = text.replace(",", "")
        return text


def fen_of(unit: str, *, commas: bool = False, wide: bool = False) -> Money:
    """Amounts printed in `unit` (元 千元 万元 百万元 亿元) -> integer fen.

    commas: thousands may be set apart by commas.  wide: digits may be full-width.

    raises: RejectRow(A214)

    >>> yuan("12.5"), yuan("-0.10"), yuan("3.1400"), wan_yuan("12.5"), yi_yuan("23.45")
    (1250, -10, 314, 12500000, 234500000000)
    >>> fen_of("千元")("0.00001"), fen_of("万元", commas=True)("-1,234.5")
    (1, -1234500000)
    >>> yuan("0.125")
    Traceback (most recent call last):
    schema.problems.errors.RejectRow: A214 the value="0.125" is not an amount in 元 of a whole \
number of fen.
    """
    return Money(unit, commas, wide)


yuan = fen_of("元")
wan_yuan = fen_of("万元")
yi_yuan = fen_of("亿元")


NOISE = Decimal("0.01")
"""Part of a fen that binary arithmetic may leave in a spreadsheet's cell; less is no amount."""


@dataclass(frozen=True)
class Printed:
    """A conversion of an amount and the unit it is printed in, which another column says."""

    unit = "the unit beside it"

    def __call__(self, text: str, unit: str) -> int:
        """Integer fen. raises: RejectRow(A214)

        A workbook computes in binary and keeps 19583.7399999998 for 19583.74: what is off a whole
        fen by less than NOISE of it is that fen. Other parts of a fen are refused.

        >>> printed_amount("-1,416", "万元"), printed_amount("19583.7399999998", "万元")
        (-1416000000, 19583740000)
        >>> printed_amount("0.125", "元")
        Traceback (most recent call last):
        schema.problems.errors.RejectRow: A214 the value="0.125" is not an amount in 元 of a whole \
number of fen.
        """
        exact = self.exact(text, unit)
        if exact is None or abs(exact - whole_fen(exact)) >= NOISE:
            raise RejectRow("A214", value=text, unit=unit)
        return whole_fen(exact)

    def exact(self, text: str, unit: str) -> Decimal | None:
        """The same in fen with its parts of a fen; None for what is no amount."""
        return Money(unit, commas=True, wide=True).exact(text) if unit in PLACES else None


printed_amount = Printed()


def whole_fen(amount: Decimal) -> int:
    """The nearest whole fen, halves away from zero.

    >>> whole_fen(Decimal("12.5")), whole_fen(Decimal("-12.5"))
    (13, -13)
    """
    return int(amount.quantize(Decimal(1), "ROUND_HALF_UP"))
