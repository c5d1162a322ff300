"""The table of bad input: for each, what the screen says, the state after it, and what is stored.

The desk is the whole program, drawn to nowhere; PBX, server and callers are real.
"""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import psutil
import pytest

from stack.ca import ensure_ca
from stack.local_stack import DEMO_PASSWORD
from tests.integration.desk.seat import Seat
from tests.integration.link.world import World, eventually

pytestmark = pytest.mark.pbx

Stored = Callable[[World], object]


def sign_ins(world: World) -> object:
    return world.database("SELECT count(*) FROM sign_ins")[0][0]


def calls(world: World) -> object:
    return world.database("SELECT count(*) FROM calls")[0][0]


# -- signing in ---------------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Refused:
    """One way in which signing in fails; afterwards the form is still there, and no session was stored."""

    name: str
    says: tuple[str, ...]
    password: str = DEMO_PASSWORD
    server: str = "runs"
    """``runs``, ``away`` or ``other authority``."""


@pytest.mark.parametrize(
    "row",
    [
        Refused("wrong password", ("User name or password is wrong.", "Check both and try again."), password="guessed"),
        Refused("server away", ("The server does not answer.", "Nothing is lost."), server="away"),
        Refused(
            "certificate of another authority",
            ("The server could not prove that it is yours", "No password was sent.", "Do not continue."),
            server="other authority",
        ),
    ],
    ids=lambda row: row.name,
)
def test_signing_in_is_refused(world: World, tmp_path: Path, row: Refused) -> None:
    before = sign_ins(world)
    ca_file = ensure_ca(tmp_path / "other").cert if row.server == "other authority" else world.stack.ca_file
    if row.server == "away":
        world.stack.server.stop()
    with Seat(tmp_path / "seat", world.stack.server_url, ca_file) as seat:
        seat.sign_in(row.password)
        screen = seat.wait(*row.says, title="Sign in")
        assert not screen.says(row.password)
        assert seat.end() == 0
    assert sign_ins(world) == before
    assert not list((tmp_path / "seat" / "desks").rglob("*.outbox"))


def test_the_pbx_is_away_at_sign_in(world: World, seat: Seat) -> None:
    """Signed in, but no telephone; it says so, and comes by itself when the PBX is back."""
    world.stack.pbx.stop()
    seat.sign_in()
    seat.wait("Telephone: the telephone system does not answer. The desk keeps trying by itself.", title="Not ready", limit_s=30)
    assert world.database("SELECT state FROM agent_status WHERE user_id = (SELECT id FROM users WHERE username = 'lin')") == [
        ("not_ready",)
    ]
    world.stack.pbx.start()
    seat.wait("Telephone: connected", limit_s=40)
    assert seat.end() == 0


def test_the_pbx_is_lost_in_mid_call(world: World, seat: Seat) -> None:
    ready(world, seat)
    with_caller = world.patient("13800001000")
    seat.wait("Alice Hartley", "Answer", title="Ringing")
    seat.tell(do="key", keys="F2")
    seat.wait(title="Talking")
    world.stack.pbx.kill()
    with_caller.stop()
    # The notes can be written at once; what became of the call is known when the PBX is back.
    seat.wait(
        "The line to Alice Hartley was lost.", "Your notes are safe.", "The telephone system does not answer.", "Notes  F5", limit_s=60
    )
    world.stack.pbx.start()
    seat.wait("Alice Hartley", "Save", title="Wrap-up", limit_s=40)
    stored = world.ended("13800001000", 60)
    assert (stored["outcome"], stored["direction"]) == ("answered", "inbound")
    assert seat.end() == 0


def test_a_second_desk_on_the_same_profile(world: World, seat: Seat) -> None:
    seat.sign_in()
    seat.wait("Telephone: connected", limit_s=30)
    before = sign_ins(world)
    second = Seat(seat.directory, world.stack.server_url, world.stack.ca_file)
    second.start("agent_app.main")
    assert second.exit_code() == 3
    assert "already open" in second.errors()
    seat.wait("Telephone: connected", "Hello, Lin Yue")
    assert sign_ins(world) == before
    assert seat.end() == 0


# -- who calls ----------------------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def sitting(stack: tuple[object, Path], tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Seat]]:
    """One desk for the whole table of callers; the first row signs it in."""
    kept: dict[str, Seat] = {}
    yield kept
    for seat in kept.values():
        assert seat.end() == 0


def seat_of(world: World, sitting: dict[str, Seat], directory: Path) -> Seat:
    if "lin" not in sitting:
        sitting["lin"] = Seat(directory / "seat", world.stack.server_url, world.stack.ca_file)
        sitting["lin"].start()
        ready(world, sitting["lin"])
    return sitting["lin"]


def ready(world: World, seat: Seat) -> None:
    seat.sign_in()
    seat.wait("Telephone: connected", limit_s=30)
    seat.tell(do="key", keys="F8")
    seat.wait(title="Ready")
    eventually(lambda: world.paused("1001") is False, "1001 unpaused")


@dataclass(frozen=True)
class CallerRow:
    """What the trunk sends as number; what the screen says; the number and match that are stored."""

    sent: str
    says: tuple[str, ...]
    number: str
    match: str


NOBODY = ("Unknown caller", "Nobody on record has exactly this number.")
WITHHELD = ("Number withheld", "The caller's number was not sent. Ask for the name.")


@pytest.mark.parametrize(
    "row",
    [
        CallerRow("+8613800001001", ("Bruno Keller",), "+8613800001001", "one"),
        CallerRow("138%200000%201002", ("Clara Novak",), "13800001002", "one"),
        CallerRow("138-0000-1003", ("Daniel Osei",), "13800001003", "one"),
        CallerRow("1380000100", NOBODY, "1380000100", "none"),  # one digit short of ten patients
        CallerRow("13800000009", ("Shared number", "李建国", "王秀英"), "13800000009", "many"),
        CallerRow("abc13800001001", WITHHELD, "", "withheld"),
        CallerRow("1" * 40, WITHHELD, "", "withheld"),
        CallerRow("anonymous", WITHHELD, "", "withheld"),
        CallerRow("%27%20OR%201=1--", WITHHELD, "", "withheld"),
        # names, as they stand in the record: Chinese, Russian, right to left, quotes, and what looks like SQL
        CallerRow("13800002001", ("张伟",), "13800002001", "one"),
        CallerRow("+79161230020", ("Соловьёв «Саша» Александр",), "+79161230020", "one"),
        CallerRow("13400007001", ("محمد عبد الله الخطيب",), "13400007001", "one"),
        CallerRow("13400007003", ('William "Bill" O\'Connor',), "13400007003", "one"),
        CallerRow("13400007023", ("Robert'); DROP TABLE patients;--",), "13400007023", "one"),
    ],
    ids=lambda row: row.sent,
)
def test_callers(world: World, sitting: dict[str, Seat], tmp_path_factory: pytest.TempPathFactory, row: CallerRow) -> None:
    """The pop stands while it rings; the caller gives up, and the desk is ready for the next one."""
    seat = seat_of(world, sitting, tmp_path_factory.mktemp("sitting"))
    before = calls(world)
    caller = world.patient(row.sent)
    seat.wait(*row.says, title="Ringing")
    caller.stop()
    # SIPp, once stopped, says no goodbye. Only the patient's side: the desk's leg must end because the caller is gone.
    for name in world.channels():
        if name.startswith("PJSIP/trunk"):
            world.stack.pbx.console(f"channel request hangup {name}")
    seat.wait(title="Ready")
    (stored,) = world.database("SELECT number, match, outcome FROM calls ORDER BY id DESC LIMIT 1")
    assert stored[:2] == (row.number, row.match)
    eventually(lambda: world.database("SELECT outcome FROM calls ORDER BY id DESC LIMIT 1") == [("abandoned",)], "stored as abandoned")
    assert calls(world) == before + 1  # type: ignore[operator]


# -- strangers ----------------------------------------------------------------------------------------------------------------------


def test_an_invite_from_somewhere_else_finds_no_door(world: World, seat: Seat) -> None:
    """The desk listens for nobody: it speaks to the PBX over the connection it made itself."""
    seat.sign_in()
    seat.wait("Telephone: connected", limit_s=30)
    before = calls(world)
    desk = psutil.Process(seat.pid)
    open_doors = [one.laddr for one in desk.net_connections("inet") if one.status == psutil.CONN_LISTEN or one.type is socket.SOCK_DGRAM]
    assert open_doors == []
    connected = [one.laddr.port for one in desk.net_connections("tcp") if one.status == psutil.CONN_ESTABLISHED]
    for port in connected:
        with pytest.raises(ConnectionRefusedError):
            socket.create_connection(("127.0.0.1", port), timeout=2).close()
    seat.wait("Telephone: connected", "Hello, Lin Yue")
    assert calls(world) == before
    assert seat.end() == 0
