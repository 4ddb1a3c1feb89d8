"""Reconciling with the hub: records go up byte for byte, releases come down signed.

Nothing here is ever waited for: the station works whether a hub answers or not.
"""
