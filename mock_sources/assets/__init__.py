"""The asset system: a register of each region and year, as a workbook on its file service."""
