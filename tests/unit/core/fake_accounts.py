"""Second factor and password at the server, in memory."""

from __future__ import annotations

from agent_app.domain.account import AccountSecurity, Enrolment
from agent_app.domain.errors import ServerAway, UserFacingError
from agent_app.domain.user import SessionInfo
from tests.unit.core.fakes import FakeServer

CODE = "123456"
CODES = ("aaaaa-bbbbb", "ccccc-ddddd")
ENROLMENT = Enrolment("BASE32SECRET", "otpauth://totp/Careline:lin?secret=BASE32SECRET")


class FakeAccounts:
    """``wants`` are the steps a sign-in of ``lin`` still needs, in order."""

    def __init__(self, server: FakeServer) -> None:
        self._server = server
        self.wants: list[str] = []
        self.away = False
        self.password = "right"
        self.enrolled = False
        self.ahead_s = 0.0

    def clock_ahead_s(self) -> float:
        return self.ahead_s

    def show_code(self, challenge: str, code: str) -> SessionInfo:
        self._reach(challenge)
        if code != CODE:
            raise UserFacingError("wrong_code")
        return self._next()

    def set_first_password(self, challenge: str, password: str) -> SessionInfo:
        self._reach(challenge)
        if len(password) < 10:
            raise UserFacingError("password_too_short", least="10")
        self.password = password
        return self._next()

    def begin_first_factor(self, challenge: str) -> Enrolment:
        self._reach(challenge)
        return ENROLMENT

    def confirm_first_factor(self, challenge: str, code: str) -> tuple[tuple[str, ...], SessionInfo | None]:
        self._reach(challenge)
        if code != CODE:
            raise UserFacingError("wrong_code")
        self.enrolled = True
        return CODES, self._server.users["lin"]

    def unlock(self, password: str) -> None:
        self._reach("challenge")
        if password != self.password:
            raise UserFacingError("password_refused")

    def security(self) -> AccountSecurity:
        self._reach("challenge")
        return AccountSecurity(self.enrolled, second_factor_required=False, recovery_codes_left=len(CODES) * self.enrolled)

    def change_password(self, old: str, new: str) -> None:
        self.unlock(old)
        self.password = new

    def begin_factor(self, password: str) -> Enrolment:
        self.unlock(password)
        return ENROLMENT

    def confirm_factor(self, code: str) -> tuple[str, ...]:
        if code != CODE:
            raise UserFacingError("code_refused")
        self.enrolled = True
        return CODES

    def remove_factor(self, password: str) -> None:
        self.unlock(password)
        self.enrolled = False

    def _reach(self, challenge: str) -> None:
        if self.away:
            raise ServerAway("fake")
        if challenge != "challenge":
            raise UserFacingError("challenge_expired")

    def _next(self) -> SessionInfo:
        self.wants.pop(0)
        if self.wants:
            raise UserFacingError(self.wants[0], challenge="challenge")
        self._server.signed_in = self._server.stored_session = self._server.users["lin"]
        return self._server.signed_in
