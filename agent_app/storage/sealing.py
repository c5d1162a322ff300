"""What stands in the outbox, as encrypted bytes (AES-256-GCM, each row bound to its place). Any worker thread."""

from __future__ import annotations

import base64
import json
import os
from datetime import date, datetime
from typing import Any

from agent_app.domain.call import CallRef
from agent_app.domain.patient import PatientId
from agent_app.domain.wrap_up import DraftState, WrapUpDraft
from agent_app.domain.wrap_up_form import Answers
from agent_app.ports import PendingWrite, WriteKind

NONCE_BYTES = 12


class CannotOpen(Exception):
    """Wrong key, or not what was sealed."""


class Seal:
    def __init__(self, key: str) -> None:
        """``key`` as ``new_key`` made it. Raises CannotOpen for anything else."""
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM

        try:
            self._cipher = AESGCM(base64.urlsafe_b64decode(key))
        except ValueError as error:
            raise CannotOpen("not a key") from error

    def close(self, value: dict[str, Any], place: str) -> bytes:
        nonce = os.urandom(NONCE_BYTES)
        return nonce + self._cipher.encrypt(nonce, json.dumps(value, ensure_ascii=False).encode(), place.encode())

    def open(self, sealed: bytes, place: str) -> dict[str, Any]:
        """Raises CannotOpen."""
        from cryptography.exceptions import InvalidTag

        try:
            clear = self._cipher.decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], place.encode())
            value = json.loads(clear)
        except (InvalidTag, ValueError) as error:
            raise CannotOpen(place) from error
        if not isinstance(value, dict):
            raise CannotOpen(place)
        return value


def new_key() -> str:
    return base64.urlsafe_b64encode(os.urandom(32)).decode()


def draft_as_json(draft: WrapUpDraft) -> dict[str, Any]:
    return {
        "ref": draft.ref,
        "patient_id": draft.patient_id,
        "who": draft.who,
        "disposition": draft.disposition,
        "notes": draft.notes,
        "answers": draft.answers.on_wire(),
        "queue": draft.queue,
        "opened_at": draft.opened_at.isoformat() if draft.opened_at is not None else None,
        "call_ended": draft.call_ended,
        "state": draft.state.value,
    }


def draft_from_json(value: dict[str, Any]) -> WrapUpDraft:
    opened_at = value["opened_at"]
    return WrapUpDraft(
        CallRef(value["ref"]),
        PatientId(value["patient_id"]) if value["patient_id"] is not None else None,
        value["who"],
        value["disposition"],
        value["notes"],
        datetime.fromisoformat(opened_at) if opened_at is not None else None,
        value["call_ended"],
        DraftState(value["state"]),
        _answers(value.get("answers") or {}),  # drafts of an earlier version have none
        value.get("queue", ""),
    )


def _answers(value: dict[str, Any]) -> Answers:
    day = value.get("follow_up_on")
    return Answers(
        value.get("matter") or "",
        value.get("source") or "",
        value.get("resolved") or "",
        value.get("booking_intent") or "",
        value.get("booking_result") or "",
        value.get("follow_up"),
        date.fromisoformat(day) if day else None,
        value.get("follow_up_reason") or "",
    )


def write_as_json(write: PendingWrite) -> dict[str, Any]:
    return {"kind": write.kind.value, "ref": write.ref, "body": write.body, "made_at": write.made_at.isoformat()}


def write_from_json(key: str, value: dict[str, Any], parked_reason: str) -> PendingWrite:
    made_at = datetime.fromisoformat(value["made_at"])
    return PendingWrite(key, WriteKind(value["kind"]), CallRef(value["ref"]), value["body"], made_at, parked_reason)
