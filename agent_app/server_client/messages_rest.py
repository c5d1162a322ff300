"""Messages to patients over REST and their JSON as domain values. ``MessagesRest`` runs on network workers; the rest is pure."""

from __future__ import annotations

from urllib.parse import quote
from uuid import uuid4

from agent_app.domain.call import CallRef
from agent_app.domain.patient_messages import MessageForm, MessageState, MessageTemplate, PatientMessage, Recipient
from agent_app.server_client import wire
from agent_app.server_client.wire import Json, WireError
from agent_app.server_client.worklist_rest import Ask


class MessagesRest:
    """Implements ``agent_app.ports.MessageServer``."""

    def __init__(self, ask: Ask) -> None:
        self._ask = ask

    def form(self, ref: CallRef) -> MessageForm:
        return self._ask(_form, "GET", f"/v1/calls/{quote(ref, safe='')}/messages/form")

    def of_call(self, ref: CallRef) -> tuple[PatientMessage, ...]:
        return self._ask(lambda data: wire.items(data, "messages", _message), "GET", f"/v1/calls/{quote(ref, safe='')}/messages")

    def cancel(self, message_id: str) -> None:
        key = {"Idempotency-Key": str(uuid4())}
        self._ask(lambda data: wire.text(data, "id"), "POST", f"/v1/messages/{quote(message_id, safe='')}/cancel", headers=key)


def _form(data: Json) -> MessageForm:
    gateways = data.get("gateways")
    if not isinstance(gateways, list):
        raise WireError("gateways: missing")
    return MessageForm(
        wire.text(data, "language"),
        wire.flag(data, "number_withheld"),
        wire.items(data, "recipients", lambda one: Recipient(wire.text(one, "key"), wire.text(one, "masked"))),
        wire.items(data, "templates", _template),
        tuple(str(name) for name in gateways),
    )


def _template(data: Json) -> MessageTemplate:
    return MessageTemplate(wire.text(data, "code"), _words(data, "labels"), _words(data, "subjects"), _words(data, "texts"))


def _words(data: Json, name: str) -> dict[str, str]:
    return {language: str(words) for language, words in wire.obj(data.get(name), name).items()}


def _message(data: Json) -> PatientMessage:
    return PatientMessage(
        wire.text(data, "id"),
        wire.text(data, "channel"),
        wire.text(data, "to_masked"),
        wire.member(data, "state", MessageState),
        wire.text(data, "author_name"),
        wire.text(data, "text"),
        wire.needed_moment(data, "created_at"),
        wire.moment(data, "ended_at"),
    )
