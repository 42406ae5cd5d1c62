"""Budget books of any province: the tables say whose they are and their unit, or the load does."""

from __future__ import annotations

from adapters.sdk.books import Book, book

SOURCE = book(Book("budget_book"), "各省预算执行公开表")
