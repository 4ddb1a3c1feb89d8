"""What the stations did, readable: rows made from the bytes that came up, and from nothing else.

Accepting never waits for this, and all of it can be thrown away and made again at any time.
"""
