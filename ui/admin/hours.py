"""Opening hours as a person writes them: a line per day, ``8-12, 14-18``, and a bar that shows what was understood. Main thread."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QLineEdit, QPushButton, QSizePolicy, QWidget

from ui.admin import words
from ui.admin.editors import Editor
from ui.theme import theme
from ui.widgets.check_box import CheckBox
from ui.widgets.panel import column, label, row, set_text
from ui.words import translate

Span = Mapping[str, str]
_DAY_MIN = 24 * 60
_SPAN = re.compile(r"(\d{1,2})(?:[:.](\d{2}))?\s*[-–—~至到]\s*(\d{1,2})(?:[:.](\d{2}))?")


def read_spans(text: str) -> list[dict[str, str]] | None:
    """``8-12, 14:30-18`` as intervals of the contract; empty text: closed; None where it cannot be understood."""
    spans: list[dict[str, str]] = []
    for part in re.split(r"[,;，；、]", text):
        if not part.strip():
            continue
        found = _SPAN.fullmatch(part.strip())
        if found is None:
            return None
        begin, end = _minutes(found[1], found[2]), _minutes(found[3], found[4])
        if begin is None or end is None or begin in (end, _DAY_MIN):
            return None
        spans.append({"from": _clock(begin), "to": _clock(end)})
    return spans


def write_spans(spans: Sequence[Span]) -> str:
    return ", ".join(f"{span['from']}–{span['to']}" for span in spans)


def _minutes(hour: str, minute: str | None) -> int | None:
    made = int(hour) * 60 + int(minute or 0)
    return made if made <= _DAY_MIN and int(minute or 0) < 60 else None


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}"


class DayBar(QWidget):
    """Midnight to midnight; the open parts filled, also what runs over from the day before."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._parts: list[tuple[int, int]] = []
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMinimumWidth(96)

    def sizeHint(self) -> QSize:
        return QSize(200, 22)

    def show_spans(self, spans: Sequence[Span], before: Sequence[Span] = ()) -> None:
        parts = [(0, end) for begin, end in map(_ends, before) if end < begin]
        parts += [(begin, end if end > begin else _DAY_MIN) for begin, end in map(_ends, spans)]
        if parts != self._parts:
            self._parts = parts
            self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        middle, wide = self.height() / 2, self.width()
        painter.setBrush(theme().color("line"))
        painter.drawRoundedRect(QRectF(0, middle - 4, wide, 8), 4, 4)
        painter.setBrush(theme().color("accent"))
        for begin, end in self._parts:
            painter.drawRoundedRect(QRectF(wide * begin / _DAY_MIN, middle - 4, wide * (end - begin) / _DAY_MIN, 8), 4, 4)
        painter.setBrush(theme().color("text_quiet"))
        for hour in (6, 12, 18):
            painter.drawRect(QRectF(wide * hour / 24 - 0.5, middle - 7, 1, 14))


def _ends(span: Span) -> tuple[int, int]:
    def minutes(clock: str) -> int:
        return int(clock[:2]) * 60 + int(clock[3:5])

    return minutes(span["from"]), minutes(span["to"])


class SpansEditor(Editor):
    """The hours of one day: a list of intervals, empty for closed."""

    def __init__(self) -> None:
        super().__init__()
        self.field = QLineEdit()
        self.bar = DayBar()
        self.field.textEdited.connect(self._typed)
        self.setFocusProxy(self.field)
        line = row(self.field, self.bar, spacing=16)
        line.setStretch(0, 2)
        line.setStretch(1, 3)
        self.setLayout(line)
        self.retranslate()

    def retranslate(self) -> None:
        self.field.setPlaceholderText(translate("Admin", "closed"))

    def show_value(self, value: Any) -> None:
        if self.value() != (value or []):
            self.field.setText(value if isinstance(value, str) else write_spans(value or []))
        self._draw()

    def value(self) -> Any:
        spans = read_spans(self.field.text())
        return self.field.text() if spans is None else spans

    def problem(self) -> str:
        return _unreadable() if isinstance(self.value(), str) else ""

    def said(self, value: Any) -> str:
        return value if isinstance(value, str) else words.intervals(value or [])

    def _typed(self) -> None:
        self._draw()
        self.edited.emit()

    def _draw(self) -> None:
        spans = self.value()
        self.bar.show_spans([] if isinstance(spans, str) else spans)


def _unreadable() -> str:
    return translate("Admin", "Write the hours like 8-12, 14:30-18. Leave a day empty where it is closed.")


class WeekEditor(Editor):
    """A week of opening hours, or always open (null)."""

    def __init__(self) -> None:
        super().__init__()
        self.always = CheckBox()
        self.always.clicked.connect(self._switched)
        self.fields: dict[str, QLineEdit] = {}
        self._bars: dict[str, DayBar] = {}
        self._names = {code: label() for code in words.DAYS}
        self._copies: dict[str, QPushButton] = {}
        self._hint = label("small", wrap=True)
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(4)
        for index, code in enumerate(words.DAYS):
            field = self.fields[code] = QLineEdit()
            field.setMinimumWidth(204)
            field.textEdited.connect(self._typed)
            bar = self._bars[code] = DayBar()
            copy = self._copies[code] = QPushButton()
            copy.setProperty("look", "plain")
            copy.clicked.connect(lambda _checked=False, source=code: self._copy_down(source))
            for at, part in enumerate((self._names[code], field, bar, copy)):
                grid.addWidget(part, index, at)
        self._copies["sun"].hide()
        grid.setColumnStretch(1, 2)
        grid.setColumnStretch(2, 3)
        self._days = QWidget()
        self._days.setLayout(column(grid, self._hint, spacing=8))
        self.setFocusProxy(self.always)
        self.setLayout(column(self.always, self._days, spacing=8))
        self.retranslate()

    def name_it(self, name: str) -> None:
        for code, field in self.fields.items():
            field.setAccessibleName(f"{name}, {words.day(code)}")

    def retranslate(self) -> None:
        self.always.setText(translate("Admin", "Always open"))
        self.always.setAccessibleName(translate("Admin", "Always open"))
        set_text(self._hint, translate("Admin", "Like 8-12, 14:30-18. A time after midnight (22-6) belongs to the day on which it begins."))
        for code, name in self._names.items():
            set_text(name, words.day(code))
            self.fields[code].setPlaceholderText(translate("Admin", "closed"))
            self._copies[code].setText(translate("Admin", "↓ to all below"))
            self._copies[code].setToolTip(translate("Admin", "Take these hours for the following days up to Sunday"))

    def show_value(self, value: Any) -> None:
        self.always.setChecked(value is None)
        self._days.setVisible(value is not None)
        if value is not None and self.value() != value:
            for code, field in self.fields.items():
                day = value.get(code, [])
                shown = day if isinstance(day, str) else write_spans(day)
                if _day_value(field.text()) != day:
                    field.setText(shown)
                    field.setCursorPosition(0)  # the beginning is what one reads
        self._draw()

    def value(self) -> Any:
        if self.always.isChecked():
            return None
        return {code: _day_value(field.text()) for code, field in self.fields.items()}

    def problem(self) -> str:
        for code, day in (self.value() or {}).items():
            if isinstance(day, str):
                return f"{words.day(code)}: {_unreadable()}"
        return ""

    def said(self, value: Any) -> str:
        return words.week(value)

    def _switched(self) -> None:
        self._days.setVisible(not self.always.isChecked())
        if not self.always.isChecked() and not any(field.text() for field in self.fields.values()):
            for code in words.DAYS[:5]:
                self.fields[code].setText("08:00–18:00")
        self._draw()
        self.edited.emit()

    def _typed(self) -> None:
        self._draw()
        self.edited.emit()

    def _copy_down(self, source: str) -> None:
        for code in words.DAYS[words.DAYS.index(source) + 1 :]:
            self.fields[code].setText(self.fields[source].text())
        self._typed()

    def _draw(self) -> None:
        read = {code: read_spans(field.text()) or [] for code, field in self.fields.items()}
        for index, (code, bar) in enumerate(self._bars.items()):
            bar.show_spans(read[code], read[words.DAYS[index - 1]])


def _day_value(text: str) -> Any:
    spans = read_spans(text)
    return text if spans is None else spans
