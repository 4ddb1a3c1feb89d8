"""Tables whose rows no program may change or take away: the database itself refuses it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

_SQLITE = """CREATE TRIGGER {table}_{word} BEFORE {what} ON {table}
BEGIN SELECT raise(ABORT, '{table} is kept as it was written'); END"""
_FUNCTION = """CREATE OR REPLACE FUNCTION is_kept() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION '% is kept as it was written', TG_TABLE_NAME; END $$"""
_POSTGRESQL = """CREATE TRIGGER {table}_{word} BEFORE {what} ON {table}
FOR EACH ROW EXECUTE FUNCTION is_kept()"""


def kept(*tables: str, against: Iterable[str] = ("UPDATE", "DELETE")) -> Callable[..., None]:
    """For `migrations.RunPython`: from now on each of these is refused, by ORM, SQL or shell."""

    def refuse(_apps: Any, editor: Any) -> None:
        is_postgresql = editor.connection.vendor == "postgresql"
        if is_postgresql:
            editor.execute(_FUNCTION, params=None)
        for table in tables:
            for what in against:
                told = {"table": table, "what": what, "word": f"no_{what.lower()}"}
                editor.execute((_POSTGRESQL if is_postgresql else _SQLITE).format(**told))

    return refuse
