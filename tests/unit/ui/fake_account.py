"""The account's intents, written by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from agent_app.domain.account import AccountSecurity, Enrolment
from agent_app.domain.errors import UserFacingError

if TYPE_CHECKING:
    from tests.unit.ui.fakes import FakeDesk

ENROLMENT = Enrolment(
    "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP", "otpauth://totp/Careline:chen?secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP&issuer=Careline"
)
CODES = tuple(f"{left}-{left[::-1]}" for left in ("k7m2q", "h4x9w", "p3v8t", "c6n5d", "r2b7j", "y9f4s", "t8g3z", "w5k2m", "d7q4x", "s3h6v"))


class FakeAccount:
    def __init__(self, desk: FakeDesk) -> None:
        self._desk = desk
        self.password = "right"
        self.enrolled = False
        self.required = False

    def give_code(self, code: str) -> None:
        self._desk.asked.append(("give_code", code))

    def give_new_password(self, password: str) -> None:
        self._desk.asked.append(("give_new_password", password))

    def confirm_enrolment(self, code: str) -> None:
        self._desk.asked.append(("confirm_enrolment", code))

    def codes_kept(self) -> None:
        self._desk.asked.append(("codes_kept",))

    def cancel_sign_in(self) -> None:
        self._desk.asked.append(("cancel_sign_in",))

    def lock(self) -> None:
        self._desk.asked.append(("lock",))
        self._desk.change(locked=True)

    async def unlock(self, password: str) -> None:
        self._check(password)
        self._desk.change(locked=False)

    async def security(self) -> AccountSecurity:
        return AccountSecurity(self.enrolled, self.required, 10 * self.enrolled)

    async def change_password(self, old: str, new: str) -> None:
        self._check(old)
        self.password = new

    async def begin_factor(self, password: str) -> Enrolment:
        self._check(password)
        return ENROLMENT

    async def confirm_factor(self, code: str) -> tuple[str, ...]:
        if code != "123456":
            raise UserFacingError("code_refused")
        self.enrolled = True
        return CODES

    async def remove_factor(self, password: str) -> None:
        self._check(password)
        self.enrolled = False

    def _check(self, password: str) -> None:
        if password != self.password:
            raise UserFacingError("password_refused")
