"""Long hunts for rare losses. Each is a command of its own; the suite runs a sample."""
