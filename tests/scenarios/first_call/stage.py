"""What every part of the scenario needs at hand."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from tests.scenarios.lib.calls import PopObservation
from tests.scenarios.lib.facts import Facts
from tests.scenarios.lib.screen import Box
from tests.scenarios.lib.seat import Seat
from tests.scenarios.lib.steps import Steps
from tests.scenarios.lib.waiting import NotSeenError
from tests.scenarios.lib.world import World

DESK = "lin"
OTHER_DESK = "anna"


@dataclass(slots=True)
class Stage:
    world: World
    facts: Facts
    steps: Steps
    screens: Path
    lin: Seat
    pop_region: Box | None = None
    """Where pops stand, once the first was seen."""
    saved_ref: str = ""
    """Reference of the call whose wrap-up is read back at the end."""
    pops: list[PopObservation] = field(default_factory=list)

    def shot(self, name: str, seat: Seat | None = None) -> None:
        """A screenshot of the whole screen."""
        (seat or self.lin).screen.save(self.screens / f"{name}.png")

    @property
    def region(self) -> Box:
        if self.pop_region is None:
            raise NotSeenError("the place of the pop on the screen")
        return self.pop_region


def recover(stage: Stage) -> None:
    """Bring the desk back to ready after a failed step, as a person would: hang up, wrap up, say ready; start it anew at worst."""
    seat = stage.lin
    for _ in range(2):
        if seat.desk is None or seat.desk.pid is None:
            seat.start_desk()
            seat.wait_state("Not ready", "Ready", "Wrap-up", "Not answering", within_s=20)
        state = seat.state()
        if state == "Ready":
            return
        if state in ("Ringing", "Talking", "Hold"):
            seat.keyboard.press("F4")
            seat.wait_state("Wrap-up", "Ready", "Not ready", "Not answering", within_s=10)
        if seat.state() == "Wrap-up":
            seat.keyboard.press("Alt+1")
            seat.keyboard.press("Ctrl+Return")
        if seat.state() != "Ready":
            seat.keyboard.press("F8")
        seat.wait_state("Ready", within_s=10)
