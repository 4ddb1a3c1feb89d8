"""Why a document cannot become a procedure at all."""

from kiosk.errors import KnownError


class CannotImport(KnownError):
    """Nothing was written; the message says what to do about it."""
