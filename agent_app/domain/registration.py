"""The softphone's standing with the PBX."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from agent_app.domain.machine import Table


class RegistrationState(Enum):
    OFF = "off"  # no account, or logged out
    REGISTERING = "registering"  # asked, no answer yet, or trying again
    REGISTERED = "registered"  # the PBX reaches this desk
    REFUSED = "refused"  # wrong account or certificate: trying again will not help by itself
    UNREACHABLE = "unreachable"  # no answer from the PBX; the engine keeps trying


class RegistrationEvent(Enum):
    ACCOUNT_SET = "account_set"
    ACCEPTED = "accepted"
    REJECTED = "rejected"
    NO_ANSWER = "no_answer"
    ACCOUNT_CLEARED = "account_cleared"


_S, _E = RegistrationState, RegistrationEvent

REGISTRATION_TABLE: Table[RegistrationState, RegistrationEvent] = Table(
    "registration",
    {
        **{(_S.OFF, event): _S.OFF for event in RegistrationEvent},  # late answers after logging out
        **{(state, _E.ACCOUNT_SET): _S.REGISTERING for state in RegistrationState},
        **{(state, _E.ACCOUNT_CLEARED): _S.OFF for state in RegistrationState},
        **{(state, _E.ACCEPTED): _S.REGISTERED for state in RegistrationState if state is not _S.OFF},
        **{(state, _E.REJECTED): _S.REFUSED for state in RegistrationState if state is not _S.OFF},
        **{(state, _E.NO_ANSWER): _S.UNREACHABLE for state in RegistrationState if state is not _S.OFF},
    },
)


@dataclass(frozen=True, slots=True)
class Registration:
    state: RegistrationState = RegistrationState.OFF
    code: int = 0
    """SIP status, 0 where there was none."""
    reason: str = ""
    certificate_error: str = ""
    """Not empty where TLS refused the PBX's certificate: the verifier's own words."""

    def after(self, event: RegistrationEvent, *, code: int = 0, reason: str = "", certificate_error: str = "") -> Registration:
        """Raises IllegalTransition."""
        return Registration(REGISTRATION_TABLE.next(self.state, event), code, reason, certificate_error)
