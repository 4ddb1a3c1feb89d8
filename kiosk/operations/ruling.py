"""What holds for runs under way: which must stand still, and which begin anew.

Kept in memory, so that a confirmation asks no database; `governing.rule` makes it anew whenever
the releases change. It adds to the rules of execution, and never overrules them.
"""

from __future__ import annotations

from functools import reduce
from typing import TYPE_CHECKING, Literal

from msgspec import Struct

from sop import commands as c
from sop.execution import Refusal, apply, decide
from sop.execution.exceptions import not_stopped
from sop.execution.halting import WHILE_HALTED, at_boundary, superseded

if TYPE_CHECKING:
    from sop.events import Event
    from sop.execution import Decision
    from sop.state import ExecutionState

Running = Literal["finish", "restart"]


class Successor(Struct, frozen=True):
    """The release in force of a code. `running`: what it asks of runs begun under another one."""

    release: str
    revision: str
    running: Running = "finish"


class Standing(Struct, frozen=True):
    """What hangs over a run. `successor`: the release in force, where it is another one. `anew`:
    it must begin anew, now; `stops`: it halts at the next step boundary; `withdrawn`: its release
    is, for that `reason`, by language. `stopped`: an exception elsewhere stops the station."""

    successor: Successor | None = None
    anew: bool = False
    stops: bool = False
    withdrawn: bool = False
    reason: dict[str, str] = {}
    stopped: bool = False


class Ruling(Struct, frozen=True):
    """`withdrawn`: releases, and why, by language; `stops` those of them that stop runs.
    `successors` by code. `stopped` are the exceptions because of which the whole station stands."""

    withdrawn: dict[str, dict[str, str]] = {}
    stops: frozenset[str] = frozenset()
    successors: dict[str, Successor] = {}
    stopped: tuple[str, ...] = ()

    def decide(self, state: ExecutionState, command: c.Command) -> Decision:
        """As the rules decide; but at a step boundary a run whose release was withdrawn halts
        instead, and one that has to begin anew goes no further."""
        if self.stops_here(state) and (refusal := not_stopped(type(command))):
            return refusal
        held = self.holds(state, command)
        if held is not None:
            return held
        decision = decide(state, command)
        if isinstance(decision, Refusal):
            return decision
        return (*decision, *self.halts(reduce(apply, decision, state), command))

    def stops_here(self, state: ExecutionState) -> bool:
        """An exception elsewhere on the station stops the run; its own hold it by the rules."""
        return any(each not in state.cases for each in self.stopped)

    def holds(self, state: ExecutionState, command: c.Command) -> Decision | None:
        """Why the command is not carried out at this boundary: the halt itself, or a refusal."""
        if state.status != "running" or isinstance(command, (c.Start, *WHILE_HALTED, c.Halt)):
            return None
        return self.halts(state, command) or self.begins_anew(state)

    def halts(self, state: ExecutionState, command: c.Command) -> tuple[Event, ...]:
        """The halt, where it is due and the run stands between two steps."""
        if not self.must_halt(state) or not at_boundary(state):
            return ()
        halt = c.Halt(
            at=command.at,
            by=command.by,
            offset_minutes=command.offset_minutes,
            because=self.withdrawn.get(state.release, {}),
        )
        halted = decide(state, halt)
        return () if isinstance(halted, Refusal) else halted

    def must_halt(self, state: ExecutionState) -> bool:
        """Its release was withdrawn with `stop`, and nobody has let it go on."""
        return state.release in self.stops and not state.unhalted and state.halted is None

    def begins_anew(self, state: ExecutionState) -> Refusal | None:
        """Whether a newer revision asks this run, here and now, to begin anew."""
        successor = self.successor(state)
        if successor is None or successor.running != "restart":
            return None
        return superseded(state, successor.release, successor.revision)

    def successor(self, state: ExecutionState) -> Successor | None:
        """The release now in force, where it is not the one the run is pinned to."""
        found = self.successors.get(state.procedure.code)
        return None if found is None or found.release == state.release else found

    def standing(self, state: ExecutionState) -> Standing:
        """For the screen: what the person at it has to know."""
        return Standing(
            successor=self.successor(state),
            anew=self.begins_anew(state) is not None,
            stops=self.must_halt(state),
            withdrawn=state.release in self.withdrawn,
            reason=self.withdrawn.get(state.release, {}),
            stopped=self.stops_here(state),
        )
