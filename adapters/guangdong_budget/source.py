"""Guangdong's printed tables of budget execution: figures in 万元, cities in three sub-regions."""

from __future__ import annotations

from adapters.sdk.books import Book, book

SUBREGIONS = {
    "珠三角核心区": (
        "广州市", "深圳市", "珠海市", "佛山市", "惠州市", "东莞市", "中山市", "江门市", "肇庆市",
    ),
    "东西两翼沿海经济带": (
        "汕头市", "汕尾市", "揭阳市", "潮州市", "湛江市", "茂名市", "阳江市",
    ),
    "北部生态发展区": ("韶关市", "梅州市", "清远市", "河源市", "云浮市"),
}  # fmt: skip
"""一核一带一区: rows of the tables by city that are no city, and the cities that each repeats."""

SOURCE = book(
    Book("guangdong_budget", province="440000000", unit="万元", groups=SUBREGIONS),
    "广东省预算执行公开表",
)
