"""The debt system: each issuer's yearly workbook, in the disclosure's layout with more sheets."""
