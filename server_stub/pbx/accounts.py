"""The desks' SIP accounts at the PBX, made through ARI's push configuration. The server's loop.

Nobody edits Asterisk's files and nothing is restarted. The PBX gets a digest of each secret, never the secret. What was pushed
is read back. Accounts are pushed again at every link-up (a PBX may have lost its state) and on every sign-in.
"""

from __future__ import annotations

import asyncio
import re
import ssl
from dataclasses import dataclass
from typing import Any, Final

import httpx
import structlog
from sqlalchemy import select

from server_stub.db.models import SipAccount, User
from server_stub.settings import Settings, read_secret
from server_stub.state import ServerState

TIMEOUT_S: Final = 5.0
RETRY_AFTER_S: Final = 2.0
_KINDS: Final = ("auth", "aor", "endpoint")
_DESK: Final = re.compile(r"[0-9]{2,8}")

_log = structlog.get_logger(__name__)


class AccountPushFailed(Exception):
    """The PBX did not take an account, or does not hold what was pushed."""


@dataclass(frozen=True, slots=True)
class Account:
    """One desk's account; ``ha1`` is empty for one to be removed."""

    extension: str
    realm: str
    ha1: str


def objects_of(account: Account) -> dict[str, dict[str, str]]:
    """The three PJSIP objects of a desk. The endpoint comes last: it is complete when it appears."""
    name = account.extension
    return {
        "auth": {"auth_type": "digest", "username": name, "realm": account.realm, "password_digest": f"MD5:{account.ha1}"},
        "aor": {"max_contacts": "1", "remove_existing": "yes", "qualify_frequency": "10", "support_path": "no"},
        "endpoint": {
            "transport": "tls",
            "context": "agents",
            "auth": name,
            "aors": name,
            "disallow": "all",
            "allow": "opus,g722,alaw,ulaw",
            "direct_media": "no",
            "rtp_symmetric": "yes",
            "rewrite_contact": "yes",  # also lets Asterisk drop the contact when its TLS connection ends
            "media_encryption": "dtls",
            "dtls_auto_generate_cert": "yes",
            "dtls_verify": "fingerprint",
            # The desk begins the handshake: where Asterisk begins it, its first packet can overtake the 200 and 2 calls in 100 broke.
            "dtls_setup": "passive",
            "rtcp_mux": "yes",
            "device_state_busy_at": "1",
            "timers": "always",
            "timers_sess_expires": "90",
            "rtp_timeout": "15",
            "callerid": f"<{name}>",
        },
    }


class Accounts:
    """Pushes accounts, now and whenever asked."""

    def __init__(self, state: ServerState, *, transport: httpx.AsyncBaseTransport | None = None) -> None:
        self._state = state
        self._transport = transport
        self._asked: set[str] = set()
        self._compare = False
        self._news = asyncio.Event()

    def ask_all(self) -> None:
        """See to every account soon."""
        with self._state.database.read() as session:
            self._asked.update(session.scalars(select(SipAccount.extension)))
        self._compare = True
        self._news.set()

    def ask(self, extension: str) -> None:
        """See to this account soon."""
        self._asked.add(extension)
        self._news.set()

    async def run(self) -> None:
        """Until cancelled. What fails is tried again: a desk without an account cannot telephone."""
        async with _client(self._state.settings, self._transport) as client:
            while True:
                await self._news.wait()
                self._news.clear()
                asked, self._asked = self._asked, set()
                if self._compare:
                    asked |= await self._left_over(client)
                for account in await asyncio.to_thread(self._load, asked):
                    try:
                        await settle(client, account)
                    except (httpx.HTTPError, AccountPushFailed) as error:
                        _log.warning("account_push_failed", extension=account.extension, error=type(error).__name__)
                        self._asked.add(account.extension)
                if self._asked:
                    await asyncio.sleep(RETRY_AFTER_S)
                    self._news.set()

    async def _left_over(self, client: httpx.AsyncClient) -> set[str]:
        """Desks that the PBX holds: one whose user lost it while the PBX was away must go there, too."""
        try:
            answer = await client.get("endpoints/PJSIP")
        except httpx.HTTPError:
            return set()
        if answer.status_code != 200:
            return set()
        self._compare = False
        return {str(item["resource"]) for item in answer.json() if _DESK.fullmatch(str(item["resource"]))}

    def _load(self, extensions: set[str]) -> list[Account]:
        """Worker thread. An account of a disabled user, or of none any more, comes without its digest: it is to be removed."""
        with self._state.database.read() as session:
            rows = select(SipAccount, User).join(User, SipAccount.user_id == User.id).where(SipAccount.extension.in_(extensions))
            found = [Account(row.extension, row.realm, "" if user.disabled else row.ha1) for row, user in session.execute(rows)]
        gone = extensions - {account.extension for account in found}
        return [*found, *(Account(extension, "", "") for extension in sorted(gone))]


async def settle(client: httpx.AsyncClient, account: Account) -> None:
    """Make the PBX hold this account, or none. Raises httpx.HTTPError, AccountPushFailed."""
    if not account.ha1:
        for kind in reversed(_KINDS):
            answer = await client.delete(_path(kind, account.extension))
            if answer.status_code not in (204, 404):
                raise AccountPushFailed(f"{kind}: {answer.status_code}")
        return
    for kind, fields in objects_of(account).items():
        if await _holds(client, kind, account.extension, fields):
            continue
        body = {"fields": [{"attribute": name, "value": value} for name, value in fields.items()]}
        answer = await client.put(_path(kind, account.extension), json=body)
        if answer.status_code != 200:
            raise AccountPushFailed(f"{kind}: {answer.status_code}")
        if not await _holds(client, kind, account.extension, fields):
            raise AccountPushFailed(f"{kind}: read back otherwise")


async def _holds(client: httpx.AsyncClient, kind: str, extension: str, fields: dict[str, str]) -> bool:
    """Whether the PBX has exactly this already: pushing it once more would drop nothing, yet costs a reload of the object."""
    answer = await client.get(_path(kind, extension))
    if answer.status_code == 404:
        return False
    if answer.status_code != 200:
        raise AccountPushFailed(f"{kind}: {answer.status_code}")
    held: dict[str, Any] = {item["attribute"]: item["value"] for item in answer.json()}
    return all(_same(name, held.get(name, ""), value) for name, value in fields.items())


def _same(name: str, held: str, wanted: str) -> bool:
    """Asterisk writes some values back in its own words (lists in parentheses, yes as true)."""
    if name == "disallow":
        return True  # has become a part of ``allow``
    plain = held.strip("()").replace("|", ",").lower()
    return plain in (wanted.strip("<>").lower(), {"yes": "true", "no": "false"}.get(wanted, wanted))


def _path(kind: str, extension: str) -> str:
    return f"asterisk/config/dynamic/res_pjsip/{kind}/{extension}"


def _client(settings: Settings, transport: httpx.AsyncBaseTransport | None) -> httpx.AsyncClient:
    credentials = (settings.ari_user, read_secret(settings.ari_secret_file))
    context = ssl.create_default_context(cafile=str(settings.ca) if settings.ca else None)
    base_url = settings.ari_url.rstrip("/") + "/"
    return httpx.AsyncClient(base_url=base_url, auth=credentials, timeout=TIMEOUT_S, transport=transport, trust_env=False, verify=context)
