"""What an agent is doing, as the server says it. The server is the authority; the desk follows and shows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from agent_app.domain.call import CallRef


class AgentState(Enum):
    LOGGED_OUT = "logged_out"
    NOT_READY = "not_ready"  # with a reason
    READY = "ready"  # may be rung
    RINGING = "ringing"
    TALKING = "talking"
    HOLD = "hold"
    WRAP_UP = "wrap_up"  # after a call, with a timer
    NOT_ANSWERING = "not_answering"  # did not take a call: rung no more until the agent says ready


@dataclass(frozen=True, slots=True)
class AgentStatus:
    state: AgentState = AgentState.LOGGED_OUT
    reason: str = ""
    """Code of the reason for NOT_READY."""
    since: datetime | None = None
    call_ref: CallRef | None = None
    wrap_up_ends_at: datetime | None = None

    @property
    def can_become_ready(self) -> bool:
        """Also where the server has not said anything yet: "ready" pressed right after signing in must not be lost."""
        return self.state in (AgentState.LOGGED_OUT, AgentState.NOT_READY, AgentState.NOT_ANSWERING, AgentState.WRAP_UP)

    @property
    def can_become_not_ready(self) -> bool:
        return self.state in (AgentState.READY, AgentState.NOT_ANSWERING, AgentState.WRAP_UP, AgentState.NOT_READY)
