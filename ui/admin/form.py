"""The form of one row: its fields, their problems, and what differs from the row as the server has it. Main thread."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QScrollArea, QWidget

from agent_app.domain.admin import Administration
from ui.admin.editors import Captioned
from ui.admin.edits import Edits
from ui.admin.sections import Field, Section, When
from ui.widgets.panel import Panel, column


class Form(Panel):
    """Signals: ``edited`` with the edits after a change by the person."""

    edited = Signal(object)

    def __init__(self, section: Section, extra: QWidget | None = None, parent: QWidget | None = None) -> None:
        """``extra`` stands below the fields."""
        super().__init__(parent)
        self._section = section
        self._edits = Edits(None)
        self._look = Administration()
        self._unchanged: dict[str, Any] = {}
        self.fields: dict[str, Captioned] = {}
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(20)
        grid.setVerticalSpacing(14)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        at_row = at_column = 0
        for field in section.fields:
            shown = self.fields[field.name] = Captioned(field.make(), field.caption or field.name)
            shown.editor.edited.connect(lambda name=field.name: self._changed(name))
            if field.wide:
                at_row += 1 if at_column else 0
                grid.addWidget(shown, at_row, 0, 1, 2)
                at_row, at_column = at_row + 1, 0
            else:
                grid.addWidget(shown, at_row, at_column, Qt.AlignmentFlag.AlignTop)
                at_row, at_column = (at_row + 1, 0) if at_column else (at_row, 1)
        inner = QWidget()
        below = (extra, None) if extra is not None else (None,)
        inner.setLayout(column(grid, *below, spacing=20, margins=(2, 0, 12, 8)))
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(inner)
        self._area = area
        self.setLayout(column(area))

    def show_edits(self, edits: Edits, look: Administration) -> None:
        """Show ``edits``; fields whose value is the same are not touched."""
        self._edits, self._look = edits, look
        new = edits.base is None
        for field in self._section.fields:
            shown = self.fields[field.name]
            shown.setVisible(not (new and field.when is When.ONLY_OLD))
            shown.editor.set_read_only(not new and field.when is When.ONLY_NEW)
            shown.editor.look = look
            shown.editor.show_value(_unchanged_value(field, edits))
            self._unchanged[field.name] = shown.editor.value()
            if field.name in edits.changes:
                shown.editor.show_value(edits.changes[field.name])
            shown.show_problem("")

    def show_again(self, look: Administration) -> None:
        """Words of choices in another language, or options that have changed; what was typed stays."""
        self._look = look
        for name, shown in self.fields.items():
            shown.editor.look = look
            shown.editor.show_value(self._value(name))

    def complete(self) -> dict[str, Any]:
        """Every field that a new row is made of."""
        return {field.name: self.fields[field.name].editor.value() for field in self._section.fields if field.when is not When.ONLY_OLD}

    def problems(self) -> bool:
        """Show at each field why it cannot be sent; the first gets the focus. True where there is any."""
        first: Captioned | None = None
        for shown in self.fields.values():
            words = shown.editor.problem() if not shown.isHidden() else ""
            shown.show_problem(words)
            first = first or (shown if words else None)
        if first is not None:
            self._go_to(first)
        return first is not None

    def show_refusal(self, name: str, words: str) -> None:
        """What the server said of one field."""
        self.fields[name].show_problem(words)
        self._go_to(self.fields[name])

    def said(self, name: str, value: Any) -> str:
        return self.fields[name].editor.said(value)

    def focus_first(self) -> None:
        for shown in self.fields.values():
            if shown.isVisibleTo(self) and shown.editor.isEnabled():
                shown.editor.setFocus(Qt.FocusReason.OtherFocusReason)
                return

    def _go_to(self, shown: Captioned) -> None:
        self._area.ensureWidgetVisible(shown)
        shown.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def _value(self, name: str) -> Any:
        field = next(field for field in self._section.fields if field.name == name)
        return self._edits.changes.get(name, _unchanged_value(field, self._edits))

    def _changed(self, name: str) -> None:
        shown = self.fields[name]
        value = shown.editor.value()
        shown.show_problem("")
        if value == self._unchanged.get(name):  # e.g. the same members in another order
            changes = {other: kept for other, kept in self._edits.changes.items() if other != name}
            self._edits = Edits(self._edits.base, changes, self._edits.theirs, self._edits.changed_by_others, self._edits.gone)
        else:
            self._edits = self._edits.with_value(name, value)
        self.edited.emit(self._edits)


def _unchanged_value(field: Field, edits: Edits) -> Any:
    return edits.base.values.get(field.name, field.default) if edits.base is not None else field.default
