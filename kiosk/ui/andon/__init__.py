"""Calls for help on the screen: over everything when another station calls, a strip otherwise."""
