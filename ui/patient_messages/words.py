"""What becomes of a message, in words. Main thread."""

from __future__ import annotations

from agent_app.domain.patient_messages import MessageState
from ui.words import translate


def state_words(state: MessageState) -> str:
    return {
        MessageState.WAITING: translate("PatientMessage", "waiting to be sent"),
        MessageState.SENDING: translate("PatientMessage", "being sent"),
        MessageState.SENT: translate("PatientMessage", "sent"),
        MessageState.FAILED: translate("PatientMessage", "refused by the gateway"),
        MessageState.CANCELLED: translate("PatientMessage", "taken back"),
    }[state]
