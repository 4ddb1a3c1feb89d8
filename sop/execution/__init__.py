"""The rules of execution, pure: commands are decided into events, events applied to a state.

`begin` a procedure, `decide` what a command does, `apply` each event that comes of it; `replay`
gives the state that recorded events lead to. What a screen may ask is in `queries`.
"""

from sop.execution.apply import apply, begin, replay
from sop.execution.decide import Decision, decide
from sop.execution.refusal import Refusal

__all__ = ["Decision", "Refusal", "apply", "begin", "decide", "replay"]
