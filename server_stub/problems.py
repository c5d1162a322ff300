"""Every error a client can get, in one table, as ``application/problem+json``. Any thread.

The desk translates by ``code`` and decides by ``permanent`` whether an outbox item is tried again; ``title`` is for logs.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import structlog
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel
from sqlalchemy.exc import OperationalError
from starlette.exceptions import HTTPException

MEDIA_TYPE: Final = "application/problem+json"

_log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class _Kind:
    status: int
    title: str
    permanent: bool = True


_KINDS: Final[dict[str, _Kind]] = {
    "wrong_password": _Kind(401, "User name or password is wrong"),
    "second_factor_needed": _Kind(401, "The password was right; a code of the second factor is needed"),
    "second_factor_enrolment_needed": _Kind(401, "The password was right; this role needs a second factor and has none yet"),
    "password_must_change": _Kind(401, "The password was right; it must be changed first"),
    "challenge_expired": _Kind(401, "This sign-in has taken too long, or is unknown"),
    "wrong_code": _Kind(401, "The code is wrong, too old, or was used before"),
    "centre_emptied": _Kind(401, "The centre was emptied"),
    "not_signed_in": _Kind(401, "No access token was sent, or it is none of ours"),
    "token_expired": _Kind(401, "The access token has expired", permanent=False),
    "refresh_refused": _Kind(401, "The refresh token is unknown or has expired"),
    "logged_out": _Kind(401, "This session was logged out"),
    "signed_in_elsewhere": _Kind(401, "This user has signed in at another desk"),
    "token_reused": _Kind(401, "A refresh token was used twice: the session was ended"),
    "account_disabled": _Kind(403, "This account is disabled"),
    "password_refused": _Kind(403, "This is not the password of the signed-in user"),
    "code_refused": _Kind(403, "The code is wrong, too old, or was used before"),
    "setup_code_wrong": _Kind(403, "This is not the set-up code"),
    "not_allowed": _Kind(403, "This role may not do that"),
    "not_found": _Kind(404, "There is no such thing"),
    "unknown_call": _Kind(404, "No call of this reference is known"),
    "unknown_patient": _Kind(404, "There is no patient of this id"),
    "unknown_recording": _Kind(404, "There is no recording of this leg"),
    "method_not_allowed": _Kind(405, "This method is not offered here"),
    "key_reused": _Kind(409, "This idempotency key was used for another write"),
    "second_factor_required": _Kind(409, "This role cannot do without a second factor"),
    "no_enrolment": _Kind(409, "No enrolment of a second factor was begun"),
    "setup_done": _Kind(409, "This centre has users already"),
    "no_copy": _Kind(409, "What is there cannot be copied aside, so nothing was emptied"),
    "not_demo": _Kind(409, "This server holds no demo data"),
    "calls_in_progress": _Kind(409, "There are calls in progress", permanent=False),
    "not_possible_now": _Kind(409, "The agent's present status does not allow this"),
    "identity_attempts_spent": _Kind(409, "This call's patient was asked often enough"),
    "recording_was_refused": _Kind(409, "The patient refused to be recorded in this call"),
    "recording_not_changed": _Kind(503, "The PBX could not be told to change the recording", permanent=False),
    "wrap_up_incomplete": _Kind(409, "The queue requires more of this call's wrap-up", permanent=False),
    "too_large": _Kind(413, "The request is too large"),
    "invalid": _Kind(422, "A field is missing or not as the contract says"),
    "password_is_name": _Kind(422, "The password is the user name"),
    "password_common": _Kind(422, "The password is one of the commonest"),
    "password_unchanged": _Kind(422, "The new password is the old one"),
    "key_missing": _Kind(422, "This write needs an Idempotency-Key header of at most 64 letters, digits and dashes"),
    "unknown_task": _Kind(404, "There is no such task"),
    "taken_already": _Kind(409, "Another agent has this task"),
    "nothing_to_take": _Kind(409, "No task is open"),
    "do_not_call": _Kind(409, "This number's holder asked not to be called"),
    "bad_number": _Kind(422, "This is no number that can be dialled"),
    "no_number": _Kind(422, "This patient has no telephone number"),
    "no_number_of_call": _Kind(422, "The number of this call was withheld"),
    "unknown_disposition": _Kind(422, "There is no such disposition"),
    "unknown_reason": _Kind(422, "There is no such reason"),
    # Administration
    "account_changed": _Kind(401, "An administrator changed this account: sign in again"),
    "changed_meanwhile": _Kind(409, "Somebody changed this since it was read"),
    "username_taken": _Kind(409, "This user name is taken"),
    "extension_in_use": _Kind(409, "This extension belongs to another user"),
    "number_in_use": _Kind(409, "This number is in use"),
    "name_taken": _Kind(409, "This name is taken"),
    "holiday_taken": _Kind(409, "This day is there already"),
    "last_administrator": _Kind(409, "The last administrator must stay"),
    "own_account": _Kind(409, "Not with one's own account"),
    "user_on_call": _Kind(409, "This user is being rung or in a call", permanent=False),
    "user_has_history": _Kind(409, "This user stands in records: disable instead"),
    "team_has_members": _Kind(409, "This team has members"),
    "queue_has_numbers": _Kind(409, "Numbers lead to this queue"),
    "queue_has_callers": _Kind(409, "Callers wait in this queue", permanent=False),
    "main_queue_stays": _Kind(409, "The main queue cannot be deleted"),
    "last_choice": _Kind(409, "One choice must remain"),
    "last_trunk": _Kind(409, "One trunk must remain"),
    "country_code_fixed": _Kind(409, "Patients' numbers are kept by the country code already"),
    "no_voice": _Kind(409, "The server cannot speak this text"),
    "unknown_user": _Kind(404, "There is no such user"),
    "unknown_team": _Kind(404, "There is no such team"),
    "unknown_queue": _Kind(404, "There is no such queue"),
    "unknown_holiday": _Kind(404, "There is no such holiday"),
    "unknown_trunk": _Kind(404, "There is no such trunk"),
    "unknown_number": _Kind(404, "There is no such number"),
    "unknown_announcement": _Kind(404, "There is no such announcement"),
    "password_too_short": _Kind(422, "The password is too short"),
    "hours_overlap": _Kind(422, "Opening hours overlap"),
    "bad_hours": _Kind(422, "These are no opening hours"),
    "bad_time_zone": _Kind(422, "There is no such time zone"),
    "bad_audio": _Kind(422, "This is no sound file that can be played"),
    "account_locked": _Kind(429, "Too many wrong passwords or codes: wait", permanent=False),
    # Messages to patients
    "unknown_template": _Kind(404, "There is no such template"),
    "unknown_message": _Kind(404, "There is no such message"),
    "message_on_its_way": _Kind(409, "The message is being handed over, or has left"),
    "unknown_placeholder": _Kind(422, "A template holds something in braces that is not known"),
    "bad_recipient": _Kind(422, "The message cannot be sent to this recipient"),
    # Recordings and storage
    "range_refused": _Kind(416, "The range begins behind the end of the recording"),
    "recording_damaged": _Kind(500, "The recording's file is not as it was written"),
    "recording_key_missing": _Kind(503, "The key of this recording is not there", permanent=False),
    "storage_full": _Kind(507, "The server's disk is full: nothing was stored", permanent=False),
    "server_error": _Kind(500, "The server failed", permanent=False),
    "busy": _Kind(503, "The database is busy", permanent=False),
}


class Problem(Exception):
    """Answer the request with this error. ``code`` must stand in the table; ``params`` fill the translated text."""

    def __init__(self, code: str, **params: str) -> None:
        super().__init__(code)
        self.code = code
        self.kind = _KINDS[code]
        self.params = params
        self.current: dict[str, Any] | None = None
        """Of ``changed_meanwhile``: the newer row."""


class ProblemBody(BaseModel):
    """An error; ``permanent`` means that sending the same again cannot succeed."""

    code: str
    permanent: bool
    params: dict[str, str]
    title: str
    current: dict[str, Any] | None = None
    """Only with ``changed_meanwhile``: the newer row."""


def to_response(problem: Problem) -> JSONResponse:
    body = ProblemBody(code=problem.code, permanent=problem.kind.permanent, params=problem.params, title=problem.kind.title)
    body.current = problem.current
    headers = {"WWW-Authenticate": "Bearer"} if problem.kind.status == 401 else None
    return JSONResponse(body.model_dump(exclude_none=True), problem.kind.status, headers, MEDIA_TYPE)


def install(app: FastAPI) -> None:
    """Let every way of failing answer in the one shape."""
    app.add_exception_handler(Problem, _problem)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(OperationalError, _database)
    app.add_exception_handler(Exception, _failure)


async def _problem(_request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, Problem)  # noqa: S101 - the type it is installed for
    return to_response(error)


async def _invalid(_request: Request, error: Exception) -> JSONResponse:
    """Only where and why: the value itself may be a patient's."""
    assert isinstance(error, RequestValidationError)  # noqa: S101
    first = error.errors()[0]
    field = ".".join(str(part) for part in first["loc"][1:]) or str(first["loc"][0])
    return to_response(Problem("invalid", field=field[:120], why=first["type"]))


async def _http(_request: Request, error: Exception) -> JSONResponse:
    """Starlette's own: no such route, wrong method, unreadable body."""
    assert isinstance(error, HTTPException)  # noqa: S101
    codes = {404: "not_found", 405: "method_not_allowed", 413: "too_large"}
    response = to_response(Problem(codes.get(error.status_code, "invalid" if error.status_code < 500 else "server_error")))
    response.headers.update(error.headers or {})
    return response


async def _database(_request: Request, error: Exception) -> JSONResponse:
    text = str(error.orig) if isinstance(error, OperationalError) else ""
    code = "busy" if "locked" in text else "storage_full" if _is_full(error, text) else "server_error"
    _log.error("database_failed", code=code, error=type(error).__name__)
    return to_response(Problem(code))


def _is_full(error: Exception, text: str) -> bool:
    """SQLite says it in words, PostgreSQL by SQLSTATE 53100."""
    return "is full" in text or getattr(getattr(error, "orig", None), "sqlstate", "") == "53100"


async def _failure(request: Request, error: Exception) -> JSONResponse:
    # The traceback goes to the log through the redacting chain; the message may carry a patient's data.
    _log.error("request_failed", route=_route_of(request), error=type(error).__name__, exc_info=error)
    return to_response(Problem("server_error"))


def _route_of(request: Request) -> str:
    route = request.scope.get("route")
    return str(getattr(route, "path", "?"))
