"""What operators propose, and what became of it."""
