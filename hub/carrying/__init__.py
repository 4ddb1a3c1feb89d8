"""Stations without a network: what they put on a stick, and what they take home on it."""
