"""What became of what a station told: answers to suggestions, corrective work orders. For people to
read; nothing is decided by it."""
