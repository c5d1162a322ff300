"""Language, theme, sound devices in use, keys, about, signing out. Main thread."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QPushButton, QScrollArea, QWidget

from agent_app.desk_state import DeskState
from ui import languages
from ui.account.settings_card import AccountCard
from ui.pages.host import PageHost
from ui.pages.keys import KeysCard
from ui.theme import ThemeChoice, theme
from ui.widgets.choice_box import ChoiceBox
from ui.widgets.panel import Panel, column, label, row, set_text
from ui.words import translate


class SettingsPage(Panel):
    def __init__(self, host: PageHost, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._host = host
        self._state = host.state
        self._title = label("headline")
        self._look_title, self._sound_title, self._about_title = label("title"), label("title"), label("title")
        self._language_caption, self._theme_caption = label("caption"), label("caption")
        self._microphone_caption, self._speaker_caption = label("caption"), label("caption")
        self.language = ChoiceBox()
        for code, name in languages.LANGUAGES.items():
            self.language.addItem(name, code)
        self.theme = ChoiceBox()
        for choice in ThemeChoice:
            self.theme.addItem("", choice)
        self.language.activated.connect(self._language_chosen)
        self.theme.activated.connect(self._theme_chosen)
        self.microphone, self.speaker = label(wrap=True), label(wrap=True)
        self._sound_note = label("small", wrap=True)
        self._who, self._about, self._store = label(wrap=True), label("quiet", wrap=True), label("small", wrap=True)
        self.sign_out = QPushButton()
        self.sign_out.clicked.connect(lambda: host.desk.log_out())
        self.setLayout(column(self._title, 4, self._scrolled(), spacing=8, margins=(8, 8, 0, 0)))
        self.retranslate()

    def _scrolled(self) -> QScrollArea:
        left = QWidget()
        left.setLayout(column(self._look_card(), AccountCard(self._host), self._sound_card(), self._about_card(), None, spacing=16))
        left.setFixedWidth(384)
        holder = QWidget()
        inner = row(left, column(KeysCard(), None), spacing=16, margins=(0, 0, 8, 0))
        inner.setStretch(1, 1)
        holder.setLayout(inner)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(holder)
        return area

    def _look_card(self) -> Panel:
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(12)
        grid.addWidget(self._language_caption, 0, 0)
        grid.addWidget(self.language, 0, 1)
        grid.addWidget(self._theme_caption, 1, 0)
        grid.addWidget(self.theme, 1, 1)
        grid.setColumnStretch(1, 1)
        return _card(self._look_title, grid)

    def _sound_card(self) -> Panel:
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(8)
        grid.addWidget(self._microphone_caption, 0, 0)
        grid.addWidget(self.microphone, 0, 1)
        grid.addWidget(self._speaker_caption, 1, 0)
        grid.addWidget(self.speaker, 1, 1)
        grid.setColumnStretch(1, 1)
        return _card(self._sound_title, grid, self._sound_note)

    def _about_card(self) -> Panel:
        return _card(self._about_title, self._who, self._about, self._store, 4, row(self.sign_out, None))

    def render_state(self, state: DeskState) -> None:
        """Called by the window with every new state."""
        if (state.audio, state.session, state.credentials_in_file) != (
            self._state.audio,
            self._state.session,
            self._state.credentials_in_file,
        ):
            self._state = state
            self._fill()

    def retranslate(self) -> None:
        set_text(self._title, translate("Settings", "Settings"))
        set_text(self._look_title, translate("Settings", "Look"))
        set_text(self._language_caption, translate("Settings", "Language"))
        set_text(self._theme_caption, translate("Settings", "Theme"))
        set_text(self._sound_title, translate("Settings", "Sound"))
        set_text(self._microphone_caption, translate("Settings", "Microphone"))
        set_text(self._speaker_caption, translate("Settings", "Speaker"))
        set_text(self._about_title, translate("Settings", "About"))
        self.language.setAccessibleName(translate("Settings", "Language"))
        self.theme.setAccessibleName(translate("Settings", "Theme"))
        self.sign_out.setText(translate("Settings", "Sign out"))
        names = {
            ThemeChoice.SYSTEM: translate("Settings", "As the system"),
            ThemeChoice.LIGHT: translate("Settings", "Light"),
            ThemeChoice.DARK: translate("Settings", "Dark"),
        }
        for index, choice in enumerate(ThemeChoice):
            self.theme.setItemText(index, names[choice])
        self._fill()

    def _fill(self) -> None:
        state = self._state
        self.language.setCurrentIndex(self.language.findData(languages.current()))
        self.theme.setCurrentIndex(list(ThemeChoice).index(theme().choice))
        none = translate("Settings", "none in use yet")
        set_text(self.microphone, state.audio.capture or none)
        set_text(self.speaker, state.audio.playback or none)
        set_text(self._sound_note, translate("Settings", "The desk uses the system's own choice of devices."))
        if state.session is not None:
            user = state.session.user
            words = translate("Settings", "{name}, extension {extension}") if user.extension else "{name}"
            set_text(self._who, words.format(name=user.display_name, extension=user.extension))
        set_text(self._about, translate("Settings", "Careline {version}, free software under GPL-3.0-or-later").format(version=_version()))
        store = translate("Settings", "This computer has no credential store: your sign-in is kept in an encrypted file.")
        set_text(self._store, store if state.credentials_in_file else "")
        self._store.setVisible(state.credentials_in_file)

    def _language_chosen(self, index: int) -> None:
        self._host.switch_language(self.language.itemData(index))

    def _theme_chosen(self, index: int) -> None:
        choice = list(ThemeChoice)[index]
        self._host.preferences.theme = choice
        theme().choose(choice)


def _card(*items: object) -> Panel:
    made = Panel(kind="card")
    made.setLayout(column(*items, spacing=8, margins=(24, 20, 24, 20)))  # type: ignore[arg-type]
    return made


def _version() -> str:
    try:
        return version("careline")
    except PackageNotFoundError:  # run from a checkout that was never installed
        return "0.1.0"
