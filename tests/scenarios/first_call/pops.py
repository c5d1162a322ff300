"""Ten patients call, two of them at the same moment; each pop is read and timed."""

from __future__ import annotations

import time

from tests.scenarios.first_call.stage import OTHER_DESK, Stage
from tests.scenarios.first_call.start import sign_in_by_hand
from tests.scenarios.lib.calls import PopObservation, answer, complete, end_peer, find_pop_region, hang_up_and_wrap_up, watch_ring
from tests.scenarios.lib.cards import Patient
from tests.scenarios.lib.facts import percentile
from tests.scenarios.lib.screen import Box
from tests.scenarios.lib.seat import Seat
from tests.scenarios.lib.watcher import RegionWatcher

BELOW_THE_BAR = Box(0, 80, 1280, 720)
"""Where a pop may stand on a desk that was never seen to ring; the call bar above it has running clocks."""


def take_one(stage: Stage, patient: Patient, *, notes: str = "") -> None:
    """One timed call from dialling to wrap-up (with ``notes`` typed). The first also tells where on this window pops stand."""
    seat = stage.lin
    region = stage.pop_region or BELOW_THE_BAR
    with RegionWatcher(seat.screen, region) as watcher:
        began_at = time.time()
        peer = stage.world.call_in(patient.number)
        seen = watch_ring(seat, region, began_at, watcher, stage.world.patients)
    stage.pops.append(seen)
    if stage.pop_region is None:
        stage.shot("ringing")
    answer(seat, seen)
    peer.wait("CALL_ESTABLISHED", within_s=5)
    if stage.pop_region is None:
        stage.pop_region = find_pop_region(seen, patient)
    hang_up_and_wrap_up(seat, notes)
    end_peer(peer)


def take_two_at_once(stage: Stage, first: Patient, second: Patient) -> None:
    """Two patients whose numbers differ in one digit call at the same moment; two desks are ready."""
    anna = stage.world.seat(OTHER_DESK)
    sign_in_by_hand(anna, stage.world.password(OTHER_DESK))
    anna.keyboard.press("F8")
    anna.wait_state("Ready")
    seats: list[Seat] = [stage.lin, anna]
    with RegionWatcher(stage.lin.screen, stage.region) as mine, RegionWatcher(anna.screen, stage.region) as hers:
        began_at = time.time()
        peers = [stage.world.telephone(patient.number) for patient in (first, second)]
        for peer in peers:
            peer.dial("4000", *stage.world.stack.trunk_address)
        seen = [
            watch_ring(seat, stage.region, began_at, watcher, stage.world.patients)
            for seat, watcher in zip(seats, (mine, hers), strict=True)
        ]
    stage.shot("two-at-once-first-desk")
    stage.shot("two-at-once-second-desk", anna)
    for seat, one in zip(seats, seen, strict=True):
        answer(seat, one)
        stage.pops.append(one)
    for seat in seats:
        hang_up_and_wrap_up(seat)
    for peer in peers:
        end_peer(peer)
    stage.steps.expect(anna.close_by_window_manager() == 0, "the second desk ended with exit code 0")


def conclude(stage: Stage) -> None:
    """Read every pop, take the stamps, and record the facts. A value that is missing in one call leaves its fact out."""
    log = stage.world.trace.read()
    for number, seen in enumerate(stage.pops, start=1):
        complete(seen, log)
        strangers = f" STRANGERS {seen.reading.strangers}" if seen.reading and seen.reading.strangers else ""
        looks = f"changes {seen.changes_ms}, looked {seen.watcher.rate_hz:.0f}/s"
        said = f"ring {seen.ring_ms} ms, pop {seen.pop_ms} ms, answer {seen.answer_ms} ms, {looks}"
        print(f"    call {number} at {seen.seat}: {said}{strangers} {'; '.join(seen.notes)}", flush=True)
    if not stage.pops:
        return
    _record(stage, "ring_ms", [seen.ring_ms for seen in stage.pops])
    _record(stage, "pop_ms", [seen.pop_ms for seen in stage.pops])
    _record(stage, "answer_ms", [seen.answer_ms for seen in stage.pops])
    if all(seen.reading is not None for seen in stage.pops):
        stage.facts.record("pop_mismatches", sum(1 for seen in stage.pops if seen.reading and not seen.reading.is_the_patients))
    _expect_each_patient_once(stage.pops, stage)


def _expect_each_patient_once(pops: list[PopObservation], stage: Stage) -> None:
    refs = [seen.ref for seen in pops]
    stage.steps.expect(all(refs) and len(set(refs)) == len(pops), f"{len(pops)} calls with a reference of their own each")


def _record(stage: Stage, name: str, values: list[float | None]) -> None:
    known = [value for value in values if value is not None]
    if len(known) == len(values):
        stage.facts.record(name, percentile(known, 95))
