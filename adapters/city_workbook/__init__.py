"""Budget workbooks that cities publish (预决算公开附表): all four budgets, transfers, debt."""
