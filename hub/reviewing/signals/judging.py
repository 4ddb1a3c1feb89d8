"""One ended run against what is known of its steps, its gauges, and where its people were."""

from __future__ import annotations

from statistics import median
from typing import TYPE_CHECKING, Any

from hub.pages.titles import procedure_of
from hub.records.reading import moment
from hub.reviewing.cases import Found, put_down
from hub.reviewing.models import History, Judged, Presence
from hub.reviewing.signals import statistics
from hub.reviewing.signals.running import told_by

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hub.records.models import Execution
    from hub.reviewing.signals.running import Done, Told
    from sop.procedure import Procedure

KEPT = 200
"""Of each step and check at a station: so many of the latest."""


def judge(run: Execution) -> None:
    """Puts its signals down and adds it to what is known; a run once."""
    _, is_new = Judged.objects.get_or_create(execution=run.pk)
    if not is_new:
        return
    told = told_by(run)
    procedure = procedure_of(run.release)
    known = Known(run)
    found = [
        *_too_fast(run, told, procedure, known),
        *_rhythm(run, told, procedure, known),
        *_identical(run, told, known),
        *_two_stations(run, told),
    ]
    put_down(found, run.log, {run.pk: run})
    known.add(told)


class Known:
    """What was seen of this procedure's steps and checks before, at every station."""

    def __init__(self, run: Execution) -> None:
        self._run = run
        self._station = run.log.device.station
        self._rows: dict[tuple[str, str], dict[str, list[float]]] = {}
        for it in History.objects.filter(code=run.code):
            self._rows.setdefault((it.step, it.check_id), {})[it.station] = it.values

    def of(self, step: str, check: str = "") -> list[float]:
        return [it for values in self._rows.get((step, check), {}).values() for it in values]

    def here(self, step: str, check: str) -> list[float]:
        return self._rows.get((step, check), {}).get(self._station, [])

    def elsewhere(self, step: str, check: str) -> list[float]:
        rows = self._rows.get((step, check), {})
        return [it for station, values in rows.items() if station != self._station for it in values]

    def usual_ms(self, step: str) -> float | None:
        times = self.of(step)
        return median(times) if len(times) >= statistics.ENOUGH else None

    def add(self, told: Told) -> None:
        new: dict[tuple[str, str], list[float]] = {}
        for done in told.done:
            new.setdefault((done.step, ""), []).append(done.took_ms)
        for reading in told.readings:
            new.setdefault((reading.step, reading.check), []).extend(reading.samples)
        for (step, check), values in sorted(new.items()):
            kept = [*self._rows.get((step, check), {}).get(self._station, []), *values][-KEPT:]
            History.objects.update_or_create(
                code=self._run.code, step=step, check_id=check, station=self._station,
                defaults={"values": kept},
            )  # fmt: skip


def _too_fast(
    run: Execution, told: Told, procedure: Procedure | None, known: Known
) -> Iterator[Found]:
    for done in told.done:
        rule = _limit(done, procedure, known)
        if rule is not None:
            facts = {"step": done.step, "took_ms": done.took_ms, **rule}
            yield _signal(run, "too_fast", f"{done.step}/{done.visit}", done.at, done.by, facts)


def _limit(done: Done, procedure: Procedure | None, known: Known) -> dict[str, Any] | None:
    """The rule it breaks: the procedure's minimum, the usual time, or the standard time."""
    found = procedure.step(done.step) if procedure else None
    time = found.time if found else None
    if done.under:
        return {"rule": "minimum", "limit_ms": int((time.minimum or 0) * 1000) if time else 0}
    others = [int(it) for it in known.of(done.step)]
    below = statistics.too_fast_below(others)
    if below is not None:
        if done.took_ms >= below:
            return None
        usual = int(median(others))
        return {"rule": "others", "limit_ms": int(below), "usual_ms": usual, "times": len(others)}
    if len(others) < statistics.ENOUGH and time and time.standard:
        limit = int(time.standard * 1000 * statistics.OF_STANDARD)
        if done.took_ms < limit and time.standard * 1000 >= statistics.SHORTEST_USUAL_MS:
            return {"rule": "standard", "limit_ms": limit}
    return None


def _rhythm(
    run: Execution, told: Told, procedure: Procedure | None, known: Known
) -> Iterator[Found]:
    expected = [known.usual_ms(it.step) or _standard(procedure, it.step) for it in told.done]
    found = statistics.rhythm_in([it.took_ms for it in told.done], expected)
    if found is not None:
        first, last = told.done[found.first], told.done[found.first + found.steps - 1]
        facts = {
            "step": first.step,
            "steps": found.steps,
            "every_ms": round(found.mean_ms),
            "variation": round(found.variation, 3),
            "expected_variation": round(found.expected, 3),
        }
        yield _signal(run, "rhythm", first.step, last.at, last.by, facts)


def _standard(procedure: Procedure | None, step: str) -> float | None:
    found = procedure.step(step) if procedure else None
    return found.time.standard * 1000 if found and found.time.standard else None


def _identical(run: Execution, told: Told, known: Known) -> Iterator[Found]:
    """Told when the repetition becomes too unlikely, and not again while it goes on."""
    so_far: dict[tuple[str, str], list[float]] = {}
    for it in told.readings:
        values = so_far.setdefault((it.step, it.check), list(known.here(it.step, it.check)))
        for sample in it.samples:
            values.append(sample)
            length = statistics.streak(values)
            here = values[: len(values) - length]
            others = here + known.elsewhere(it.step, it.check)
            chance, before = (statistics.chance_of(n, others) for n in (length, length - 1))
            if length > 1 and chance is not None and chance < statistics.CHANCE <= (before or 1):
                facts = {
                    "step": it.step, "check": it.check, "value": sample, "times": length,
                    "chance": float(f"{chance:.1e}"), "readings": len(others),
                }  # fmt: skip
                yield _signal(run, "identical", f"{it.step}/{it.check}", it.at, it.by, facts)


def _two_stations(run: Execution, told: Told) -> Iterator[Found]:
    """Once a day for a badge and two stations, however many runs that are."""
    device = str(run.log.device_id)
    for stay in told.stays:
        if len(stay.acts) < statistics.ACTS:
            continue
        began, ended = stay.acts[0], stay.acts[-1]
        others = Presence.objects.filter(person=stay.person, began__lte=ended, ended__gte=began)
        for other in others.exclude(device=device).order_by("began", "pk"):
            if over := statistics.together(stay.acts, other.acts):
                facts = {
                    "station": run.log.device.station, "other_station": other.station,
                    "other_execution": other.execution, "together_ms": over,
                    "tolerance_ms": statistics.TOLERANCE_MS,
                }  # fmt: skip
                day = moment(began).date().isoformat()
                pair = "/".join((stay.person, *sorted((device, other.device)), day))
                yield _signal(run, "two_stations", pair, ended, stay.person, facts)
        Presence.objects.create(
            execution=run.pk, device=device, station=run.log.device.station, person=stay.person,
            began=began, ended=ended, acts=stay.acts,
        )  # fmt: skip


def _signal(
    run: Execution, kind: str, which: str, at: int, by: str, facts: dict[str, Any]
) -> Found:
    step = str(facts.get("step", ""))
    key = f"{kind}/{which}" if kind == "two_stations" else f"{kind}/{run.pk}/{which}"
    return Found(run.pk, kind, key, moment(at), by, step, facts, is_signal=True)
