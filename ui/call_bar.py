"""The call bar: own state, dial field, one tile per call, three health dots. Always on top of the workspace. Main thread."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QToolTip, QWidget

from agent_app.desk_state import DeskState
from agent_app.domain.call import Call
from agent_app.domain.patient import CallContext
from ui import health, terms
from ui.keys import Action
from ui.widgets.call_tile import CallTile
from ui.widgets.dial_field import DialField
from ui.widgets.health_dot import HealthDot
from ui.widgets.panel import Panel, row
from ui.widgets.status_block import StatusBlock

_READY_TILES = 2


class CallBar(Panel):
    """Signals: ``call_requested`` with the Action and the Call it is meant for."""

    call_requested = Signal(object, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, kind="bar")
        self.status = StatusBlock()
        self.dial = DialField()
        self._tiles: list[CallTile] = []
        self._tile_row: QHBoxLayout = row(spacing=8)
        for _ in range(_READY_TILES):
            self._add_tile()
        self.line = HealthDot("phone")
        self.server = HealthDot("server")
        self.headset = HealthDot("headset")
        self._dots = (self.line, self.server, self.headset)
        for dot in self._dots:
            dot.clicked.connect(lambda _checked=False, asked=dot: self._explain(asked))
        dots = row(*self._dots, spacing=0)
        made = row(self.status, 8, self.dial, spacing=12, margins=(16, 8, 12, 8))
        made.addLayout(self._tile_row, 1)
        self._tile_row.addStretch(1)
        made.addLayout(dots)
        self.setLayout(made)
        self.setFixedHeight(73)

    @property
    def tiles(self) -> list[CallTile]:
        """The tiles that show a call now."""
        return [tile for tile in self._tiles if not tile.isHidden()]

    def render_state(self, state: DeskState) -> None:
        for part in (self.status, self.dial, self.line, self.headset):
            part.setVisible(state.has_telephone)
        self.status.render_state(state)
        self.line.show_health(*health.line_health(state))
        self.server.show_health(*health.server_health(state))
        self.headset.show_health(*health.headset_health(state))
        while len(self._tiles) < len(state.calls):
            self._add_tile()
        for index, tile in enumerate(self._tiles):
            if index < len(state.calls):
                call = state.calls[index]
                context = context_of(state, call)
                tile.render_call(call, context, terms.queue_of(state, call, context))
            tile.setVisible(index < len(state.calls))

    def focus_dial(self) -> None:
        if not self.dial.isHidden():
            self.dial.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def tick(self, now: datetime, monotonic: float) -> None:
        self.status.tick(now)
        for tile in self.tiles:
            tile.tick(monotonic)

    def warm_up(self) -> None:
        """Paint a tile unseen, so that the first call finds its styles ready."""
        if not self.tiles:
            self._tiles[0].grab()

    def _add_tile(self) -> None:
        tile = CallTile()
        tile.hide()
        tile.requested.connect(lambda action, asked=tile: self._requested(action, asked))
        self._tiles.append(tile)
        self._tile_row.insertWidget(len(self._tiles) - 1, tile)

    def _requested(self, action: Action, tile: CallTile) -> None:
        if tile.call is not None:
            self.call_requested.emit(action, tile.call)

    def _explain(self, dot: HealthDot) -> None:
        QToolTip.showText(dot.mapToGlobal(dot.rect().bottomLeft()), dot.words, dot)


def context_of(state: DeskState, call: Call) -> CallContext | None:
    """The context on screen where it is this call's; never another's."""
    if state.pop is not None and call.ref is not None and state.pop.ref == call.ref:
        return state.pop
    return None
