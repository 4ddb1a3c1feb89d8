"""A virtual operator, for commissioning and load: the station's own operations, no screen."""
