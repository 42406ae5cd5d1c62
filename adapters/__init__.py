"""Where data comes from: one folder per partner system, each a crosswalk."""
