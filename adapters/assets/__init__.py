"""The asset system: a register of each region and year on its file service."""
