"""Every table, as typed models. Times are aware UTC; durations carry their unit in the name."""

from server_stub.db.models.agents import AgentStatusRow, Disposition, NotReadyReason, Queue, QueueMember
from server_stub.db.models.base import Base
from server_stub.db.models.calls import Call, CallLeg, CallNote, OutboundToken, Recording
from server_stub.db.models.centre import Announcement, Centre, Holiday, ServiceNumber, Team, Trunk
from server_stub.db.models.consent import CallRules, IdentityCheck, RecordingGap
from server_stub.db.models.messages import MessageTemplate, OutgoingMessage
from server_stub.db.models.patients import Alert, Allergy, Contact, Patient, PatientPhone
from server_stub.db.models.people import RefreshToken, SignIn, SipAccount, User
from server_stub.db.models.record import AuditEntry, Cursor, Event, Idempotency, Lease
from server_stub.db.models.security import FailedSignIns, RecoveryCode, SignInChallenge, UserSecurity
from server_stub.db.models.worklist import CallAttempt, CallBackTask, DoNotCall, MissedCall
from server_stub.db.models.wrap_ups import ContactSource, Matter, WrapUp

__all__ = [
    "AgentStatusRow",
    "Alert",
    "Allergy",
    "Announcement",
    "AuditEntry",
    "Base",
    "Call",
    "CallAttempt",
    "CallBackTask",
    "CallLeg",
    "CallNote",
    "CallRules",
    "Centre",
    "Contact",
    "ContactSource",
    "Cursor",
    "Disposition",
    "DoNotCall",
    "Event",
    "FailedSignIns",
    "Holiday",
    "Idempotency",
    "IdentityCheck",
    "Lease",
    "Matter",
    "MessageTemplate",
    "MissedCall",
    "NotReadyReason",
    "OutboundToken",
    "OutgoingMessage",
    "Patient",
    "PatientPhone",
    "Queue",
    "QueueMember",
    "Recording",
    "RecordingGap",
    "RecoveryCode",
    "RefreshToken",
    "ServiceNumber",
    "SignIn",
    "SignInChallenge",
    "SipAccount",
    "Team",
    "Trunk",
    "User",
    "UserSecurity",
    "WrapUp",
]
