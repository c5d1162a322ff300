"""A table of words that changes often: rows are replaced, the selection and the place stay. Main thread."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from ui.theme import theme

Index = QModelIndex | QPersistentModelIndex
Row = Sequence[str]


class RowsModel(QAbstractTableModel):
    """``inks`` holds a colour token per row, empty for the usual one."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.headers: Row = ()
        self.rows: Sequence[Row] = ()
        self.inks: Sequence[str] = ()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.headers)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self.rows[index.row()][index.column()]
        if role == Qt.ItemDataRole.ForegroundRole and self.inks[index.row()]:
            return QColor(theme().color(self.inks[index.row()]))
        if role == Qt.ItemDataRole.TextAlignmentRole and index.column() > 0:
            return int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole and section < len(self.headers):
            return self.headers[section]
        return None

    def set_headers(self, headers: Row) -> None:
        self.beginResetModel()
        self.headers, self.rows, self.inks = headers, (), ()
        self.endResetModel()

    def set_rows(self, rows: Sequence[Row], inks: Sequence[str]) -> None:
        if len(rows) != len(self.rows):
            self.beginResetModel()
            self.rows, self.inks = rows, inks
            self.endResetModel()
        elif (rows, inks) != (self.rows, self.inks):
            self.rows, self.inks = rows, inks
            self.dataChanged.emit(self.index(0, 0), self.index(len(rows) - 1, len(self.headers) - 1))


class RowsTable(QTableView):
    """``wide`` is the column that takes the room the others leave."""

    def __init__(self, wide: int = 0, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._wide = wide
        self.rows = RowsModel(self)
        self.setModel(self.rows)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(32)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabKeyNavigation(False)
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setMinimumSectionSize(56)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setHighlightSections(False)

    def set_headers(self, headers: Row) -> None:
        self.rows.set_headers(headers)
        self.horizontalHeader().setSectionResizeMode(self._wide, QHeaderView.ResizeMode.Stretch)
