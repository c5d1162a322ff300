"""The words for what the domain calls by code: states, outcomes, kinds of contact, quality. Main thread."""

from __future__ import annotations

from datetime import date
from enum import Enum

from agent_app.desk_state import DeskState
from agent_app.domain.agent_status import AgentState
from agent_app.domain.call import AudioQuality, Call, CallDirection, CallState
from agent_app.domain.patient import CallContext, Patient
from ui import languages
from ui.words import QT_TRANSLATE_NOOP, translate

_AGENT_STATES = {
    AgentState.LOGGED_OUT: QT_TRANSLATE_NOOP("Terms", "Signed out"),
    AgentState.NOT_READY: QT_TRANSLATE_NOOP("Terms", "Not ready"),
    AgentState.READY: QT_TRANSLATE_NOOP("Terms", "Ready"),
    AgentState.RINGING: QT_TRANSLATE_NOOP("Terms", "Ringing"),
    AgentState.TALKING: QT_TRANSLATE_NOOP("Terms", "Talking"),
    AgentState.HOLD: QT_TRANSLATE_NOOP("Terms", "Hold"),
    AgentState.WRAP_UP: QT_TRANSLATE_NOOP("Terms", "Wrap-up"),
    AgentState.NOT_ANSWERING: QT_TRANSLATE_NOOP("Terms", "Not answering"),
}
_CALL_STATES = {
    CallState.RINGING: QT_TRANSLATE_NOOP("Terms", "Incoming call"),
    CallState.DIALING: QT_TRANSLATE_NOOP("Terms", "Dialling"),
    CallState.RINGBACK: QT_TRANSLATE_NOOP("Terms", "Ringing there"),
    CallState.CONNECTING: QT_TRANSLATE_NOOP("Terms", "Connecting"),
    CallState.TALKING: QT_TRANSLATE_NOOP("Terms", "In call"),
    CallState.HELD: QT_TRANSLATE_NOOP("Terms", "On hold"),
    CallState.ENDED: QT_TRANSLATE_NOOP("Terms", "Ended"),
}
_SEXES = {
    "male": QT_TRANSLATE_NOOP("Terms", "Male"),
    "female": QT_TRANSLATE_NOOP("Terms", "Female"),
    "other": QT_TRANSLATE_NOOP("Terms", "Other sex"),
    "unknown": QT_TRANSLATE_NOOP("Terms", "Sex not recorded"),
}
_CONTACT_KINDS = {
    "call_in": QT_TRANSLATE_NOOP("Terms", "Call from the patient"),
    "call_out": QT_TRANSLATE_NOOP("Terms", "Call to the patient"),
    "visit": QT_TRANSLATE_NOOP("Terms", "Visit"),
    "note": QT_TRANSLATE_NOOP("Terms", "Note"),
}
_OUTCOMES = {
    "answered": QT_TRANSLATE_NOOP("Terms", "Answered"),
    "abandoned": QT_TRANSLATE_NOOP("Terms", "Caller gave up"),
    "no_answer": QT_TRANSLATE_NOOP("Terms", "No answer"),
    "busy": QT_TRANSLATE_NOOP("Terms", "Busy"),
    "failed": QT_TRANSLATE_NOOP("Terms", "Did not connect"),
    "in_progress": QT_TRANSLATE_NOOP("Terms", "In progress"),
    "closed": QT_TRANSLATE_NOOP("Terms", "Outside hours"),
    "voicemail": QT_TRANSLATE_NOOP("Terms", "Left a message"),
}
_LANGUAGES = {
    "zh": QT_TRANSLATE_NOOP("Terms", "Speaks Chinese"),
    "ru": QT_TRANSLATE_NOOP("Terms", "Speaks Russian"),
    "en": QT_TRANSLATE_NOOP("Terms", "Speaks English"),
    "ar": QT_TRANSLATE_NOOP("Terms", "Speaks Arabic"),
    "he": QT_TRANSLATE_NOOP("Terms", "Speaks Hebrew"),
}
_LEGS = {
    "mixed": QT_TRANSLATE_NOOP("Terms", "Both sides"),
    "patient": QT_TRANSLATE_NOOP("Terms", "Patient's side"),
    "agent": QT_TRANSLATE_NOOP("Terms", "Agent's side"),
}


def _term(source: str) -> str:
    return translate("Terms", source)


def agent_state(state: AgentState) -> str:
    return _term(_AGENT_STATES[state])


def call_state(state: CallState) -> str:
    return _term(_CALL_STATES[state])


def sex(code: str) -> str:
    return _term(_SEXES.get(code, _SEXES["unknown"]))


def contact_kind(code: str) -> str:
    """Kinds this desk does not know yet are shown by their code."""
    return _term(_CONTACT_KINDS[code]) if code in _CONTACT_KINDS else code


def outcome(code: str) -> str:
    return _term(_OUTCOMES[code]) if code in _OUTCOMES else code


def spoken_language(code: str) -> str:
    short = code.replace("-", "_").split("_")[0].lower()
    return _term(_LANGUAGES[short]) if short in _LANGUAGES else code


def recording_leg(code: str) -> str:
    return _term(_LEGS[code]) if code in _LEGS else code


class Quality(Enum):
    GOOD = "good"
    FAIR = "fair"  # audible faults
    POOR = "poor"  # hard to understand


def quality_grade(measured: AudioQuality) -> Quality:
    """Thresholds after ITU-T G.1010/Y.1541 for conversational speech: loss in percent, jitter and round trip in ms."""
    if measured.loss_percent > 5 or measured.jitter_ms > 60 or measured.round_trip_ms > 500:
        return Quality.POOR
    if measured.loss_percent > 1.5 or measured.jitter_ms > 30 or measured.round_trip_ms > 300:
        return Quality.FAIR
    return Quality.GOOD


def quality_words(grade: Quality) -> str:
    return {
        Quality.GOOD: translate("Terms", "Good line"),
        Quality.FAIR: translate("Terms", "Fair line"),
        Quality.POOR: translate("Terms", "Poor line"),
    }[grade]


def born(patient: Patient, today: date) -> str:
    """Sex, age and date of birth in one line."""
    parts = [sex(patient.sex)]
    if patient.birth_date is not None:
        years = languages.age(patient.birth_date, today)
        parts.append(translate("Terms", "%n year(s)", "", years))
        parts.append(languages.day(patient.birth_date))
    elif patient.age is not None:
        parts.append(translate("Terms", "%n year(s)", "", patient.age))
    return " · ".join(parts)


def masked(number: str) -> str:
    """The last four digits stay, as the server masks."""
    return "•" * max(0, len(number) - 4) + number[-4:] if len(number) > 4 else number


def caller_name(call: Call, context: CallContext | None) -> str:
    """Name, else what the network said, else what kind of caller it is."""
    outgoing = call.direction is CallDirection.OUTBOUND
    if context is not None and context.patient is not None:
        return context.patient.name
    if context is not None and context.candidates:
        return translate("Terms", "%n person(s) share this number", "", len(context.candidates))
    if call.ref is None and call.remote_name:
        return call.remote_name
    if not call.remote_number:
        return translate("Terms", "Outgoing call") if outgoing else translate("Terms", "Number withheld")
    return translate("Terms", "Outgoing call") if outgoing else translate("Terms", "Unknown caller")


def queue(state: DeskState, code: str, otherwise: str = "") -> str:
    """The queue's name in the language of this desk; ``otherwise`` (what the server said) for a queue the desk does not know."""
    for choice in state.session.queues if state.session is not None else ():
        if choice.code == code:
            return choice.label(languages.current())
    return otherwise or code


def queue_of(state: DeskState, call: Call, context: CallContext | None) -> str:
    """The name of the queue that brings the call, empty for a call without one."""
    return queue(state, context.queue, context.queue_label) if context is not None else queue(state, call.queue)


def caller_number(call: Call, context: CallContext | None) -> str:
    if context is not None and context.number_masked:
        return context.number_masked
    return masked(call.remote_number)
