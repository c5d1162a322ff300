"""A call that rings while another page is open: who and why, with allergies and last contact, above the page. Main thread."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from agent_app.desk_state import DeskState
from agent_app.domain.call import Call
from ui import languages, terms
from ui.widgets.chips import ChipRow
from ui.widgets.panel import Panel, column, label, row, set_text
from ui.words import translate


class RingStrip(Panel):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, kind="strip")
        self.who = label("title")
        self.why = label("quiet", wrap=True)
        self.allergies = ChipRow("danger")
        made = row(column(self.who, self.why, spacing=0), self.allergies, spacing=24, margins=(20, 12, 20, 12))
        made.setStretch(1, 1)
        self.setLayout(made)

    def render_call(self, call: Call, state: DeskState) -> None:
        context = state.pop if state.pop is not None and state.pop.ref == call.ref else None
        patient = context.patient if context is not None else None
        set_text(self.who, terms.caller_name(call, context))
        parts = [terms.call_state(call.state), terms.queue_of(state, call, context)]
        if patient is not None and patient.vip:
            parts.append("VIP")
        if patient is not None and patient.last_contact is not None:
            last = patient.last_contact
            parts.append(
                translate("RingStrip", "Last contact {when}: {summary}").format(when=languages.moment(last.at), summary=last.summary)
            )
        set_text(self.why, "  ·  ".join(part for part in parts if part))
        self.allergies.set_texts(patient.allergies if patient is not None else ())
        self.setAccessibleName(f"{self.who.text()}, {self.why.text()}")
