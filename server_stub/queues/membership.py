"""How a signed-in agent must stand in Asterisk's queues, and what to tell Asterisk where they do not. Pure; any thread."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from server_stub.agents.status import IN_CALL, AgentState, AgentStatus, wants_pause


@dataclass(frozen=True, slots=True)
class WantedMember:
    """One agent as the server knows them."""

    extension: str
    queues: Mapping[str, int]
    """Queue name to penalty; empty where the agent is logged out."""
    paused: bool | None
    """None: leave it as it is (a ring is being decided)."""
    reason: str


@dataclass(frozen=True, slots=True)
class Standing:
    """One member of one queue as Asterisk knows it."""

    paused: bool
    reason: str
    penalty: int | None = None
    """None: not told."""


@dataclass(frozen=True, slots=True)
class QueueAction:
    """One manager action."""

    name: str
    fields: tuple[tuple[str, str], ...]


Standings = Mapping[tuple[str, str], Standing]
"""(queue, extension) to standing."""


def wanted(extension: str, status: AgentStatus, queues: Mapping[str, int]) -> WantedMember:
    """How this agent must stand, by status."""
    member_of = {} if status.state is AgentState.LOGGED_OUT else dict(queues)
    reason = "call" if status.state in IN_CALL else status.reason or status.state.value
    return WantedMember(extension, member_of, wants_pause(status.state), reason)


def actions_for(member: WantedMember, standings: Standings) -> list[QueueAction]:
    """What brings ``member`` to where they must stand. Adding comes paused first: nobody is rung by accident."""
    interface = f"PJSIP/{member.extension}"
    mine = {queue: standing for (queue, extension), standing in standings.items() if extension == member.extension}
    actions = [_remove(queue, interface) for queue in sorted(mine.keys() - member.queues.keys())]
    for queue in sorted(member.queues.keys() - mine.keys()):
        paused = member.paused is not False
        fields = [("Queue", queue), ("Interface", interface), ("Penalty", str(member.queues[queue])), ("Paused", str(paused).lower())]
        actions.append(QueueAction("QueueAdd", tuple(fields)))
    for queue in sorted(member.queues.keys() & mine.keys()):
        if mine[queue].penalty not in (None, member.queues[queue]):
            told = (("Interface", interface), ("Penalty", str(member.queues[queue])), ("Queue", queue))
            actions.append(QueueAction("QueuePenalty", told))
    if member.paused is None:
        return actions
    for queue in sorted(member.queues.keys() & mine.keys()):
        if mine[queue].paused is not member.paused:
            actions.append(_pause(queue, interface, member))
    return actions


def strangers(standings: Standings, signed_in: Iterable[str]) -> list[QueueAction]:
    """Removes members whom the server does not know as signed in."""
    known = set(signed_in)
    return [_remove(queue, f"PJSIP/{extension}") for queue, extension in sorted(standings) if extension not in known]


def _remove(queue: str, interface: str) -> QueueAction:
    return QueueAction("QueueRemove", (("Queue", queue), ("Interface", interface)))


def _pause(queue: str, interface: str, member: WantedMember) -> QueueAction:
    reason = member.reason if member.paused else OWN_UNPAUSE
    fields = (("Queue", queue), ("Interface", interface), ("Paused", str(bool(member.paused)).lower()), ("Reason", reason))
    return QueueAction("QueuePause", fields)


OWN_UNPAUSE = "ready"
"""Reason of the server's own unpausing; any other unpausing was done at a telephone or a console."""
FEATURE_CODE = "feature code"
"""Reason of the unpausing by the agents' feature code (dial plan, ``*46``)."""
