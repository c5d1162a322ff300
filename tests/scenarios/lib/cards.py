"""Whose card is on the screen: what was read from the pixels against what the demo's patient file says.

The comparison may forgive how a letter was read, never which person it is: the id must be exact, and a trace of any other patient's
id or allergy is a mismatch.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.scenarios.lib.ocr import Word, find_phrase, patient_ids
from tests.scenarios.lib.screen import Box

_OTHERS_SIMILAR = 0.9


@dataclass(frozen=True, slots=True)
class Patient:
    """One of the demo's patients whom scenarios call from."""

    id: str
    number: str
    name: str
    allergy: str
    last_contact: str
    """A piece of the newest contact's text."""


@dataclass(frozen=True, slots=True)
class CardReading:
    """What of the expected card stands on the screen, and what of other people's."""

    id_box: Box | None
    allergy_box: Box | None
    contact_box: Box | None
    strangers: tuple[str, ...]
    """Ids of other patients of whom something is shown."""

    @property
    def is_the_patients(self) -> bool:
        return None not in (self.id_box, self.allergy_box) and not self.strangers

    @property
    def boxes(self) -> list[Box] | None:
        """Identity, allergies and last contact; None where one of them cannot be found."""
        found = [box for box in (self.id_box, self.allergy_box, self.contact_box) if box is not None]
        return found if len(found) == 3 else None

    @property
    def missing(self) -> list[str]:
        names = {"id": self.id_box, "allergy": self.allergy_box, "last contact": self.contact_box}
        return [name for name, box in names.items() if box is None]


def read_card(words: Sequence[Word], expected: Patient, everyone: Sequence[Patient]) -> CardReading:
    """Compare ``words`` with ``expected``; ``everyone`` are the people it must not be."""
    ids = patient_ids(words)
    others = [patient for patient in everyone if patient.id != expected.id]
    strangers = {shown for shown in ids if shown != expected.id}
    for other in others:
        if other.allergy != expected.allergy and find_phrase(words, other.allergy, similar=_OTHERS_SIMILAR):
            strangers.add(other.id)
    return CardReading(
        ids.get(expected.id), find_phrase(words, expected.allergy), find_phrase(words, expected.last_contact), tuple(sorted(strangers))
    )


def scenario_patients(file: Path) -> list[Patient]:
    """``P-1000`` to ``P-1009`` of the demo's patient file. Raises KeyError or ValueError where they are not as promised."""
    found = []
    for row in json.loads(file.read_text()):
        if 1000 <= row["id"] <= 1009:
            newest = min(row["contacts"], key=lambda contact: int(contact["days_ago"]))
            first_words = " ".join(str(newest["summary"]).split()[:3])
            found.append(Patient(f"P-{row['id']}", row["phones"][0], row["name"], row["allergies"][0], first_words))
    if len(found) != 10:
        raise ValueError(f"{file.name} has {len(found)} patients to call from, not 10")
    return sorted(found, key=lambda patient: patient.id)
