"""Who answers a queue, and after whom; the same list read from the other side for a person's queues. Main thread."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QListWidget, QListWidgetItem, QPushButton

from ui.admin.editors import Editor, Options
from ui.widgets.choice_box import ChoiceBox
from ui.widgets.panel import column, label, row, set_text
from ui.words import translate

MOST_PENALTY = 10
_KEY = Qt.ItemDataRole.UserRole
_PENALTY = Qt.ItemDataRole.UserRole + 1


class MembersEditor(Editor):
    """A list of ``{<key>: code, "penalty": 0..10}``, the first rung on top. Dragging, the buttons or ``+`` and ``-`` change the turn."""

    def __init__(self, key: str, options: Options) -> None:
        """``key``: ``user_id`` or ``queue``; ``options``: whom one can add."""
        super().__init__()
        self._key, self._options = key, options
        self._names: dict[Any, str] = {}
        self.list = QListWidget()
        self.list.setProperty("kind", "members")
        self.list.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.model().rowsMoved.connect(self._moved)
        self.list.installEventFilter(self)
        self.add = ChoiceBox()
        self.add.let_type()
        self.add.activated.connect(self._added)
        self.earlier, self.later, self.drop = QPushButton(), QPushButton(), QPushButton()
        self.earlier.clicked.connect(lambda: self._turn(-1))
        self.later.clicked.connect(lambda: self._turn(+1))
        self.drop.clicked.connect(self._dropped)
        self._hint = label("small", wrap=True)
        self.list.currentRowChanged.connect(lambda _row: self._offer())
        self.setFocusProxy(self.list)
        tools = row(self.add, self.earlier, self.later, self.drop)
        tools.setStretch(0, 1)
        self.setLayout(column(self.list, tools, self._hint, spacing=6))
        self.retranslate()

    def name_it(self, name: str) -> None:
        self.list.setAccessibleName(name)

    def retranslate(self) -> None:
        self.earlier.setText(translate("Admin", "Earlier"))
        self.earlier.setToolTip(translate("Admin", "Ring in an earlier turn") + "  (-)")
        self.later.setText(translate("Admin", "Later"))
        self.later.setToolTip(translate("Admin", "Ring only after those of an earlier turn") + "  (+)")
        self.drop.setText(translate("Admin", "Remove"))
        self.drop.setToolTip(translate("Admin", "Take out of the list") + "  (Del)")
        words = translate("Admin", "Add…")
        self.add.setAccessibleName(words)
        field = self.add.lineEdit()
        if field is not None:
            field.setPlaceholderText(words)
            field.setAccessibleName(words)
        set_text(self._hint, translate("Admin", "Turn 1 rings first; a later turn rings only while nobody of an earlier one is free."))
        for index in range(self.list.count()):
            self._say(self.list.item(index))

    def show_value(self, value: Any) -> None:
        options = list(self._options(self.look))
        self._names = dict(options)
        if self.value() != (value or []):
            chosen = self._current_key()
            self.list.clear()
            for member in sorted(value or [], key=lambda member: (member["penalty"], self._names.get(member[self._key], ""))):
                self._append(member[self._key], member["penalty"])
            self._choose(chosen)
        self._fill_add(options)
        self._fit()
        self._offer()

    def value(self) -> Any:
        """In the order of the keys, so that moving within a turn is no change."""
        found = [{self._key: item.data(_KEY), "penalty": item.data(_PENALTY)} for item in self._items()]
        return sorted(found, key=lambda member: str(member[self._key]))

    def said(self, value: Any) -> str:
        names = dict(self._options(self.look))
        return ", ".join(f"{names.get(member[self._key], member[self._key])} ({member['penalty'] + 1})" for member in value or [])

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.list and isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            if event.key() in (Qt.Key.Key_Plus, Qt.Key.Key_Minus):
                self._turn(+1 if event.key() == Qt.Key.Key_Plus else -1)
                return True
            if event.key() == Qt.Key.Key_Delete:
                self._dropped()
                return True
        return super().eventFilter(watched, event)

    def _items(self) -> list[QListWidgetItem]:
        return [self.list.item(index) for index in range(self.list.count())]

    def _append(self, key: Any, penalty: int) -> None:
        item = QListWidgetItem()
        item.setData(_KEY, key)
        item.setData(_PENALTY, penalty)
        self._say(item)
        self.list.addItem(item)

    def _say(self, item: QListWidgetItem) -> None:
        name = self._names.get(item.data(_KEY), str(item.data(_KEY)))
        item.setText(translate("Admin", "Turn {turn}   {name}").format(turn=item.data(_PENALTY) + 1, name=name))

    def _fill_add(self, options: Sequence[tuple[Any, str]]) -> None:
        there = {item.data(_KEY) for item in self._items()}
        self.add.blockSignals(True)
        self.add.clear()
        for key, name in options:
            if key not in there:
                self.add.addItem(name, key)
        self.add.setCurrentIndex(-1)
        self.add.clearEditText()
        self.add.blockSignals(False)
        self.add.setEnabled(self.add.count() > 0)

    def _added(self, index: int) -> None:
        key = self.add.itemData(index)
        if key is not None:
            self._append(key, 0)
            self._changed(key)

    def _turn(self, step: int) -> None:
        item = self.list.currentItem()
        if item is not None:
            penalty = min(MOST_PENALTY, max(0, item.data(_PENALTY) + step))
            if penalty != item.data(_PENALTY):
                item.setData(_PENALTY, penalty)
                self._changed(item.data(_KEY))

    def _dropped(self) -> None:
        at = self.list.currentRow()
        if at >= 0:
            self.list.takeItem(at)
            self._changed(None)
            self.list.setCurrentRow(min(at, self.list.count() - 1))

    def _moved(self, _parent: QModelIndex, start: int, _end: int, _to: QModelIndex, before: int) -> None:
        """Dragged: the person takes the turn of the one above, at the top of the one below."""
        at = before if before < start else before - 1
        item = self.list.item(at)
        neighbour = self.list.item(at - 1) if at > 0 else self.list.item(at + 1)
        if item is not None and neighbour is not None:
            item.setData(_PENALTY, neighbour.data(_PENALTY))
            key = item.data(_KEY)
            QTimer.singleShot(0, self, lambda: self._changed(key))  # not while the model still moves its rows

    def _changed(self, chosen: Any) -> None:
        """Sort and say anew, keep the selection, tell."""
        members = sorted(
            ((item.data(_PENALTY), item.data(_KEY)) for item in self._items()), key=lambda one: (one[0], self._names.get(one[1], ""))
        )
        self.list.clear()
        for penalty, key in members:
            self._append(key, penalty)
        self._choose(chosen)
        self._fill_add(list(self._names.items()))
        self._fit()
        self._offer()
        self.edited.emit()

    def _current_key(self) -> Any:
        item = self.list.currentItem()
        return item.data(_KEY) if item is not None else None

    def _choose(self, key: Any) -> None:
        for item in self._items():
            if item.data(_KEY) == key:
                self.list.setCurrentItem(item)

    def _fit(self) -> None:
        self.list.setFixedHeight(max(84, min(6, self.list.count()) * 37 + 10))

    def _offer(self) -> None:
        there = self.list.currentItem() is not None
        for button in (self.earlier, self.later, self.drop):
            button.setEnabled(there)
