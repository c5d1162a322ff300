"""Templates of texts to patients, and the one queue in which such texts leave."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from server_stub.db.models.base import Base, Labels, Versioned
from server_stub.db.models.people import User


class MessageTemplate(Versioned):
    """``subjects`` and ``texts`` per language, with placeholders as ``messages/placeholders.py`` says."""

    __tablename__ = "message_templates"

    code: Mapped[str] = mapped_column(String(40), primary_key=True)
    position: Mapped[int]
    labels: Mapped[Labels]
    subjects: Mapped[Labels]
    """Of an e-mail; a text message has none."""
    texts: Mapped[Labels]
    retired: Mapped[bool] = mapped_column(default=False)


class OutgoingMessage(Base):
    """One text to one recipient. Who gets it and what it says is sealed with the server's own key."""

    __tablename__ = "outgoing_messages"
    __table_args__ = (Index("ix_outgoing_messages_state_next_at", "state", "next_at"),)

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    """Told to the gateway with every attempt, so that it can recognise a second one."""
    call_id: Mapped[int] = mapped_column(ForeignKey("calls.id"), index=True)
    patient_id: Mapped[int | None] = mapped_column(ForeignKey("patients.id"), index=True)
    author_id: Mapped[str] = mapped_column(ForeignKey("users.id"))
    channel: Mapped[str] = mapped_column(String(8))
    """``sms`` or ``email``."""
    to_sealed: Mapped[bytes] = mapped_column(LargeBinary)
    to_masked: Mapped[str] = mapped_column(String(120))
    content_sealed: Mapped[bytes] = mapped_column(LargeBinary)
    """JSON of subject and text."""
    template: Mapped[str] = mapped_column(String(40), default="")
    """Empty: written freely."""
    language: Mapped[str] = mapped_column(String(8))
    state: Mapped[str] = mapped_column(String(12), default="waiting")
    """As ``messages/states.py`` says."""
    attempts: Mapped[int] = mapped_column(default=0)
    next_at: Mapped[datetime]
    """Not to be tried before; while ``sending``: when the attempt counts as lost."""
    error: Mapped[str] = mapped_column(String(40), default="")
    """What became of the newest attempt that failed."""
    created_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]

    author: Mapped[User] = relationship()
