"""Every table, as typed models. Times are aware UTC; durations carry their unit in the name."""

from server_stub.db.models.agents import AgentStatusRow, Disposition, NotReadyReason, Queue, QueueMember
from server_stub.db.models.base import Base
from server_stub.db.models.calls import Call, CallLeg, OutboundToken, Recording, WrapUp
from server_stub.db.models.patients import Alert, Allergy, Contact, Patient, PatientPhone
from server_stub.db.models.people import RefreshToken, SignIn, SipAccount, User
from server_stub.db.models.record import AuditEntry, Cursor, Event, Idempotency

__all__ = [
    "AgentStatusRow",
    "Alert",
    "Allergy",
    "AuditEntry",
    "Base",
    "Call",
    "CallLeg",
    "Contact",
    "Cursor",
    "Disposition",
    "Event",
    "Idempotency",
    "NotReadyReason",
    "OutboundToken",
    "Patient",
    "PatientPhone",
    "Queue",
    "QueueMember",
    "Recording",
    "RefreshToken",
    "SignIn",
    "SipAccount",
    "User",
    "WrapUp",
]
