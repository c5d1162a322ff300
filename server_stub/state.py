"""What one server process is made of. Built once by ``create_app``; found as ``request.app.state.server``."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Literal, Protocol

from sqlalchemy.orm import Session

from server_stub.alarms import Alarms
from server_stub.clock import utc_now
from server_stub.db import lease
from server_stub.db.engine import Database
from server_stub.db.models import Call, User
from server_stub.errands import Errands
from server_stub.events.broker import Broker
from server_stub.events.feed import Feed
from server_stub.events.log import take_pending
from server_stub.keys import KeyRing
from server_stub.sealing.master_keys import MasterKeys
from server_stub.settings import Settings

if TYPE_CHECKING:
    from server_stub.agents.service import AgentService


PbxHolds = Literal["current", "pending", "failed", "none"]


class PbxPort(Protocol):
    """The link to the PBX, as the rest of the server sees it."""

    @property
    def connected(self) -> bool:
        """Whether the PBX answers and its state is known."""


class RecordingPort(Protocol):
    """Recording at the PBX, as routes ask for it. Worker threads."""

    def apply(self, ref: str, wanted: str) -> None:
        """Make the call's recording ``on``, ``paused`` or ``refused``. Raises Problem ``recording_not_changed``."""

    def changed(self) -> None:
        """Something of this kind was committed."""


@dataclass
class Hooks:
    """What other features do inside a transaction of sign-in or wrap-up, on its worker thread.

    They may write and append events; what must happen after the commit they give to ``db.engine.after_commit``.
    """

    signed_in: list[Callable[[Session, User], None]] = field(default_factory=list)
    signed_out: list[Callable[[Session, User], None]] = field(default_factory=list)
    """Also when the session was revoked and nobody took its place."""
    call_answered: list[Callable[[Session, Call], None]] = field(default_factory=list)
    """A patient and an agent hear each other. May be told again."""
    call_over: list[Callable[[Session, Call], None]] = field(default_factory=list)
    """The call's row has its end and outcome, live or from the PBX's records. May be told again."""
    voicemail_stored: list[Callable[[Session, Call], None]] = field(default_factory=list)
    """A message with speech in it lies in the store."""
    floor_changed: list[Callable[[Session], None]] = field(default_factory=list)
    """A caller began or ceased to wait, a call began or ended, an agent's status changed."""
    wrap_up_saved: list[Callable[[Session, User, Call, bool], None]] = field(default_factory=list)
    """The last argument: the agent asked to be ready then."""
    config_changed: list[Callable[[str], None]] = field(default_factory=list)
    """After the commit, with what was changed (``queues``); must return at once."""
    account_changed: list[Callable[[str], None]] = field(default_factory=list)
    """After the commit, with an extension that was given, taken away or switched off; must return at once."""


@dataclass
class ServerState:
    settings: Settings
    database: Database
    broker: Broker
    keys: KeyRing
    master_keys: MasterKeys
    """Of recordings and messages; apart from the data."""
    alarms: Alarms
    errands: Errands
    feed: Feed | None
    """Brings the events of all processes; None on SQLite, where this one is alone."""
    hooks: Hooks = field(default_factory=Hooks)
    pbx: PbxPort | None = None
    recording: RecordingPort | None = None
    """Set by ``pbx.wiring`` where a PBX is linked."""
    pbx_holds: Callable[[], PbxHolds] = lambda: "none"
    """How far the PBX holds what the administrator set."""
    pbx_changed_at: datetime = field(default_factory=utc_now)
    """When the link to the PBX last came or went."""
    move_callers: Callable[[str, str], None] = lambda _from_queue, _to_queue: None
    """Take whoever waits in the one queue to the other, soon. Any thread."""
    agents: AgentService | None = None
    """Set by ``pbx.wiring``; the one writer of agents' status."""

    def floor_changes(self, session: Session) -> None:
        """What leaders see of the floor is another once this transaction is committed."""
        for tell in self.hooks.floor_changed:
            tell(session)

    @property
    def pbx_connected(self) -> bool:
        """Of this process, which holds the link, or of the one that does. Reads the database in the second case."""
        if self.pbx is not None or self.database.is_sqlite:
            return self.pbx is not None and self.pbx.connected
        with self.database.read() as session:
            return lease.pbx_connected(session)

    @classmethod
    def build(cls, settings: Settings) -> ServerState:
        """Open database and keys. Raises OSError or ValueError where the data directory or the URL is of no use."""
        keys = KeyRing(settings.data_dir)
        database = Database(settings.effective_database_url)
        broker, errands = Broker(), Errands(alone=database.is_sqlite)
        broker.on_delivery.append(errands.deliver)
        feed = None if database.is_sqlite else Feed(database, broker.publish)

        def committed(session: Session) -> None:
            if events := take_pending(session):
                broker.publish(events) if feed is None else feed.wake()

        database.on_commit = committed
        master_keys, alarms = MasterKeys(settings.effective_keys_dir), Alarms(database)
        return cls(settings, database, broker, keys, master_keys, alarms, errands, feed)
