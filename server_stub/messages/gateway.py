"""Handing a message over to whoever can deliver it. Blocking; the sender's worker threads.

``HttpGateway`` posts JSON to a relay of the operator's own. At-least-once: after a crash or a lost answer the same ``id`` comes again.
"""

from __future__ import annotations

from typing import Final, Protocol

import httpx

from server_stub.messages.queue import CLAIM, Claimed
from server_stub.settings import Settings, read_secret

_PATIENCE_S: Final = CLAIM.total_seconds() / 4
"""For connecting, writing and reading each: all together less than the claim lasts."""
_TRY_AGAIN: Final = frozenset({401, 403, 408, 425, 429})
"""Refusals that say nothing about this message: it is kept until the operator has mended them."""


class NotReached(Exception):
    """Nobody took the message over; try again later. ``args[0]`` is a short code."""


class Refused(Exception):
    """The gateway will never take this message. ``args[0]`` is a short code."""


class Gateway(Protocol):
    def hand_over(self, message: Claimed) -> None:
        """Return once the message is the gateway's. Raises NotReached, Refused."""


class HttpGateway:
    """``url`` answers 2xx when it has the message and remembers its ``id``."""

    def __init__(self, url: str, token: str = "") -> None:
        self._url = url
        self._headers = {"Authorization": f"Bearer {token}"} if token else {}

    def hand_over(self, message: Claimed) -> None:
        body = {"id": message.id, "channel": message.channel, "to": message.to, "subject": message.subject, "text": message.text}
        headers = {**self._headers, "Idempotency-Key": message.id}
        try:
            answer = httpx.post(self._url, json=body, headers=headers, timeout=_PATIENCE_S, follow_redirects=False, trust_env=False)
        except httpx.HTTPError as error:
            raise NotReached("gateway_away") from error
        if answer.is_success:
            return
        if 400 <= answer.status_code < 500 and answer.status_code not in _TRY_AGAIN:
            raise Refused(f"gateway_{answer.status_code}")
        raise NotReached(f"gateway_{answer.status_code}")


def configured(settings: Settings) -> dict[str, Gateway]:
    """By channel; none is there until the operator names one. Raises OSError where the token cannot be read."""
    token = read_secret(settings.gateway_token_file)
    urls = {"sms": settings.sms_gateway_url, "email": settings.email_gateway_url}
    return {channel: HttpGateway(url, token) for channel, url in urls.items() if url}
