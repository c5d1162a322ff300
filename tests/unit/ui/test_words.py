"""Words: every message code in three languages, nothing left of the old language, plurals, complete translations."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPlainTextEdit, QPushButton, QToolButton, QWidget

from agent_app.desk_state import DeskState
from agent_app.domain.messages import MESSAGES
from tests.unit.ui import world
from tests.unit.ui.conftest import Seat
from ui import languages, terms
from ui.compiled_translations import source
from ui.message_words import WORDS
from ui.messages import message
from ui.rail import Page
from ui.translations import check
from ui.words import translate

_STATES = {
    name: getattr(world, name)
    for name in (
        "SIGNED_OUT",
        "QUIET",
        "PAUSED",
        "RINGING",
        "TALKING",
        "HELD",
        "WRAP_UP",
        "SAVED_HERE",
        "UNKNOWN",
        "SHARED",
        "NOT_ANSWERING",
    )
}


@pytest.mark.parametrize("language", languages.LANGUAGES)
def test_each_code_has_words(qapp: QApplication, language: str) -> None:
    languages.switch(language)
    for code, names in MESSAGES.items():
        words = message(code, dict.fromkeys(names, "Парам参"))
        assert words.what, code
        assert "{" not in words.text, code
        assert "…" not in words.text, f"{code}: a placeholder that the table of codes does not know"
        assert language == "en" or words.what != WORDS[code][0], code
    languages.switch("en")


def test_no_words_for_codes_nobody_sends() -> None:
    assert set(WORDS) == set(MESSAGES)


def test_a_code_nobody_knows_is_still_told(qapp: QApplication) -> None:
    assert "brand_new" in message("brand_new", {}).what


def test_translations_are_complete() -> None:
    assert check() == []


def test_placeholders_survive_translation() -> None:
    for code in ("zh_CN", "ru"):
        for entry in _entries(code):
            wanted = sorted(re.findall(r"\{\w+\}|%n", entry.findtext("source") or ""))
            translation = entry.find("translation")
            assert translation is not None
            for form in translation.findall("numerusform") or [translation]:
                assert sorted(re.findall(r"\{\w+\}|%n", form.text or "")) == wanted, entry.findtext("source")


@pytest.mark.parametrize(("years", "words"), [(1, "1 год"), (3, "3 года"), (11, "11 лет"), (42, "42 года"), (69, "69 лет")])
def test_russian_plurals(qapp: QApplication, years: int, words: str) -> None:
    languages.switch("ru")
    assert translate("Terms", "%n year(s)", "", years) == words


def test_english_plurals(qapp: QApplication) -> None:
    languages.switch("en")
    assert translate("Terms", "%n year(s)", "", 1) == "1 year"
    assert translate("Terms", "%n year(s)", "", 2) == "2 years"


@pytest.mark.parametrize("state", _STATES.values(), ids=_STATES)
def test_a_switch_leaves_nothing_of_the_old_language(seat: Seat, state: DeskState) -> None:
    """English to Russian to Chinese: what stands then must be what a window born Chinese shows."""
    _open_all_pages(seat)
    languages.switch("zh_CN")
    seat.show(state)
    _settle(seat)
    born = _all_texts(seat.window)
    languages.switch("ru")
    _settle(seat)
    cyrillic = [text for text in _all_texts(seat.window) if re.search(r"[а-яё]{3}", text)]
    assert len(cyrillic) > 20
    languages.switch("zh_CN")
    _settle(seat)
    assert _all_texts(seat.window) == born
    strays = [text for text in born if re.search(r"[а-яё]{3}", text) and text not in _FOREIGN]
    assert strays == []


@pytest.mark.parametrize("language", ["zh_CN", "ru"])
def test_no_english_sentence_stays(seat: Seat, language: str) -> None:
    _open_all_pages(seat)
    languages.switch(language)
    seat.show(world.WRAP_UP)
    _settle(seat)
    english = {text.split("{")[0].strip() for text in _english_sources()} - {"", "VIP", "Careline"}
    left = [text for text in _all_texts(seat.window) if text.strip() in english]
    assert left == []


def _entries(code: str) -> list[ElementTree.Element]:
    return list(ElementTree.parse(source(code)).getroot().iter("message"))  # noqa: S314 - our own file


_FOREIGN = {"Русский"}


def _english_sources() -> list[str]:
    found = [entry.findtext("source") or "" for entry in _entries("ru")]
    return [text for text in found if len(text) > 3]


def _open_all_pages(seat: Seat) -> None:
    seat.show(world.QUIET)
    for page in (Page.SETTINGS, Page.PATIENTS, Page.DESK):
        seat.window.workspace.show_page(page)
    seat.window.workspace.setFocus()


def _settle(seat: Seat) -> None:
    QApplication.processEvents()
    QApplication.processEvents()
    seat.window.tick()


def _all_texts(window: QWidget) -> list[str]:
    """Every text, tooltip, placeholder and accessible name of every widget, in a stable order."""
    texts: list[str] = [window.windowTitle()]
    for widget in window.findChildren(QWidget):
        if isinstance(widget, QLabel | QPushButton | QToolButton):
            texts.append(widget.text())
        if isinstance(widget, QLineEdit | QPlainTextEdit):
            texts.append(widget.placeholderText())
        texts += [widget.toolTip(), widget.accessibleName()]
    return [text for text in texts if text]


def test_terms_for_what_the_desk_does_not_know_yet(qapp: QApplication) -> None:
    assert terms.contact_kind("fax") == "fax"
    assert terms.outcome("teleported") == "teleported"
    assert terms.spoken_language("sw") == "sw"
