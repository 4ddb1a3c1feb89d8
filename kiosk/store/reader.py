"""Reading the journal, from any thread, without ever waiting for the writer."""

from collections.abc import Collection, Iterator, Sequence
from pathlib import Path
from typing import Any

import msgspec
from sqlite_utils import Database

from kiosk.store.calls import OPEN
from kiosk.store.model import Run, Stored, Use
from kiosk.store.runs import SELECT, read_run
from kiosk.store.trouble import tell_damage, telling_disk_errors
from kiosk.system_errors import Reason
from sop.journal.envelope import NO_PREDECESSOR, Head

_SEARCHED = ("execution", "code", "title", "work_order", "unit", "product", "operator")


class JournalReader:
    """Sees every event whose commit has returned. Each call reads at once and holds nothing open:
    a reader that lingers would keep the write-ahead log from being folded in."""

    def __init__(self, database: Database, path: Path) -> None:
        self._database = database
        self._path = path

    def head(self) -> Head:
        last = self._bodies("SELECT seq, body FROM journal ORDER BY seq DESC LIMIT 1", ())
        return Head(last[0].seq, last[0].digest) if last else Head(0, NO_PREDECESSOR)

    def events(self, execution: str) -> Iterator[Stored]:
        """The events of one execution, in order; none if it is unknown."""
        sql = """SELECT seq, body FROM journal
            WHERE run = (SELECT id FROM runs WHERE execution = ?) ORDER BY seq"""
        return iter(self._bodies(sql, (execution,)))

    def event_at(self, seq: int) -> Stored | None:
        found = self._bodies("SELECT seq, body FROM journal WHERE seq = ?", (seq,))
        return found[0] if found else None

    def opening_of(self, log: str) -> Stored | None:
        """The event that opened that log: the first of all, or where it branched off."""
        first = self.event_at(1)
        if first is None or first.log == log:
            return first
        sql = """SELECT seq, body FROM journal
            WHERE run IS NULL AND instr(body, CAST('"kind":"LogOpened"' AS BLOB))
            ORDER BY seq DESC"""
        return next((it for it in self._bodies(sql, ()) if it.log == log), None)

    def tail(self, after_seq: int, limit: int) -> list[Stored]:
        """Up to `limit` events after `after_seq`, in order: what the hub does not have yet. Those
        before a damaged event are given first; raises `Damaged` when it is the next."""
        sql = "SELECT seq, body FROM journal WHERE seq > ? ORDER BY seq LIMIT ?"
        return self._bodies(sql, (after_seq, limit), part_will_do=True)

    def open_exceptions(self) -> list[Stored]:
        """Every event that tells of an exception nobody has disposed of, in order."""
        return self._bodies(OPEN, ())

    def count_open_exceptions(self) -> int:
        sql = "SELECT count(DISTINCT exception) FROM open_exceptions"
        return int(self._fetch(sql, ())[0][0])

    def run(self, execution: str) -> Run | None:
        found = self._runs("execution = ?", [execution], 1, 0)
        return found[0] if found else None

    def runs(
        self,
        status: str | Collection[str] | None = None,
        *,
        limit: int = 100,
        offset: int = 0,
        search: str = "",
    ) -> list[Run]:
        """Executions, the latest begun first. `search` looks in code, title, work order, unit…"""
        conditions, values = ["1"], list[Any]()
        if status is not None:
            wanted = [status] if isinstance(status, str) else list(status)
            conditions.append(f"status IN ({', '.join('?' * len(wanted))})")
            values += wanted
        for word in search.split():
            conditions.append(f"({' OR '.join(f'instr(lower({c}), ?)' for c in _SEARCHED)})")
            values += [word.lower()] * len(_SEARCHED)
        return self._runs(" AND ".join(conditions), values, limit, offset)

    def latest_run(self, code: str, *, but: str) -> Run | None:
        """The latest begun run of that procedure under any release except `but`."""
        found = self._runs("code = ? AND release <> ?", [code, but], 1, 0)
        return found[0] if found else None

    def counts_by_order(self) -> dict[str, tuple[int, int]]:
        """For every work order worked on: how many executions began, how many are completed."""
        sql = """SELECT work_order, count(*), sum(status = 'completed') FROM runs
            WHERE work_order IS NOT NULL GROUP BY work_order"""
        return {order: (begun, done) for order, begun, done in self._fetch(sql, ())}

    def used(self, value: str, kind: str | None = None) -> list[Use]:
        """Where a code was captured before, the latest first; of one kind when given."""
        sql = """SELECT value, kind, "check", execution, seq FROM captures
            JOIN runs ON runs.id = captures.run
            WHERE value = ? AND kind = coalesce(?, kind) ORDER BY seq DESC"""
        return [Use(*row) for row in self._fetch(sql, (value, kind))]

    def captures(self, execution: str) -> list[Use]:
        """What one execution captured, in order."""
        sql = """SELECT value, kind, "check", execution, captures.seq FROM captures
            JOIN runs ON runs.id = captures.run WHERE execution = ? ORDER BY captures.seq"""
        return [Use(*row) for row in self._fetch(sql, (execution,))]

    def _bodies(
        self, sql: str, values: Sequence[Any], *, part_will_do: bool = False
    ) -> list[Stored]:
        found: list[Stored] = []
        for seq, body in self._fetch(sql, values):
            try:
                found.append(Stored.of(bytes(body)))
            except msgspec.MsgspecError as error:
                if part_will_do and found:
                    break
                why = Reason(f"第 {seq} 条记录无法读取", f"event {seq} cannot be read")
                tell_damage(self._path, why, error)
        return found

    def _runs(self, condition: str, values: list[Any], limit: int, offset: int) -> list[Run]:
        sql = f"{SELECT} WHERE {condition} ORDER BY id DESC LIMIT ? OFFSET ?"
        return [self._run(row) for row in self._fetch(sql, [*values, limit, offset])]

    def _run(self, row: tuple[Any, ...]) -> Run:
        try:
            return read_run(row)
        except ValueError as error:
            why = Reason(
                f"作业列表第 {row[0]} 行无法读取",
                f"row {row[0]} of the list of runs cannot be read",
            )
            tell_damage(self._path, why, error)

    def _fetch(self, sql: str, values: Sequence[Any]) -> list[tuple[Any, ...]]:
        with telling_disk_errors(self._path):
            return self._database.execute(sql, values).fetchall()
