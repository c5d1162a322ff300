"""The administration's side of the server over REST (``docs/administration.md``). Every method blocks; worker threads."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import quote, urlencode

from agent_app.domain.admin import Administration, AdminKind, AdminRow, Announcement, ChangedMeanwhile, Values
from agent_app.domain.errors import UserFacingError
from agent_app.server_client import wire
from agent_app.server_client.asking import authorised, understood
from agent_app.server_client.connection import Connection, checked, parsed
from agent_app.server_client.session_tokens import SessionTokens
from agent_app.server_client.wire import Json, WireError

if TYPE_CHECKING:
    import requests

T = TypeVar("T")

UPLOAD_READ_S = 20.0
"""The server may have to convert or speak an announcement before it answers."""


@dataclass(frozen=True, slots=True)
class _Shape:
    """How rows of a kind are named and written."""

    path: str
    key: str
    """The field that names a row."""
    fields: tuple[str, ...]
    """What a change writes."""
    only_new: tuple[str, ...] = ()
    """What can be said only when it is made."""


_SHAPES: dict[AdminKind, _Shape] = {
    AdminKind.USERS: _Shape(
        "users", "id", ("username", "display_name", "role", "extension", "team_id", "language", "queues", "disabled"), ("password",)
    ),
    AdminKind.TEAMS: _Shape("teams", "id", ("name",)),
    AdminKind.QUEUES: _Shape(
        "queues",
        "name",
        ("labels", "members", "hours", "priority", "ring_s", "wrap_up_s", "required_fields", "voicemail"),
        ("name",),
    ),
    AdminKind.NUMBERS: _Shape("numbers", "number", ("queue", "note"), ("number",)),
    AdminKind.HOLIDAYS: _Shape("holidays", "id", ("date", "queue", "labels", "hours")),
    AdminKind.TRUNKS: _Shape("trunks", "name", ("host", "port", "transport", "allowed", "enabled"), ("name",)),
    AdminKind.DISPOSITIONS: _Shape("dispositions", "code", ("labels", "retired"), ("code",)),
    AdminKind.NOT_READY_REASONS: _Shape("not-ready-reasons", "code", ("labels", "retired"), ("code",)),
    AdminKind.CENTRE: _Shape("centre", "", ("name", "time_zone", "language", "country_code")),
}
_NOT_WHEN_NEW = {AdminKind.USERS: {"disabled"}, AdminKind.DISPOSITIONS: {"retired"}, AdminKind.NOT_READY_REASONS: {"retired"}}


class AdminRest:
    """Implements ``ports.AdminServer``."""

    def __init__(self, connection: Connection, tokens: SessionTokens) -> None:
        self._connection = connection
        self._tokens = tokens

    def overview(self) -> Administration:
        return self._read(_administration, self._ask("GET", ""))

    def create(self, kind: AdminKind, values: Values) -> AdminRow:
        shape = _SHAPES[kind]
        unwanted = _NOT_WHEN_NEW.get(kind, set())
        body = {name: values[name] for name in (*shape.only_new, *shape.fields) if name in values and name not in unwanted}
        return self._row(kind, self._ask("POST", f"/{shape.path}", json=body))

    def change(self, row: AdminRow, values: Values) -> AdminRow:
        """Write ``row`` with ``values`` in place of its own. Raises ChangedMeanwhile."""
        shape = _SHAPES[row.kind]
        whole = {**row.values, **values}
        body = {"version": row.version, **{name: whole[name] for name in shape.fields if name in whole}}
        return self._row(row.kind, self._ask("PUT", _path(row), kind=row.kind, json=body))

    def remove(self, row: AdminRow, move_to: str = "") -> bool:
        """False where it stands in records and was only retired. ``move_to``: the queue that takes the callers who wait."""
        query = {"version": str(row.version), **({"move_to": move_to} if move_to else {})}
        response = self._ask("DELETE", f"{_path(row)}?{urlencode(query)}", kind=row.kind)
        if response.status_code == 204:
            return True
        return self._read(lambda data: wire.flag(data, "deleted"), response)

    def reorder(self, kind: AdminKind, keys: Sequence[str]) -> Sequence[AdminRow]:
        response = self._ask("PUT", f"/order/{_SHAPES[kind].path}", json={"codes": list(keys)})
        return self._read(lambda data: wire.items(data, "choices", lambda item: _row(kind, item)), response)

    def set_password(self, user: AdminRow, password: str) -> AdminRow:
        body = {"version": user.version, "password": password}
        return self._row(user.kind, self._ask("PUT", f"{_path(user)}/password", kind=user.kind, json=body))

    def announcement(self, which: Announcement) -> bytes:
        """The WAV that callers hear."""
        return self._ask("GET", _announcement(which)).content

    def upload_announcement(self, which: Announcement, wav: Path) -> None:
        try:
            sound = wav.read_bytes()
        except OSError as error:
            raise UserFacingError("file_not_read", permanent=True) from error
        self._ask("PUT", _announcement(which), data=sound, headers={"Content-Type": "audio/wav"}, read_s=UPLOAD_READ_S)

    def speak_announcement(self, which: Announcement, words: str) -> None:
        self._ask("PUT", f"{_announcement(which)}/text", json={"text": words}, read_s=UPLOAD_READ_S)

    def drop_announcement(self, which: Announcement) -> None:
        self._ask("DELETE", _announcement(which))

    # ------------------------------------------------------------------------------------------------------------

    def _row(self, kind: AdminKind, response: requests.Response) -> AdminRow:
        return self._read(lambda data: _row(kind, data), response)

    def _read(self, read: Callable[[Json], T], response: requests.Response) -> T:
        return understood(lambda: read(wire.obj(parsed(response))))

    def _ask(self, method: str, path: str, *, kind: AdminKind | None = None, **options: Any) -> requests.Response:
        response = authorised(self._connection, self._tokens, method, f"/v1/admin{path}", **options)
        if response.status_code == 409 and kind is not None:
            _raise_if_changed(response, kind)
        return checked(response)


def _raise_if_changed(response: requests.Response, kind: AdminKind) -> None:
    try:
        body = response.json()
    except ValueError:
        return
    if isinstance(body, dict) and body.get("code") == "changed_meanwhile":
        current = body.get("current")
        raise ChangedMeanwhile(_row(kind, current) if isinstance(current, dict) else None)


def _path(row: AdminRow) -> str:
    shape = _SHAPES[row.kind]
    return f"/{shape.path}/{quote(row.key, safe='')}" if shape.key else f"/{shape.path}"


def _announcement(which: Announcement) -> str:
    queue, kind, language = (quote(part, safe="") for part in (which.queue, which.kind, which.language))
    return f"/queues/{queue}/announcements/{kind}/{language}"


def _row(kind: AdminKind, data: Json) -> AdminRow:
    shape = _SHAPES[kind]
    key = str(data[shape.key]) if shape.key and data.get(shape.key) is not None else kind.value if not shape.key else ""
    if not key:
        raise WireError(f"{shape.key}: missing")
    return AdminRow(kind, key, int(wire.number(data, "version")), data)


def _administration(data: Json) -> Administration:
    rows: dict[AdminKind, tuple[AdminRow, ...]] = {}
    for kind in AdminKind:
        if kind is AdminKind.CENTRE:
            rows[kind] = (_row(kind, wire.obj(data.get("centre"), "centre")),)
        else:
            rows[kind] = wire.items(data, kind.value, lambda item, kind=kind: _row(kind, item))  # type: ignore[misc]
    return Administration(
        rows,
        wire.texts(data, "roles"),
        wire.texts(data, "time_zones"),
        wire.texts(data, "wrap_up_fields"),
        wire.flag(data, "can_speak"),
        wire.text(wire.obj(data.get("pbx"), "pbx"), "state"),
    )
