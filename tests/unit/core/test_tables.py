"""Every state table, pair by pair: what is allowed, and where it leads."""

from __future__ import annotations

from enum import Enum
from itertools import product
from typing import Any

import pytest

from agent_app.desk_state import ServerLink, SignIn
from agent_app.domain.call import CALL_TABLE, CallEvent, CallState
from agent_app.domain.machine import IllegalTransition, Table
from agent_app.domain.registration import REGISTRATION_TABLE, RegistrationEvent, RegistrationState
from agent_app.domain.telephony import RegistrationReported
from agent_app.domain.wrap_up import DRAFT_TABLE, DraftEvent, DraftState
from agent_app.usecases.call_events import registration_event
from agent_app.usecases.server_events import LINK_TABLE, LinkEvent
from agent_app.usecases.sign_in import SIGN_IN_TABLE, SignInEvent

# One row per state, one column per event in the order of its enum; "-" is not allowed.
CALL = """
ringing     -         connecting ringing    -       -        ended
dialing     ringback  connecting dialing    -       -        ended
ringback    ringback  connecting ringback   -       -        ended
connecting  -         connecting talking    -       -        ended
talking     -         talking    talking    held    talking  ended
held        -         -          held       held    talking  ended
ended       ended     ended      ended      ended   ended    ended
"""
REGISTRATION = """
off          registering off        off     off         off
registering  registering registered refused unreachable off
registered   registering registered refused unreachable off
refused      registering registered refused unreachable off
unreachable  registering registered refused unreachable off
"""
DRAFT = """
open    open  queued  open    open    open
queued  open  queued  stored  parked  queued
stored  open  stored  stored  stored  stored
parked  open  queued  stored  parked  queued
"""
LINK = """
connecting  online  away  connecting
online      online  away  connecting
away        online  away  connecting
"""
SIGN_IN = """
starting    signing_in  signed_in  signed_out  signed_out
signed_out  signing_in  signed_in  signed_out  signed_out
signing_in  signing_in  signed_in  signed_out  signed_out
signed_in   signed_in   signed_in  signed_in   signed_out
"""

TABLES: list[tuple[Table[Any, Any], type[Enum], type[Enum], str]] = [
    (CALL_TABLE, CallState, CallEvent, CALL),
    (REGISTRATION_TABLE, RegistrationState, RegistrationEvent, REGISTRATION),
    (DRAFT_TABLE, DraftState, DraftEvent, DRAFT),
    (LINK_TABLE, ServerLink, LinkEvent, LINK),
    (SIGN_IN_TABLE, SignIn, SignInEvent, SIGN_IN),
]


def pairs() -> list[Any]:
    cases = []
    for table, states, events, text in TABLES:
        rows = {row.split()[0]: row.split()[1:] for row in text.strip().splitlines()}
        assert set(rows) == {state.value for state in states}, table.name
        for state, (column, event) in product(states, enumerate(events)):
            wanted = rows[state.value][column]
            label = f"{table.name}-{state.value}-{event.value}"
            cases.append(pytest.param(table, state, event, None if wanted == "-" else states(wanted), id=label))
    return cases


@pytest.mark.parametrize(("table", "state", "event", "wanted"), pairs())
def test_pair(table: Table[Any, Any], state: Enum, event: Enum, wanted: Enum | None) -> None:
    assert table.allows(state, event) is (wanted is not None)
    if wanted is None:
        with pytest.raises(IllegalTransition, match=f"{event.name} is not allowed in {state.name}"):
            table.next(state, event)
    else:
        assert table.next(state, event) is wanted


@pytest.mark.parametrize(
    ("accepted", "code", "certificate_error", "wanted"),
    [
        (True, 200, "", RegistrationEvent.ACCEPTED),
        (False, 401, "", RegistrationEvent.REJECTED),
        (False, 403, "", RegistrationEvent.REJECTED),
        (False, 404, "", RegistrationEvent.REJECTED),
        (False, 0, "", RegistrationEvent.NO_ANSWER),
        (False, 408, "", RegistrationEvent.NO_ANSWER),
        (False, 503, "", RegistrationEvent.NO_ANSWER),
        (False, 503, "verify failed", RegistrationEvent.REJECTED),
        (False, 0, "verify failed", RegistrationEvent.REJECTED),
    ],
)
def test_registration_reports(accepted: bool, code: int, certificate_error: str, wanted: RegistrationEvent) -> None:
    assert registration_event(RegistrationReported(accepted, code, "", certificate_error)) is wanted
