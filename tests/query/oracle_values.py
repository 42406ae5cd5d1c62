"""The oracle's values: operators on them, and how they are written on the wire."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from fractions import Fraction
from typing import Any

from graphql import GraphQLError

from schema.kinds import Field, Ratio

Row = dict[str, Any]

# -- operators ------------------------------------------------------------------------------------


def says_nothing(where: Row) -> bool:
    """Whether a filter asks for nothing at all: empty, or nulls all the way down."""
    return all(
        (given is None and name not in ("eq", "ne"))
        or name == "tree"
        or (name == "and" and all(says_nothing(each) for each in given))
        or (isinstance(given, dict) and name not in ("not", "some", "none") and says_nothing(given))
        for name, given in where.items()
    )


def operators(value: Any, given: Row) -> bool:
    """All are looked at: a bad one is refused though another does not hold."""
    return all([operator(value, name, bound) for name, bound in given.items()])


def operator(value: Any, name: str, given: Any) -> bool:
    if name == "isNull":
        return given is None or (value is None) == given
    if given is None:
        if name not in ("eq", "ne"):
            raise GraphQLError(f"{name}: null")
        return (value is None) == (name == "eq")
    if name == "between" and len(given) != 2:
        raise GraphQLError("between")
    if name == "period":
        check_period(given)
    if name == "ne":
        return value is None or value != given
    if value is None:
        return False
    match name:
        case "period":
            return in_period(value, given)
        case "eq":
            return bool(value == given)
        case "in":
            return value in given
        case "lt":
            return bool(value < given)
        case "lte":
            return bool(value <= given)
        case "gt":
            return bool(value > given)
        case "gte":
            return bool(value >= given)
        case "between":
            return bool(given[0] <= value <= given[1])
        case "contains":
            return given in value
        case "startsWith":
            return bool(value.startswith(given))
        case "matches":
            return folded(given) in folded(value)
    raise AssertionError(name)


PARTS = {"half": 2, "quarter": 4, "month": 12}


def check_period(given: Row) -> None:
    said = [name for name in PARTS if given.get(name) is not None]
    if len(said) > 1 or not 1949 <= given["year"] <= 2999:
        raise GraphQLError("no period")
    if any(not 1 <= given[name] <= PARTS[name] for name in said):
        raise GraphQLError("no such part")


def in_period(value: Any, given: Row) -> bool:
    """Whether a day, or an instant by its day in Shanghai, lies in a part of a year."""
    day = value.astimezone(timezone(timedelta(hours=8))) if isinstance(value, datetime) else value
    if day.year != given["year"]:
        return False
    return all(
        (day.month - 1) * count // 12 + 1 == given[name]
        for name, count in PARTS.items()
        if given.get(name) is not None
    )


def folded(text: str) -> str:
    """Full width, spaces, case and the shape of brackets make no difference."""
    half = "".join(chr(ord(c) - 0xFEE0) if "！" <= c <= "～" else c for c in text)
    same = half.translate(str.maketrans("[{【〔]}】〕", "(((())))"))
    return "".join(c.lower() if c.isascii() else c for c in same if not c.isspace())


def code_holds(code: str | None, name: str, given: Any) -> bool:
    if name == "under" and given is not None:
        return code is not None and code.startswith(given)
    if name == "under":
        return True
    return operator(code, name, given)


# -- writing --------------------------------------------------------------------------------------

UNITS = {"YUAN": (2, 2), "WAN_YUAN": (6, 2), "YI_YUAN": (10, 4)}


def written(member: Any, value: Any, given: Row) -> Any:
    kind = member.kind.name if isinstance(member, Field) else "money"
    if isinstance(member, Ratio):
        return None if value is None else rounded(value, 6)
    if kind in ("money", "stock"):
        digits, places = UNITS[given.get("unit", "YUAN")]
        places = places if given.get("scale") is None else given["scale"]
        if not 0 <= places <= 6:
            raise GraphQLError("scale")
        return None if value is None else rounded(Fraction(value, 10**digits), places)
    if value is None:
        return None
    match kind:
        case "region":
            return f"{value:09d}"
        case "quantity" | "rate":
            text = f"{value:f}"
            return text.rstrip("0").rstrip(".") if "." in text else text
        case "day":
            return value.isoformat()
        case "instant":
            return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
    return value


def rounded(value: Fraction, places: int) -> str:
    """Half up, away from zero; exact."""
    shifted = abs(value) * 10**places
    whole = int(shifted) + (1 if shifted - int(shifted) >= Fraction(1, 2) else 0)
    digits = f"{whole:0{places + 1}d}"
    text = digits[:-places] + "." + digits[-places:] if places else digits
    return ("-" if value < 0 and whole else "") + text


def mask(text: str) -> str:
    return "****" + text[-4:] if len(text) >= 12 else "****"
