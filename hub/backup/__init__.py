"""A copy of everything that can be gone back to, and the proof that it can."""
