"""One call as seen from outside: from dialling to wrap-up, with the pixels watched all the while, timed from the PBX's stamps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from tests.scenarios.lib.cards import CardReading, Patient, read_card
from tests.scenarios.lib.peer import SipPeer
from tests.scenarios.lib.screen import Box, Pixels
from tests.scenarios.lib.seat import Seat, read_at
from tests.scenarios.lib.sip_trace import SipLog, SipMessage
from tests.scenarios.lib.waiting import NotSeenError
from tests.scenarios.lib.watcher import RegionWatcher

EXTENSIONS = {"lin": "1001", "anna": "1002"}
_RING_WITHIN_S = 25.0


@dataclass(slots=True)
class PopObservation:
    """What was seen of one ringing call at one seat; times in seconds of time.time(), None where not to be had."""

    seat: str
    people: tuple[Patient, ...]
    """The patients as they were when it rang: a call adds to what was last."""
    began_at: float
    pixels: Pixels
    watcher: RegionWatcher
    answer_key_at: float | None = None
    invite: SipMessage | None = None
    rang_at: float | None = None
    answered_at: float | None = None
    painted_at: float | None = None
    reading: CardReading | None = None
    notes: list[str] = field(default_factory=list)

    @property
    def ref(self) -> str:
        return self.invite.headers.get("x-careline-ref", "") if self.invite else ""

    @property
    def ring_ms(self) -> float | None:
        return _ms(self.invite, self.rang_at)

    @property
    def pop_ms(self) -> float | None:
        """From the INVITE to identity, allergies and last contact painted; below zero where the pop came first."""
        return _ms(self.invite, self.painted_at)

    @property
    def changes_ms(self) -> list[int]:
        """When the watched region changed, from 100 ms before the INVITE on: tells a late pop from one that was drawn twice."""
        after = [] if self.invite is None else [round(1000 * (frame.at - self.invite.at)) for frame in self.watcher.frames]
        return [change for change in after if change > -100]

    @property
    def answer_ms(self) -> float | None:
        if self.answer_key_at is None or self.answered_at is None:
            return None
        return round(1000 * (self.answered_at - self.answer_key_at), 1)


def watch_ring(seat: Seat, region: Box, began_at: float, watcher: RegionWatcher, people: Sequence[Patient]) -> PopObservation:
    """Wait until the desk rings and the pop has come to rest, and keep its pixels. The watcher must already run."""
    seat.wait_state("Ringing", within_s=_RING_WITHIN_S)
    return PopObservation(seat.username, tuple(people), began_at, seat.settled(region), watcher)


def take(seat: Seat, *, within_s: float = _RING_WITHIN_S) -> None:
    """Answer the next ring, as soon as the window has come to rest: nobody presses a key that is not yet drawn."""
    seat.wait_state("Ringing", within_s=within_s)
    seat.settled(for_s=0.15, within_s=1)
    seat.keyboard.press("F2")
    seat.wait_state("Talking")


def answer(seat: Seat, seen: PopObservation) -> None:
    """F2, and wait until the desk says that it talks."""
    seen.answer_key_at = seat.keyboard.press("F2")
    seat.wait_state("Talking")


def complete(seen: PopObservation, log: SipLog) -> None:
    """Fill in what the PBX stamped and what the pixels say; the person expected is the one whose number the INVITE bears."""
    invites = log.invites_to(EXTENSIONS[seen.seat], after=seen.began_at)
    if not invites:
        seen.notes.append("no INVITE in the PBX's capture")
        return
    seen.invite = invites[0]
    for name, status in (("rang_at", 180), ("answered_at", 200)):
        message = log.answer_to(seen.invite, status)
        setattr(seen, name, message.at if message else None)
    expected = caller_of(seen.invite, seen.people)
    if expected is None:
        seen.notes.append("the INVITE bears no known patient's number")
        return
    seen.reading = read_card(read_at(seen.pixels, seen.watcher.region), expected, seen.people)
    if seen.reading.boxes is None:
        seen.notes.append(f"not readable: {', '.join(seen.reading.missing)}")
        return
    frame = seen.watcher.first_final(seen.reading.boxes)
    seen.painted_at = frame.at if frame else None


def caller_of(invite: SipMessage, patients: Sequence[Patient]) -> Patient | None:
    """Whose number stands in the INVITE's From (or asserted identity)."""
    told = " ".join(invite.headers.get(name, "") for name in ("from", "p-asserted-identity", "remote-party-id"))
    return next((patient for patient in patients if f":{patient.number}@" in told), None)


def hang_up_and_wrap_up(seat: Seat, notes: str = "", *, disposition: int = 1) -> None:
    """F4, type ``notes``, choose, save; returns when the desk is ready again."""
    seat.keyboard.press("F4")
    wrap_up(seat, notes, disposition=disposition)


def wrap_up(seat: Seat, notes: str = "", *, disposition: int = 1) -> None:
    seat.wait_state("Wrap-up")
    if notes:
        seat.keyboard.press("F5")
        seat.keyboard.type(notes)
    seat.keyboard.press(f"Alt+{disposition}")
    seat.keyboard.press("Ctrl+Return")
    seat.wait_state("Ready")


def find_pop_region(seen: PopObservation, expected: Patient) -> Box:
    """Where identity, allergies and last contact stand on this window, read from a first pop.

    As high as the three need and as wide as was watched, so that other people's longer names and texts are inside as well.
    """
    watched = seen.watcher.region
    reading = read_card(read_at(seen.pixels, watched), expected, seen.people)
    if reading.boxes is None:
        raise NotSeenError(f"{', '.join(reading.missing)} of {expected.id} on the screen")
    rows = reading.boxes[0]
    for box in reading.boxes[1:]:
        rows = rows.union(box)
    top = max(rows.top - 24, watched.top)
    return Box(watched.left, top, watched.width, min(rows.bottom + 24, watched.bottom) - top)


def end_peer(peer: SipPeer) -> None:
    """Wait for the other side's BYE to arrive, then put the telephone away."""
    peer.wait("CALL_CLOSED", within_s=10)
    peer.stop()


def _ms(invite: SipMessage | None, at: float | None) -> float | None:
    return None if invite is None or at is None else round(1000 * (at - invite.at), 1)
