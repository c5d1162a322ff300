"""How every client of the REST API asks in the name of the person signed in, and reads the answer. Blocks; worker threads."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

from agent_app.domain.errors import UserFacingError
from agent_app.server_client.connection import Connection
from agent_app.server_client.session_tokens import SessionTokens
from agent_app.server_client.wire import WireError

if TYPE_CHECKING:
    import requests

_log = logging.getLogger(__name__)
T = TypeVar("T")


def authorised(connection: Connection, tokens: SessionTokens, method: str, path: str, **options: Any) -> requests.Response:
    """A request of the person signed in now; an expired access token is refreshed once. The answer may be an error's."""
    used = tokens.current()
    response = connection.request(method, path, token=used.access, **options)
    if response.status_code == 401:
        response.close()
        used = tokens.refreshed(used)
        response = connection.request(method, path, token=used.access, **options)
    return response


def understood(read: Callable[[], T]) -> T:
    """What ``read`` makes of an answer. Raises UserFacingError(``server_speaks_otherwise``)."""
    try:
        return read()
    except WireError as error:
        _log.error("the server's answer cannot be read: %s", error)
        raise UserFacingError("server_speaks_otherwise", permanent=False) from error
