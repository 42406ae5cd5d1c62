"""The budget system: agencies, projects, annual budgets, transfers (REST/JSON, interface 3.2)."""
