"""What needs a human eye, in one list; and the reviews of it, each signed. Nothing here ever stops
anybody's work, and nothing here compares people."""
