"""Making a centre from nothing, over REST. Blocks; worker threads."""

from __future__ import annotations

from agent_app.domain.setup import NewCentre, SetupState
from agent_app.server_client import wire
from agent_app.server_client.asking import authorised, understood
from agent_app.server_client.connection import Connection, checked, parsed
from agent_app.server_client.session_tokens import SessionTokens
from agent_app.server_client.wire import Json

_SLOW_S = 30.0
"""A password is hashed, or a whole database copied aside, before the answer."""


class SetupRest:
    """Implements ``ports.SetupServer``."""

    def __init__(self, connection: Connection, tokens: SessionTokens) -> None:
        self._connection = connection
        self._tokens = tokens

    def state(self) -> SetupState:
        def read(data: Json) -> SetupState:
            return SetupState(wire.flag(data, "needed"), wire.flag(data, "demo"))

        response = checked(self._connection.get("/v1/setup"))
        return understood(lambda: read(wire.obj(parsed(response))))

    def found(self, new: NewCentre) -> None:
        body = {
            "setup_code": new.setup_code,
            "centre": {
                "name": new.name,
                "time_zone": new.time_zone,
                "language": new.language,
                "country_code": new.country_code,
            },
            "administrator": {"username": new.username, "display_name": new.display_name, "password": new.password},
        }
        checked(self._connection.post("/v1/setup", body, read_s=_SLOW_S)).close()

    def empty(self, password: str) -> str:
        """Every session ends with it, this one too."""
        response = checked(
            authorised(self._connection, self._tokens, "POST", "/v1/setup/empty", json={"password": password}, read_s=_SLOW_S)
        )
        return understood(lambda: wire.text(wire.obj(parsed(response)), "setup_code"))
