"""What the screens ask to see. Everything here only reads, from whichever thread asks."""

from collections.abc import Iterable
from pathlib import Path

from msgspec import Struct

from kiosk.operations.governing import (
    Upcoming,
    in_force,
    upcoming,
    waiting_for_program,
    withdrawn_here,
)
from kiosk.operations.signing import printed_name
from kiosk.operations.skills import Held, running_out
from kiosk.operations.station import Station
from kiosk.operations.suggesting import unheard
from kiosk.store import Release as Installed
from kiosk.store import Run, Stored, WorkOrder
from sop.events import WorkOrder as MadeOrder
from sop.execution import progress
from sop.procedure import Procedure
from sop.release import Release
from sop.state import ExecutionState

UNFINISHED = ("running", "paused")


class UnfinishedRun(Struct, frozen=True):
    """A run to go on with: how far it is and at which step. `held` by an exception."""

    run: Run
    done: int
    due: int
    step_title: dict[str, str]
    held: bool = False


class OfferedProcedure(Struct, frozen=True):
    """A release in force that may start here. `upcoming` takes over from it at its date;
    `waiting` is a revision that is assigned, but asks for a newer program."""

    digest: str
    code: str
    revision: str
    title: dict[str, str]
    languages: list[str]
    steps: int
    standard_s: float
    picture: str | None
    upcoming: Upcoming | None = None
    waiting: str = ""


class WithdrawnProcedure(Struct, frozen=True):
    """A release that must not start, for that reason (by language), and nothing in its place.
    `orders` are the numbers of the work orders that wait for it."""

    digest: str
    code: str
    revision: str
    title: dict[str, str]
    reason: dict[str, str]
    orders: tuple[str, ...]


class OfferedOrder(Struct, frozen=True):
    """An open work order, how many units are begun and finished, and what may be started for it."""

    order: WorkOrder
    done: int
    begun: int
    procedures: tuple[OfferedProcedure, ...]


class Home(Struct, frozen=True):
    """`disk_low`: there is little room left for what is to be recorded. `stopped`: an exception
    stops the whole station. `running_out`: skills of whoever is here that expire soon, or have.
    `answers`: to their suggestions, not shown to them yet."""

    unfinished: tuple[UnfinishedRun, ...]
    orders: tuple[OfferedOrder, ...]
    procedures: tuple[OfferedProcedure, ...]
    disk_low: bool = False
    withdrawn: tuple[WithdrawnProcedure, ...] = ()
    running_out: tuple[Held, ...] = ()
    open_exceptions: int = 0
    stopped: bool = False
    answers: int = 0


class Found(Struct, frozen=True):
    """What a scanned code stands for here; all None when it stands for nothing."""

    badge: str | None = None
    execution: str | None = None
    order: str | None = None
    release: str | None = None


class Media(Struct, frozen=True):
    """Where a file of a release lies on this station; `type` is its MIME type."""

    path: Path
    type: str


class OpenRun(Struct, frozen=True):
    """An execution to work on, and the media its procedure shows, by the names it uses."""

    state: ExecutionState
    media: dict[str, Media]


def open_run(station: Station, execution: str) -> OpenRun:
    """Where the execution stands now. Raises `KeyError` when its release is not here."""
    state = station.state(execution)
    return OpenRun(state, media_of(station, station.release(state.release)))


def media_of(station: Station, release: Release) -> dict[str, Media]:
    """Every file the release shows, by the name it uses for it."""
    blobs = station.store.blobs
    return {name: Media(blobs.path(m.sha256), m.type) for name, m in release.media.items()}


class EndedRun(Struct, frozen=True):
    """An execution with its record, and how many units of its order are done."""

    state: ExecutionState
    events: tuple[Stored, ...]
    order_done: int = 0


def ended_run(station: Station, execution: str) -> EndedRun:
    """What there is to say of an execution that has come to its end."""
    state = station.state(execution)
    number = state.work_order.number if state.work_order else ""
    _begun, done = station.store.reader().counts_by_order().get(number, (0, 0))
    return EndedRun(state, tuple(record_events(station, execution)), done)


def home(station: Station) -> Home:
    """Everything that can be worked on at this station, unfinished runs first."""
    releases = [
        (release, station.release(release.digest).procedure) for release in in_force(station)
    ]
    here = [(release, p) for release, p in releases if _is_for_station(p, station)]
    offered = [(_offered(station, release, p), p) for release, p in here]
    counts = station.store.reader().counts_by_order()
    orders = [
        _offered_order(order, counts.get(order.number, (0, 0)), offered)
        for order in station.store.work_orders.all("open")
    ]
    return Home(
        unfinished=tuple(unfinished_runs(station)),
        orders=tuple(order for order in orders if order.procedures),
        procedures=tuple(each for each, _ in offered),
        disk_low=station.store.disk.is_low(),
        withdrawn=tuple(_withdrawn(station, [it.order for it in orders if not it.procedures])),
        running_out=running_out(station),
        open_exceptions=station.store.reader().count_open_exceptions(),
        stopped=bool(station.ruling.stopped),
        answers=unheard(station),
    )


def unfinished_runs(station: Station) -> Iterable[UnfinishedRun]:
    for run in station.store.reader().runs(UNFINISHED):
        state = station.state(run.execution)
        done, due = progress(state)
        step = state.current_step
        held = state.held_by is not None
        yield UnfinishedRun(run, done, due, step.title if step else {}, held)


def find(station: Station, text: str) -> Found:
    """What a code scanned at the home screen means: a badge, a run, a work order, a procedure."""
    if station.store.people.by_badge(text):
        return Found(badge=text)
    for run in station.store.reader().runs(UNFINISHED, search=text):
        if text in (run.unit, run.execution):
            return Found(execution=run.execution)
    if station.store.work_orders.get(text):
        return Found(order=text)
    for release in in_force(station):
        if release.code == text:
            return Found(release=release.digest)
    return Found()


def history(station: Station, search: str = "", limit: int = 50, offset: int = 0) -> list[Run]:
    """Past and present runs of this station, the latest first."""
    return station.store.reader().runs(limit=limit, offset=offset, search=search)


def printed_names(station: Station, people: Iterable[str]) -> dict[str, str]:
    """By id; whoever is not on the roster any more is left out."""
    found = (station.store.people.get(person) for person in people)
    return {person.id: printed_name(person) for person in found if person is not None}


def record_events(station: Station, execution: str) -> list[Stored]:
    """Every stored event of one execution, in order, as stored."""
    return list(station.store.reader().events(execution))


def work_order(station: Station, number: str) -> MadeOrder | None:
    """The order as an execution carries it."""
    order = station.store.work_orders.get(number)
    if order is None:
        return None
    return MadeOrder(
        number=order.number,
        product=order.product,
        variant=order.variant,
        lot=order.lot,
        quantity=order.quantity,
        fields=order.fields,
    )


def next_serial(station: Station, order: WorkOrder | MadeOrder) -> str:
    """The next unit of an order: its number and a running count."""
    begun, _done = station.store.reader().counts_by_order().get(order.number, (0, 0))
    return f"{order.number}-{begun + 1:03d}"


def _is_for_station(procedure: Procedure, station: Station) -> bool:
    stations = procedure.applies_to.stations
    return not stations or station.name in stations


def _offered(station: Station, release: Installed, procedure: Procedure) -> OfferedProcedure:
    steps = procedure.steps()
    pictures = [picture.file for step in steps for picture in step.pictures]
    coming = [it for it in upcoming(station) if it.code == release.code]
    return OfferedProcedure(
        digest=release.digest,
        code=release.code,
        revision=release.revision,
        title=procedure.title,
        languages=procedure.languages,
        steps=len(steps),
        standard_s=sum(step.time.standard or 0 for step in steps),
        picture=pictures[0] if pictures else None,
        upcoming=coming[0] if coming else None,
        waiting=waiting_for_program(station).get(release.code, ""),
    )


def _offered_order(
    order: WorkOrder,
    counts: tuple[int, int],
    offered: list[tuple[OfferedProcedure, Procedure]],
) -> OfferedOrder:
    fitting = [each for each, procedure in offered if _fits(procedure, order)]
    begun, done = counts
    return OfferedOrder(order, done, begun, tuple(fitting))


def _fits(procedure: Procedure, order: WorkOrder) -> bool:
    where = procedure.applies_to
    return order.product in where.products and (
        not where.variants or order.variant in where.variants
    )


def _withdrawn(station: Station, waiting: list[WorkOrder]) -> Iterable[WithdrawnProcedure]:
    for release, told in withdrawn_here(station):
        procedure = station.release(release.digest).procedure
        if _is_for_station(procedure, station):
            yield WithdrawnProcedure(
                digest=release.digest,
                code=release.code,
                revision=release.revision,
                title=procedure.title,
                reason=told.reason,
                orders=tuple(it.number for it in waiting if _fits(procedure, it)),
            )
