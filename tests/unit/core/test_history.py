"""The history at the desk: notes are never lost, call-backs need no number here."""

from __future__ import annotations

import pytest

from agent_app.domain.call import CallRef
from agent_app.domain.errors import ServerAway
from agent_app.domain.history import CallFilters
from agent_app.ports import PreparedOutbound, WriteKind
from tests.unit.core.fakes import context
from tests.unit.core.world import R1, World


async def test_a_note_written_while_the_server_is_away_arrives_later(world: World) -> None:
    await world.signed_in()
    world.server_dies()
    world.desk.history.add_note(R1, "  spoke with the ward ")
    world.desk.history.add_note(R1, "   ")
    await world.settle()
    assert world.server.received == {}
    await world.server_returns()
    (write,) = world.server.received.values()
    assert (write.kind, write.ref, write.body["text"]) == (WriteKind.CALL_NOTE, R1, "spoke with the ward")


async def test_calling_back_dials_what_the_server_says(world: World) -> None:
    await world.signed_in()
    world.records.call_backs[R1] = PreparedOutbound("d-77", context("desk-x"))
    world.desk.history.call_back(R1)
    await world.settle()
    assert [call[:2] for call in world.engine.commands if call[0] == "dial"] == [("dial", "d-77")]


async def test_a_withheld_number_cannot_be_called_back(world: World) -> None:
    await world.signed_in()
    world.desk.history.call_back(CallRef("withheld"))
    await world.settle()
    assert world.notices[-1] == "no_number_of_call"


async def test_pages_say_that_the_server_is_away(world: World) -> None:
    await world.signed_in()
    world.records.away = True
    with pytest.raises(ServerAway):
        await world.desk.history.page(CallFilters())
