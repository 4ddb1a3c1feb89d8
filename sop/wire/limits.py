"""How much may travel at once. Both sides hold themselves to it; the hub refuses more."""

BATCH_EVENTS = 500
BATCH_BYTES = 1 << 20
"""Of a batch's lines before compression, in bytes. One event alone may be larger: `EVENT_BYTES`."""
EVENT_BYTES = 4 << 20
PIECE_BYTES = 4 << 20
"""Of a photograph sent in one request."""
EVIDENCE_BYTES = 64 << 20
DOCUMENT_BYTES = 8 << 20
"""Of a signed document, or of a release's canonical document."""
FILE_BYTES = 1 << 30
RELEASE_FILES = 10_000
RELEASE_BYTES = 4 << 30
"""Of all files of one release together."""
EVENTS_TYPE = "application/x-ndjson"
COMPRESSION = "zstd"
