"""What Asterisk is told of an agent, by status and by how the member stands; contacts and channels of desks."""

from __future__ import annotations

import pytest

from server_stub.agents.status import AgentState, AgentStatus
from server_stub.clock import utc_now
from server_stub.pbx.live_state import LiveChannel, LiveChannels, LiveContacts
from server_stub.pbx.pbx_events import ChannelGone, ChannelSeen, ContactChanged
from server_stub.queues.membership import Standing, actions_for, strangers, wanted

IN_MAIN = {("main", "1001"): Standing(paused=True, reason="")}
FREE = {("main", "1001"): Standing(paused=False, reason="")}


def told(state: AgentState, standings: dict[tuple[str, str], Standing], reason: str = "") -> list[tuple[str, dict[str, str]]]:
    member = wanted("1001", AgentStatus(state=state, reason=reason), {"main": 2})
    return [(action.name, dict(action.fields)) for action in actions_for(member, standings)]


@pytest.mark.parametrize("state", [state for state in AgentState if state is not AgentState.LOGGED_OUT])
def test_a_missing_member_is_added_and_free_only_when_ready(state: AgentState) -> None:
    ((name, fields),) = told(state, {})
    assert (name, fields["Interface"], fields["Penalty"]) == ("QueueAdd", "PJSIP/1001", "2")
    assert fields["Paused"] == ("false" if state is AgentState.READY else "true")


def test_pauses_follow_the_status() -> None:
    assert told(AgentState.READY, FREE) == []
    assert told(AgentState.NOT_READY, IN_MAIN) == []
    assert told(AgentState.READY, IN_MAIN)[0][1]["Paused"] == "false"
    assert told(AgentState.WRAP_UP, FREE)[0][1] == {"Queue": "main", "Interface": "PJSIP/1001", "Paused": "true", "Reason": "wrap_up"}
    assert told(AgentState.TALKING, FREE)[0][1]["Reason"] == "call"
    assert told(AgentState.NOT_READY, FREE, "lunch")[0][1]["Reason"] == "lunch"


@pytest.mark.parametrize("standings", [FREE, IN_MAIN])
def test_a_ring_that_is_being_decided_is_left_alone(standings: dict[tuple[str, str], Standing]) -> None:
    assert told(AgentState.RINGING, standings) == []


def test_who_left_or_is_unknown_is_removed() -> None:
    assert told(AgentState.LOGGED_OUT, FREE) == [("QueueRemove", {"Queue": "main", "Interface": "PJSIP/1001"})]
    assert told(AgentState.READY, FREE | {("old", "1001"): Standing(False, "")})[0][1]["Queue"] == "old"
    assert [dict(action.fields)["Interface"] for action in strangers(FREE | {("main", "1077"): Standing(True, "")}, ["1001"])] == [
        "PJSIP/1077"
    ]


def test_a_desk_that_registers_anew_is_never_lost() -> None:
    contacts = LiveContacts()
    assert contacts.changed(ContactChanged("1001", "sip:old", True))
    assert contacts.changed(ContactChanged("1001", "sip:new", True))
    assert contacts.changed(ContactChanged("1001", "sip:old", False))
    assert not contacts.changed(ContactChanged("1001", "sip:new", False))
    assert not contacts.reachable("1002")


def test_the_last_channel_ends_the_call() -> None:
    now, channels = utc_now(), LiveChannels()
    channels.replace([LiveChannel("1", "PJSIP/trunk-01", "ref-a", bridged=True)])
    channels.seen(ChannelSeen(now, "2", "PJSIP/1001-02", "ref-a", None))
    channels.seen(ChannelSeen(now, "2", "PJSIP/1001-02", "ref-a", True))
    channels.seen(ChannelSeen(now, "2", "PJSIP/1001-02", "ref-a", None))
    (desk,) = channels.of_desk("1001")
    patient = channels.patient_of("ref-a")
    assert desk.bridged
    assert patient is not None
    assert (patient.name, set(channels.refs), channels.has("PJSIP/1001-02")) == ("PJSIP/trunk-01", {"ref-a"}, True)
    assert channels.gone(ChannelGone(now, "2", "PJSIP/1001-02", "other", 16)) == ("ref-a", False)
    assert channels.gone(ChannelGone(now, "1", "PJSIP/trunk-01", "ref-a", 16)) == ("ref-a", True)
    assert channels.gone(ChannelGone(now, "1", "PJSIP/trunk-01", "ref-a", 16)) == ("ref-a", True), "told twice"
