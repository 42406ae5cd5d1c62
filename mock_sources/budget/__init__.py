"""The budget system's dialect: paged REST/JSON, 万元, local agency codes, regional habits."""
