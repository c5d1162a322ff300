"""The record of a call: kept while it is typed, sent exactly once, back after a crash, and nobody else's."""

from __future__ import annotations

import pytest

from agent_app.domain import server_events as s
from agent_app.domain.agent_status import AgentState, AgentStatus
from agent_app.domain.errors import UserFacingError
from agent_app.domain.wrap_up import DraftState
from agent_app.ports import WriteKind
from agent_app.usecases import delivery, wrap_up
from tests.unit.core.fakes import context, patient
from tests.unit.core.world import R1, R2, World


@pytest.fixture
def no_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is typed goes to the disk as soon as the loop turns."""
    monkeypatch.setattr(wrap_up, "COALESCE_S", 0.0)


async def in_wrap_up(world: World, ref: str = R1) -> None:
    await world.took_call(1, context(ref, who=patient(1000)))
    world.ended(1)
    await world.settle()


async def test_saved_once_and_gone_from_the_screen(world: World) -> None:
    await in_wrap_up(world)
    world.desk.edit_wrap_up(R1, notes="took it twice", disposition="advice")
    world.desk.save_wrap_up(R1)
    world.desk.save_wrap_up(R1)  # a double click
    await world.settle()
    (write,) = world.server.received.values()
    assert write.body["notes"] == "took it twice"
    assert write.body["patient_id"] == "P-1000"
    assert write.body["then_ready"] is True
    assert world.now().wrap_up is None
    assert world.now().waiting_writes == 0
    assert world.disk.drafts["u-lin"] == {}
    assert "wrap_up_saved" in world.notices


async def test_no_disposition_no_save(world: World) -> None:
    await in_wrap_up(world)
    world.desk.edit_wrap_up(R1, notes="text")
    world.desk.save_wrap_up(R1)
    await world.settle()
    assert world.server.received == {}
    assert world.notices[-1] == "wrap_up_needs_disposition"
    assert world.now().wrap_up is not None


async def test_typing_is_coalesced_but_flushed_at_the_end_of_the_call(world: World) -> None:
    await world.took_call(1, context(R1, who=patient(1000)))
    before = world.disk.saves
    for length in range(1, 30):
        world.desk.edit_wrap_up(R1, notes="x" * length)
    await world.settle()
    assert world.disk.saves == before
    world.ended(1)
    await world.settle()
    assert world.disk.saves == before + 1
    assert world.disk.drafts["u-lin"][R1].notes == "x" * 29
    assert world.disk.drafts["u-lin"][R1].call_ended


async def test_close_flushes(world: World) -> None:
    await world.took_call(1, context(R1, who=patient(1000)))
    world.desk.edit_wrap_up(R1, notes="just typed")
    await world.desk.stop()
    assert world.disk.drafts["u-lin"][R1].notes == "just typed"


async def test_draft_is_back_after_a_crash_in_wrap_up(world: World, no_wait: None) -> None:
    await in_wrap_up(world)
    world.desk.edit_wrap_up(R1, notes="half a sent", disposition="advice")
    await world.settle()
    again = await world.killed()
    assert [draft.notes for draft in again.now().unfinished] == ["half a sent"]
    again.tell(s.SnapshotTaken(AgentStatus(AgentState.WRAP_UP, call_ref=R1), True, (context(R1, who=patient(1000)),)))
    assert again.now().wrap_up is not None
    assert again.draft().notes == "half a sent"
    assert again.now().pop is not None
    again.desk.save_wrap_up(R1)
    await again.settle()
    assert len(again.server.received) == 1
    await again.stop()


async def test_a_record_is_owed_even_if_the_desk_dies_before_a_word(world: World) -> None:
    await world.took_call(1, context(R1, who=patient(1000)))
    again = await world.killed()
    assert [(draft.ref, draft.call_ended) for draft in again.now().unfinished] == [(R1, True)]
    await again.stop()


async def test_new_call_moves_the_unsaved_one_aside(world: World) -> None:
    await in_wrap_up(world)
    world.desk.edit_wrap_up(R1, notes="first")
    world.offered(context(R2, "13800001001", patient(1001)))
    assert [draft.notes for draft in world.now().unfinished] == ["first"]
    assert world.now().wrap_up is not None
    assert world.draft().ref == R2
    assert world.draft().notes == ""
    world.desk.edit_wrap_up(R1, disposition="advice")  # from the list of unfinished ones
    world.desk.save_wrap_up(R1)
    await world.settle()
    assert world.now().unfinished == ()
    assert [write.ref for write in world.server.received.values()] == [R1]


async def test_displaced_draft_returns_when_the_ring_was_in_vain(world: World) -> None:
    await in_wrap_up(world)
    world.desk.edit_wrap_up(R1, notes="first")
    world.offered(context(R2, "13800001001", patient(1001)))
    world.tell(s.OfferWithdrawn(R2, "caller_gave_up"))
    assert world.now().wrap_up is not None
    assert world.draft().notes == "first"
    assert world.now().unfinished == ()
    assert world.now().pop is not None
    assert world.card().ref == R1


async def test_filled_in_and_saved_during_the_call(world: World) -> None:
    await world.took_call(1, context(R1, who=patient(1000)))
    world.desk.edit_wrap_up(R1, notes="n", disposition="advice")
    world.desk.save_wrap_up(R1)
    await world.settle()
    assert world.now().wrap_up is not None
    assert world.draft().state is DraftState.STORED
    (write,) = world.server.received.values()
    assert write.body["then_ready"] is False
    world.ended(1)
    assert world.now().wrap_up is None
    assert world.now().unfinished == ()


async def test_correction_after_saving_is_a_second_write(world: World) -> None:
    await world.took_call(1, context(R1, who=patient(1000)))
    world.desk.edit_wrap_up(R1, notes="n", disposition="advice")
    world.desk.save_wrap_up(R1)
    await world.settle()
    world.desk.edit_wrap_up(R1, notes="n, corrected")
    assert world.now().wrap_up is not None
    assert world.draft().state is DraftState.OPEN
    world.desk.save_wrap_up(R1)
    await world.settle()
    assert [write.body["notes"] for write in world.server.received.values()] == ["n", "n, corrected"]


async def test_typed_while_it_rang_is_kept(world: World) -> None:
    world.offered(context(R1, who=patient(1000)))
    world.invite(1, R1)
    world.desk.edit_wrap_up(R1, notes="known caller")
    world.ended(1, 487)
    assert world.now().wrap_up is None
    assert [draft.notes for draft in world.now().unfinished] == ["known caller"]


async def test_discarded_on_purpose(world: World) -> None:
    await in_wrap_up(world)
    world.desk.discard_wrap_up(R1)
    await world.settle()
    assert world.now().wrap_up is None
    assert world.now().pop is None
    assert world.disk.drafts["u-lin"] == {}


async def test_disk_refuses(world: World) -> None:
    await in_wrap_up(world)
    world.disk.refuses = True
    world.desk.edit_wrap_up(R1, notes="n", disposition="advice")
    world.desk.save_wrap_up(R1)
    await world.settle()
    assert "cannot_save_here" in world.notices
    assert world.now().wrap_up is not None
    assert world.draft().notes == "n"
    assert world.server.received == {}
    world.disk.refuses = False
    world.desk.save_wrap_up(R1)
    await world.settle()
    assert len(world.server.received) == 1


async def test_server_dies_while_typing_and_returns_exactly_once(world: World) -> None:
    await world.took_call(1, context(R1, who=patient(1000)))
    world.desk.edit_wrap_up(R1, notes="before and ")
    world.server_dies()
    assert "server_away_calls_go_on" in world.notices
    assert world.now().calls != ()
    world.desk.edit_wrap_up(R1, notes="before and after", disposition="advice")
    world.ended(1)
    world.desk.save_wrap_up(R1)
    await world.settle()
    assert world.now().wrap_up is None
    assert world.now().waiting_writes == 1
    assert "saved_here" in world.notices
    await world.server_returns()
    assert [write.body["notes"] for write in world.server.received.values()] == ["before and after"]
    assert world.now().waiting_writes == 0
    assert "all_sent" in world.notices
    assert "saved_here" not in world.notices


async def test_call_that_began_while_the_server_was_dead(world: World) -> None:
    world.server_dies()
    world.invite(1, R1, "13800001000")
    world.answered(1)
    world.ended(1)
    assert world.now().wrap_up is not None
    assert world.draft().who == "•••••••1000"
    world.desk.edit_wrap_up(R1, notes="n", disposition="advice")
    world.desk.save_wrap_up(R1)
    await world.server_returns()
    assert [write.ref for write in world.server.received.values()] == [R1]


async def test_lost_answer_is_sent_again_under_the_same_key(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(delivery, "BACK_OFF_S", (0.0,))
    world.server.lose_answers = 2
    await in_wrap_up(world)
    world.desk.edit_wrap_up(R1, notes="n", disposition="advice")
    world.desk.save_wrap_up(R1)
    await world.settle()
    assert len(world.server.attempts) == 3
    assert len(set(world.server.attempts)) == 1
    assert len(world.server.received) == 1


async def test_queued_survives_a_crash_and_is_sent_by_the_next_run(world: World) -> None:
    await in_wrap_up(world)
    world.server_dies()
    world.desk.edit_wrap_up(R1, notes="n", disposition="advice")
    world.desk.save_wrap_up(R1)
    await world.settle()
    world.server.away = False
    again = await world.killed()
    assert len(again.server.received) == 1
    assert again.now().unfinished == ()
    await again.stop()


async def test_refused_for_good_is_parked_with_its_reason_and_can_be_retried(world: World) -> None:
    world.server.refuse[WriteKind.WRAP_UP] = UserFacingError("unknown_disposition")
    await in_wrap_up(world)
    world.desk.edit_wrap_up(R1, notes="n", disposition="advice")
    world.desk.save_wrap_up(R1)
    await world.settle()
    assert [(write.ref, write.parked_reason) for write in world.now().parked] == [(R1, "unknown_disposition")]
    assert world.now().waiting_writes == 0
    assert "write_parked" in world.notices
    again = await world.killed()
    assert [write.parked_reason for write in again.now().parked] == ["unknown_disposition"]
    del again.server.refuse[WriteKind.WRAP_UP]
    again.desk.retry_parked(again.now().parked[0].key)
    await again.settle()
    assert again.now().parked == ()
    assert len(again.server.received) == 1
    await again.stop()


async def test_a_parked_write_does_not_hold_up_the_next(world: World) -> None:
    world.server.refuse[WriteKind.NEW_PATIENT] = UserFacingError("invalid")
    await in_wrap_up(world)
    world.desk.create_patient(R1, name="New", sex="", birth_date=None, phone="", allergies=("", " nuts "), notes="")
    world.desk.edit_wrap_up(R1, notes="n", disposition="advice")
    world.desk.save_wrap_up(R1)
    await world.settle()
    assert [write.kind for write in world.now().parked] == [WriteKind.NEW_PATIENT]
    assert world.now().parked[0].body["allergies"] == ["nuts"]
    assert [write.kind for write in world.server.received.values()] == [WriteKind.WRAP_UP]


async def test_a_passing_refusal_holds_up_its_own_call_only(world: World) -> None:
    world.server.refuse[WriteKind.NEW_PATIENT] = UserFacingError("busy", permanent=False)
    await in_wrap_up(world)
    world.desk.create_patient(R2, name="New", sex="", birth_date=None, phone="", allergies=(), notes="")
    world.desk.edit_wrap_up(R1, notes="n", disposition="advice")
    world.desk.save_wrap_up(R1)
    await world.settle()
    assert [write.ref for write in world.server.received.values()] == [R1]
    assert world.now().waiting_writes == 1


async def test_ready_is_asked_where_the_server_saw_the_save_before_the_hang_up(world: World) -> None:
    await in_wrap_up(world)
    world.desk.edit_wrap_up(R1, notes="n", disposition="advice")
    world.desk.save_wrap_up(R1)
    await world.settle()
    world.tell(s.StatusChanged(AgentStatus(AgentState.WRAP_UP, call_ref=R1)))
    await world.settle()
    assert world.server.status.state is AgentState.READY


async def test_another_user_at_the_same_desk(world: World) -> None:
    await in_wrap_up(world)
    world.server_dies()
    world.desk.edit_wrap_up(R1, notes="lin's", disposition="advice")
    world.desk.save_wrap_up(R1)
    await world.settle()
    world.desk.log_out()
    await world.settle()
    world.server.away = False
    world.server.passwords["anna"] = "right"
    world.desk.log_in("anna", "right")
    await world.settle()
    session = world.now().session
    assert session is not None
    assert session.user.username == "anna"
    assert (world.now().waiting_writes, world.now().unfinished, world.server.received) == (0, (), {})
    world.desk.log_out()
    await world.settle()
    world.desk.log_in("lin", "right")
    await world.settle()
    assert list(world.server.received_as.values()) == ["lin"]


async def test_wrap_up_closes_with_direct_call_in_between(world: World) -> None:
    await in_wrap_up(world)
    world.invite(2, "", "1002")
    world.answered(2)
    assert world.now().wrap_up is not None  # it stays: the direct call has no record
    world.ended(2)
    assert world.draft().ref == R1
