"""What lies over the run for a moment: one sheet, one question."""
