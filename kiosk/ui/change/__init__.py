"""A revision comes or goes: what changed, what was withdrawn, and what is coming."""
