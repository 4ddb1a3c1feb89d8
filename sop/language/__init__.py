"""The loading side of the procedure language: from a folder or `.sop` file to a checked release."""
