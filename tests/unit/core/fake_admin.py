"""A centre's configuration in memory, as ``ports.AdminServer``: versions as at the server, and what was asked is remembered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from agent_app.domain.admin import Administration, AdminKind, AdminRow, Announcement, ChangedMeanwhile, Values
from agent_app.domain.errors import UserFacingError


def _labels(zh: str, ru: str, en: str) -> dict[str, str]:
    return {"zh_CN": zh, "ru": ru, "en": en}


def _row(kind: AdminKind, key: str, **values: Any) -> AdminRow:
    return AdminRow(kind, key, 1, {**values, "version": 1})


def _user(ident: str, username: str, name: str, role: str, extension: str, team: str | None, *queues: tuple[str, int]) -> AdminRow:
    return _row(
        AdminKind.USERS, ident, id=ident, username=username, display_name=name, role=role, extension=extension, team_id=team, language="",
        disabled=False, queues=[{"queue": queue, "penalty": penalty} for queue, penalty in queues], created_at="2026-11-01T08:00:00.000Z",
        state="ready", signed_in=True,
    )  # fmt: skip


def _choice(kind: AdminKind, position: int, code: str, *labels: str, retired: bool = False) -> AdminRow:
    return _row(kind, code, code=code, labels=_labels(*labels), position=position, retired=retired)


_WEEK = {day: [{"from": "08:00", "to": "12:00"}, {"from": "13:30", "to": "18:00"}] for day in ("mon", "tue", "wed", "thu", "fri")}
_WEEK |= {"sat": [{"from": "22:00", "to": "06:00"}], "sun": []}

CENTRE = Administration(
    {
        AdminKind.USERS: (
            _user("u9", "chen", "Chen Hao", "administrator", "", None),
            _user("u1", "lin", "Lin Yue", "agent", "1001", "t1", ("main", 0), ("surgery", 2)),
            _user("u2", "anna", "Анна Петрова", "leader", "1002", "t1", ("main", 1)),
            _user("u3", "sato", "Dr. Sato", "expert", "1003", None),
        ),
        AdminKind.TEAMS: (
            _row(AdminKind.TEAMS, "t1", id="t1", name="早班 Morning", members=2),
            _row(AdminKind.TEAMS, "t2", id="t2", name="晚班 Evening", members=0),
        ),
        AdminKind.QUEUES: (
            _row(
                AdminKind.QUEUES, "main", name="main", labels=_labels("总机", "Общая линия", "Main line"),
                members=[{"user_id": "u2", "penalty": 1}, {"user_id": "u1", "penalty": 0}], hours=_WEEK, priority=10, ring_s=20,
                wrap_up_s=None, required_fields=["matter", "resolved"], voicemail=True, numbers=["4000", "+8675512345678"],
                announcements=[{"kind": "greeting", "language": "zh_CN", "text": "您好", "duration_s": 4.2, "spoken": True}],
                open_now=True, waiting=2,
            ),
            _row(
                AdminKind.QUEUES, "surgery", name="surgery", labels=_labels("外科", "Хирургия", "Surgery"),
                members=[{"user_id": "u1", "penalty": 2}], hours=None, priority=0, ring_s=30, wrap_up_s=120, required_fields=[],
                voicemail=False, numbers=[], announcements=[], open_now=True, waiting=0,
            ),
        ),
        AdminKind.NUMBERS: (
            _row(AdminKind.NUMBERS, "4000", number="4000", queue="main", note=""),
            _row(AdminKind.NUMBERS, "+8675512345678", number="+8675512345678", queue="main", note="Magazine, spring"),
        ),
        AdminKind.HOLIDAYS: (
            _row(
                AdminKind.HOLIDAYS, "h1", id="h1", date="2027-02-06", queue=None, hours=[],
                labels=_labels("春节", "Китайский Новый год", "Spring Festival"),
            ),
        ),
        AdminKind.TRUNKS: (
            _row(
                AdminKind.TRUNKS, "provider", name="provider", host="sip.example.net", port=5060, transport="udp",
                allowed=["192.0.2.0/24"], enabled=True, installed=False,
            ),
        ),
        AdminKind.DISPOSITIONS: (
            _choice(AdminKind.DISPOSITIONS, 0, "answered", "已解答", "Ответ дан", "Answered"),
            _choice(AdminKind.DISPOSITIONS, 1, "appointment", "预约挂号", "Запись на приём", "Appointment"),
            _choice(AdminKind.DISPOSITIONS, 2, "fax", "传真", "Факс", "Fax", retired=True),
        ),
        AdminKind.NOT_READY_REASONS: (_choice(AdminKind.NOT_READY_REASONS, 0, "lunch", "午餐", "Обед", "Lunch"),),
        AdminKind.CENTRE: (
            _row(AdminKind.CENTRE, "centre", name="康宁医院", time_zone="Asia/Shanghai", language="zh_CN", country_code="86"),
        ),
    },
    ("agent", "leader", "expert", "records_clerk", "administrator"),
    ("Asia/Shanghai", "Europe/Moscow", "Europe/London"),
    ("matter", "resolved", "booking", "follow_up", "source", "notes"),
    can_speak=True,
    pbx_state="current",
)  # fmt: skip

_KEYS = {AdminKind.QUEUES: "name", AdminKind.NUMBERS: "number", AdminKind.TRUNKS: "name"}


class FakeAdminServer:
    """``asked`` holds every question; ``refusal`` answers the next change."""

    def __init__(self) -> None:
        self.look = CENTRE
        self.asked: list[tuple[Any, ...]] = []
        self.refusal: UserFacingError | None = None
        self.sounds: dict[Announcement, bytes] = {}

    def _refuse(self) -> None:
        refusal, self.refusal = self.refusal, None
        if refusal is not None:
            raise refusal

    def put(self, row: AdminRow) -> AdminRow:
        """As if somebody else had stored it."""
        there = any(found.key == row.key for found in self.look.of(row.kind))
        kept = tuple(row if found.key == row.key else found for found in self.look.of(row.kind))
        self._set(row.kind, kept if there else (*kept, row))
        return row

    def take_away(self, kind: AdminKind, key: str) -> None:
        self._set(kind, tuple(found for found in self.look.of(kind) if found.key != key))

    def _set(self, kind: AdminKind, rows: tuple[AdminRow, ...]) -> None:
        self.look = replace(self.look, rows={**self.look.rows, kind: rows})

    def overview(self) -> Administration:
        self._refuse()
        return self.look

    def create(self, kind: AdminKind, values: Values) -> AdminRow:
        self.asked.append(("create", kind, dict(values)))
        self._refuse()
        key = str(values.get(_KEYS.get(kind, "code")) or f"new-{len(self.asked)}")
        kept = {name: value for name, value in values.items() if name != "password"}
        return self.put(AdminRow(kind, key, 1, {"id": key, **kept, "version": 1}))

    def change(self, row: AdminRow, values: Values) -> AdminRow:
        self.asked.append(("change", row.kind, row.key, row.version, dict(values)))
        self._refuse()
        now = self.look.row(row.kind, row.key)
        if now is None or now.version != row.version:
            raise ChangedMeanwhile(now)
        return self.put(newer(now, **values))

    def remove(self, row: AdminRow, move_to: str = "") -> bool:
        self.asked.append(("remove", row.kind, row.key, move_to))
        self._refuse()
        self.take_away(row.kind, row.key)
        return True

    def reorder(self, kind: AdminKind, keys: Sequence[str]) -> Sequence[AdminRow]:
        self.asked.append(("reorder", kind, list(keys)))
        self._refuse()
        rows = {row.key: row for row in self.look.of(kind)}
        self._set(kind, tuple(rows[key] for key in keys))
        return self.look.of(kind)

    def set_password(self, user: AdminRow, password: str) -> AdminRow:
        self.asked.append(("set_password", user.key, password))
        self._refuse()
        return self.put(newer(user))

    def announcement(self, which: Announcement) -> bytes:
        return self.sounds[which]

    def upload_announcement(self, which: Announcement, wav: Path) -> None:
        self.asked.append(("upload_announcement", which, wav))
        self._refuse()

    def speak_announcement(self, which: Announcement, words: str) -> None:
        self.asked.append(("speak_announcement", which, words))
        self._refuse()

    def drop_announcement(self, which: Announcement) -> None:
        self.asked.append(("drop_announcement", which))
        self._refuse()


def newer(row: AdminRow, **values: Any) -> AdminRow:
    """``row`` as the server has it after a change."""
    return replace(row, version=row.version + 1, values={**row.values, **values, "version": row.version + 1})
