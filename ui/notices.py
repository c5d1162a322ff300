"""Messages as a quiet stack at the lower left: what happened, what is safe, what to do. Main thread.

Information leaves by itself; warnings and errors stay until someone dismisses them.
"""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QToolButton, QWidget

from agent_app.desk_state import Notice, Severity
from ui.icons import icon, pixmap
from ui.messages import message
from ui.theme import theme
from ui.widgets.panel import Panel, column, label, row, set_text
from ui.words import translate

WIDTH = 304
_INFO_MS = 6000
_MOST = 4
_LOOKS = {Severity.INFO: ("info", "accent"), Severity.WARNING: ("triangle-alert", "warn"), Severity.ERROR: ("circle-alert", "danger_text")}


class NoticeCard(Panel):
    """Signals: ``dismissed`` with the notice's id."""

    dismissed = Signal(int)

    def __init__(self, notice: Notice, parent: QWidget | None = None) -> None:
        super().__init__(parent, kind="notice")
        self.setProperty("severity", notice.severity.value)
        self.notice = notice
        self._icon = label()
        self.what = label("strong", wrap=True)
        self.more = label("", wrap=True)
        self.close_button = QToolButton()
        self.close_button.setProperty("look", "plain")
        self.close_button.clicked.connect(lambda: self.dismissed.emit(notice.id))
        made = row(
            column(self._icon, None), column(self.what, self.more, None, spacing=4), column(self.close_button, None),
            spacing=12, margins=(16, 12, 4, 12),
        )  # fmt: skip
        made.setStretch(1, 1)
        self.setLayout(made)
        self.setFixedWidth(WIDTH)
        self._tint()
        theme().changed.connect(self._tint)
        self.retranslate()
        if notice.severity is Severity.INFO:
            QTimer.singleShot(_INFO_MS, self, lambda: self.dismissed.emit(notice.id))

    def retranslate(self) -> None:
        words = message(self.notice.code, self.notice.params)
        set_text(self.what, words.what)
        more = " ".join(part for part in (words.safe, words.do) if part)
        set_text(self.more, more)
        self.more.setVisible(bool(more))
        self.setAccessibleName(words.text)
        self.close_button.setAccessibleName(translate("Notices", "Dismiss"))
        self.close_button.setToolTip(translate("Notices", "Dismiss"))

    def _tint(self) -> None:
        name, ink = _LOOKS[self.notice.severity]
        self._icon.setPixmap(pixmap(name, ink, 20))
        self.close_button.setIcon(icon("x", "text_quiet", 16))


class NoticeStack(Panel):
    """Signals: ``dismissed`` with the notice's id."""

    dismissed = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._cards: dict[int, NoticeCard] = {}
        self._column = column(spacing=8)
        self.setLayout(self._column)
        self.setFixedWidth(WIDTH)
        self.hide()

    def render_notices(self, notices: tuple[Notice, ...]) -> None:
        """The newest few; older ones come back when these are dismissed."""
        shown = notices[-_MOST:]
        wanted = {notice.id for notice in shown}
        if wanted == set(self._cards):
            return
        for gone in set(self._cards) - wanted:
            card = self._cards.pop(gone)
            self._column.removeWidget(card)
            card.hide()
            card.deleteLater()
        for notice in shown:
            if notice.id not in self._cards:
                card = NoticeCard(notice, self)
                card.dismissed.connect(self.dismissed)
                self._cards[notice.id] = card
                self._column.addWidget(card)
        self.setVisible(bool(self._cards))
        self.place()

    def place(self) -> None:
        """Sit in the lower left corner, as wide as the patient card: above nothing one types in."""
        parent = self.parentWidget()
        if parent is None or not self._cards:
            return
        self.setFixedHeight(self._column.heightForWidth(WIDTH) if self._column.hasHeightForWidth() else self._column.sizeHint().height())
        self.move(97, parent.height() - self.height() - 16)
        self.raise_()
