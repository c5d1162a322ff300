"""The AccountServer port over REST. Every method blocks; worker threads."""

from __future__ import annotations

from agent_app.domain.account import AccountSecurity, Enrolment
from agent_app.domain.user import SessionInfo
from agent_app.server_client import wire
from agent_app.server_client.asking import authorised, understood
from agent_app.server_client.connection import checked, parsed
from agent_app.server_client.rest import LOG_IN_READ_S, RestServer
from agent_app.server_client.wire import Json


class RestAccounts:
    def __init__(self, server: RestServer) -> None:
        self._connection = server.connection
        self._tokens = server.tokens

    def clock_ahead_s(self) -> float:
        return self._connection.server_ahead_s

    # -- the steps of a sign-in: without a token yet -------------------------------------------------------------

    def show_code(self, challenge: str, code: str) -> SessionInfo:
        return self._sign_in("second-factor", {"challenge": challenge, "code": code})

    def set_first_password(self, challenge: str, password: str) -> SessionInfo:
        return self._sign_in("password", {"challenge": challenge, "new_password": password})

    def begin_first_factor(self, challenge: str) -> Enrolment:
        return understood(lambda: _enrolment(self._step("second-factor/enrol", {"challenge": challenge})))

    def confirm_first_factor(self, challenge: str, code: str) -> tuple[tuple[str, ...], SessionInfo | None]:
        def read() -> tuple[tuple[str, ...], SessionInfo | None]:
            answer = self._step("second-factor/confirm", {"challenge": challenge, "code": code})
            session = answer.get("session")
            kept = None if session is None else wire.session_info(self._tokens.begin(lambda: session))
            return _codes(answer), kept

        return understood(read)

    def _sign_in(self, path: str, body: Json) -> SessionInfo:
        return understood(lambda: wire.session_info(self._tokens.begin(lambda: self._step(path, body))))

    def _step(self, path: str, body: Json) -> Json:
        return wire.obj(parsed(checked(self._connection.post(f"/v1/auth/{path}", body, read_s=LOG_IN_READ_S))), "step")

    # -- the person signed in ------------------------------------------------------------------------------------

    def unlock(self, password: str) -> None:
        self._do("POST", "/v1/me/unlock", {"password": password})

    def security(self) -> AccountSecurity:
        def read() -> AccountSecurity:
            data = wire.obj(parsed(checked(authorised(self._connection, self._tokens, "GET", "/v1/me/security"))), "security")
            return AccountSecurity(
                data.get("second_factor") is True, data.get("second_factor_required") is True, int(wire.number(data, "recovery_codes_left"))
            )

        return understood(read)

    def change_password(self, old: str, new: str) -> None:
        self._do("PUT", "/v1/me/password", {"password": old, "new_password": new})

    def begin_factor(self, password: str) -> Enrolment:
        return understood(lambda: _enrolment(self._asked("/v1/me/second-factor", {"password": password})))

    def confirm_factor(self, code: str) -> tuple[str, ...]:
        return understood(lambda: _codes(self._asked("/v1/me/second-factor/confirm", {"code": code})))

    def remove_factor(self, password: str) -> None:
        self._do("POST", "/v1/me/second-factor/remove", {"password": password})

    def _asked(self, path: str, body: Json) -> Json:
        response = authorised(self._connection, self._tokens, "POST", path, json=body, read_s=LOG_IN_READ_S)
        return wire.obj(parsed(checked(response)), "answer")

    def _do(self, method: str, path: str, body: Json) -> None:
        checked(authorised(self._connection, self._tokens, method, path, json=body, read_s=LOG_IN_READ_S)).close()


def _enrolment(data: Json) -> Enrolment:
    return Enrolment(wire.text(data, "secret"), wire.text(data, "uri"))


def _codes(data: Json) -> tuple[str, ...]:
    codes = data.get("recovery_codes")
    if not isinstance(codes, list) or not all(isinstance(code, str) for code in codes):
        raise wire.WireError("recovery codes that are none")
    return tuple(codes)
