"""What the hub does with data: keep, load, ask, serve."""
