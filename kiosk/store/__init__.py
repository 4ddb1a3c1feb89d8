"""The station's store: journal, evidence, releases, roster. The only place that knows SQL.

store = open_store(folder, device="…", clock=SystemClock())
store.append([Draft(kind="StepCompleted", data=b"{…}", execution=…, actor=…)], expect_head=41)
"""

from kiosk.store.blobs import Blobs
from kiosk.store.disk import DiskGuard
from kiosk.store.errors import (
    Damaged,
    DiskFailed,
    DiskFull,
    FolderUnusable,
    MigrationFailed,
    NewerDatabase,
    NotConfirmed,
    OldSqlite,
    StaleExecution,
    StoreError,
    StoreInUse,
)
from kiosk.store.model import (
    Capture,
    Draft,
    NewRun,
    Notice,
    Run,
    RunChange,
    RunUpdate,
    Stored,
    Use,
)
from kiosk.store.opening import open_store
from kiosk.store.reader import JournalReader
from kiosk.store.roster import Person, Release, Skill, WorkOrder
from kiosk.store.store import Store
from kiosk.store.verify import Report, verify_database
from sop.journal import Head, Problem, verify_chain

__all__ = [
    "Blobs",
    "Capture",
    "Damaged",
    "DiskFailed",
    "DiskFull",
    "DiskGuard",
    "Draft",
    "FolderUnusable",
    "Head",
    "JournalReader",
    "MigrationFailed",
    "NewRun",
    "NewerDatabase",
    "NotConfirmed",
    "Notice",
    "OldSqlite",
    "Person",
    "Problem",
    "Release",
    "Report",
    "Run",
    "RunChange",
    "RunUpdate",
    "Skill",
    "StaleExecution",
    "Store",
    "StoreError",
    "StoreInUse",
    "Stored",
    "Use",
    "WorkOrder",
    "open_store",
    "verify_chain",
    "verify_database",
]
