"""The desk's messages to patients written by hand."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from agent_app.domain.call import CallRef
from agent_app.domain.patient_messages import MessageForm, MessageState, MessageTemplate, NewMessage, PatientMessage, Recipient

if TYPE_CHECKING:
    from tests.unit.ui.fakes import FakeDesk

SUMMARY = MessageTemplate(
    "summary",
    {"zh_CN": "通话小结", "ru": "Итог разговора", "en": "Summary of the call"},
    {"zh_CN": "您的来电", "ru": "Ваш звонок", "en": "Your call"},
    {
        "zh_CN": "周敏，您好！感谢您于2026年11月22日致电。",
        "ru": "Здравствуйте, Чжоу Минь! Спасибо за звонок 22.11.2026.",
        "en": "Dear Zhou Min, thank you for calling on 2026-11-22.",
    },
)
BRING = MessageTemplate(
    "documents",
    {"zh_CN": "就诊须知", "ru": "Что взять с собой", "en": "What to bring"},
    {"zh_CN": "就诊须知", "ru": "Что взять с собой", "en": "What to bring"},
    {"zh_CN": "请携带身份证件。", "ru": "Возьмите документ.", "en": "Please bring an identity document."},
)
FORM = MessageForm("zh_CN", False, (Recipient("call", "•••••••1000"), Recipient("phone-7", "•••••••4321")), (SUMMARY, BRING), ())
WAITING = PatientMessage(
    "m1", "sms", "•••••••1000", MessageState.WAITING, "Lin Yue", "请携带身份证件。", datetime(2026, 11, 22, 12, 30, tzinfo=UTC), None
)


class FakeMessages:
    def __init__(self, desk: FakeDesk) -> None:
        self._desk = desk
        self.offered = FORM
        self.kept: list[PatientMessage] = []

    async def form(self, ref: CallRef) -> MessageForm:
        self._desk.refuse()
        self._desk.asked.append(("message_form", ref))
        return self.offered

    async def of_call(self, _ref: CallRef) -> Sequence[PatientMessage]:
        return tuple(self.kept)

    async def send(self, ref: CallRef, message: NewMessage) -> None:
        self._desk.refuse()
        self._desk.asked.append(("send_message", ref, message))

    async def cancel(self, message_id: str) -> None:
        self._desk.refuse()
        self._desk.asked.append(("cancel_message", message_id))
