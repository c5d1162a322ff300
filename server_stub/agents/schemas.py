"""Agents' status as it goes over the wire."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, StringConstraints

from server_stub.clock import WireTime


class AgentStatus(BaseModel):
    state: str
    """``logged_out``, ``not_ready``, ``ready``, ``ringing``, ``talking``, ``hold``, ``wrap_up`` or ``not_answering``."""
    reason: str
    since: WireTime | None
    call_ref: str | None
    """The name the desk knows the call by."""
    wrap_up_ends_at: WireTime | None


class SetStatus(BaseModel):
    model_config = ConfigDict(extra="forbid")

    state: Literal["ready", "not_ready"]
    reason: Annotated[str, StringConstraints(max_length=40, pattern=r"^[a-z0-9_]*$")] = ""


class ExtendWrapUp(BaseModel):
    model_config = ConfigDict(extra="forbid")

    ref: Annotated[str, StringConstraints(min_length=1, max_length=80, pattern=r"^[A-Za-z0-9._-]+$")]
