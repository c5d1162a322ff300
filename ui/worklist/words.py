"""Call-backs in words. Main thread."""

from __future__ import annotations

from datetime import datetime

from agent_app.domain.worklist import CallAttempt, CallBack, CallBackHint
from ui import languages
from ui.words import QT_TRANSLATE_NOOP, translate

_WHY = {
    "abandoned": QT_TRANSLATE_NOOP("Worklist", "Gave up after {time}"),
    "short": QT_TRANSLATE_NOOP("Worklist", "Hung up at once"),
    "out_of_hours": QT_TRANSLATE_NOOP("Worklist", "Called outside hours"),
    "voicemail": QT_TRANSLATE_NOOP("Worklist", "Left a message ({time})"),
}
_OUTCOMES = {
    "pending": QT_TRANSLATE_NOOP("Worklist", "is being called"),
    "reached": QT_TRANSLATE_NOOP("Worklist", "reached"),
    "no_answer": QT_TRANSLATE_NOOP("Worklist", "no answer"),
    "busy": QT_TRANSLATE_NOOP("Worklist", "busy"),
    "failed": QT_TRANSLATE_NOOP("Worklist", "did not connect"),
}
_REASONS = {
    "solved_otherwise": QT_TRANSLATE_NOOP("Worklist", "Solved otherwise"),
    "not_needed": QT_TRANSLATE_NOOP("Worklist", "No longer needed"),
    "wrong_number": QT_TRANSLATE_NOOP("Worklist", "Wrong number"),
    "do_not_call": QT_TRANSLATE_NOOP("Worklist", "Does not want to be called"),
}


def who(task: CallBack) -> str:
    return task.patient_name or task.number_masked


def why(task: CallBack) -> str:
    seconds = task.voicemail_s if task.why == "voicemail" else task.waited_s
    words = _WHY.get(task.why)
    return translate("Worklist", words).format(time=languages.duration(seconds)) if words else task.why


def waiting_since(task: CallBack, now: datetime) -> str:
    """How long ago the newest call was, roughly: minutes, hours, then days."""
    minutes = max(0, int((now - task.last_at).total_seconds() // 60))
    if minutes < 60:
        return translate("Worklist", "%n min", "", minutes)
    hours = minutes // 60
    return translate("Worklist", "%n h", "", hours) if hours < 48 else translate("Worklist", "%n day(s)", "", hours // 24)


def outcome(attempt: CallAttempt) -> str:
    words = _OUTCOMES.get(attempt.outcome)
    return translate("Worklist", words) if words else attempt.outcome


def reason(code: str) -> str:
    return translate("Worklist", _REASONS[code])


def hint(owed: CallBackHint) -> str:
    """For the pop: which call of ours this returns, and what is owed."""
    parts = []
    if owed.tried_at is not None:
        by = owed.tried_by or "-"
        parts.append(translate("Worklist", "Returns our call of {time} ({agent})").format(time=languages.moment(owed.tried_at), agent=by))
    if owed.task_id is not None:
        parts.append(translate("Worklist", "A call-back is owed: %n missed call(s)", "", owed.missed_calls))
    if owed.notes.strip():
        parts.append(owed.notes.strip())
    return "  ·  ".join(parts)
