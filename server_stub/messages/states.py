"""The life of a message to a patient. Pure; any thread."""

from __future__ import annotations

from datetime import timedelta
from enum import StrEnum
from typing import Final


class MessageState(StrEnum):
    WAITING = "waiting"  # for a gateway, or for the next attempt
    SENDING = "sending"  # claimed; whether the gateway has it is not known yet
    SENT = "sent"  # the gateway has taken it over
    FAILED = "failed"  # the gateway refused it for good
    CANCELLED = "cancelled"  # a person took it back in time


class MessageEvent(StrEnum):
    CLAIMED = "claimed"
    TAKEN_OVER = "taken_over"
    REFUSED = "refused"
    NOT_REACHED = "not_reached"
    TAKEN_BACK = "taken_back"


TABLE: Final[dict[tuple[MessageState, MessageEvent], MessageState]] = {
    (MessageState.WAITING, MessageEvent.CLAIMED): MessageState.SENDING,
    (MessageState.WAITING, MessageEvent.TAKEN_BACK): MessageState.CANCELLED,
    (MessageState.SENDING, MessageEvent.CLAIMED): MessageState.SENDING,  # the lease of an attempt whose process died is over
    (MessageState.SENDING, MessageEvent.TAKEN_OVER): MessageState.SENT,
    (MessageState.SENDING, MessageEvent.REFUSED): MessageState.FAILED,
    (MessageState.SENDING, MessageEvent.NOT_REACHED): MessageState.WAITING,
    (MessageState.CANCELLED, MessageEvent.TAKEN_BACK): MessageState.CANCELLED,
}
ENDS: Final = frozenset({MessageState.SENT, MessageState.FAILED, MessageState.CANCELLED})

_FIRST_PAUSE: Final = timedelta(seconds=30)
_LONGEST_PAUSE: Final = timedelta(hours=1)


def pause_after(attempts: int) -> timedelta:
    """Until the next attempt after ``attempts`` (1 and up) that did not reach the gateway: doubling, an hour at most."""
    doubled: timedelta = _FIRST_PAUSE * (1 << min(attempts - 1, 12))
    return min(doubled, _LONGEST_PAUSE)
