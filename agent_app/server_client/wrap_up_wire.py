"""The wrap-up's form and recording's state as domain values. Pure."""

from __future__ import annotations

from agent_app.domain.patient import IdentityAnswer
from agent_app.domain.user import Choice
from agent_app.domain.wrap_up_form import Matter, WrapUpForm
from agent_app.ports import RecordingAnswer
from agent_app.server_client import wire
from agent_app.server_client.wire import Json, WireError


def wrap_up_form(data: Json) -> WrapUpForm:
    required = wire.obj(data.get("required"), "required")
    fields = {queue: tuple(str(name) for name in names) for queue, names in required.items() if isinstance(names, list)}
    return WrapUpForm(wire.items(data, "matters", _matter), wire.items(data, "sources", _source), fields)


def recording_answer(data: Json) -> RecordingAnswer:
    return RecordingAnswer(wire.text(data, "recording"), wire.moment(data, "since"), wire.flag(data, "carried_out"))


def identity_answer(data: Json) -> IdentityAnswer:
    outcomes = {str(fact): str(outcome) for fact, outcome in wire.obj(data.get("facts"), "facts").items()}
    return IdentityAnswer(wire.text(data, "result") == "passed", outcomes, wire.call_context(wire.obj(data.get("context"), "context")))


def _matter(data: Json) -> Matter:
    queues = data.get("queues")
    if queues is not None and not isinstance(queues, list):
        raise WireError("queues: not a list")
    return Matter(wire.text(data, "code"), wire.text(data, "parent"), _labels(data), tuple(queues) if queues is not None else None)


def _source(data: Json) -> Choice:
    return Choice(wire.text(data, "code"), _labels(data))


def _labels(data: Json) -> dict[str, str]:
    return {language: label for language, label in wire.obj(data.get("labels"), "labels").items() if isinstance(label, str)}
