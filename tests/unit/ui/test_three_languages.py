"""A walk through every page, dialog and state in each language, switched while the window runs: nothing stays untranslated.

What may stay in letters of another language stands in ``EXCEPTIONS`` and in the made-up data (names, numbers, notes). Labels that the
centre keeps per language are no such data: they must be in the language of the desk.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import pytest
from PySide6.QtCore import QAbstractItemModel, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QSpinBox,
    QWidget,
)

from agent_app.desk_state import DeskState, Notice, Severity
from agent_app.domain.admin import AdminKind
from agent_app.domain.messages import MESSAGES
from agent_app.domain.user import Choice
from agent_app.server_client.problems import SESSION_LOST
from server_stub import problems
from tests.unit.core.fake_admin import CENTRE, newer
from tests.unit.ui import shots, world
from tests.unit.ui.conftest import Seat
from ui import languages
from ui.admin.page import AdminPage
from ui.messages import message
from ui.rail import Page, visible_pages

EXCEPTIONS = {
    "Careline": "the program's name",
    "VIP": "understood everywhere, set as a mark",
    "GPL": "a licence's name",
    "or": "part of the licence's identifier GPL-3.0-or-later",
    "later": "part of the licence's identifier GPL-3.0-or-later",
    "Ctrl": "engraved on the key",
    "Alt": "engraved on the key",
    "Shift": "engraved on the key",
    "Esc": "engraved on the key",
    "Enter": "engraved on the key",
    "Del": "engraved on the key",
    "English": "languages are offered under their own names",
    "Русский": "languages are offered under their own names",
    "简体中文": "languages are offered under their own names",
    "WAV": "a file format",
    "UDP": "a protocol",
    "TCP": "a protocol",
    "setup": "the name of the file setup-code",
    "code": "the name of the file setup-code",
    "ID": "an abbreviation that Russian and Chinese use as well",
    "kHz": "a unit, in English and Chinese",
}
OF_OTHER_FAKES = ("Анна Соколова", "伤口红肿。", "王芳", "JBSW Y3DP EHPK 3PXP")
"""Names, notes and secrets that fakes make up as they answer."""
STEPS_OF_SIGNING_IN = {"second_factor_needed", "second_factor_enrolment_needed", "password_must_change"}
"""Answers that open the next page of signing in."""
_WORD = re.compile(r"[A-Za-z]{2,}|[А-Яа-яЁё]{2,}|[\u4e00-\u9fff]+")
_OWN = {"en": re.compile(r"[A-Za-z]+"), "ru": re.compile(r"[А-Яа-яЁё]+"), "zh_CN": re.compile(r"[\u4e00-\u9fff]+")}


def _strings(value: Any) -> Iterator[str]:
    """Every text of made-up data, but none that the centre keeps per language."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Choice):
        yield value.code
    elif dataclasses.is_dataclass(value) and not isinstance(value, type):
        for field in dataclasses.fields(value):
            if field.name != "queue_label":
                yield from _strings(getattr(value, field.name))
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            if key not in ("labels", "text"):
                yield from _strings(inner)
    elif isinstance(value, list | tuple | set | frozenset):
        for inner in value:
            yield from _strings(inner)


def _words(text: str) -> list[str]:
    return _WORD.findall(text)


ZONES = tuple(CENTRE.time_zones)

DATA = {
    word
    for text in _strings(
        [
            *shots.STATES.values(),
            OF_OTHER_FAKES,
            ZONES,
            world.ADMINISTRATOR,
            world.PEOPLE,
            world.history(),
            *(CENTRE.of(kind) for kind in AdminKind),
        ]
    )
    for word in _words(text)
}


def _texts(window: QWidget) -> Iterator[str]:
    yield window.windowTitle()
    for widget in [window, *window.findChildren(QWidget)]:
        if not widget.isVisibleTo(window) or isinstance(widget.parent(), QComboBox):
            continue
        yield widget.accessibleName()
        yield widget.toolTip()
        if isinstance(widget, QLabel | QAbstractButton):
            yield widget.text()
        if isinstance(widget, QLineEdit | QPlainTextEdit):
            yield widget.placeholderText()
        if isinstance(widget, QSpinBox):
            yield widget.text()
        if isinstance(widget, QComboBox):
            yield from _model_texts(widget.model())
        if isinstance(widget, QAbstractItemView):
            yield from _model_texts(widget.model())
        if isinstance(widget, QMenu):
            for action in widget.actions():
                yield action.text()


def _model_texts(model: QAbstractItemModel | None) -> Iterator[str]:
    if model is None:
        return
    for row in range(min(model.rowCount(), 60)):
        for role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            found = model.index(row, 0).data(role)
            if isinstance(found, str):
                yield found


def _strays(texts: Iterator[str], language: str) -> set[str]:
    """Texts with a word that is neither of ``language`` nor excepted."""
    found = set()
    for text in texts:
        for word in _words(text):
            if not _OWN[language].fullmatch(word) and word not in EXCEPTIONS and word not in DATA:
                found.add(f"{word!r} in {text!r}")
    return found


def _settle(seat: Seat) -> None:
    QApplication.processEvents()
    QApplication.processEvents()
    seat.window.tick()


def _switched(seat: Seat, language: str) -> None:
    """From another language, while everything is on screen."""
    languages.switch("ru" if language != "ru" else "zh_CN")
    _settle(seat)
    languages.switch(language)
    _settle(seat)


@pytest.fixture(params=list(languages.LANGUAGES))
def language(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def test_every_state_of_the_desk(seat: Seat, language: str) -> None:
    for name, state in shots.STATES.items():
        seat.show(state)
        _switched(seat, language)
        assert _strays(_texts(seat.window), language) == set(), name


@pytest.mark.parametrize("role", ["agent", "leader", "administrator"])
def test_every_page_of_each_role(seat: Seat, language: str, role: str) -> None:
    session = dataclasses.replace(world.SESSION, user=dataclasses.replace(world.SESSION.user, role=role))
    state: DeskState = dataclasses.replace(world.QUIET, session=session)
    seat.desk.records = world.history()
    seat.show(state)
    for page in visible_pages(state):
        seat.window.workspace.show_page(page)
        _switched(seat, language)
        assert _strays(_texts(seat.window), language) == set(), page


def test_every_section_and_question_of_the_administration(seat: Seat, language: str) -> None:
    seat.show(world.ADMINISTRATOR)
    seat.window.workspace.show_page(Page.ADMIN)
    page = seat.window.workspace._made[Page.ADMIN]
    assert isinstance(page, AdminPage)
    for kind in AdminKind:
        page.open_section(kind)
        row = CENTRE.of(kind)[-1]
        page.view.open_row(row.key)
        steps: list[Callable[[], object]] = [lambda: None]
        if page.view.section.many:
            steps += [page.view.delete.click, page.view.begin_new]
        if kind is AdminKind.USERS:
            steps += [page.view._ask_password, lambda: page.view.password.show_password("Lin Yue", "")]
        for step in steps:
            step()
            _switched(seat, language)
            assert _strays(_texts(seat.window), language) == set(), kind
    page.open_section(AdminKind.TEAMS)
    page.view.open_row("t1")
    field = page.view.form.fields["name"].editor
    field.findChildren(QLineEdit)[0].textEdited.emit("")
    seat.desk.admin.centre.put(newer(CENTRE.of(AdminKind.TEAMS)[0], name="Lin"))
    page.view._edited(page.view._edits["t1"].with_value("name", "Hao"))
    page.view.save()
    assert page.view.conflict.isVisible()
    _switched(seat, language)
    assert _strays(_texts(seat.window), language) == set()


def test_the_first_run_assistant(seat: Seat, language: str) -> None:
    seat.desk.setup.server.needed = True
    seat.show(world.SIGNED_OUT)
    page = seat.window.setup.page
    assert page is not None
    page.zone.clear()  # time zones keep the names of their table everywhere
    for step in (0, 1):
        page.steps.setCurrentIndex(step)
        page._missing()
        _switched(seat, language)
        assert _strays(_texts(page), language) == set()


def test_menus(seat: Seat, language: str) -> None:
    seat.show(world.QUIET)
    languages.switch(language)
    _settle(seat)
    for open_menu in (seat.window.open_languages, seat.window.call_bar.status.open_reasons):
        open_menu()
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        assert _strays((action.text() for action in menu.actions()), language) == set()
        menu.close()


def test_the_plot_of_today(seat: Seat, language: str) -> None:
    seat.show(world.QUIET)
    seat.window.workspace.desk_page.idle.show_today(world.history(14))
    _switched(seat, language)
    plot = seat.window.workspace.desk_page.idle._plot
    assert plot is not None
    texts = [item.text for item in _plot_items(plot) if isinstance(getattr(item, "text", None), str)]
    assert _strays(iter([*texts, plot.accessibleName()]), language) == set()


def _plot_items(plot: QWidget) -> list[Any]:
    from pyqtgraph import PlotWidget

    return [item for found in [plot, *plot.findChildren(QWidget)] if isinstance(found, PlotWidget) for item in found.scene().items()]


def test_every_message(qapp: QApplication, language: str) -> None:
    languages.switch(language)
    try:
        for code, names in MESSAGES.items():
            words = message(code, dict.fromkeys(names, "7"))
            assert _strays(iter([words.text]), language) == set(), code
            assert words.what, code
    finally:
        languages.switch("en")


def test_every_refusal_of_the_server_has_words() -> None:
    """A code that only programs meet is known to the desk all the same: versions differ one day."""
    unspoken = [code for code in problems._KINDS if code not in MESSAGES and code not in SESSION_LOST and code not in STEPS_OF_SIGNING_IN]
    assert unspoken == []


def test_notices_are_told_anew(seat: Seat, language: str) -> None:
    notices = tuple(Notice(index, Severity.WARNING, code, {}) for index, code in enumerate(("server_away_calls_go_on", "pbx_away")))
    seat.show(dataclasses.replace(world.QUIET, notices=notices))
    _switched(seat, language)
    assert _strays(_texts(seat.window), language) == set()
