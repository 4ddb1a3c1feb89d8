"""Calls for help between the stations of one line, over their own network: no hub, no Qt."""
