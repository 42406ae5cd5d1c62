"""Fiscal Data Packages: tables with a declared model of measures and dimensions, for `hub load`."""
