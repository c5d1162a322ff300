"""The first-run assistant's questions, answered at once."""

from __future__ import annotations

from agent_app.domain.setup import NewCentre, SetupState
from tests.unit.core.fake_setup import FakeSetupServer


class FakeSetup:
    """Implements ``intents.SetupIntents``."""

    def __init__(self) -> None:
        self.server = FakeSetupServer()

    async def state(self) -> SetupState:
        return self.server.state()

    async def found(self, new: NewCentre) -> None:
        self.server.found(new)

    async def empty(self, password: str) -> str:
        return self.server.empty(password)
