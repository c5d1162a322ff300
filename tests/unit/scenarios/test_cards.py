"""The reading of a patient card rejects another patient's, also one that differs in one digit; read from real pixels."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtGui import QColor, QFont, QImage, QPainter

from tests.scenarios.lib.cards import Patient, read_card, scenario_patients
from tests.scenarios.lib.ocr import Word, find_phrase, patient_ids, read_words
from tests.scenarios.lib.screen import Box, Pixels

VERA = Patient("P-1004", "13800001004", "Vera Holm", "Penicillin", "Asked about her")
OMAR = Patient("P-1005", "13800001005", "Omar Diaz", "Latex", "Moved the appointment")
EVERYONE = [VERA, OMAR]


def word(text: str, line: int, left: int = 0) -> Word:
    return Word(text, Box(left, 20 * line, 10 * len(text), 16), (1, 1, line))


def card(patient: Patient) -> list[Word]:
    texts = [patient.name, patient.id, patient.allergy, patient.last_contact]
    return [word(part, line, 100 * place) for line, text in enumerate(texts) for place, part in enumerate(text.split())]


def test_the_patients_own_card() -> None:
    reading = read_card(card(VERA), VERA, EVERYONE)
    assert reading.is_the_patients
    assert reading.boxes is not None
    assert reading.missing == []


def test_another_patients_card() -> None:
    reading = read_card(card(OMAR), VERA, EVERYONE)
    assert not reading.is_the_patients
    assert reading.strangers == ("P-1005",)


def test_the_right_id_over_another_patients_allergy() -> None:
    assert not read_card(card(replace(OMAR, id="P-1004")), VERA, EVERYONE).is_the_patients


def test_an_id_one_digit_off_over_the_right_allergy() -> None:
    assert not read_card(card(replace(VERA, id="P-1006")), VERA, EVERYONE).is_the_patients


def test_two_cards_at_once() -> None:
    second = [replace(one, line=(2, *one.line[1:])) for one in card(OMAR)]
    assert not read_card(card(VERA) + second, VERA, EVERYONE).is_the_patients


def test_an_empty_screen() -> None:
    reading = read_card([], VERA, EVERYONE)
    assert not reading.is_the_patients
    assert reading.boxes is None
    assert reading.missing == ["id", "allergy", "last contact"]


def test_ids_are_read_with_lookalike_letters_but_exact_digits() -> None:
    assert set(patient_ids([word("P-1OO4", 0), word("(P-l005)", 1), word("P-10041", 2), word("SP-1007", 3)])) == {"P-1004", "P-1005"}


def test_a_phrase_is_found_on_one_line_only() -> None:
    words = [word("Asked", 0), word("about", 0, 100), word("her", 1)]
    assert find_phrase(words, "Asked about her medicine") is None
    assert find_phrase([*words[:2], word("hcr", 0, 200)], "Asked about her") == Box(0, 0, 230, 16)


def painted(lines: list[str], *, dark: bool) -> Pixels:
    image = QImage(520, 40 * len(lines) + 20, QImage.Format.Format_RGB32)
    image.fill(QColor("#1e2228" if dark else "#f6f7f9"))
    painter = QPainter(image)
    painter.setFont(QFont("DejaVu Sans", 10))
    painter.setPen(QColor("#e6e8eb" if dark else "#20242a"))
    for number, line in enumerate(lines):
        painter.drawText(16, 40 * number + 30, line)
    painter.end()
    return np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.width(), 4).copy()


@pytest.mark.skipif(shutil.which("tesseract") is None, reason="tesseract-ocr is not installed")
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_read_from_pixels(qapp: object, dark: bool) -> None:
    words = read_words(painted([f"{VERA.name} {VERA.id}", f"Allergies: {VERA.allergy}", f"Today: {VERA.last_contact}"], dark=dark))
    reading = read_card(words, VERA, EVERYONE)
    assert reading.is_the_patients
    assert reading.allergy_box is not None
    assert 40 < reading.allergy_box.top < 80
    assert not read_card(words, OMAR, EVERYONE).is_the_patients
    assert not read_card(words, replace(VERA, id="P-1001"), EVERYONE).is_the_patients


def test_a_patient_file_without_the_ten_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "patients.json"
    file.write_text(
        json.dumps([{"id": 1000, "phones": ["1"], "name": "A", "allergies": ["B"], "contacts": [{"days_ago": 1, "summary": "c"}]}])
    )
    with pytest.raises(ValueError, match="not 10"):
        scenario_patients(file)
