"""The steps of a sign-in after the password: code, new password, enrolment of a second factor. Main thread; the server on a worker."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import TypeVar

from agent_app.desk_state import SignIn
from agent_app.domain.account import SignInProgress, SignInStep
from agent_app.domain.errors import UserFacingError
from agent_app.domain.user import SessionInfo
from agent_app.usecases.board import Board

T = TypeVar("T")
_STEPS = {step.value: step for step in SignInStep}


class SignInSteps:
    """``enter`` opens the desk with the session, ``give_up`` goes back to the form with an error's code."""

    def __init__(
        self, board: Board, enter: Callable[[SessionInfo, str], Awaitable[None]], give_up: Callable[[UserFacingError | None], None]
    ) -> None:
        self._board = board
        self._enter = enter
        self._give_up = give_up
        self._challenge = ""
        self._password = self._typed = ""
        self._waiting: SessionInfo | None = None

    async def begin(self, asked: UserFacingError, password: str) -> bool:
        """Show the step that the server asks for; False where ``asked`` is an ordinary refusal."""
        step, challenge = _STEPS.get(asked.code), asked.params.get("challenge", "")
        if step is None or not challenge:
            return False
        self._challenge, self._password = challenge, password
        await self._show(step)
        return True

    def give_code(self, code: str) -> None:
        """Of the authenticator, or a recovery code."""
        accounts = self._board.ports.accounts
        self._run(SignInStep.SECOND_FACTOR, lambda: accounts.show_code(self._challenge, code), self._opened)

    def give_new_password(self, password: str) -> None:
        self._typed = password
        accounts = self._board.ports.accounts
        self._run(SignInStep.NEW_PASSWORD, lambda: accounts.set_first_password(self._challenge, password), self._opened)

    def confirm_enrolment(self, code: str) -> None:
        accounts = self._board.ports.accounts
        self._run(SignInStep.ENROL, lambda: accounts.confirm_first_factor(self._challenge, code), self._enrolled)

    def codes_kept(self) -> None:
        """The person has put the recovery codes away: open the desk."""
        session, self._waiting = self._waiting, None
        if session is not None:
            self._board.tasks.spawn(self._opened(session), "log in")
        elif self._board.state.sign_in_progress is not None:
            self.cancel()

    def cancel(self) -> None:
        """Back to name and password."""
        self._forget()
        self._give_up(None)

    # ------------------------------------------------------------------------------------------------------------

    def _run(self, step: SignInStep, work: Callable[[], T], done: Callable[[T], Awaitable[None]]) -> None:
        progress = self._board.state.sign_in_progress
        if progress is not None and progress.step is step and not progress.busy:
            self._board.update(sign_in_progress=replace(progress, busy=True), sign_in_error="", sign_in_error_params={})
            self._board.tasks.spawn(self._ask(work, done), f"sign-in step {step.value}")

    async def _ask(self, work: Callable[[], T], done: Callable[[T], Awaitable[None]]) -> None:
        challenge = self._challenge
        try:
            answer = await self._board.ports.workers.network(work)
        except UserFacingError as error:
            if challenge == self._challenge:  # else the person went back meanwhile
                await self._refused(error)
            return
        if challenge == self._challenge:
            await done(answer)

    async def _refused(self, error: UserFacingError) -> None:
        step = _STEPS.get(error.code)
        if step is not None:
            self._password, self._typed = self._typed or self._password, ""
            await self._show(step)
        elif error.code in ("challenge_expired", "account_disabled"):
            self._forget()
            self._give_up(error)
        else:
            progress = self._board.state.sign_in_progress
            if progress is not None:
                self._board.update(sign_in_progress=replace(progress, busy=False))
                self._board.show_sign_in_error(error)

    async def _show(self, step: SignInStep) -> None:
        board = self._board
        board.update(sign_in_progress=SignInProgress(step, busy=step is SignInStep.ENROL), sign_in_error="", sign_in_error_params={})
        if step is SignInStep.ENROL:
            challenge = self._challenge
            try:
                enrolment = await board.ports.workers.network(lambda: board.ports.accounts.begin_first_factor(challenge))
            except UserFacingError as error:
                self._forget()
                self._give_up(error)
                return
            if challenge == self._challenge:
                board.update(sign_in_progress=SignInProgress(step, enrolment=enrolment))

    async def _enrolled(self, answer: tuple[tuple[str, ...], SessionInfo | None]) -> None:
        codes, self._waiting = answer
        self._board.update(sign_in_progress=SignInProgress(SignInStep.RECOVERY_CODES, recovery_codes=codes))

    async def _opened(self, session: SessionInfo) -> None:
        password = self._typed or self._password
        if self._board.state.sign_in is SignIn.SIGNING_IN:
            self._forget()
            await self._enter(session, password)

    def _forget(self) -> None:
        self._challenge = self._password = self._typed = ""
        self._waiting = None
        self._board.update(sign_in_progress=None)
