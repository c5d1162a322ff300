"""A message to a patient is kept on this computer first and reaches the server exactly once."""

from __future__ import annotations

import pytest

from agent_app.domain.errors import ServerAway, UserFacingError
from agent_app.domain.patient_messages import NewMessage
from agent_app.domain.server_events import PatientMessageChanged
from agent_app.ports import WriteKind
from tests.unit.core.fake_messages import FORM
from tests.unit.core.world import R1, World

NEW = NewMessage("sms", "call", "请携带身份证件", "zh_CN", "summary")


async def test_written_while_the_server_is_away_it_arrives_later_and_once(world: World) -> None:
    await world.signed_in()
    world.server_dies()
    await world.desk.messages.send(R1, NEW)
    await world.settle()
    assert (world.server.received, world.desk.state.waiting_writes) == ({}, 1)
    await world.server_returns()
    (write,) = world.server.received.values()
    assert (write.kind, write.ref) == (WriteKind.PATIENT_MESSAGE, R1)
    assert (write.body["text"], write.body["recipient"], write.body["template"]) == ("请携带身份证件", "call", "summary")
    assert world.desk.state.waiting_writes == 0
    assert "patient_message_kept" in world.notices
    assert world.desk.state.message_changes == 1


async def test_the_form_needs_the_server(world: World) -> None:
    await world.signed_in()
    assert await world.desk.messages.form(R1) == FORM
    world.server_dies()
    with pytest.raises(ServerAway):
        await world.desk.messages.form(R1)


async def test_too_late_to_take_back(world: World) -> None:
    await world.signed_in()
    with pytest.raises(UserFacingError) as refused:
        await world.desk.messages.cancel("gone")
    assert refused.value.code == "message_on_its_way"


async def test_a_change_told_by_the_server_is_asked_for_again(world: World) -> None:
    await world.signed_in()
    world.desk.server_event(PatientMessageChanged())
    assert world.desk.state.message_changes == 1
