"""The server's side of messages to patients, in memory."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from agent_app.domain.call import CallRef
from agent_app.domain.errors import UserFacingError
from agent_app.domain.patient_messages import MessageForm, MessageState, MessageTemplate, PatientMessage, Recipient

WORDS = {"zh_CN": "您好", "ru": "Здравствуйте", "en": "Hello"}
FORM = MessageForm("ru", False, (Recipient("call", "•••••••1000"),), (MessageTemplate("summary", WORDS, WORDS, WORDS),), ())


class FakeMessages:
    def __init__(self, reach: Callable[[], None] = lambda: None) -> None:
        self._reach = reach
        self.kept: dict[CallRef, list[PatientMessage]] = {}

    def form(self, ref: CallRef) -> MessageForm:
        self._reach()
        return FORM if ref else replace(FORM, recipients=())

    def of_call(self, ref: CallRef) -> tuple[PatientMessage, ...]:
        self._reach()
        return tuple(self.kept.get(ref, ()))

    def cancel(self, message_id: str) -> None:
        self._reach()
        for messages in self.kept.values():
            for place, one in enumerate(messages):
                if one.id == message_id and one.state is MessageState.WAITING:
                    messages[place] = replace(one, state=MessageState.CANCELLED)
                    return
        raise UserFacingError("message_on_its_way")
