"""A hub with its trust, a station and its journal, on either database."""

from tests.hub.ingest.conftest import database, journal, office, station

__all__ = ["database", "journal", "office", "station"]
