"""One's own password and second factor, and the idle lock. Main thread; server and credential store on workers.

While the server is away the lock opens by a verifier kept in this computer's credential store: slow to compute, and only for the person who
is signed in. It is made whenever the server has just taken the password.
"""

from __future__ import annotations

import hashlib
import hmac
import logging
import secrets
from collections.abc import Callable
from typing import Final, TypeVar

from agent_app.desk_state import SignIn
from agent_app.domain.account import AccountSecurity, Enrolment
from agent_app.domain.errors import ServerAway, SessionLost, UserFacingError
from agent_app.usecases.board import Board
from agent_app.usecases.sign_in_steps import SignInSteps

_log = logging.getLogger(__name__)
T = TypeVar("T")

FREE_TRIES: Final = 4
FIRST_WAIT_S: Final = 5.0
LONGEST_WAIT_S: Final = 900.0


class OwnAccount:
    """Implements ``agent_app.intents.AccountIntents``."""

    def __init__(self, board: Board, steps: SignInSteps) -> None:
        self._board = board
        self._steps = steps
        self._failures = 0
        self._not_before = 0.0

    # -- the sign-in's steps -------------------------------------------------------------------------------------

    def give_code(self, code: str) -> None:
        self._steps.give_code(code)

    def give_new_password(self, password: str) -> None:
        self._steps.give_new_password(password)

    def confirm_enrolment(self, code: str) -> None:
        self._steps.confirm_enrolment(code)

    def codes_kept(self) -> None:
        self._steps.codes_kept()

    def cancel_sign_in(self) -> None:
        self._steps.cancel()

    # -- the idle lock -------------------------------------------------------------------------------------------

    def lock(self) -> None:
        """Not while someone is on the telephone: the patient comes first."""
        state = self._board.state
        if state.sign_in is SignIn.SIGNED_IN and not state.calls:
            self._board.update(locked=True)

    async def unlock(self, password: str) -> None:
        """Raises UserFacingError(``password_refused``, ``account_locked``, ``server_away``)."""
        accounts = self._board.ports.accounts
        try:
            await self._ask(lambda: accounts.unlock(password))
        except ServerAway:
            await self._unlock_here(password)
        else:
            await self.remember(password)
        self._failures = 0
        self._board.update(locked=False)

    async def remember(self, password: str) -> None:
        """The server has just taken this password of the person signed in: keep what lets them unlock without it."""
        session = self._board.state.session
        if session is None or not password:
            return
        name = _verifier_name(session.user.id)

        def keep() -> None:
            salt = secrets.token_bytes(16)
            self._board.ports.credentials.set(name, f"{salt.hex()}:{_slow_hash(salt, password)}")

        try:
            await self._board.ports.workers.storage(keep)
        except UserFacingError as error:
            _log.warning("unlocking without the server will not be possible: %s", error.code)

    async def _unlock_here(self, password: str) -> None:
        board, session = self._board, self._board.state.session
        left = self._not_before - board.ports.clock.monotonic()
        if left > 0:
            raise UserFacingError("account_locked", permanent=False, seconds=str(int(left) + 1))
        if session is None:
            raise ServerAway("nobody is signed in")
        name = _verifier_name(session.user.id)

        def check() -> bool | None:
            stored = board.ports.credentials.get(name)
            if not stored:
                return None
            salt, _, kept = stored.partition(":")
            return hmac.compare_digest(kept, _slow_hash(bytes.fromhex(salt), password))

        right = await board.ports.workers.storage(check)
        if right is None:
            raise ServerAway("no verifier of this person is kept here")
        if not right:
            self._failures += 1
            if self._failures > FREE_TRIES:
                wait_s = min(FIRST_WAIT_S * 2 ** min(self._failures - FREE_TRIES - 1, 10), LONGEST_WAIT_S)
                self._not_before = board.ports.clock.monotonic() + wait_s
            raise UserFacingError("password_refused")

    # -- settings ------------------------------------------------------------------------------------------------

    async def security(self) -> AccountSecurity:
        return await self._ask(self._board.ports.accounts.security)

    async def change_password(self, old: str, new: str) -> None:
        """Raises UserFacingError(``password_refused``, ``password_too_short`` ...)."""
        await self._ask(lambda: self._board.ports.accounts.change_password(old, new))
        await self.remember(new)

    async def begin_factor(self, password: str) -> Enrolment:
        return await self._ask(lambda: self._board.ports.accounts.begin_factor(password))

    async def confirm_factor(self, code: str) -> tuple[str, ...]:
        """The recovery codes, shown this once."""
        return await self._ask(lambda: self._board.ports.accounts.confirm_factor(code))

    async def remove_factor(self, password: str) -> None:
        await self._ask(lambda: self._board.ports.accounts.remove_factor(password))

    async def _ask(self, question: Callable[[], T]) -> T:
        try:
            return await self._board.ports.workers.network(question)
        except SessionLost as error:
            self._board.on_session_lost(error.code)
            raise


def _verifier_name(user_id: str) -> str:
    return f"unlock@{user_id}"


def _slow_hash(salt: bytes, password: str) -> str:
    """scrypt, 32 MiB: as slow as a person does not notice."""
    return hashlib.scrypt(password.encode(), salt=salt, n=2**15, r=8, p=1, maxmem=64 * 1024 * 1024).hex()
