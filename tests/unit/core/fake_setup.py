"""A server that may wait to be set up, as ``ports.SetupServer``."""

from __future__ import annotations

from agent_app.domain.errors import UserFacingError
from agent_app.domain.setup import NewCentre, SetupState

CODE = "ABCD-EFGH"


class FakeSetupServer:
    def __init__(self) -> None:
        self.needed = False
        self.demo = False
        self.made: list[NewCentre] = []
        self.refusal: UserFacingError | None = None

    def state(self) -> SetupState:
        return SetupState(self.needed, self.demo)

    def found(self, new: NewCentre) -> None:
        if self.refusal is not None:
            raise self.refusal
        if new.setup_code != CODE:
            raise UserFacingError("setup_code_wrong", permanent=True)
        self.made.append(new)
        self.needed = False

    def empty(self, password: str) -> str:
        if password != "right":
            raise UserFacingError("password_refused", permanent=True)
        self.needed, self.demo = True, False
        return CODE
