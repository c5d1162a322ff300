"""Users and teams: made, changed, disabled, given another password. Caller's change and thread.

What a signed-in desk was told at its sign-in (role, extension) cannot change under it: its session ends and it signs in anew. In a ring or
a call that would cut the patient off, so it is refused until the call is over.
"""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from functools import partial

from sqlalchemy import delete, exists, func, or_, select
from sqlalchemy.orm import Session

from server_stub.administration import members
from server_stub.administration.change import Change, newest
from server_stub.administration.schemas import AdminUser, ChangedTeam, ChangedUser, Membership, NewPassword, NewTeam, NewUser, TeamRow
from server_stub.agents import store
from server_stub.agents.status import IN_CALL, AgentState
from server_stub.auth import accounts, password_policy, passwords, users
from server_stub.auth.rights import Role
from server_stub.db.engine import after_commit
from server_stub.db.models import AgentStatusRow, Call, CallLeg, QueueMember, SignIn, SipAccount, Team, User, WrapUp
from server_stub.problems import Problem


def all_users(session: Session) -> list[AdminUser]:
    return _shown(session, session.scalars(select(User).order_by(User.username)).all())


def one(session: Session, user: User) -> AdminUser:
    (row,) = _shown(session, [user])
    return row


def _shown(session: Session, rows: Sequence[User]) -> list[AdminUser]:
    ids = [row.id for row in rows]
    places: dict[str, list[Membership]] = {}
    for place in session.scalars(select(QueueMember).where(QueueMember.user_id.in_(ids)).order_by(QueueMember.queue_name)):
        places.setdefault(place.user_id, []).append(Membership(queue=place.queue_name, penalty=place.penalty))
    states = {row.user_id: row.state for row in session.scalars(select(AgentStatusRow).where(AgentStatusRow.user_id.in_(ids)))}
    here = set(session.scalars(select(SignIn.user_id).where(SignIn.user_id.in_(ids), SignIn.revoked_at.is_(None))))
    return [
        AdminUser(
            id=row.id,
            username=row.username,
            display_name=row.display_name,
            role=row.role,
            extension=row.extension or "",
            team_id=row.team_id,
            language=row.language,
            disabled=row.disabled,
            queues=places.get(row.id, []),
            version=row.version,
            created_at=row.created_at,
            state=states.get(row.id, AgentState.LOGGED_OUT.value) if row.extension else "",
            signed_in=row.id in here,
        )
        for row in rows
    ]


def create(change: Change, body: NewUser, password_hash: str) -> AdminUser:
    """Raises Problem ``username_taken``, ``extension_in_use``, ``unknown_team``, ``unknown_queue``."""
    session = change.session
    _check_names(session, body, None)
    user = users.create(
        session,
        change.state.keys,
        username=body.username,
        display_name=body.display_name,
        role=body.role,
        password_hash=password_hash,
        extension=body.extension,
        actor=change.actor.user_id,
    )
    user.team_id, user.language = body.team_id, body.language
    _tell_pbx(change, body.extension)
    session.flush()
    members.set_queues(change, user.id, {place.queue: place.penalty for place in body.queues})
    accounts.must_change(session, user.id)  # whoever made the account knows its first password
    return one(session, user)


def update(change: Change, user_id: str, body: ChangedUser) -> AdminUser:
    """Raises Problem as ``create`` does, and ``last_administrator``, ``own_account``, ``user_on_call``."""
    session = change.session
    user = _newest(session, user_id, body.version)
    _check_names(session, body, user)
    loses_desk = body.disabled and not user.disabled
    loses_role = body.role != user.role
    if (loses_desk or loses_role) and user.role == Role.ADMINISTRATOR:
        _keep_an_administrator(session, user, change.actor.user_id)
    if loses_desk or loses_role or body.extension != (user.extension or ""):
        _end_session(change, user, "account_disabled" if loses_desk else "account_changed")
    _move_extension(change, user, body.extension)
    if body.disabled != user.disabled:
        _tell_pbx(change, body.extension)
    values = {
        "username": body.username.casefold(),
        "display_name": body.display_name,
        "role": body.role.value,
        "team_id": body.team_id,
        "language": body.language,
        "disabled": body.disabled,
        "extension": body.extension or None,
    }
    places = members.set_queues(change, user.id, {place.queue: place.penalty for place in body.queues})
    change.assign(user, "user.changed", user.id, values, **({"queues": places} if places else {}))
    return one(session, user)


def set_password(change: Change, user_id: str, body: NewPassword, password_hash: str) -> AdminUser:
    """Raises Problem ``unknown_user``, ``changed_meanwhile``, ``user_on_call``."""
    user = _newest(change.session, user_id, body.version)
    if user.id != change.actor.user_id:
        _end_session(change, user, "account_changed")
        accounts.must_change(change.session, user.id)
    user.password_hash = password_hash
    user.version += 1
    change.note("user.password_set", user.id)
    change.session.flush()
    return one(change.session, user)


def remove(change: Change, user_id: str, version: int) -> None:
    """Raises Problem ``user_has_history`` for whoever stands in records, and as ``update`` does."""
    session = change.session
    user = _newest(session, user_id, version)
    if user.role == Role.ADMINISTRATOR:
        _keep_an_administrator(session, user, change.actor.user_id)
    if is_on_call(session, user):
        raise Problem("user_on_call")
    calls = exists().where(or_(Call.agent_id == user.id))
    rung = exists().where(CallLeg.user_id == user.id)
    wrote = exists().where(WrapUp.author_id == user.id)
    came = exists().where(SignIn.user_id == user.id)
    if session.scalar(select(calls | rung | wrote | came)):
        raise Problem("user_has_history")
    members.set_queues(change, user.id, {})
    _move_extension(change, user, "")
    session.execute(delete(AgentStatusRow).where(AgentStatusRow.user_id == user.id))
    session.delete(user)
    change.note("user.deleted", user.id, username=user.username)


def check_password(password: str, username: str = "") -> str:
    """The hash of a new password; slow, so not inside a transaction. Raises Problem as ``password_policy.check`` does."""
    password_policy.check(password, username)
    return passwords.hash_password(password)


def is_on_call(session: Session, user: User) -> bool:
    """Rung, or in a call."""
    return store.load(session, user.id).state in IN_CALL | {AgentState.RINGING}


def _newest(session: Session, user_id: str, version: int) -> User:
    user = session.get(User, user_id, with_for_update=True)
    return newest(user, version, "unknown_user", one(session, user) if user else None)


def _check_names(session: Session, body: NewUser | ChangedUser, user: User | None) -> None:
    others = User.id != (user.id if user else "")
    if session.scalar(select(User.id).where(User.username == body.username.casefold(), others)):
        raise Problem("username_taken", name=body.username)
    if body.extension and session.scalar(select(User.id).where(User.extension == body.extension, others)):
        raise Problem("extension_in_use", name=body.extension)
    if body.team_id is not None and session.get(Team, body.team_id) is None:
        raise Problem("unknown_team")
    members.check_queues(session, [place.queue for place in body.queues])


def _keep_an_administrator(session: Session, user: User, actor_id: str) -> None:
    """All administrators are locked, so that two of them cannot remove each other in the same moment."""
    statement = select(User.id).where(User.role == Role.ADMINISTRATOR.value, User.disabled.is_(False)).with_for_update()
    active = set(session.scalars(statement))
    if active == {user.id}:
        raise Problem("last_administrator")
    if user.id == actor_id:
        raise Problem("own_account")


def _end_session(change: Change, user: User, reason: str) -> None:
    """Sign the user out everywhere. Raises Problem ``user_on_call``."""
    if is_on_call(change.session, user):
        raise Problem("user_on_call")
    accounts.end_sessions(change.session, change.state.hooks, user, reason)


def _tell_pbx(change: Change, *extensions: str) -> None:
    """See to these accounts at the PBX once all of it is stored."""
    for extension in filter(None, extensions):
        for listener in change.state.hooks.account_changed:
            after_commit(change.session, partial(listener, extension))


def _move_extension(change: Change, user: User, extension: str) -> None:
    """Another telephone is another account with another secret."""
    session = change.session
    if extension == (user.extension or ""):
        return
    _tell_pbx(change, user.extension or "", extension)
    session.execute(delete(SipAccount).where(SipAccount.user_id == user.id))
    session.flush()
    if extension:
        users.give_extension(session, change.state.keys, user.id, extension)


# ---- teams


def all_teams(session: Session) -> list[TeamRow]:
    counts = dict(session.execute(select(User.team_id, func.count()).where(User.team_id.is_not(None)).group_by(User.team_id)).all())
    rows = session.scalars(select(Team).order_by(Team.name))
    return [TeamRow(id=row.id, name=row.name, version=row.version, members=counts.get(row.id, 0)) for row in rows]


def _one_team(session: Session, team: Team) -> TeamRow:
    count = session.scalar(select(func.count()).select_from(User).where(User.team_id == team.id)) or 0
    return TeamRow(id=team.id, name=team.name, version=team.version, members=count)


def create_team(change: Change, body: NewTeam) -> TeamRow:
    _check_team_name(change.session, body.name, "")
    team = Team(id=f"t-{uuid.uuid4().hex}", name=body.name, version=1)
    change.session.add(team)
    change.session.flush()
    change.note("team.created", team.id, name=team.name)
    return _one_team(change.session, team)


def update_team(change: Change, team_id: str, body: ChangedTeam) -> TeamRow:
    team = _newest_team(change.session, team_id, body.version)
    _check_team_name(change.session, body.name, team.id)
    change.assign(team, "team.changed", team.id, {"name": body.name})
    return _one_team(change.session, team)


def remove_team(change: Change, team_id: str, version: int) -> None:
    team = _newest_team(change.session, team_id, version)
    if _one_team(change.session, team).members:
        raise Problem("team_has_members")
    change.session.delete(team)
    change.note("team.deleted", team.id, name=team.name)


def _newest_team(session: Session, team_id: str, version: int) -> Team:
    team = session.get(Team, team_id, with_for_update=True)
    return newest(team, version, "unknown_team", _one_team(session, team) if team else None)


def _check_team_name(session: Session, name: str, own_id: str) -> None:
    if session.scalar(select(Team.id).where(Team.name == name, Team.id != own_id)):
        raise Problem("name_taken", name=name)
