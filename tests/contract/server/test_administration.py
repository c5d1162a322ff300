"""Administration over REST: every route works for an administrator, for nobody else, and bad input leaves all as it was."""

from __future__ import annotations

import io
import threading
import wave
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from sqlalchemy import select

from server_stub.agents.status import AgentEvent
from server_stub.clock import utc_now
from server_stub.db.models import AuditEntry, Event, WrapUp
from tests.contract.server.world import PASSWORD, Person, World, code_of, running_world

LABELS = {"zh_CN": "心内科", "ru": "Кардиология", "en": "Cardiology"}
EVIL = "x]\n[evil]\ntype=endpoint"


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """A world of its own: these tests change what others expect."""
    directory: Path = tmp_path_factory.mktemp("administration")
    with running_world(directory) as made:
        yield made


@pytest.fixture(scope="module")
def boss(world: World) -> Person:
    return world.sign_in("admin")


def everything(boss: Person) -> dict[str, Any]:
    answer = boss.get("/v1/admin")
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


def row(boss: Person, kind: str, key: str, value: str) -> dict[str, Any]:
    return next(one for one in everything(boss)[kind] if one[key] == value)


def ok(answer: httpx.Response) -> dict[str, Any]:
    assert answer.is_success, answer.text
    return dict(answer.json()) if answer.content else {}


def post(boss: Person, path: str, body: Any) -> dict[str, Any]:
    return ok(boss.send("POST", f"/v1/admin{path}", body))


def put(boss: Person, path: str, body: Any) -> dict[str, Any]:
    return ok(boss.send("PUT", f"/v1/admin{path}", body))


def delete(boss: Person, path: str, version: int) -> httpx.Response:
    return boss.http.delete(f"/v1/admin{path}", params={"version": version}, headers=boss.headers)


def user_body(user: dict[str, Any], **fields: Any) -> dict[str, Any]:
    names = ("version", "username", "display_name", "role", "extension", "team_id", "language", "disabled", "queues")
    return {name: user[name] for name in names} | fields


def queue_body(queue: dict[str, Any], **fields: Any) -> dict[str, Any]:
    names = ("version", "labels", "members", "hours", "priority", "ring_s", "wrap_up_s", "required_fields", "voicemail")
    return {name: queue[name] for name in names} | fields


def new_user(name: str, **fields: Any) -> dict[str, Any]:
    return {"username": name, "display_name": name.title(), "role": "agent", "password": PASSWORD} | fields


def wav(seconds: float = 1.0, *, rate: int = 8000, channels: int = 1, width: int = 2) -> bytes:
    made = io.BytesIO()
    with wave.open(made, "wb") as file:
        file.setnchannels(channels)
        file.setsampwidth(width)
        file.setframerate(rate)
        file.writeframes(bytes(int(rate * seconds) * channels * width))
    return made.getvalue()


def put_sound(boss: Person, path: str, data: bytes) -> httpx.Response:
    return boss.http.put(f"/v1/admin{path}", content=data, headers=boss.headers | {"Content-Type": "audio/wav"})


# ---- only administrators


@pytest.mark.parametrize("username", ["lin", "mei", "clerk"])
@pytest.mark.parametrize(
    ("method", "path"), [("GET", ""), ("GET", "/audit"), ("POST", "/users"), ("PUT", "/centre"), ("DELETE", "/queues/main")]
)
def test_nobody_else_may(world: World, username: str, method: str, path: str) -> None:
    person = world.sign_in(username)
    assert code_of(person.send(method, f"/v1/admin{path}", {})) == (403, "not_allowed")


# ---- what works


def test_all_there_is_in_one_answer(boss: Person) -> None:
    found = everything(boss)
    assert found["centre"]["time_zone"] == "Asia/Shanghai"
    assert {one["name"] for one in found["queues"]} >= {"main"}
    assert row(boss, "queues", "name", "main")["numbers"] == ["4000"]
    assert found["pbx"] == {"connected": False, "state": "none"}
    assert "Europe/Moscow" in found["time_zones"]
    assert PASSWORD not in str(found)
    assert "password" not in str(found["users"])


def test_a_user_from_first_to_last_day(world: World, boss: Person) -> None:
    team = post(boss, "/teams", {"name": "Morning"})
    body = new_user("Nadia", extension="1011", team_id=team["id"], language="ru", queues=[{"queue": "main", "penalty": 2}])
    made = post(boss, "/users", body)
    assert (made["username"], made["extension"], made["queues"], made["state"]) == (
        "nadia",
        "1011",
        [{"queue": "main", "penalty": 2}],
        "logged_out",
    )
    assert row(boss, "teams", "id", team["id"])["members"] == 1
    assert {"user_id": made["id"], "penalty": 2} in row(boss, "queues", "name", "main")["members"]
    own = "my own long password"
    nadia = world.first_sign_in("nadia", own)
    assert nadia.session["sip"]["username"] == "1011"

    moved = put(boss, f"/users/{made['id']}", user_body(made, extension="1012", display_name="Nadia K."))
    assert moved["version"] > made["version"]
    assert code_of(nadia.get("/v1/me/snapshot")) == (401, "account_changed")
    nadia = world.sign_in("nadia", own)
    assert nadia.session["sip"]["username"] == "1012"
    assert nadia.session["user"]["display_name"] == "Nadia K."

    off = put(boss, f"/users/{made['id']}", user_body(row(boss, "users", "id", made["id"]), disabled=True))
    assert code_of(nadia.get("/v1/me/snapshot")) == (403, "account_disabled")
    assert code_of(world.http.post("/v1/auth/login", json={"username": "nadia", "password": own})) == (403, "account_disabled")
    on = put(boss, f"/users/{made['id']}", user_body(off, disabled=False))
    put(boss, f"/users/{made['id']}/password", {"version": on["version"], "password": "another long password"})
    assert code_of(world.http.post("/v1/auth/login", json={"username": "nadia", "password": own})) == (401, "wrong_password")
    last = row(boss, "users", "id", made["id"])
    assert code_of(delete(boss, f"/users/{made['id']}", last["version"])) == (409, "user_has_history")


def test_who_never_signed_in_can_be_deleted(boss: Person) -> None:
    made = post(boss, "/users", new_user("mistake", extension="1013", queues=[{"queue": "main"}]))
    assert delete(boss, f"/users/{made['id']}", made["version"]).status_code == 204
    assert "mistake" not in {one["username"] for one in everything(boss)["users"]}
    assert post(boss, "/users", new_user("other", extension="1013"))["extension"] == "1013", "the extension is free again"


def test_a_queue_with_everything(boss: Person, world: World) -> None:
    hours = {"mon": [{"from": "08:00", "to": "12:00"}, {"from": "22:00", "to": "06:00"}]}
    body = {"name": "cardio", "labels": LABELS, "hours": hours, "priority": 5, "ring_s": 20, "wrap_up_s": 90, "voicemail": True}
    made = post(
        boss, "/queues", body | {"required_fields": ["matter", "resolved"], "members": [{"user_id": world.users["lin"], "penalty": 1}]}
    )
    assert made["hours"] == hours
    assert (made["priority"], made["ring_s"], made["wrap_up_s"], made["voicemail"]) == (5, 20, 90, True)
    assert made["required_fields"] == ["matter", "resolved"]
    assert {"queue": "cardio", "penalty": 1} in row(boss, "users", "username", "lin")["queues"]
    number = post(boss, "/numbers", {"number": "+4930123", "queue": "cardio", "note": "Berlin"})
    assert code_of(delete(boss, "/queues/cardio", made["version"])) == (409, "queue_has_numbers")
    holiday = post(boss, "/holidays", {"date": "2027-01-01", "queue": "cardio", "labels": LABELS, "hours": []})
    assert row(boss, "holidays", "id", holiday["id"])["queue"] == "cardio"
    changed = put(boss, "/numbers/%2B4930123", {"version": number["version"], "queue": "main", "note": ""})
    assert changed["queue"] == "main"
    assert delete(boss, "/numbers/%2B4930123", changed["version"]).status_code == 204
    assert delete(boss, "/queues/cardio", made["version"]).status_code == 204
    left = everything(boss)
    assert "cardio" not in str(left["queues"]) + str(left["holidays"]) + str(left["users"])


def test_a_queue_with_callers_is_kept(boss: Person, world: World) -> None:
    made = post(boss, "/queues", {"name": "busy", "labels": LABELS})
    ref = world.add_call(None)
    with world.state.database.write() as session:
        from server_stub.calls import registry

        call = registry.find(session, ref)
        assert call is not None
        call.queue = "busy"
    refused = delete(boss, "/queues/busy", made["version"])
    assert (code_of(refused), refused.json()["params"]) == ((409, "queue_has_callers"), {"waiting": "1"})
    assert row(boss, "queues", "name", "busy")["waiting"] == 1
    with world.state.database.write() as session:
        call = registry.find(session, ref)
        assert call is not None
        call.ended_at = utc_now()
    assert delete(boss, "/queues/busy", made["version"]).status_code == 204


def test_announcements_are_kept_as_they_were_sent(boss: Person) -> None:
    path = "/queues/main/announcements/greeting/ru"
    data = wav(1.5, rate=16000)
    made = ok(put_sound(boss, path, data))
    assert made == {"kind": "greeting", "language": "ru", "text": "", "duration_s": 1.5, "spoken": False}
    assert boss.get(f"/v1/admin{path}").content == data
    assert row(boss, "queues", "name", "main")["announcements"] == [made]
    if everything(boss)["can_speak"]:
        spoken = put(boss, f"{path}/text", {"text": "Здравствуйте! -w /etc/passwd"})
        assert (spoken["spoken"], spoken["text"]) == (True, "Здравствуйте! -w /etc/passwd")
        assert spoken["duration_s"] > 1
    assert boss.http.delete(f"/v1/admin{path}", headers=boss.headers).status_code == 204
    assert code_of(boss.get(f"/v1/admin{path}")) == (404, "unknown_announcement")


def test_choices_in_order_and_retired_where_used(boss: Person, world: World) -> None:
    made = post(boss, "/dispositions", {"code": "second_opinion", "labels": LABELS})
    assert delete(boss, "/dispositions/second_opinion", made["version"]).json() == {"deleted": True}
    codes = [one["code"] for one in everything(boss)["dispositions"]]
    back = put(boss, "/order/dispositions", {"codes": codes[::-1]})
    assert [one["code"] for one in back["choices"]] == codes[::-1]
    ref = world.add_call("lin")
    with world.state.database.write() as session:
        from server_stub.calls import registry

        call = registry.find(session, ref)
        assert call is not None
        wrap_up = WrapUp(call_id=call.id, version=1, disposition="complaint", notes="", author_id=world.users["lin"])
        wrap_up.saved_at = wrap_up.received_at = utc_now()
        session.add(wrap_up)
    used = row(boss, "dispositions", "code", "complaint")
    assert delete(boss, "/dispositions/complaint", used["version"]).json() == {"deleted": False}
    assert row(boss, "dispositions", "code", "complaint")["retired"] is True
    choices = boss.get("/v1/me/choices").json()
    assert "complaint" not in {one["code"] for one in choices["dispositions"]}
    assert choices["dispositions"][0]["code"] == codes[-1]


def test_reasons_too(boss: Person) -> None:
    made = post(boss, "/not-ready-reasons", {"code": "yoga", "labels": LABELS})
    changed = put(boss, "/not-ready-reasons/yoga", {"version": made["version"], "labels": LABELS | {"en": "Yoga"}, "retired": False})
    assert changed["labels"]["en"] == "Yoga"
    assert "yoga" in {one["code"] for one in boss.get("/v1/me/choices").json()["not_ready_reasons"]}
    assert delete(boss, "/not-ready-reasons/yoga", changed["version"]).json() == {"deleted": True}


def test_trunks(boss: Person) -> None:
    body = {"name": "backup", "host": "sip.example.org", "port": 5070, "allowed": ["203.0.113.7", "198.51.100.9/24"]}
    made = post(boss, "/trunks", body)
    assert made["allowed"] == ["203.0.113.7/32", "198.51.100.0/24"]
    changed = put(
        boss, "/trunks/backup", {key: made[key] for key in ("host", "port", "transport", "allowed", "version")} | {"enabled": False}
    )
    assert changed["enabled"] is False
    assert delete(boss, "/trunks/backup", changed["version"]).status_code == 204


def test_the_centre_itself(boss: Person) -> None:
    before = everything(boss)["centre"]
    changed = put(boss, "/centre", before | {"name": "Neva Clinic", "time_zone": "Europe/Moscow", "language": "ru"})
    assert changed == before | {"name": "Neva Clinic", "time_zone": "Europe/Moscow", "language": "ru", "version": before["version"] + 1}
    put(boss, "/centre", before | {"version": changed["version"]})


def test_every_change_is_told_and_audited(boss: Person, world: World) -> None:
    main = row(boss, "queues", "name", "main")
    put(boss, "/queues/main", queue_body(main, wrap_up_s=75))
    with world.state.database.read() as session:
        entry = session.scalars(select(AuditEntry).where(AuditEntry.action == "queue.changed").order_by(AuditEntry.id.desc())).first()
        event = session.scalars(select(Event).where(Event.kind == "config.changed").order_by(Event.id.desc())).first()
    assert entry is not None
    assert (entry.actor, entry.object, entry.detail) == (world.users["admin"], "queue:main", {"wrap_up_s": "null -> 75"})
    assert event is not None
    assert (event.audience, event.data) == ("all", {"what": "queues"})
    newest = boss.get("/v1/admin/audit", limit=1).json()["entries"][0]
    assert (newest["action"], newest["detail"]) == ("queue.changed", {"wrap_up_s": "null -> 75"})


def test_no_password_is_audited(world: World, boss: Person) -> None:
    post(boss, "/users", new_user("quiet", password="a very secret password"))
    with world.state.database.read() as session:
        assert "a very secret password" not in str([entry.detail for entry in session.scalars(select(AuditEntry))])


# ---- two at once


def test_the_second_of_two_gets_the_newer_row(boss: Person) -> None:
    seen = row(boss, "queues", "name", "main")
    first = put(boss, "/queues/main", queue_body(seen, ring_s=33))
    answer = boss.send("PUT", "/v1/admin/queues/main", queue_body(seen, ring_s=44, priority=9))
    body = answer.json()
    assert (answer.status_code, body["code"]) == (409, "changed_meanwhile")
    assert body["current"] == first
    assert (row(boss, "queues", "name", "main")["ring_s"], row(boss, "queues", "name", "main")["priority"]) == (33, seen["priority"])


def test_a_membership_changed_from_the_other_side_counts(boss: Person, world: World) -> None:
    """One administrator edits the queue, another one of its members."""
    seen = row(boss, "queues", "name", "main")
    clerk = row(boss, "users", "username", "clerk")
    put(boss, f"/users/{clerk['id']}", user_body(clerk, queues=[{"queue": "main", "penalty": 0}]))
    answer = boss.send("PUT", "/v1/admin/queues/main", queue_body(seen))
    assert answer.json()["code"] == "changed_meanwhile"
    assert world.users["clerk"] in {one["user_id"] for one in answer.json()["current"]["members"]}
    put(boss, f"/users/{clerk['id']}", user_body(row(boss, "users", "username", "clerk"), queues=[]))


def test_ten_at_the_same_moment_and_one_wins(boss: Person) -> None:
    seen = row(boss, "queues", "name", "main")
    codes: list[int] = []

    def change(number: int) -> None:
        codes.append(boss.send("PUT", "/v1/admin/queues/main", queue_body(seen, ring_s=50 + number)).status_code)

    threads = [threading.Thread(target=change, args=(number,)) for number in range(10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(codes) == [200] + [409] * 9
    assert row(boss, "queues", "name", "main")["version"] == seen["version"] + 1


# ---- guards


def test_who_is_in_a_call_is_left_alone(world: World, boss: Person) -> None:
    anna = world.sign_in("anna")
    ref = world.add_call("anna")
    agents = world.state.agents
    assert agents is not None
    with world.state.database.write() as session:
        agents.happened(session, anna.id, AgentEvent.CONNECTED, ref=ref)
    user = row(boss, "users", "username", "anna")
    for fields in ({"disabled": True}, {"extension": "1044"}, {"role": "leader"}):
        refused = boss.send("PUT", f"/v1/admin/users/{user['id']}", user_body(user, **fields))
        assert code_of(refused) == (409, "user_on_call")
        assert refused.json()["permanent"] is False
    assert row(boss, "users", "username", "anna") == user
    assert put(boss, f"/users/{user['id']}", user_body(user, display_name="Anna S."))["display_name"] == "Anna S.", (
        "what does not cut her off"
    )
    with world.state.database.write() as session:
        agents.happened(session, anna.id, AgentEvent.CALL_ENDED, ref=ref)
    assert put(boss, f"/users/{user['id']}", user_body(row(boss, "users", "username", "anna"), disabled=True))["disabled"] is True
    put(boss, f"/users/{user['id']}", user_body(row(boss, "users", "username", "anna"), disabled=False))


def test_the_last_administrator_and_oneself(world: World, boss: Person) -> None:
    me = row(boss, "users", "username", "admin")
    for fields in ({"disabled": True}, {"role": "leader"}):
        assert code_of(boss.send("PUT", f"/v1/admin/users/{me['id']}", user_body(me, **fields))) == (409, "last_administrator")
    second = post(boss, "/users", new_user("second", role="administrator"))
    for fields in ({"disabled": True}, {"role": "leader"}):
        assert code_of(boss.send("PUT", f"/v1/admin/users/{me['id']}", user_body(me, **fields))) == (409, "own_account")
    assert code_of(delete(boss, f"/users/{me['id']}", me["version"])) == (409, "own_account")
    other = world.first_sign_in("second", "a second long password")
    assert put(boss, f"/users/{second['id']}", user_body(second, role="agent"))["role"] == "agent"
    assert code_of(other.get("/v1/admin")) == (401, "account_changed")


def test_a_retired_choice_stays_the_last_one(boss: Person) -> None:
    rows = everything(boss)["not_ready_reasons"]
    for one in rows[1:]:
        put(boss, f"/not-ready-reasons/{one['code']}", {"version": one["version"], "labels": one["labels"], "retired": True})
    last = {"version": rows[0]["version"], "labels": rows[0]["labels"], "retired": True}
    assert code_of(boss.send("PUT", f"/v1/admin/not-ready-reasons/{rows[0]['code']}", last)) == (409, "last_choice")
    assert code_of(delete(boss, f"/not-ready-reasons/{rows[0]['code']}", rows[0]["version"])) == (409, "last_choice")
    for one in rows[1:]:
        put(boss, f"/not-ready-reasons/{one['code']}", {"version": one["version"] + 1, "labels": one["labels"], "retired": False})


# ---- bad input: input -> code, and nothing stored

_QUEUE = {"name": "fresh", "labels": LABELS}
_WHOLE_USER = {"version": 1, "username": "x", "display_name": "X", "role": "agent", "disabled": False}
_SUNDAY = {"sun": [{"from": "22:00", "to": "06:00"}]}
_TWO = [{"from": "08:00", "to": "12:00"}, {"from": "11:00", "to": "13:00"}]
_TRUNK = {"name": "fresh", "host": "192.0.2.1", "allowed": ["192.0.2.1"]}
_HOLIDAY = {"date": "2027-05-01", "labels": LABELS}
_CENTRE = {"name": "X", "time_zone": "Asia/Shanghai", "language": "zh", "country_code": "86", "version": 1}


def _long(text: str) -> dict[str, str]:
    return dict.fromkeys(("zh_CN", "ru", "en"), text)


BAD: list[tuple[str, str, Any, str]] = [
    ("POST", "/users", {}, "invalid"),
    ("POST", "/users", new_user("a b"), "invalid"),
    ("POST", "/users", new_user("x" * 65), "invalid"),
    ("POST", "/users", new_user("LIN"), "username_taken"),
    ("POST", "/users", new_user("fresh2", extension="1001"), "extension_in_use"),
    ("POST", "/users", new_user("fresh2", extension="10011"), "invalid"),
    ("POST", "/users", new_user("fresh2", extension="4000"), "invalid"),
    ("POST", "/users", new_user("fresh2", extension="1001\n"), "invalid"),
    ("POST", "/users", new_user("fresh2", extension="١٠٠٩"), "invalid"),
    ("POST", "/users", new_user("fresh2", role="god"), "invalid"),
    ("POST", "/users", new_user("fresh2", password="short"), "password_too_short"),
    ("POST", "/users", new_user("fresh2", display_name=" "), "invalid"),
    ("POST", "/users", new_user("fresh2", display_name="a\nb"), "invalid"),
    ("POST", "/users", new_user("fresh2", team_id="t-none"), "unknown_team"),
    ("POST", "/users", new_user("fresh2", queues=[{"queue": "none"}]), "unknown_queue"),
    ("POST", "/users", new_user("fresh2", queues=[{"queue": "main"}, {"queue": "main"}]), "invalid"),
    ("POST", "/users", new_user("fresh2", queues=[{"queue": "main", "penalty": 11}]), "invalid"),
    ("POST", "/users", new_user("fresh2", language="klingon"), "invalid"),
    ("POST", "/users", new_user("fresh2", surprise=1), "invalid"),
    ("PUT", "/users/u-none", _WHOLE_USER, "unknown_user"),
    ("PUT", "/users/u-none/password", {"version": 1, "password": PASSWORD}, "unknown_user"),
    ("DELETE", "/users/u-none?version=1", None, "unknown_user"),
    ("POST", "/teams", {"name": ""}, "invalid"),
    ("POST", "/teams", {"name": "x" * 81}, "invalid"),
    ("PUT", "/teams/none", {"version": 1, "name": "x"}, "unknown_team"),
    ("DELETE", "/teams/none?version=1", None, "unknown_team"),
    ("POST", "/queues", _QUEUE | {"name": "main"}, "name_taken"),
    ("POST", "/queues", _QUEUE | {"name": EVIL}, "invalid"),
    ("POST", "/queues", _QUEUE | {"name": "a]"}, "invalid"),
    ("POST", "/queues", _QUEUE | {"name": "a\n"}, "invalid"),
    ("POST", "/queues", _QUEUE | {"name": "Main"}, "invalid"),
    ("POST", "/queues", _QUEUE | {"name": "../x"}, "invalid"),
    ("POST", "/queues", _QUEUE | {"name": "x" * 33}, "invalid"),
    ("POST", "/queues", _QUEUE | {"labels": {"en": "only"}}, "invalid"),
    ("POST", "/queues", _QUEUE | {"labels": LABELS | {"en": "a\u2028b"}}, "invalid"),
    ("POST", "/queues", _QUEUE | {"labels": _long("x" * 81)}, "invalid"),
    ("POST", "/queues", _QUEUE | {"ring_s": 4}, "invalid"),
    ("POST", "/queues", _QUEUE | {"ring_s": 121}, "invalid"),
    ("POST", "/queues", _QUEUE | {"ring_s": "15\nweight=9"}, "invalid"),
    ("POST", "/queues", _QUEUE | {"wrap_up_s": 4}, "invalid"),
    ("POST", "/queues", _QUEUE | {"wrap_up_s": 3601}, "invalid"),
    ("POST", "/queues", _QUEUE | {"priority": -1}, "invalid"),
    ("POST", "/queues", _QUEUE | {"priority": 101}, "invalid"),
    ("POST", "/queues", _QUEUE | {"required_fields": ["mood"]}, "invalid"),
    ("POST", "/queues", _QUEUE | {"members": [{"user_id": "u-none"}]}, "unknown_user"),
    ("POST", "/queues", _QUEUE | {"hours": {"mon": _TWO}}, "hours_overlap"),
    ("POST", "/queues", _QUEUE | {"hours": _SUNDAY | {"mon": [{"from": "05:00", "to": "8:00"}]}}, "bad_hours"),
    ("POST", "/queues", _QUEUE | {"hours": _SUNDAY | {"mon": [{"from": "05:00", "to": "08:00"}]}}, "hours_overlap"),
    ("POST", "/queues", _QUEUE | {"hours": {"mon": [{"from": "08:00", "to": "08:00"}]}}, "bad_hours"),
    ("POST", "/queues", _QUEUE | {"hours": {"noday": []}}, "invalid"),
    ("PUT", "/queues/none", {"version": 1, "labels": LABELS}, "unknown_queue"),
    ("DELETE", "/queues/none?version=1", None, "unknown_queue"),
    ("DELETE", "/queues/main?version=0", None, "invalid"),
    ("DELETE", "/queues/main", None, "invalid"),
    ("POST", "/numbers", {"number": "4000", "queue": "main"}, "number_in_use"),
    ("POST", "/numbers", {"number": "4", "queue": "main"}, "invalid"),
    ("POST", "/numbers", {"number": "4" * 16, "queue": "main"}, "invalid"),
    ("POST", "/numbers", {"number": "40a", "queue": "main"}, "invalid"),
    ("POST", "/numbers", {"number": "4001\r\nAction: Command", "queue": "main"}, "invalid"),
    ("POST", "/numbers", {"number": "4001", "queue": "none"}, "unknown_queue"),
    ("PUT", "/numbers/4999", {"version": 1, "queue": "main"}, "unknown_number"),
    ("DELETE", "/numbers/4999?version=1", None, "unknown_number"),
    ("POST", "/holidays", _HOLIDAY | {"date": "2027-02-30"}, "invalid"),
    ("POST", "/holidays", _HOLIDAY | {"queue": "none"}, "unknown_queue"),
    ("POST", "/holidays", _HOLIDAY | {"hours": [{"from": "08:00", "to": "12:00"}, {"from": "10:00", "to": "11:00"}]}, "hours_overlap"),
    ("POST", "/holidays", _HOLIDAY | {"hours": [{"from": "x", "to": "12:00"}]}, "bad_hours"),
    ("PUT", "/holidays/none", _HOLIDAY | {"version": 1}, "unknown_holiday"),
    ("POST", "/trunks", _TRUNK | {"name": "trunk"}, "name_taken"),
    ("POST", "/trunks", _TRUNK | {"name": EVIL}, "invalid"),
    ("POST", "/trunks", _TRUNK | {"host": "a b"}, "invalid"),
    ("POST", "/trunks", _TRUNK | {"host": "192.0.2.1\n[x]"}, "invalid"),
    ("POST", "/trunks", _TRUNK | {"host": "192.0.2.1;x"}, "invalid"),
    ("POST", "/trunks", _TRUNK | {"host": ""}, "invalid"),
    ("POST", "/trunks", _TRUNK | {"port": 0}, "invalid"),
    ("POST", "/trunks", _TRUNK | {"port": 65536}, "invalid"),
    ("POST", "/trunks", _TRUNK | {"transport": "carrier pigeon"}, "invalid"),
    ("POST", "/trunks", _TRUNK | {"allowed": []}, "invalid"),
    ("POST", "/trunks", _TRUNK | {"allowed": ["everyone"]}, "invalid"),
    ("POST", "/trunks", _TRUNK | {"allowed": ["192.0.2.1\npermit=0.0.0.0/0"]}, "invalid"),
    ("POST", "/trunks", _TRUNK | {"allowed": ["192.0.2.1/33"]}, "invalid"),
    ("PUT", "/trunks/none", {key: _TRUNK[key] for key in ("host", "allowed")} | {"version": 1}, "unknown_trunk"),
    ("DELETE", "/trunks/none?version=1", None, "unknown_trunk"),
    ("DELETE", "/trunks/trunk?version=1", None, "last_trunk"),
    ("POST", "/dispositions", {"code": "other", "labels": LABELS}, "name_taken"),
    ("POST", "/dispositions", {"code": "Bad Code", "labels": LABELS}, "invalid"),
    ("PUT", "/dispositions/none", {"version": 1, "labels": LABELS, "retired": False}, "unknown_disposition"),
    ("PUT", "/not-ready-reasons/none", {"version": 1, "labels": LABELS, "retired": False}, "unknown_reason"),
    ("PUT", "/order/dispositions", {"codes": ["other"]}, "changed_meanwhile"),
    ("PUT", "/order/dispositions", {"codes": ["other", "other"]}, "changed_meanwhile"),
    ("PUT", "/centre", _CENTRE | {"time_zone": "Mars/Olympus"}, "bad_time_zone"),
    ("PUT", "/centre", _CENTRE | {"time_zone": "../../etc/passwd"}, "bad_time_zone"),
    ("PUT", "/centre", _CENTRE | {"time_zone": ""}, "bad_time_zone"),
    ("PUT", "/centre", _CENTRE | {"language": "fr"}, "invalid"),
    ("PUT", "/centre", _CENTRE | {"country_code": "+7"}, "invalid"),
    ("PUT", "/centre", _CENTRE | {"country_code": "7"}, "country_code_fixed"),
    ("PUT", "/centre", _CENTRE | {"name": ""}, "invalid"),
    ("PUT", "/queues/main/announcements/greeting/ru/text", {"text": " "}, "invalid"),
    ("PUT", "/queues/main/announcements/shouting/ru/text", {"text": "x"}, "invalid"),
    ("DELETE", "/queues/main/announcements/closed/en", None, "unknown_announcement"),
]  # fmt: skip


@pytest.mark.parametrize(("method", "path", "body", "code"), BAD, ids=[f"{n}-{case[3]}" for n, case in enumerate(BAD)])
def test_bad_input_is_named_and_stores_nothing(world: World, boss: Person, method: str, path: str, body: Any, code: str) -> None:
    if code == "country_code_fixed":
        world.add_patient("Of some country", "13855551234")
    before = everything(boss)
    if path == "/centre":
        body = body | {"version": before["centre"]["version"]}
    answer = boss.send(method, f"/v1/admin{path}", body)
    assert code_of(answer)[1] == code, answer.text
    assert everything(boss) == before


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "format"),
        (b"RIFF", "format"),
        (b"\xff\xfb\x90" * 5000, "format"),
        (wav(channels=2), "channels"),
        (wav(width=1), "width"),
        (wav(rate=44100), "rate"),
        (wav(0.4), "length"),
        (wav(60.5), "length"),
        (wav(2)[:8000], "cut"),
    ],
)
def test_sounds_that_cannot_be_played(boss: Person, data: bytes, why: str) -> None:
    answer = put_sound(boss, "/queues/main/announcements/closed/en", data)
    assert (code_of(answer), answer.json()["params"]) == ((422, "bad_audio"), {"why": why})
    assert row(boss, "queues", "name", "main")["announcements"] == []


def test_a_sound_that_is_too_large_and_one_for_no_queue(boss: Person) -> None:
    assert code_of(put_sound(boss, "/queues/main/announcements/closed/en", bytes(1_100_000))) == (413, "too_large")
    assert code_of(put_sound(boss, "/queues/none/announcements/closed/en", wav())) == (404, "unknown_queue")
