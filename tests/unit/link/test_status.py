"""Every pair of the agents' state machine, and the sequences where it matters."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from server_stub.agents.status import (
    MAX_WRAP_UP_EXTENSIONS,
    TABLE,
    AddMember,
    AgentEvent,
    AgentState,
    AgentStatus,
    CancelWrapUpTimer,
    Effect,
    Happening,
    Pause,
    RemoveMember,
    StartWrapUpTimer,
    Unpause,
    transition,
    wants_pause,
)

NOW = datetime(2026, 3, 1, 8, 0, tzinfo=UTC)
LATER = NOW + timedelta(seconds=5)
S, E = AgentState, AgentEvent
REF = "careline-1-1795370000.12"
OTHER = "careline-1-1795370000.99"
NEW_CALL = (E.OFFERED, E.CONNECTED, E.OUTBOUND_STARTED)
WITH_CALL = (S.RINGING, S.TALKING, S.HOLD, S.WRAP_UP)

# Written out by hand, column by column, so that the table in the module is checked against a second opinion.
#                    logged_out not_ready  ready      ringing        talking    hold       wrap_up    not_answering
EXPECTED = {
    E.SIGN_IN: "not_ready  not_ready  ready      ringing        talking    hold       wrap_up    not_answering",
    E.SIGN_OUT: "logged_out logged_out logged_out logged_out     logged_out logged_out logged_out logged_out",
    E.SAY_READY: "logged_out ready      ready      ringing        talking    hold       ready      ready",
    E.SAY_NOT_READY: "logged_out not_ready  not_ready  ringing        talking    hold       not_ready  not_ready",
    E.OFFERED: "logged_out ringing    ringing    ringing        talking    hold       wrap_up    ringing",
    E.OFFER_WITHDRAWN: "logged_out not_ready  ready      ready          talking    hold       wrap_up    not_answering",
    E.DID_NOT_ANSWER: "logged_out not_ready  ready      not_answering  talking    hold       wrap_up    not_answering",
    E.REJECTED: "logged_out not_ready  ready      not_answering  talking    hold       wrap_up    not_answering",
    E.CONNECTED: "logged_out talking    talking    talking        talking    talking    talking    talking",
    E.HELD: "logged_out not_ready  ready      ringing        hold       hold       wrap_up    not_answering",
    E.RESUMED: "logged_out not_ready  ready      ringing        talking    talking    wrap_up    not_answering",
    E.CALL_ENDED: "logged_out not_ready  ready      ready          wrap_up    wrap_up    wrap_up    not_answering",
    E.WRAP_UP_SAVED: "logged_out not_ready  ready      ringing        talking    hold       wrap_up    not_answering",
    E.WRAP_UP_DONE: "logged_out not_ready  ready      ringing        talking    hold       ready      not_answering",
    E.WRAP_UP_EXTENDED: "logged_out not_ready  ready      ringing        talking    hold       wrap_up    not_answering",
    E.WRAP_UP_TIMEOUT: "logged_out not_ready  ready      ringing        talking    hold       ready      not_answering",
    E.OUTBOUND_STARTED: "logged_out talking    talking    talking        talking    hold       talking    talking",
    E.OUTBOUND_ENDED: "logged_out not_ready  ready      ringing        wrap_up    wrap_up    wrap_up    not_answering",
    E.DESK_GONE: "logged_out not_ready  ready      not_ready      not_ready  not_ready  wrap_up    not_answering",
}
PAIRS = [(state, event, AgentState(EXPECTED[event].split()[column])) for event in E for column, state in enumerate(S)]


def in_state(state: AgentState) -> AgentStatus:
    return AgentStatus(
        state=state,
        reason="break" if state is S.NOT_READY else "",
        since=NOW,
        call_ref=REF if state in WITH_CALL else "",
        wrap_up_ends_at=NOW + timedelta(seconds=60) if state is S.WRAP_UP else None,
    )


def happening(event: AgentEvent, ref: str = REF, *, reason: str = "") -> Happening:
    return Happening(event, LATER, ref=OTHER if event in NEW_CALL and ref == REF else ref, reason=reason)


def run(status: AgentStatus, *events: AgentEvent | Happening) -> tuple[AgentStatus, list[Effect]]:
    effects: list[Effect] = []
    for event in events:
        status, new = transition(status, event if isinstance(event, Happening) else Happening(event, LATER, ref=REF))
        effects += new
    return status, effects


def test_the_table_has_every_pair_and_no_other() -> None:
    assert set(TABLE) == {(state, event) for state in S for event in E}


@pytest.mark.parametrize(("state", "event", "expected"), PAIRS, ids=lambda value: value.value)
def test_every_pair(state: AgentState, event: AgentEvent, expected: AgentState) -> None:
    before = in_state(state)
    after, effects = transition(before, happening(event))
    assert after.state is expected
    assert (after.call_ref != "") == (expected in WITH_CALL)
    assert (after.wrap_up_ends_at is not None) == (expected is S.WRAP_UP)
    if after is before:
        assert effects == () or event is E.SIGN_IN
    _check_effects(before, after, effects)


def _check_effects(before: AgentStatus, after: AgentStatus, effects: tuple[Effect, ...]) -> None:
    """What Asterisk is told agrees with the state that was entered."""
    if after.state is before.state and after.since == before.since and after.state is not S.WRAP_UP:
        assert effects == () or isinstance(effects[0], AddMember)
        return
    if after is before:
        return
    paused = wants_pause(after.state)
    if any(isinstance(effect, Unpause) for effect in effects):
        assert after.state is S.READY
    if after.state is S.READY:
        assert Unpause() in effects
    if paused:
        stays_paused = wants_pause(before.state) and {before.state, after.state} <= {S.TALKING, S.HOLD, S.WRAP_UP}
        assert any(isinstance(effect, Pause | AddMember) for effect in effects) or stays_paused
    assert (StartWrapUpTimer() in effects) == (after.state is S.WRAP_UP)
    assert (CancelWrapUpTimer() in effects) == (before.state is S.WRAP_UP and after.state is not S.WRAP_UP)
    assert (RemoveMember() in effects) == (after.state is S.LOGGED_OUT and before.state is not S.LOGGED_OUT)


@pytest.mark.parametrize("state", [S.RINGING, S.TALKING, S.HOLD, S.WRAP_UP])
@pytest.mark.parametrize(
    "event",
    [event for event in E if event.value.startswith(("wrap_up", "offer_w", "did_", "rej", "held", "res", "call_e", "outbound_e", "desk"))],
)
def test_an_event_of_another_call_changes_nothing(state: AgentState, event: AgentEvent) -> None:
    before = in_state(state)
    assert transition(before, Happening(event, LATER, ref=OTHER)) == (before, ())


@pytest.mark.parametrize("state", [S.HOLD, S.WRAP_UP])
@pytest.mark.parametrize("event", [E.OFFERED, E.CONNECTED, E.OUTBOUND_STARTED])
def test_a_late_beginning_of_the_present_call_changes_nothing(state: AgentState, event: AgentEvent) -> None:
    before = in_state(state)
    assert transition(before, Happening(event, LATER, ref=REF)) == (before, ())


def test_a_whole_call() -> None:
    status, effects = run(in_state(S.READY), E.OFFERED, E.CONNECTED, E.HELD, E.RESUMED, E.CALL_ENDED)
    assert status.state is S.WRAP_UP
    assert status.call_ref == REF
    assert status.wrap_up_ends_at == LATER + timedelta(seconds=60)
    assert effects[0] == Pause("call")
    assert effects[-2:] == [Pause("wrap_up"), StartWrapUpTimer()]
    status, effects = run(status, E.WRAP_UP_DONE)
    assert (status.state, status.call_ref, effects) == (S.READY, "", [CancelWrapUpTimer(), Unpause()])


def test_the_wrap_up_lasts_as_long_as_its_queue_says() -> None:
    ended = Happening(E.CALL_ENDED, LATER, ref=REF, wrap_up=timedelta(seconds=90))
    status, _ = run(in_state(S.TALKING), ended)
    assert status.wrap_up_ends_at == LATER + timedelta(seconds=90)


@pytest.mark.parametrize("state", [S.TALKING, S.HOLD])
def test_not_ready_asked_in_a_call_waits_for_the_end_of_the_wrap_up(state: AgentState) -> None:
    asked = Happening(E.SAY_NOT_READY, LATER, reason="lunch")
    status, effects = run(in_state(state), asked)
    assert (status.state, effects) == (state, [])
    status, _ = run(status, E.CALL_ENDED)
    assert status.state is S.WRAP_UP
    status, effects = run(status, E.WRAP_UP_TIMEOUT)
    assert (status.state, status.reason, status.wish) == (S.NOT_READY, "lunch", None)
    assert Unpause() not in effects


def test_ready_said_in_the_wrap_up_is_newer_than_the_wish() -> None:
    status, _ = run(in_state(S.TALKING), Happening(E.SAY_NOT_READY, LATER, reason="lunch"), E.CALL_ENDED, E.SAY_READY)
    assert status.state is S.READY


def test_ready_said_in_the_call_takes_the_wish_back() -> None:
    status, _ = run(in_state(S.TALKING), Happening(E.SAY_NOT_READY, LATER, reason="lunch"), E.SAY_READY, E.CALL_ENDED, E.WRAP_UP_TIMEOUT)
    assert status.state is S.READY


def test_not_ready_asked_while_ringing_holds_when_the_caller_gives_up() -> None:
    status, effects = run(in_state(S.RINGING), Happening(E.SAY_NOT_READY, LATER, reason="lunch"), E.OFFER_WITHDRAWN)
    assert (status.state, status.reason) == (S.NOT_READY, "lunch")
    assert effects == [Pause("lunch")]


def test_rung_in_the_moment_of_saying_not_ready() -> None:
    status, _ = run(in_state(S.NOT_READY), E.OFFERED)
    assert status.state is S.RINGING
    assert run(status, E.OFFER_WITHDRAWN)[0].reason == "break"
    status, _ = run(status, E.CONNECTED, E.CALL_ENDED, E.WRAP_UP_DONE)
    assert (status.state, status.reason) == (S.NOT_READY, "break")


def test_saved_before_the_end_of_the_call_is_known() -> None:
    status, effects = run(in_state(S.TALKING), E.WRAP_UP_DONE)
    assert (status.state, effects) == (S.TALKING, [])
    status, effects = run(status, E.CALL_ENDED)
    assert (status.state, status.wish, effects) == (S.READY, None, [Unpause()])


def test_such_a_wish_does_not_outlive_its_call() -> None:
    status, _ = run(in_state(S.TALKING), E.WRAP_UP_DONE, Happening(E.CONNECTED, LATER, ref=OTHER))
    assert (status.call_ref, status.wish) == (OTHER, None)


def test_such_a_wish_survives_a_hold() -> None:
    status, _ = run(in_state(S.TALKING), E.HELD, E.WRAP_UP_DONE, E.RESUMED, E.CALL_ENDED)
    assert status.state is S.READY


def test_wrap_up_is_extended_five_times_at_most() -> None:
    status, effects = run(in_state(S.WRAP_UP), *[E.WRAP_UP_EXTENDED] * (MAX_WRAP_UP_EXTENSIONS + 2))
    assert status.wrap_up_ends_at == NOW + timedelta(seconds=60 * (1 + MAX_WRAP_UP_EXTENSIONS))
    assert effects == [StartWrapUpTimer()] * MAX_WRAP_UP_EXTENSIONS


@pytest.mark.parametrize(("state", "paused"), [(S.READY, False), (S.NOT_READY, True), (S.TALKING, True), (S.NOT_ANSWERING, True)])
def test_signing_in_again_only_sees_to_the_membership(state: AgentState, paused: bool) -> None:
    before = in_state(state)
    assert transition(before, Happening(E.SIGN_IN, LATER)) == (before, (AddMember(paused=paused),))


def test_first_sign_in() -> None:
    status, effects = run(AgentStatus(), Happening(E.SIGN_IN, LATER, reason="signed_in"))
    assert (status.state, status.reason, status.since) == (S.NOT_READY, "signed_in", LATER)
    assert effects == [AddMember(paused=True)]


@pytest.mark.parametrize("state", [S.RINGING, S.TALKING, S.HOLD])
def test_a_lost_desk_is_not_rung_again(state: AgentState) -> None:
    status, effects = run(in_state(state), E.DESK_GONE)
    assert (status.state, status.reason, effects) == (S.NOT_READY, "desk_gone", [Pause("desk_gone")])


def test_another_reason_for_being_not_ready() -> None:
    status, _ = run(in_state(S.NOT_READY), Happening(E.SAY_NOT_READY, LATER, reason="lunch"))
    assert (status.reason, status.since) == ("lunch", LATER)
    assert run(status, Happening(E.SAY_NOT_READY, LATER, reason="lunch")) == (status, [])
