"""A hub with its trust, on either database."""

from tests.hub.ingest.conftest import database, office

__all__ = ["database", "office"]
