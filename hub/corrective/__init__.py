"""Corrective work orders: every exception opens one; it is taken, done, and closed by somebody else
with evidence. What people did is kept for good; the rest is made again from the journals."""
