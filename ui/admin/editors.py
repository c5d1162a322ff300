"""Editors of single fields: show a JSON value, give back what the person made of it. Main thread.

What cannot be understood yet is given back as it was typed and told by ``problem``: it is kept, but not sent.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import QDate, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLineEdit, QSpinBox, QWidget

from agent_app.domain.admin import Administration
from ui import languages
from ui.admin import words
from ui.widgets.check_box import CheckBox
from ui.widgets.choice_box import ChoiceBox
from ui.widgets.date_box import DateBox
from ui.widgets.panel import Panel, column, label, row, set_text
from ui.words import translate

Options = Callable[[Administration], Sequence[tuple[Any, str]]]
"""Value and words of each choice."""


class Editor(Panel):
    """Signals: ``edited`` where the person changed the value."""

    edited = Signal()
    own_caption = False
    """Whether the editor says itself what it is about."""

    def __init__(self) -> None:
        super().__init__()
        self.look = Administration()
        """What there is to choose from; set before a value is shown."""

    def show_value(self, value: Any) -> None:
        """Show ``value`` without ``edited``; a value that is shown already leaves cursor and typing alone."""
        raise NotImplementedError

    def value(self) -> Any:
        raise NotImplementedError

    def problem(self) -> str:
        """Why what was typed cannot be sent, in words; empty where it can."""
        return ""

    def said(self, value: Any) -> str:
        """``value`` in words, for showing two versions beside each other."""
        return "" if value is None else str(value)

    def name_it(self, name: str) -> None:
        """The name for a screen reader."""
        focus = self.focusProxy()
        if focus is not None:
            focus.setAccessibleName(name)

    def set_read_only(self, read_only: bool) -> None:
        self.setEnabled(not read_only)


class TextEditor(Editor):
    def __init__(self, *, most: int = 200) -> None:
        super().__init__()
        self.field = QLineEdit()
        self.field.setMaxLength(most)
        self.field.textEdited.connect(lambda _text: self.edited.emit())
        self.setFocusProxy(self.field)
        self.setLayout(column(self.field))

    def show_value(self, value: Any) -> None:
        if self.value() != (value or ""):
            self.field.setText(str(value or ""))

    def value(self) -> Any:
        return self.field.text().strip()


class ListEditor(TextEditor):
    """Texts separated by commas."""

    def value(self) -> Any:
        return [part.strip() for part in self.field.text().replace("，", ",").replace(";", ",").split(",") if part.strip()]

    def show_value(self, value: Any) -> None:
        if self.value() != (value or []):
            self.field.setText(", ".join(value or []))

    def said(self, value: Any) -> str:
        return ", ".join(value or [])


class NumberEditor(Editor):
    """A whole number; ``standard`` (shown as such) stands for null where it is not None."""

    def __init__(self, least: int, most: int, *, seconds: bool = False, standard: int | None = None) -> None:
        super().__init__()
        self._seconds, self._standard, self._least = seconds, standard, least
        self.field = QSpinBox()
        self.field.setRange(least - (1 if standard is not None else 0), most)
        self.field.valueChanged.connect(lambda _value: self.edited.emit())
        self.setFocusProxy(self.field)
        self.setLayout(column(self.field))
        self.retranslate()

    def retranslate(self) -> None:
        self.field.setSuffix(" " + translate("Admin", "s") if self._seconds else "")
        if self._standard is not None:
            self.field.setSpecialValueText(translate("Admin", "standard ({seconds} s)").format(seconds=self._standard))

    def show_value(self, value: Any) -> None:
        self.field.blockSignals(True)
        self.field.setValue(self.field.minimum() if value is None else int(value))
        self.field.blockSignals(False)

    def value(self) -> Any:
        shown = self.field.value()
        return None if shown < self._least else shown

    def said(self, value: Any) -> str:
        return self.field.specialValueText() if value is None else f"{value}{self.field.suffix()}"


class ChoiceEditor(Editor):
    """One of ``options``; with ``typed`` the person may type to find it."""

    def __init__(self, options: Options, *, typed: bool = False) -> None:
        super().__init__()
        self._options = options
        self._shown: list[tuple[Any, str]] = []
        self.field = ChoiceBox()
        if typed:
            self.field.let_type()
        self.field.currentIndexChanged.connect(lambda _index: self.edited.emit())
        self.setFocusProxy(self.field)
        self.setLayout(column(self.field))

    def show_value(self, value: Any) -> None:
        shown = list(self._options(self.look))
        if all(code != value for code, _words in shown):
            shown.append((value, "" if value is None else str(value)))  # what is no longer offered is still said
        self.field.blockSignals(True)
        if shown != self._shown:
            self._shown = shown
            self.field.clear()
            for _code, text in shown:
                self.field.addItem(text)
        self.field.setCurrentIndex(next(index for index, (code, _words) in enumerate(shown) if code == value))
        self.field.blockSignals(False)

    def value(self) -> Any:
        index = self.field.currentIndex()
        return self._shown[index][0] if 0 <= index < len(self._shown) else None

    def said(self, value: Any) -> str:
        return next((text for code, text in self._options(self.look) if code == value), "" if value is None else str(value))


class FlagEditor(Editor):
    own_caption = True

    def __init__(self) -> None:
        super().__init__()
        self.field = CheckBox()
        self.field.clicked.connect(lambda _checked: self.edited.emit())
        self.setFocusProxy(self.field)
        self.setLayout(row(self.field, None))

    def name_it(self, name: str) -> None:
        super().name_it(name)
        self.field.setText(name)

    def show_value(self, value: Any) -> None:
        self.field.setChecked(bool(value))

    def value(self) -> Any:
        return self.field.isChecked()

    def said(self, value: Any) -> str:
        return translate("Admin", "yes") if value else translate("Admin", "no")


class LabelsEditor(Editor):
    """A name in each language of the desk."""

    def __init__(self) -> None:
        super().__init__()
        self.fields = {code: QLineEdit() for code in languages.LANGUAGES}
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(2)
        for index, (code, field) in enumerate(self.fields.items()):
            field.setMaxLength(120)
            field.textEdited.connect(lambda _text: self.edited.emit())
            grid.addWidget(label("small", languages.LANGUAGES[code]), 0, index)
            grid.addWidget(field, 1, index)
        self.setFocusProxy(next(iter(self.fields.values())))
        self.setLayout(grid)

    def name_it(self, name: str) -> None:
        for code, field in self.fields.items():
            field.setAccessibleName(f"{name}, {languages.LANGUAGES[code]}")

    def show_value(self, value: Any) -> None:
        for code, field in self.fields.items():
            text = str((value or {}).get(code, ""))
            if field.text().strip() != text:
                field.setText(text)

    def value(self) -> Any:
        return {code: field.text().strip() for code, field in self.fields.items()}

    def problem(self) -> str:
        if all(self.value().values()):
            return ""
        return translate("Admin", "A name is missing: each desk shows it in its own language.")

    def said(self, value: Any) -> str:
        return " / ".join(str(text) for text in (value or {}).values())


class ChecksEditor(Editor):
    """Any of some codes."""

    def __init__(self, options: Options) -> None:
        super().__init__()
        self._options = options
        self._name = ""
        self.boxes: dict[str, CheckBox] = {}
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(16)
        self.setLayout(self._grid)

    def name_it(self, name: str) -> None:
        self._name = name
        for box in self.boxes.values():
            box.setAccessibleName(f"{name}: {box.text()}")

    def show_value(self, value: Any) -> None:
        for index, (code, text) in enumerate(self._options(self.look)):
            if code not in self.boxes:
                box = self.boxes[code] = CheckBox()
                box.clicked.connect(lambda _checked: self.edited.emit())
                self._grid.addWidget(box, index // 3, index % 3)
                if self.focusProxy() is None:
                    self.setFocusProxy(box)
            self.boxes[code].setText(text)
            self.boxes[code].setAccessibleName(f"{self._name}: {text}")
            self.boxes[code].setChecked(code in (value or []))

    def value(self) -> Any:
        return [code for code, box in self.boxes.items() if box.isChecked()]

    def said(self, value: Any) -> str:
        return ", ".join(text for code, text in self._options(self.look) if code in (value or []))


class DateEditor(Editor):
    """An ISO date."""

    def __init__(self) -> None:
        super().__init__()
        self.field = DateBox()
        self.field.setCalendarPopup(True)
        self.field.setDate(QDate.currentDate())
        self.field.dateChanged.connect(lambda _date: self.edited.emit())
        self.setFocusProxy(self.field)
        self.setLayout(column(self.field))
        self.retranslate()

    def retranslate(self) -> None:
        self.field.setLocale(languages.locale())
        self.field.setDisplayFormat(
            languages.locale().dateFormat(languages.locale().FormatType.ShortFormat).replace("yy", "yyyy", 1).replace("yyyyyy", "yyyy")
        )

    def show_value(self, value: Any) -> None:
        try:
            shown = date.fromisoformat(str(value))
        except ValueError:
            return
        self.field.blockSignals(True)
        self.field.setDate(QDate(shown.year, shown.month, shown.day))
        self.field.blockSignals(False)

    def value(self) -> Any:
        return self.field.date().toString(Qt.DateFormat.ISODate)

    def said(self, value: Any) -> str:
        return words.iso_day(str(value))


class Captioned(Panel):
    """An editor under its caption, with the place for its problem."""

    def __init__(self, editor: Editor, caption: str, parent: QWidget | None = None) -> None:
        """``caption``: code of the field's name in ``ui.admin.words``."""
        super().__init__(parent)
        self.editor = editor
        self._caption_code = caption
        self._caption = label("caption", wrap=True)
        self._problem = label("error", wrap=True)
        self._problem.hide()
        self._caption.setBuddy(editor)
        self.setLayout(column(self._caption, editor, self._problem, spacing=4))
        self._caption.setVisible(not editor.own_caption)  # only now: what has no parent would be shown as a window
        self.retranslate()

    @property
    def problem(self) -> str:
        return self._problem.text()

    def show_problem(self, words_of_it: str) -> None:
        set_text(self._problem, words_of_it)
        self._problem.setVisible(bool(words_of_it))

    def retranslate(self) -> None:
        name = words.field_name(self._caption_code)
        set_text(self._caption, name)
        self.editor.name_it(name)
