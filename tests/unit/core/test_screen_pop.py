"""Whose card is on screen: by reference alone, from the offer to the end of the wrap-up, and never somebody else's."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from agent_app.domain import server_events as s
from agent_app.domain import telephony as t
from agent_app.domain.call import CallId, CallRef, CallState
from agent_app.domain.patient import CallerMatch
from tests.unit.core.fakes import NOON, context, patient
from tests.unit.core.world import R1, R2, World


async def test_pop_stands_before_the_invite(world: World) -> None:
    world.offered(context(R1, who=patient(1000)))
    assert world.now().pop is not None
    assert world.card().patient == patient(1000)
    assert world.now().calls == ()
    world.invite(1, R1)
    assert world.card().ref == R1
    assert world.server.asked_for == []


async def test_invite_before_its_context_is_asked_for_by_reference(world: World) -> None:
    world.server.contexts[R1] = context(R1, who=patient(1000))
    world.invite(1, R1)
    assert world.now().pop is None
    assert world.now().calls[0].state is CallState.RINGING
    await world.settle()
    assert world.server.asked_for == [R1]
    assert world.now().pop is not None
    assert world.card().patient == patient(1000)


async def test_a_context_of_another_reference_is_never_shown(world: World) -> None:
    world.server.contexts[R1] = context(R2, who=patient(1001))
    world.invite(1, R1)
    await world.settle()
    assert world.now().pop is None
    assert R2 not in world.pops()


async def test_near_identical_numbers_at_the_same_moment(world: World) -> None:
    first, second = context(R1, "13800001000", patient(1000)), context(R2, "13800001001", patient(1001))
    world.offered(first)
    world.invite(1, R1, "13800001000")
    world.offered(second)  # the queue was about to ring this desk as well; it will hear busy
    assert world.now().pop == first
    world.happens(t.CallRejectedBusy("13800001001"))
    world.tell(s.OfferWithdrawn(R2, "no_answer"))
    assert world.now().pop == first
    assert world.pops() == {R1}
    assert world.now().wrap_up is not None
    assert world.draft().patient_id == "P-1000"


async def test_two_invites_each_with_its_own_card(world: World) -> None:
    world.offered(context(R1, "13800001000", patient(1000)))
    world.invite(1, R1, "13800001000")
    world.invite(2, R2, "13800001001")
    world.server.contexts[R2] = context(R2, "13800001001", patient(1001))
    world.tell(s.ContextChanged(world.server.contexts[R2]))
    assert world.now().pop is not None
    assert world.card().ref == R1
    world.ended(1, 487)
    assert world.now().pop is not None
    assert world.card().ref == R2
    assert world.now().wrap_up is not None
    assert world.draft().ref == R2


async def test_direct_call_shows_the_caller_only(world: World) -> None:
    await world.took_call(1, context(R1, who=patient(1000)))
    world.ended(1)
    assert world.now().pop is not None  # wrap-up of the first call
    world.invite(2, "", "1002")
    assert world.now().pop is None
    assert world.now().calls[0].remote_number == "1002"
    world.ended(2)
    assert world.now().pop is not None
    assert world.card().ref == R1


async def test_pop_goes_when_withdrawn(world: World) -> None:
    world.offered(context(R1, who=patient(1000)))
    world.invite(1, R1)
    world.tell(s.OfferWithdrawn(R1, "caller_gave_up"))
    assert world.now().pop is None
    assert world.now().wrap_up is None
    world.ended(1, 487)
    assert world.now().calls == ()
    assert "caller_gave_up" in world.notices
    assert world.now().unfinished == ()


async def test_withdrawn_too_late_changes_nothing(world: World) -> None:
    await world.took_call(1, context(R1, who=patient(1000)))
    world.tell(s.OfferWithdrawn(R1, "no_answer"))
    assert world.now().pop is not None
    assert world.now().calls[0].state is CallState.TALKING


async def test_unanswered_ring_leaves_nothing_behind_while_the_server_is_dead(world: World) -> None:
    world.server_dies()
    world.invite(1, R1)
    world.ended(1, 487)
    assert (world.now().calls, world.now().pop, world.now().wrap_up, world.now().unfinished) == ((), None, None, ())


async def test_offered_again_after_an_unanswered_ring(world: World) -> None:
    world.offered(context(R1, who=patient(1000)))
    world.invite(1, R1)
    world.ended(1, 487)
    assert world.now().pop is None
    world.offered(context(R1, who=patient(1000)))
    assert world.now().pop is not None


async def test_pop_stays_through_call_and_wrap_up(world: World) -> None:
    await world.took_call(1, context(R1, who=patient(1000)))
    assert world.now().pop is not None
    world.ended(1)
    world.tell(s.CallEndedOnServer(R1, NOON + timedelta(minutes=1), "answered"))
    assert world.now().pop is not None
    assert world.now().wrap_up is not None
    world.desk.edit_wrap_up(R1, disposition="advice")
    world.desk.save_wrap_up(R1)
    await world.settle()
    assert world.now().pop is None
    assert world.now().wrap_up is None


async def test_context_changed_names_the_patient_in_the_draft(world: World) -> None:
    family = replace(context(R1), match=CallerMatch.MANY, candidates=(patient(1), patient(2)))
    await world.took_call(1, family)
    assert world.now().wrap_up is not None
    assert world.draft().patient_id is None
    world.server.patients = {patient(2).id: patient(2)}
    world.desk.choose_patient(R1, patient(2).id)
    await world.settle()
    assert world.now().pop is not None
    assert world.card().match is CallerMatch.CHOSEN
    assert world.draft().patient_id == "P-2"
    assert world.draft().who == "Patient 2"


async def test_missing_context_is_asked_for_when_the_server_is_back(world: World) -> None:
    world.server_dies()
    world.invite(1, R1)
    world.answered(1)
    await world.settle()
    assert world.now().pop is None
    world.server.contexts[R1] = context(R1, who=patient(1000))
    await world.server_returns()
    assert world.now().pop is not None
    assert world.now().wrap_up is not None
    assert world.draft().patient_id == "P-1000"


async def test_an_old_offer_heard_again_does_not_reopen_a_finished_call(world: World) -> None:
    await world.took_call(1, context(R1, who=patient(1000)))
    world.ended(1)
    world.offered(context(R2, "13800001001", patient(1001)))
    world.invite(2, R2, "13800001001")
    world.tell(s.CallOffered(context(R1, who=patient(1000))))
    assert world.now().pop is not None
    assert world.card().ref == R2


@pytest.mark.parametrize("number", ["", "anonymous", "+8613800001000", "0" * 40, "١٣٨"])
async def test_any_number_of_an_unknown_caller_can_ring(world: World, number: str) -> None:
    world.invite(1, R1, number)
    world.answered(1)
    await world.settle()
    assert world.now().calls[0].state is CallState.TALKING
    assert world.now().pop is None


@pytest.mark.parametrize("name", ["王小明", "Иванов Пётр", "محمد علي", 'O\'Neil "Red"'])
async def test_names_reach_the_screen_as_they_are(world: World, name: str) -> None:
    world.offered(context(R1, who=patient(1000, name)))
    assert world.now().pop is not None
    assert world.card().patient == patient(1000, name)
    assert world.now().wrap_up is not None
    assert world.draft().who == name


async def test_no_state_ever_showed_another_calls_card(world: World) -> None:
    """Every state any observer saw: the card is the first call's, or there is no call."""
    for number in range(20):
        ref = CallRef(f"careline-a1-{number}")
        await world.took_call(number + 1, context(ref, f"1380000{number:04}", patient(number)))
        world.ended(number + 1)
    for state in world.seen:
        if state.pop is not None and state.calls:
            assert state.pop.ref == state.calls[0].ref
        if state.pop is not None and state.wrap_up is not None and not state.calls:
            assert state.pop.ref == state.wrap_up.ref
    assert world.desk.state.calls == ()


async def test_call_id_of_a_gone_call_is_ignored(world: World) -> None:
    world.happens(t.CallMediaUp(CallId(99)))
    world.ended(99)
    assert world.now().calls == ()
