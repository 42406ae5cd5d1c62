"""The plan: our words for what is asked. Made by a fold of passes, one file each."""
