"""Making users and their telephones. Caller's write transaction and thread."""

from __future__ import annotations

import hashlib
import secrets
import uuid
from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from server_stub.audit import trail
from server_stub.auth import passwords
from server_stub.auth.rights import Role
from server_stub.clock import utc_now
from server_stub.db.models import AgentStatusRow, QueueMember, SipAccount, User
from server_stub.keys import KeyRing
from server_stub.state import ServerState

SIP_REALM = "careline"
SHORTEST_PASSWORD = 10


def by_name(session: Session, username: str) -> User | None:
    return session.scalar(select(User).where(User.username == username.strip().casefold()))


def create(
    session: Session,
    keys: KeyRing,
    *,
    username: str,
    display_name: str,
    role: Role,
    password_hash: str,
    extension: str = "",
    actor: str = trail.SYSTEM,
) -> User:
    """Add a user; with an extension also a SIP account and a status. Raises IntegrityError for a name or extension in use."""
    now = utc_now()
    user = User(id=f"u-{uuid.uuid4().hex}", username=username.strip().casefold(), display_name=display_name, role=role.value)
    user.password_hash, user.extension, user.created_at = password_hash, extension or None, now
    session.add(user)
    session.flush()
    if extension:
        give_extension(session, keys, user.id, extension)
    trail.record(session, actor, "user.created", user.id, role=role.value)
    return user


def give_extension(session: Session, keys: KeyRing, user_id: str, extension: str) -> None:
    """A SIP account with a secret of its own, and a status where there is none yet."""
    session.add(_sip_account(keys, user_id, extension))
    if session.get(AgentStatusRow, user_id) is None:
        session.add(AgentStatusRow(user_id=user_id, state="logged_out", since=utc_now()))
    session.flush()


def _sip_account(keys: KeyRing, user_id: str, extension: str) -> SipAccount:
    secret = secrets.token_urlsafe(24)
    digest = hashlib.md5(f"{extension}:{SIP_REALM}:{secret}".encode(), usedforsecurity=False)  # RFC 2617 knows no other
    account = SipAccount(extension=extension, user_id=user_id, secret_sealed=keys.seal(secret), realm=SIP_REALM)
    account.ha1, account.changed_at = digest.hexdigest(), utc_now()
    return account


def add(
    state: ServerState, *, username: str, display_name: str, role: Role, password: str, extension: str = "", queues: Sequence[str] = ()
) -> None:
    """Hash the password and add the user with their queues, in a transaction of its own.

    Raises ValueError for a password that is too short, IntegrityError for a name or extension in use or an unknown queue.
    """
    if len(password) < SHORTEST_PASSWORD:
        raise ValueError(f"the password must have at least {SHORTEST_PASSWORD} characters")
    password_hash = passwords.hash_password(password)
    with state.database.write() as session:
        names = {"username": username, "display_name": display_name, "extension": extension}
        user = create(session, state.keys, **names, role=role, password_hash=password_hash)
        session.add_all(QueueMember(queue_name=queue, user_id=user.id) for queue in queues)
