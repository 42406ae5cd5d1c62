"""The bond disclosure platform's yearly workbooks of local government debt, for `hub load`."""
