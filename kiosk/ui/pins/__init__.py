"""A PIN is chosen for the first time, or changed."""
