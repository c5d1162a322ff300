"""Choices of the centre are read anew when administration changes them; what is typed and chosen stays."""

from __future__ import annotations

from agent_app.domain.server_events import ConfigChanged, SnapshotTaken
from agent_app.domain.user import Choice, ChoicesRead, SessionInfo
from tests.unit.core.fakes import context, patient
from tests.unit.core.world import R1, World

QUEUES = (Choice("main", {"en": "Front desk"}),)
NEW = ChoicesRead((Choice("refund", {"en": "Refund"}),), (Choice("tea", {"en": "Tea"}),), QUEUES)


def _session(world: World) -> SessionInfo:
    session = world.now().session
    assert session is not None
    return session


async def test_changed_choices_are_offered_without_a_new_sign_in(world: World) -> None:
    await world.signed_in()
    before_it = world.now().config_changes
    world.server.offers = NEW
    world.tell(ConfigChanged("dispositions"))
    await world.settle()
    session = _session(world)
    assert (session.dispositions, session.not_ready_reasons, session.queues) == (NEW.dispositions, NEW.not_ready_reasons, QUEUES)
    assert world.now().config_changes == before_it + 1


async def test_what_is_being_typed_keeps_its_outcome(world: World) -> None:
    await world.signed_in()
    await world.took_call(1, context(R1, who=patient(1000)))
    chosen = _session(world).dispositions[0]
    world.desk.edit_wrap_up(R1, notes="half a sentence", disposition=chosen.code)
    world.server.offers = NEW
    world.tell(ConfigChanged("dispositions"))
    await world.settle()
    assert _session(world).dispositions == (*NEW.dispositions, chosen)
    assert world.draft().notes == "half a sentence"
    assert world.draft().disposition == chosen.code


async def test_other_changes_ask_for_nothing_but_are_counted(world: World) -> None:
    await world.signed_in()
    before = _session(world)
    before_it = world.now().config_changes
    world.server.offers = NEW
    world.tell(ConfigChanged("trunks"))
    await world.settle()
    assert _session(world) == before
    assert world.now().config_changes == before_it + 1


async def test_after_a_gap_in_the_events_choices_are_read_once_more(world: World) -> None:
    await world.signed_in()
    world.server.offers = NEW
    world.tell(SnapshotTaken(world.server.status, True, ()))
    await world.settle()
    assert _session(world).dispositions == NEW.dispositions


async def test_a_server_that_is_away_changes_nothing(world: World) -> None:
    await world.signed_in()
    before = _session(world)
    world.server.away = True
    world.tell(ConfigChanged("queues"))
    await world.settle()
    assert _session(world) == before
