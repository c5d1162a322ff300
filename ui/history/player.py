"""Listening to the selected call: waveform, play and pause, speed, silence, volume. Main thread."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtWidgets import QCheckBox, QPushButton, QSlider, QWidget

from agent_app.domain.playback import SPEEDS, PlaybackPhase, PlaybackState
from agent_app.intents import PlaybackIntents
from ui import languages, terms
from ui.history.waveform import Waveform
from ui.icons import icon
from ui.messages import message
from ui.widgets.choice_box import ChoiceBox
from ui.widgets.panel import Panel, column, label, row, set_text
from ui.words import translate


class Player(Panel):
    def __init__(self, playback: PlaybackIntents, parent: QWidget | None = None) -> None:
        super().__init__(parent, kind="card")
        self._playback = playback
        self._state = PlaybackState()
        self.waveform = Waveform()
        self.waveform.seek_requested.connect(playback.seek)
        self.waveform.toggle_requested.connect(playback.toggle)
        self.toggle, self.shut = QPushButton(), QPushButton()
        self.toggle.clicked.connect(playback.toggle)
        self.shut.clicked.connect(playback.close)
        self.speed, self.skip, self.volume = ChoiceBox(), QCheckBox(), QSlider(Qt.Orientation.Horizontal)
        for speed in SPEEDS:
            self.speed.addItem(f"{speed:g}×", speed)
        self.speed.currentIndexChanged.connect(lambda _index: playback.set_speed(self.speed.currentData()))
        self.skip.toggled.connect(playback.skip_silence)
        self.volume.setRange(0, 150)
        self.volume.setFixedWidth(110)
        self.volume.valueChanged.connect(lambda value: playback.set_volume(value / 100))
        self.times, self.words = label("number"), label("small")
        self._volume_words = label("small")
        line = row(self.toggle, self.times, 8, self.speed, self.skip, 8, self._volume_words, self.volume, None, self.words, self.shut)
        self.setLayout(column(self.waveform, line, spacing=8, margins=(12, 12, 12, 8)))
        playback.subscribe(self.render_playback)
        self.retranslate()

    def render_playback(self, state: PlaybackState) -> None:
        self._state = state
        self.setVisible(state.phase is not PlaybackPhase.CLOSED)
        self.waveform.render_playback(state)
        blocked = [QSignalBlocker(widget) for widget in (self.speed, self.skip, self.volume)]
        self.speed.setCurrentIndex(SPEEDS.index(state.speed))
        self.skip.setChecked(state.skips_silence)
        self.volume.setValue(round(state.volume * 100))
        del blocked
        self.toggle.setEnabled(state.phase in (PlaybackPhase.PLAYING, PlaybackPhase.PAUSED))
        self.retranslate()

    def retranslate(self) -> None:
        state = self._state
        playing = state.phase is PlaybackPhase.PLAYING
        words = translate("Player", "Pause") if playing else translate("Player", "Play")
        self.toggle.setText(words)
        self.toggle.setIcon(icon("pause" if playing else "play", "text", 16))
        self.toggle.setToolTip(translate("Player", "Space plays and pauses, Left and Right go 5 s, Home to the beginning"))
        self.shut.setText(translate("Player", "Close"))
        self.skip.setText(translate("Player", "Jump over silence"))
        self.speed.setAccessibleName(translate("Player", "Speed"))
        self.speed.setToolTip(translate("Player", "Speed"))
        self.volume.setAccessibleName(translate("Player", "Volume"))
        set_text(self._volume_words, translate("Player", "Volume"))
        legs = ", ".join(terms.recording_leg(leg) for leg, _ in state.peaks)
        self.waveform.setAccessibleName(translate("Player", "Recording") + (f": {legs}" if legs else ""))
        self.waveform.setToolTip(legs)
        set_text(self.times, f"{languages.duration(state.position_s)} / {languages.duration(state.length_s)}")
        said = ""
        if state.phase is PlaybackPhase.LOADING:
            said = translate("Player", "One moment…")
        elif state.phase is PlaybackPhase.FAILED:
            said = message(state.error, {}).text
        set_text(self.words, said)
