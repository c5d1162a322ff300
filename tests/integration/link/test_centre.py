"""What an administrator sets is in force within seconds at the real PBX, without a restart, and still there after one."""

from __future__ import annotations

import csv
import io
import wave
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from tests.integration.link.world import World, eventually
from tests.integration.pbx.sipp import Caller, Phone, calls, is_refused

pytestmark = pytest.mark.pbx

LABELS = {"zh_CN": "心内科", "ru": "Кардиология", "en": "Cardiology"}
WEEK = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


class Administrator:
    def __init__(self, world: World) -> None:
        self.http = httpx.Client(base_url=world.stack.server_url, verify=world.tls, trust_env=False, timeout=15)
        session = self.http.post("/v1/auth/login", json={"username": "admin", "password": world.stack.demo_users["admin"]}).json()
        self.http.headers["Authorization"] = f"Bearer {session['access_token']}"

    def send(self, method: str, path: str, body: Any = None, **params: Any) -> Any:
        answer = self.http.request(method, f"/v1/admin{path}", json=body, params=params)
        assert answer.is_success, answer.text
        return answer.json() if answer.content else None

    def all(self) -> dict[str, Any]:
        return dict(self.send("GET", ""))

    def queue(self, name: str) -> dict[str, Any]:
        return next(dict(row) for row in self.all()["queues"] if row["name"] == name)

    def change_queue(self, name: str, **fields: Any) -> None:
        row = self.queue(name)
        names = ("version", "labels", "members", "hours", "priority", "ring_s", "wrap_up_s", "required_fields", "voicemail")
        self.send("PUT", f"/queues/{name}", {key: row[key] for key in names} | fields)

    def settled(self) -> None:
        eventually(lambda: self.all()["pbx"] == {"connected": True, "state": "current"}, "the PBX holds it")


@pytest.fixture
def admin(world: World) -> Iterator[Administrator]:
    one = Administrator(world)
    yield one
    for row in one.all()["numbers"]:
        if row["queue"] != "main":
            one.send("DELETE", f"/numbers/{row['number']}", version=row["version"])
    for row in one.all()["queues"]:
        if row["name"] != "main":
            one.send("DELETE", f"/queues/{row['name']}", version=row["version"])
    one.settled()
    one.http.close()


def call(world: World, dialled: str, *, talk_ms: int | None = None) -> Phone:
    phone = world.telephone()
    phone.start(calls(Caller("13800001001", dialled=dialled), talk_ms=talk_ms), remote_port=world.stack.trunk_address[1])
    return phone


def refused(world: World, dialled: str) -> None:
    phone = world.telephone()
    phone.start(is_refused(Caller("13800001001", dialled=dialled), 404), remote_port=world.stack.trunk_address[1])
    phone.finished()


def cardiology(admin: Administrator, *user_ids: str) -> None:
    admin.send(
        "POST", "/queues", {"name": "cardiology", "labels": LABELS, "members": [{"user_id": user_id} for user_id in user_ids], "ring_s": 25}
    )
    admin.send("POST", "/numbers", {"number": "4001", "queue": "cardiology"})


def answered_s(world: World, ref: str) -> float:
    """How long the PBX talked to the caller, by its own record."""
    with world.stack.pbx.cel_file.open(newline="", encoding="utf-8") as file:
        times = {row[0]: float(row[1]) for row in csv.reader(file) if row[10] == ref}
    return times["HANGUP"] - times["ANSWER"]


def tone(seconds: float) -> bytes:
    made = io.BytesIO()
    with wave.open(made, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(8000)
        file.writeframes(b"\x10\x10" * int(8000 * seconds))
    return made.getvalue()


def test_a_queue_made_while_all_runs_is_called_closed_and_outlives_a_restart(world: World, admin: Administrator) -> None:
    lin = world.agent("lin")
    lin.ready()
    refused(world, "4001")
    cardiology(admin, lin.session["user"]["id"])
    admin.settled()
    console = world.stack.pbx.console
    eventually(lambda: "PJSIP/1001" in console("queue show cardiology"), "the member")

    patient = call(world, "4001")
    ringing = lin.rings()
    assert ringing["headers"]["x-careline-queue"] == "cardiology"
    lin.answer(ringing)
    lin.becomes("talking")
    lin.hang_up(ringing)
    patient.finished()
    lin.becomes("wrap_up")
    lin.ready()

    admin.change_queue("cardiology", hours={day: [] for day in WEEK})
    call(world, "4001").finished()
    eventually(lambda: world.calls("13800001001")[-1]["outcome"] == "closed", "a closed call")
    assert admin.queue("cardiology")["open_now"] is False

    admin.change_queue("cardiology", hours=None)
    world.stack.pbx.kill()
    eventually(lambda: not lin.http.get("/v1/health").json()["pbx_connected"], "the server sees that the PBX is away")
    world.stack.pbx.start()
    world.stack.server.wait_ready(with_pbx=True)
    shown = console("queue show cardiology")
    assert "PJSIP/1001" in shown
    assert lin.desk is not None
    lin.desk.wait("RegistrationReported", 45, accepted=True)
    patient = call(world, "4001")
    again = lin.rings()
    assert again["headers"]["x-careline-queue"] == "cardiology"
    lin.answer(again)
    lin.hang_up(again)
    patient.finished()


def test_a_queue_is_there_while_the_server_is_dead_and_the_pbx_restarts(world: World, admin: Administrator) -> None:
    cardiology(admin)
    admin.settled()
    world.stack.server.kill()
    world.stack.pbx.stop()  # in order: Asterisk writes its database about once a second
    world.stack.pbx.start()
    patient = call(world, "4001", talk_ms=12_000)
    eventually(lambda: "cardiology has 1 calls" in world.stack.pbx.console("queue show cardiology"), "the caller waits there")
    patient.finished(30)
    world.stack.server.start()
    world.stack.server.wait_ready(with_pbx=True)


def test_lost_files_come_back_at_the_link_up(world: World, admin: Administrator) -> None:
    cardiology(admin)
    admin.settled()
    world.stack.pbx.kill()
    for path in world.stack.pbx.centre_dir.glob("*.conf"):
        path.unlink()
    for path in (world.stack.pbx.config.directory / "db").glob("astdb.sqlite3*"):
        path.unlink()
    eventually(lambda: not admin.http.get("/v1/health").json()["pbx_connected"], "the server sees that the PBX is away")
    world.stack.pbx.start()
    world.stack.server.wait_ready(with_pbx=True)
    admin.settled()
    assert "cardiology" in world.stack.pbx.console("queue show cardiology")
    assert "cardiology" in world.stack.pbx.console("database show numbers 4001")


def test_members_penalties_and_ring_time_change_in_the_running_queue(world: World, admin: Administrator) -> None:
    lin = world.agent("lin")
    user = lin.session["user"]["id"]
    cardiology(admin)
    admin.settled()
    console = world.stack.pbx.console
    admin.change_queue("cardiology", members=[{"user_id": user, "penalty": 3}], priority=7)
    eventually(lambda: "penalty 3" in console("queue show cardiology"), "the member with a penalty")
    admin.change_queue("cardiology", members=[{"user_id": user, "penalty": 1}])
    eventually(lambda: "penalty 1" in console("queue show cardiology"), "another penalty")
    assert "W:0" in console("queue show main")
    assert "W:7" not in console("queue show main")
    admin.change_queue("cardiology", members=[])
    eventually(lambda: "PJSIP/1001" not in console("queue show cardiology"), "no member")
    assert world.paused("1001") is not None, "main was left alone"


def test_callers_of_a_deleted_queue_are_moved(world: World, admin: Administrator) -> None:
    cardiology(admin)
    admin.settled()
    patient = call(world, "4001")
    eventually(lambda: admin.queue("cardiology")["waiting"] == 1, "the caller waits")
    number = next(row for row in admin.all()["numbers"] if row["queue"] == "cardiology")
    admin.send("DELETE", "/numbers/4001", version=number["version"])
    version = admin.queue("cardiology")["version"]
    refused = admin.http.delete("/v1/admin/queues/cardiology", params={"version": version})
    assert (refused.status_code, refused.json()["code"]) == (409, "queue_has_callers")
    admin.send("DELETE", "/queues/cardiology", version=version, move_to="main")
    admin.settled()
    eventually(lambda: world.waiting() == 1, "the caller waits in the main queue")
    assert "cardiology has" not in world.stack.pbx.console("queue show")
    eventually(lambda: admin.queue("main")["waiting"] == 1, "and the server knows")
    lin = world.agent("lin")
    lin.ready()
    ringing = lin.rings()
    assert ringing["headers"]["x-careline-queue"] == "main"
    lin.answer(ringing)
    lin.becomes("talking")
    lin.hang_up(ringing)
    patient.finished()
    ref = ringing["headers"]["x-careline-ref"]
    eventually(lambda: lin.call(ref)["outcome"] == "answered", "an answered call, not one given up in the queue that is gone")


def test_announcements_are_played_from_the_next_call_on(world: World, admin: Administrator) -> None:
    cardiology(admin)
    admin.change_queue("cardiology", hours={day: [] for day in WEEK})
    path = "/v1/admin/queues/cardiology/announcements/closed/en"  # the language of this patient
    answer = admin.http.put(path, content=tone(2.5), headers={"Content-Type": "audio/wav"})
    assert answer.json()["duration_s"] == 2.5, answer.text
    admin.settled()
    sound = world.stack.pbx.centre_dir / "sounds" / "cardiology-closed-en.wav"
    assert sound.is_file()
    call(world, "4001").finished()
    eventually(lambda: world.calls("13800001001")[-1]["ended_at"], "a closed call")
    ended = world.calls("13800001001")[-1]
    assert ended["outcome"] == "closed"
    assert 2.0 < answered_s(world, ended["ref"]) < 4.5, "the tone of 2.5 s was heard whole, and no other prompt after it"
    assert admin.http.delete(path).status_code == 204
    eventually(lambda: not sound.exists(), "the file is gone")


def test_a_trunk_changed_by_the_administrator(world: World, admin: Administrator) -> None:
    (before,) = admin.all()["trunks"]
    assert (before["host"], before["port"], before["installed"]) == ("127.0.0.1", world.stack.trunk_peer_port, True)
    fields = {"host": "127.0.0.1", "port": 5099, "transport": "udp", "allowed": ["127.0.0.9"], "enabled": True}
    admin.send("PUT", "/trunks/trunk", fields | {"version": before["version"]})
    admin.settled()
    console = world.stack.pbx.console
    eventually(lambda: "127.0.0.1:5099" in console("pjsip show aor trunk-to-trunk"), "the new address")
    stranger = world.telephone()
    stranger.start(is_refused(Caller(), 401), remote_port=world.stack.trunk_address[1])
    stranger.finished()
    back = fields | {"port": world.stack.trunk_peer_port, "allowed": ["127.0.0.0/8"], "version": before["version"] + 1}
    admin.send("PUT", "/trunks/trunk", back)
    admin.settled()
    patient = call(world, "4000", talk_ms=500)
    patient.finished()


def test_a_disabled_user_loses_session_and_telephone(world: World, admin: Administrator) -> None:
    lin = world.agent("lin")
    eventually(lambda: "1001" in world.accounts(), "the account")
    row = next(row for row in admin.all()["users"] if row["username"] == "lin")
    names = ("version", "username", "display_name", "role", "extension", "team_id", "language", "queues")
    body = {key: row[key] for key in names}
    changed = admin.send("PUT", f"/users/{row['id']}", body | {"disabled": True})
    assert lin.http.get("/v1/me/snapshot").json()["code"] == "account_disabled"
    eventually(lambda: "1001" not in world.accounts(), "no account")
    eventually(lambda: world.paused("1001") is None, "no member")
    admin.send("PUT", f"/users/{row['id']}", body | {"disabled": False, "version": changed["version"]})
    eventually(lambda: "1001" in world.accounts(), "the account again")
