"""Every table, as typed models. Times are aware UTC; durations carry their unit in the name."""

from server_stub.db.models.agents import AgentStatusRow, Disposition, NotReadyReason, Queue, QueueMember
from server_stub.db.models.base import Base
from server_stub.db.models.calls import Call, CallLeg, OutboundToken, Recording, WrapUp
from server_stub.db.models.patients import Alert, Allergy, Contact, Patient, PatientPhone
from server_stub.db.models.people import RefreshToken, SignIn, SipAccount, User
from server_stub.db.models.record import AuditEntry, Cursor, Event, Idempotency
from server_stub.db.models.worklist import CallAttempt, CallBackTask, DoNotCall, MissedCall

__all__ = [
    "AgentStatusRow",
    "Alert",
    "Allergy",
    "AuditEntry",
    "Base",
    "Call",
    "CallAttempt",
    "CallBackTask",
    "CallLeg",
    "Contact",
    "Cursor",
    "Disposition",
    "DoNotCall",
    "Event",
    "Idempotency",
    "MissedCall",
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
