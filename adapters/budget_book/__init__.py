"""Budget books in table form, of any province, for `hub load`."""
