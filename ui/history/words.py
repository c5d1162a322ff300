"""Words for what the history shows. Main thread."""

from __future__ import annotations

from agent_app.desk_state import DeskState
from agent_app.domain.history import Leg
from ui import languages
from ui.words import QT_TRANSLATE_NOOP, translate

_ENDS = {
    "caller_gave_up": QT_TRANSLATE_NOOP("CallDetail", "caller gave up"),
    "no_answer": QT_TRANSLATE_NOOP("CallDetail", "did not answer"),
    "rejected": QT_TRANSLATE_NOOP("CallDetail", "rejected"),
    "desk_gone": QT_TRANSLATE_NOOP("CallDetail", "desk lost"),
}


def leg_end(leg: Leg) -> str:
    """How one ringing ended, with the time talked where it was answered."""
    if leg.answered_at is not None:
        talked = languages.duration((leg.ended_at - leg.answered_at).total_seconds()) if leg.ended_at is not None else ""
        return " ".join(part for part in (translate("CallDetail", "answered"), talked) if part)
    return translate("CallDetail", _ENDS[leg.end_reason]) if leg.end_reason in _ENDS else ""


def disposition_words(state: DeskState, code: str) -> str:
    for choice in state.session.dispositions if state.session is not None else ():
        if choice.code == code:
            return choice.label(languages.current())
    return code
