"""What operators propose and what became of it; whom a revision has reached."""
