"""Keeps the agents' membership and pauses in Asterisk's queues as their status says. The server's loop.

Nothing is queued up as a command: what is done is decided when it is done, from the status at that moment. So an unpause
can never overtake the pause of a call that came in between.
"""

from __future__ import annotations

import asyncio

import structlog
from sqlalchemy import select

from server_stub.agents import store
from server_stub.db.models import QueueMember, User
from server_stub.pbx.ami import AmiRefused, AmiSession
from server_stub.pbx.pbx_events import MemberGone, MemberStands
from server_stub.queues.membership import QueueAction, Standing, WantedMember, actions_for, strangers, wanted
from server_stub.state import ServerState

_log = structlog.get_logger(__name__)


class Members:
    """What Asterisk's queues hold, and the one task that changes it."""

    def __init__(self, state: ServerState) -> None:
        self._state = state
        self._standings: dict[tuple[str, str], Standing] = {}
        self._asked: set[str] = set()
        self._everyone_asked = False
        self._news = asyncio.Event()

    def replace(self, members: list[MemberStands]) -> None:
        """Take a snapshot for the truth."""
        self._standings = {
            (member.queue, member.extension): Standing(member.paused, member.pause_reason, member.penalty) for member in members
        }

    def changed(self, event: MemberStands | MemberGone) -> None:
        key = (event.queue, event.extension)
        if isinstance(event, MemberGone):
            self._standings.pop(key, None)
        else:
            self._standings[key] = Standing(event.paused, event.pause_reason, event.penalty)

    def ask(self, user_id: str) -> None:
        """See to this agent soon."""
        self._asked.add(user_id)
        self._news.set()

    def ask_everyone(self) -> None:
        """See to all agents soon: queues or their members were changed."""
        self._everyone_asked = True
        self._news.set()

    async def settle_all(self, session: AmiSession) -> None:
        """Everyone at once: signed-in agents as their status says, all others out."""
        everyone = await asyncio.to_thread(self._wanted, None)
        signed_in = [member.extension for member in everyone if member.queues]
        for action in strangers(self._standings, signed_in):
            await self._do(session, action)
        for member in everyone:
            await self._settle(session, member)

    async def run(self, session: AmiSession) -> None:
        """Serve ``ask`` while the session lasts. Raises AmiAway."""
        while True:
            await self._news.wait()
            self._news.clear()
            asked, self._asked = self._asked, set()
            if self._everyone_asked:
                self._everyone_asked = False
                await self.settle_all(session)
                continue
            for member in await asyncio.to_thread(self._wanted, asked):
                await self._settle(session, member)

    async def _settle(self, session: AmiSession, member: WantedMember) -> None:
        for action in actions_for(member, self._standings):
            await self._do(session, action)

    async def _do(self, session: AmiSession, action: QueueAction) -> None:
        """A refusal is a member that is already (or no longer) there: the next event or snapshot says how it stands."""
        try:
            await session.action(action.name, dict(action.fields))
        except AmiRefused as refusal:
            _log.warning("queue_action_refused", action=action.name, detail=str(refusal)[:100])

    def _wanted(self, user_ids: set[str] | None) -> list[WantedMember]:
        """Worker thread. How these agents (None: all with an extension) must stand now."""
        with self._state.database.read() as session:
            users = select(User).where(User.extension.is_not(None))
            if user_ids is not None:
                users = users.where(User.id.in_(user_ids))
            found = []
            for user in session.scalars(users):
                rows = session.scalars(select(QueueMember).where(QueueMember.user_id == user.id))
                queues = {row.queue_name: row.penalty for row in rows}
                found.append(wanted(user.extension or "", store.load(session, user.id), queues))
            return found
