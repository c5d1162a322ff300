"""Calls, their legs and recordings."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column, relationship, validates

from server_stub.db.models.base import Base
from server_stub.db.models.consent import RecordingGap
from server_stub.db.models.patients import Patient
from server_stub.db.models.people import User
from server_stub.db.models.wrap_ups import WrapUp

WRAP_UP_MISSING = "agent_id IS NOT NULL AND answered_at IS NOT NULL AND length(disposition) = 0"
"""Answered calls nobody has written up, in the very words of their partial index (a planner compares texts, not
meanings). By the length, because SQLite would rather take the index of all calls with an empty disposition."""


class Call(Base):
    """One call, whoever told of it first: the PBX live, its records afterwards, or a desk's wrap-up.

    The history reads it newest first by (``started_at``, ``id``), so every index that serves a filter of the history ends
    in these two: a page is then one range of one index, whatever the size of the table.
    """

    __tablename__ = "calls"
    __table_args__ = (
        Index("ix_calls_started_at_id", "started_at", "id"),
        Index("ix_calls_agent_id_started_at_id", "agent_id", "started_at", "id"),
        Index("ix_calls_patient_id_started_at_id", "patient_id", "started_at", "id"),
        Index("ix_calls_queue_started_at_id", "queue", "started_at", "id"),
        Index("ix_calls_outcome_started_at_id", "outcome", "started_at", "id"),
        Index("ix_calls_disposition_started_at_id", "disposition", "started_at", "id"),
        Index("ix_calls_number_reversed", "number_reversed"),
        Index("ix_calls_waiting_since", "waiting_since"),
        Index("ix_calls_queued_at", "queued_at"),
        Index(
            "ix_calls_wrap_up_missing",
            "started_at",
            "id",
            sqlite_where=text(WRAP_UP_MISSING),
            postgresql_where=text(WRAP_UP_MISSING),
        ),
        Index("ix_calls_open", "agent_id", "started_at", sqlite_where=text("ended_at IS NULL"), postgresql_where=text("ended_at IS NULL")),
        Index("ix_calls_recorded", "started_at", "id", sqlite_where=text("recorded"), postgresql_where=text("recorded")),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(80), unique=True)
    """The PBX's linkedid; for a call dialled at a desk its ``client_ref``, until the PBX has named it."""
    client_ref: Mapped[str | None] = mapped_column(String(80), unique=True)
    direction: Mapped[str] = mapped_column(String(10))
    """``inbound``, ``outbound`` or ``internal``."""
    queue: Mapped[str] = mapped_column(String(40), default="")
    number: Mapped[str] = mapped_column(String(24), default="", index=True)
    """The other party's number, normalised; empty where withheld."""
    number_reversed: Mapped[str] = mapped_column(String(24), default="")
    """Its digits from the last to the first: people know a number by how it ends, and an index finds only how a text begins."""
    match: Mapped[str] = mapped_column(String(10), default="none")
    """``one``, ``many``, ``none``, ``withheld`` or ``chosen``."""
    patient_id: Mapped[int | None] = mapped_column(ForeignKey("patients.id"))
    agent_id: Mapped[str | None] = mapped_column(ForeignKey("users.id"))
    started_at: Mapped[datetime]
    answered_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    queued_at: Mapped[datetime | None]
    """When the caller first entered a queue; None: never (outbound, closed, refused)."""
    waiting_since: Mapped[datetime | None]
    """Set while the caller waits in a queue."""
    wait_s: Mapped[float] = mapped_column(default=0.0)
    """From entering the queue to the agent's answer, or to giving up."""
    talk_s: Mapped[float] = mapped_column(default=0.0)
    """Connected with an agent, hold included."""
    hold_s: Mapped[float] = mapped_column(default=0.0)
    wrap_up_s: Mapped[float] = mapped_column(default=0.0)
    """Spent by agents in ``wrap_up`` for this call."""
    disposition: Mapped[str] = mapped_column(String(40), default="")
    """Of the newest wrap-up; empty where there is none."""
    recorded: Mapped[bool] = mapped_column(default=False)
    """Whether a recording is stored."""
    outcome: Mapped[str] = mapped_column(String(20), default="in_progress")
    """``in_progress``, ``answered``, ``abandoned``, ``no_answer``, ``busy``, ``failed``."""
    source: Mapped[str] = mapped_column(String(10), default="live")
    """``live``, ``cel`` (imported from the PBX's records) or ``desk`` (only its wrap-up is known)."""

    recording: Mapped[str] = mapped_column(String(10), default="on")
    """By consent: ``on``, ``paused`` (secrets are being said) or ``refused`` by the patient, which lasts."""
    recording_changed_at: Mapped[datetime | None]
    recording_erased: Mapped[bool] = mapped_column(default=False)
    """It was refused, and what had been recorded is deleted."""
    identity_checked: Mapped[str] = mapped_column(String(10), default="")
    """``passed``, ``failed``, or empty: nobody has asked."""
    identity_patient_id: Mapped[int | None]
    """Whom the check was about; for another patient it means nothing."""

    patient: Mapped[Patient | None] = relationship()
    agent: Mapped[User | None] = relationship()
    wrap_ups: Mapped[list[WrapUp]] = relationship(order_by="WrapUp.version")
    recordings: Mapped[list[Recording]] = relationship(order_by="Recording.leg")
    recording_gaps: Mapped[list[RecordingGap]] = relationship(order_by="RecordingGap.id")

    @validates("number")
    def _keep_reversed(self, _name: str, number: str) -> str:
        self.number_reversed = reversed_digits(number)
        return number

    @property
    def desk_ref(self) -> str:
        """The name the desk knows this call by."""
        return self.client_ref or self.ref

    @property
    def wrap_up(self) -> WrapUp | None:
        """The newest version, which is the one that counts."""
        return self.wrap_ups[-1] if self.wrap_ups else None


def reversed_digits(number: str) -> str:
    return number.removeprefix("+")[::-1]


class CallLeg(Base):
    """One ringing of one agent, answered or not."""

    __tablename__ = "call_legs"

    id: Mapped[int] = mapped_column(primary_key=True)
    call_id: Mapped[int] = mapped_column(ForeignKey("calls.id"), index=True)
    user_id: Mapped[str | None] = mapped_column(ForeignKey("users.id"), index=True)
    channel: Mapped[str] = mapped_column(String(120), default="")
    offered_at: Mapped[datetime]
    answered_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    end_reason: Mapped[str] = mapped_column(String(24), default="")
    """``caller_gave_up``, ``no_answer``, ``rejected``, ``desk_gone``, ``hung_up`` or empty."""


class CallNote(Base):
    """What somebody added to a call's record later. Only ever added; ``version`` counts them per call."""

    __tablename__ = "call_notes"
    __table_args__ = (Index("uq_call_notes_call_id_version", "call_id", "version", unique=True),)

    id: Mapped[int] = mapped_column(primary_key=True)
    call_id: Mapped[int] = mapped_column(ForeignKey("calls.id"))
    version: Mapped[int]
    author_id: Mapped[str] = mapped_column(ForeignKey("users.id"))
    text: Mapped[str] = mapped_column(Text)
    written_at: Mapped[datetime]
    """By the desk's clock."""
    received_at: Mapped[datetime]

    author: Mapped[User] = relationship()


class Recording(Base):
    __tablename__ = "recordings"

    call_id: Mapped[int] = mapped_column(ForeignKey("calls.id"), primary_key=True)
    leg: Mapped[str] = mapped_column(String(10), primary_key=True)
    """``mixed``, ``patient`` or ``agent``."""
    path: Mapped[str] = mapped_column(String(255))
    """Below the data directory's ``recordings``."""
    duration_s: Mapped[float]
    sha256: Mapped[str] = mapped_column(String(64))
    """Of the sound itself, whether the file is encrypted or not."""
    stored_at: Mapped[datetime]
    key_id: Mapped[str] = mapped_column(String(16), default="", index=True)
    """The master key that opens ``wrapped_key``; empty: the file lies in clear, as before there was encryption."""
    wrapped_key: Mapped[bytes | None]
    """The file's own key, sealed. Without it nobody can hear the recording."""


class OutboundToken(Base):
    """Stands for a number that the desk dials without knowing it."""

    __tablename__ = "outbound_tokens"

    token: Mapped[str] = mapped_column(String(40), primary_key=True)
    """Without the ``d-``."""
    user_id: Mapped[str] = mapped_column(ForeignKey("users.id"))
    client_ref: Mapped[str] = mapped_column(String(80))
    number: Mapped[str] = mapped_column(String(24))
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
