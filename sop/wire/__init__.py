"""What station and hub say to each other: plain values, no transport in them.

Every message is JSON; a field added later has a default, so that an old kiosk talks with a new
hub and the reverse. Documents that must not be forged travel inside a DSSE envelope
(`sop.signing`).
"""
