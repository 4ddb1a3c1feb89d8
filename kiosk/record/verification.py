"""Is it as it was? Journals and records, with nothing but the file in hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
from msgspec import Struct

from kiosk.errors import KnownError
from kiosk.record.archive import archive_of
from kiosk.record.damage import damage_in, first_difference
from kiosk.record.files import read, rendered
from kiosk.record.model import NotARecord
from kiosk.record.verifying import missing_photos, problems_against, problems_of
from kiosk.store.verify import verify_database
from kiosk.system_errors import Reason, as_it_was_told, reason_of
from sop.journal.chain import EMPTY, ChainCheck, Problem
from sop.journal.envelope import Head, evidence_named_in
from sop.messages.numbers import several
from sop.release import ReleaseError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from kiosk.record.model import Record

SHOWN = 200  # problems; a journal overwritten in the middle has one at every event


class Line(Struct, frozen=True):
    """Something to say to the person who asked."""

    zh: str
    en: str

    def text(self, language: str) -> str:
        return self.zh if language.startswith("zh") else self.en


class Located(Struct, frozen=True):
    """A problem and where it is."""

    where: str
    problem: Problem

    def text(self, language: str) -> str:
        said = self.problem.zh if language.startswith("zh") else self.problem.en
        return f"{self.where}: {said}"


class Verdict(Struct):
    """What was looked at and what was found."""

    problems: list[Located]
    lines: list[Line]

    @property
    def is_sound(self) -> bool:
        return not self.problems


class Unreadable(KnownError):
    def __init__(self, path: Path, reason: Reason) -> None:
        super().__init__(
            "unreadable",
            "{path} 既不是账本也不是作业记录：{why_zh}",
            "{path} is neither a journal nor a record: {why_en}",
            path=str(path),
            why_zh=reason.zh,
            why_en=reason.en,
        )


def verify(path: Path, against: Path | None = None) -> Verdict:
    """Raises `KnownError` when there is nothing there that could be verified."""
    # By its name too: a database whose first bytes are damaged is still one.
    if path.is_dir() or path.suffix == ".db" or _starts_with(path, b"SQLite format 3"):
        return _verify_journal(path)
    if _starts_with(path, b'{"seq":'):
        with path.open("rb") as lines:
            return _verify_chain(lines, path)
    return _verify_record(path, against)


def _starts_with(path: Path, magic: bytes) -> bool:
    try:
        with path.open("rb") as file:
            return file.read(len(magic)) == magic
    except OSError as error:
        raise Unreadable(path, reason_of(error)) from error


# --- journals ---------------------------------------------------------------------------------


def _verify_journal(path: Path) -> Verdict:
    with archive_of(path) as archive:  # tells when there is no journal at all
        folder = archive.folder
    report = verify_database(folder / "journal.db" if path.is_dir() else path)
    problems = [Located(str(path), found) for found in report.problems]
    return _examined(path, problems, report.events, report.evidence, report.head)


def _verify_chain(bodies: Iterable[bytes], path: Path) -> Verdict:
    """A file of event lines alone: no photographs lie beside it."""
    check, problems, photos = ChainCheck(EMPTY), list[Located](), set[str]()
    for body in bodies:
        body = body.rstrip(b"\r\n")
        problems += [Located(str(path), found) for found in check.follow(body)]
        photos.update(evidence_named_in(body))
    return _examined(path, problems, check.events, len(photos), check.head or EMPTY)


def _examined(path: Path, problems: list[Located], events: int, photos: int, head: Head) -> Verdict:
    verdict = Verdict(_few(problems, path), [])
    verdict.lines.append(
        Line(
            f"已检查 {events} 条记录、{photos} 张照片。末条 {head.seq}，校验值 {head.digest}",
            f"{several(events, 'event')} and {several(photos, 'photograph')} examined. "
            f"Last event {head.seq}, digest {head.digest}",
        )
    )
    verdict.lines.append(_conclusion(verdict))
    return verdict


def _few(problems: list[Located], path: Path) -> list[Located]:
    if len(problems) <= SHOWN:
        return problems
    left = len(problems) - SHOWN
    more = Problem(0, "more", f"另有 {left} 个问题", several(left, "more problem"))
    return [*problems[:SHOWN], Located(str(path), more)]


# --- records ----------------------------------------------------------------------------------


def _verify_record(path: Path, against: Path | None) -> Verdict:
    content = path.read_bytes()
    try:
        record, form = read(content)
    except NotARecord as error:
        return _verdict_of_damage(path, content, error)
    problems = problems_of(record) or _shown_problems(record, form, content)
    verdict = Verdict([Located(str(path), found) for found in problems], [])
    if against is not None:
        with archive_of(against) as archive:
            differing = problems_against(record, archive)
        verdict.problems += [Located(str(path), found) for found in differing]
    _describe(verdict, record, form, against)
    return verdict


def _verdict_of_damage(path: Path, content: bytes, error: NotARecord) -> Verdict:
    damage = damage_in(content, str(error))
    if damage is None:
        raise Unreadable(path, as_it_was_told(error)) from error
    verdict = Verdict([Located(str(path), damage)], [])
    verdict.lines.append(_conclusion(verdict))
    return verdict


def _shown_problems(record: Record, form: str, content: bytes) -> list[Problem]:
    """What is shown must be what the events render to, byte for byte."""
    try:
        shown = rendered(record, form)
    except (msgspec.MsgspecError, ReleaseError) as error:
        return [Problem(0, "unreadable_release", f"所附作业指导书无法读取：{error}",
                        f"the procedure enclosed cannot be read: {error}")]  # fmt: skip
    if shown == content:
        return []
    at = first_difference(content, shown)
    return [
        Problem(
            0,
            "shown_differs",
            f"所附原始记录完好，但显示的内容自第 {at} 字节起与之不符，已损坏或被改动；"
            f"若文件由其他版本导出（{record.exported_by}），请用那个版本验证显示内容",
            "the events enclosed are intact, but what is shown is damaged or altered: from byte "
            f"{at} on it is not what they say. If the file was exported by another version "
            f"({record.exported_by}), verify it with that one",
        )
    ]


def _describe(verdict: Verdict, record: Record, form: str, against: Path | None) -> None:
    photos = len(record.photos) - len(missing_photos(record))
    verdict.lines.append(
        Line(
            f"作业记录 {record.execution}（{form.upper()}）：{len(record.events)} 条原始记录、"
            f"{photos} 张照片、作业指导书。指纹 {record.fingerprint}",
            f"Record {record.execution} ({form.upper()}): {several(len(record.events), 'event')}, "
            f"{several(photos, 'photograph')}, the procedure. Fingerprint {record.fingerprint}",
        )
    )
    if missing := missing_photos(record):
        verdict.lines.append(
            Line(
                f"导出时缺少 {len(missing)} 张照片",
                f"{several(len(missing), 'photograph')} missing when it was exported",
            )
        )
    if against is None:
        verdict.lines.append(
            Line(
                "未与账本对照。要排除有人连同校验值一起伪造，请加 --against 工位数据文件夹，"
                "或核对中心服务器上的指纹。",
                "Not compared with a journal. To rule out a forger who recomputed every digest, "
                "add --against FOLDER, or compare the fingerprint with the hub's.",
            )
        )
    verdict.lines.append(_conclusion(verdict))


def _conclusion(verdict: Verdict) -> Line:
    if verdict.is_sound:
        return Line("完好，未被改动。", "Intact: nothing was altered.")
    return Line("验证不通过。", "VERIFICATION FAILED.")
