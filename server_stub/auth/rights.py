"""Roles and rights: the one table that says who may do what. Pure; any thread."""

from __future__ import annotations

from enum import StrEnum
from typing import Final


class Role(StrEnum):
    AGENT = "agent"
    LEADER = "leader"
    EXPERT = "expert"
    RECORDS_CLERK = "records_clerk"
    ADMINISTRATOR = "administrator"


class Right(StrEnum):
    TAKE_CALLS = "take_calls"  # be rung, dial, write wrap-ups
    SEE_PATIENTS = "see_patients"
    ADD_PATIENTS = "add_patients"
    SEE_NUMBERS = "see_numbers"  # whole telephone numbers instead of masked ones
    SEE_ALL_CALLS = "see_all_calls"  # records of other agents' calls
    SEE_FLOOR = "see_floor"  # who waits and who works, now
    HEAR_ALL_CALLS = "hear_all_calls"  # their recordings
    ADMINISTER = "administer"  # users, queues, numbers, whatever the centre is made of


_RIGHTS: Final[dict[Role, frozenset[Right]]] = {
    Role.AGENT: frozenset({Right.TAKE_CALLS, Right.SEE_PATIENTS, Right.ADD_PATIENTS}),
    Role.LEADER: frozenset(Right) - {Right.ADMINISTER},
    Role.EXPERT: frozenset({Right.TAKE_CALLS, Right.SEE_PATIENTS}),
    Role.RECORDS_CLERK: frozenset({Right.SEE_PATIENTS, Right.ADD_PATIENTS, Right.SEE_NUMBERS}),
    Role.ADMINISTRATOR: frozenset(Right),
}


def may(role: str, right: Right) -> bool:
    """Whether ``role`` has ``right``. Raises ValueError for a role that does not exist."""
    return right in _RIGHTS[Role(role)]
