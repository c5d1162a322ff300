"""The desk's administration against the real server: every kind of row is made, changed, read again, and deleted or retired."""

from __future__ import annotations

import io
import struct
import wave
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from agent_app.domain import server_events as s
from agent_app.domain.admin import AdminKind, AdminRow, Announcement, ChangedMeanwhile, new_password
from agent_app.domain.errors import UserFacingError
from agent_app.domain.messages import MESSAGES
from tests.contract.desk.centres import PASSWORD, DeskSide, RealSide

LABELS = {"zh_CN": "试验", "ru": "Проба", "en": "Trial"}
NEW: dict[AdminKind, dict[str, Any]] = {
    AdminKind.TEAMS: {"name": "Trial team"},
    AdminKind.USERS: {
        "username": "trial",
        "display_name": "Trial Person",
        "role": "agent",
        "extension": "1777",
        "team_id": None,
        "language": "ru",
        "queues": [{"queue": "main", "penalty": 2}],
        "password": new_password(),
    },
    AdminKind.QUEUES: {
        "name": "trial",
        "labels": LABELS,
        "members": [],
        "hours": {day: [] for day in ("tue", "wed", "thu", "fri", "sat", "sun")} | {"mon": [{"from": "22:00", "to": "06:00"}]},
        "priority": 3,
        "ring_s": 25,
        "wrap_up_s": None,
        "required_fields": ["notes"],
        "voicemail": True,
    },
    AdminKind.NUMBERS: {"number": "4777", "queue": "main", "note": "trial"},
    AdminKind.HOLIDAYS: {"date": "2027-05-01", "queue": None, "labels": LABELS, "hours": [{"from": "09:00", "to": "12:00"}]},
    AdminKind.TRUNKS: {
        "name": "trial",
        "host": "192.0.2.10",
        "port": 5070,
        "transport": "udp",
        "allowed": ["192.0.2.0/24"],
        "enabled": False,
    },
    AdminKind.DISPOSITIONS: {"code": "trial", "labels": LABELS},
    AdminKind.NOT_READY_REASONS: {"code": "trial", "labels": LABELS},
}
CHANGED: dict[AdminKind, dict[str, Any]] = {
    AdminKind.TEAMS: {"name": "Trial team 2"},
    AdminKind.USERS: {"display_name": "Trial Person 2", "disabled": True},
    AdminKind.QUEUES: {"hours": None, "wrap_up_s": 90},
    AdminKind.NUMBERS: {"note": "trial 2"},
    AdminKind.HOLIDAYS: {"hours": []},
    AdminKind.TRUNKS: {"port": 5080},
    AdminKind.DISPOSITIONS: {"retired": True},
    AdminKind.NOT_READY_REASONS: {"labels": {**LABELS, "en": "Trial 2"}},
}


@pytest.fixture
def admin(real: RealSide) -> Iterator[DeskSide]:
    side = real.desk()
    side.server.log_in("admin", PASSWORD)
    yield side
    side.stream.stop()


def _row(side: DeskSide, kind: AdminKind, key: str) -> AdminRow:
    found = side.server.admin.overview().row(kind, key)
    assert found is not None
    return found


@pytest.mark.parametrize("kind", NEW, ids=lambda kind: kind.value)
def test_a_row_is_made_changed_and_deleted(admin: DeskSide, kind: AdminKind) -> None:
    made = admin.server.admin.create(kind, NEW[kind])
    try:
        for name, value in NEW[kind].items():
            if name != "password":
                assert made.values[name] == value, name
        changed = admin.server.admin.change(made, CHANGED[kind])
        assert {name: changed.values[name] for name in CHANGED[kind]} == CHANGED[kind]
        assert changed.version > made.version
        now = _row(admin, kind, made.key)
        assert {**now.values} == {**changed.values}
        with pytest.raises(ChangedMeanwhile) as refused:
            admin.server.admin.change(made, CHANGED[kind])
        assert refused.value.current is not None
        assert refused.value.current.version == changed.version
    finally:
        deleted = admin.server.admin.remove(_row(admin, kind, made.key))
    assert deleted
    assert admin.server.admin.overview().row(kind, made.key) is None
    with pytest.raises(UserFacingError) as gone:
        admin.server.admin.change(made, CHANGED[kind])
    assert isinstance(gone.value, ChangedMeanwhile) or gone.value.code in MESSAGES


def test_the_centre_itself(admin: DeskSide) -> None:
    centre = _row(admin, AdminKind.CENTRE, "centre")
    changed = admin.server.admin.change(centre, {"name": "Trial Clinic"})
    assert changed.values["name"] == "Trial Clinic"
    admin.server.admin.change(changed, {"name": centre.values["name"]})


def test_a_choice_that_records_use_is_retired_and_the_order_is_kept(admin: DeskSide) -> None:
    rows = admin.server.admin.overview().of(AdminKind.DISPOSITIONS)
    turned = [row.key for row in reversed(rows)]
    assert [row.key for row in admin.server.admin.reorder(AdminKind.DISPOSITIONS, turned)] == turned
    admin.server.admin.reorder(AdminKind.DISPOSITIONS, [row.key for row in rows])


def test_every_refusal_has_words_and_the_inline_ones_their_field(admin: DeskSide) -> None:
    with pytest.raises(UserFacingError) as taken:
        admin.server.admin.create(AdminKind.USERS, {**NEW[AdminKind.USERS], "extension": "1001"})
    assert taken.value.code == "extension_in_use"
    with pytest.raises(UserFacingError) as invalid:
        admin.server.admin.create(AdminKind.QUEUES, {**NEW[AdminKind.QUEUES], "priority": 1000})
    assert (invalid.value.code, invalid.value.params["field"]) == ("invalid", "priority")
    week = {**NEW[AdminKind.QUEUES]["hours"], "tue": [{"from": "05:00", "to": "07:00"}]}
    with pytest.raises(UserFacingError) as overlap:
        admin.server.admin.create(AdminKind.QUEUES, {**NEW[AdminKind.QUEUES], "hours": week})
    assert overlap.value.code == "hours_overlap"
    assert {taken.value.code, invalid.value.code, overlap.value.code} <= set(MESSAGES)


def test_a_new_password_signs_in(admin: DeskSide, real: RealSide) -> None:
    made = admin.server.admin.create(AdminKind.USERS, NEW[AdminKind.USERS])
    secret = new_password()
    changed = admin.server.admin.set_password(made, secret)
    with pytest.raises(UserFacingError) as old:
        real.desk().server.log_in("trial", NEW[AdminKind.USERS]["password"])
    assert old.value.code == "wrong_password"
    admin.server.admin.remove(changed)


def test_announcements_are_kept_heard_and_dropped(admin: DeskSide, tmp_path: Path) -> None:
    which = Announcement("main", "closed", "en")
    sound = io.BytesIO()
    with wave.open(sound, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(8000)
        file.writeframes(struct.pack("<8000h", *(index % 100 for index in range(8000))))
    wav = tmp_path / "closed.wav"
    wav.write_bytes(sound.getvalue())
    admin.server.admin.upload_announcement(which, wav)
    queue = _row(admin, AdminKind.QUEUES, "main")
    assert ("closed", "en", False) in [(one["kind"], one["language"], one["spoken"]) for one in queue.values["announcements"]]
    assert admin.server.admin.announcement(which)[:4] == b"RIFF"
    wav.write_bytes(b"no sound at all")
    with pytest.raises(UserFacingError) as refused:
        admin.server.admin.upload_announcement(which, wav)
    assert refused.value.code == "bad_audio"
    admin.server.admin.drop_announcement(which)
    with pytest.raises(UserFacingError) as gone:
        admin.server.admin.announcement(which)
    assert gone.value.code in MESSAGES


def test_an_agent_may_not_administer(real: RealSide) -> None:
    lin = real.desk()
    lin.server.log_in("lin", PASSWORD)
    with pytest.raises(UserFacingError) as refused:
        lin.server.admin.overview()
    assert refused.value.code == "not_allowed"


def test_a_change_reaches_every_desk_and_its_choices(admin: DeskSide, real: RealSide) -> None:
    lin = real.desk()
    lin.server.log_in("lin", PASSWORD)
    lin.follow()
    after = len(lin.events)
    made = admin.server.admin.create(AdminKind.DISPOSITIONS, NEW[AdminKind.DISPOSITIONS])
    event = lin.wait_for(s.ConfigChanged, after)
    assert event == s.ConfigChanged("dispositions")
    assert "trial" in [choice.code for choice in lin.server.choices().dispositions]
    retired = admin.server.admin.change(made, {"retired": True})
    assert "trial" not in [choice.code for choice in lin.server.choices().dispositions]
    admin.server.admin.remove(replace(retired))
