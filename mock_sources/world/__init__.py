"""One invented, consistent world of public money, made from a seed, in any dialect's absence."""
