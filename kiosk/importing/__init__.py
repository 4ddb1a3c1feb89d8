"""A Markdown work instruction with its pictures becomes a procedure folder to edit further."""

from kiosk.importing.document import import_document
from kiosk.importing.report import Entry, ImportReport

__all__ = ["Entry", "ImportReport", "import_document"]
