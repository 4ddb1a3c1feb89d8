"""The team lead's second layer at the station: what is open, and what can be done about it."""
