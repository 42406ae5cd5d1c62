"""The bond disclosure platform's workbook of a region and year: read whole, and its crosswalks.

Whoever delivers it (as published, or from a debt system with more columns and sheets) says so by an
`Edition`.
"""
