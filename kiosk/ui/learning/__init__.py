"""What somebody may do already, what is still missing, and the way there."""
