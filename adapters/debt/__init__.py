"""The debt management system: a yearly workbook of each issuer on its file service."""
