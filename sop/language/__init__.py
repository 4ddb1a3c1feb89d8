"""The loading side of the procedure language: from a folder or `.sop` file to a checked release.

Heavier than the rest of `sop` (YAML, schema, pictures): import it where packages are loaded.
"""

from sop.language.loading import Loaded, MediaFile, check, load_procedure
from sop.language.packing import pack, unpack
from sop.language.problems import Problem, ProcedureProblems

__all__ = [
    "Loaded",
    "MediaFile",
    "Problem",
    "ProcedureProblems",
    "check",
    "load_procedure",
    "pack",
    "unpack",
]
