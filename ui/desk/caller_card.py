"""The card at the left while nobody knows who is on the line: unknown, withheld, or a number that a family shares. Main thread."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from agent_app.domain.call import CallDirection
from agent_app.domain.patient import CallContext, CallerMatch
from ui.widgets.panel import Panel, column, label, set_text
from ui.words import translate


class CallerCard(Panel):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, kind="card")
        self._context: CallContext | None = None
        self._queue_name = ""
        self.title = label("headline", wrap=True)
        self.number = label("title")
        self.words = label("quiet", wrap=True)
        self.queue = label("small", wrap=True)
        self.setLayout(column(self.title, self.number, 8, self.words, 8, self.queue, None, spacing=8, margins=(24, 24, 24, 20)))

    def render_context(self, context: CallContext, queue_name: str) -> None:
        self._context, self._queue_name = context, queue_name
        outgoing = context.direction is CallDirection.OUTBOUND
        title, words = {
            CallerMatch.MANY: (
                translate("CallerCard", "Shared number"),
                translate("CallerCard", "Ask who is speaking, then choose the person."),
            ),
            CallerMatch.WITHHELD: (
                translate("CallerCard", "Number withheld"),
                translate("CallerCard", "The caller's number was not sent. Ask for the name."),
            ),
        }.get(
            context.match,
            (
                translate("CallerCard", "Outgoing call") if outgoing else translate("CallerCard", "Unknown caller"),
                translate("CallerCard", "Nobody on record has exactly this number."),
            ),
        )
        set_text(self.title, title)
        set_text(self.words, words)
        set_text(self.number, context.number_masked)
        self.number.setVisible(bool(context.number_masked))
        set_text(self.queue, queue_name)
        self.setAccessibleName(f"{title} {context.number_masked}".strip())

    def retranslate(self) -> None:
        if self._context is not None:
            self.render_context(self._context, self._queue_name)
