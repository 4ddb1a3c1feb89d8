"""PINs at the station: tried, counted, locked, chosen and changed."""
