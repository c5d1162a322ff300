"""Every message code the desk can show, once: the window must have words for each of them (and a test proves it).

Codes come from three places: notices of the use cases, refusals of the server (``application/problem+json``), and
sign-in errors. A code the server sends and this table does not know is shown as ``server_refused`` with the code in it.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

_SIGN_IN: dict[str, tuple[str, ...]] = {
    "wrong_password": (),
    "account_locked": ("seconds",),  # too many wrong passwords or codes: wait
    "account_changed": (),  # by an administrator: sign in again
    "wrong_code": (),
    "challenge_expired": (),  # the sign-in took too long
    "account_disabled": (),
    "session_expired": (),  # sign in again
    "signed_in_elsewhere": (),
    "server_away": (),
    "certificate_refused": ("host",),
    "server_refused": ("code",),
    "server_speaks_otherwise": (),  # an answer this version of the desk cannot read
    "credential_store_locked": (),
    "no_extension": (),  # this user has no telephone account
}

_SERVER_LINK: dict[str, tuple[str, ...]] = {
    "server_away_calls_go_on": (),
    "server_back": (),
    "pbx_away": (),
    "pbx_back": (),
}

_STATUS: dict[str, tuple[str, ...]] = {
    "not_ready_needs_server": (),
    "ready_at_pbx": (),  # set by the feature code while the server is away
    "ready_at_pbx_failed": (),
    "ready_in_call": (),
    "status_refused": (),
    "log_out_in_call": (),
    "sign_out_after_call": (),
    "extend_refused": (),
}

_TELEPHONY: dict[str, tuple[str, ...]] = {
    "softphone_failed": (),
    "pbx_certificate_refused": (),
    "not_registered": (),
    "number_empty": (),
    "number_too_short": (),
    "number_too_long": (),
    "number_has_letters": (),
    "number_bad_characters": (),
    "dial_in_call": (),
    "dial_refused": (),
    "patient_dial_needs_server": (),
    "dial_busy": ("who",),
    "dial_no_answer": ("who",),
    "dial_not_found": ("who",),
    "dial_failed": ("who", "sip_code"),
    "call_line_lost": ("who",),
    "call_ended_by_pbx": ("who",),  # the PBX ended it, the desk's own signalling was lost
    "call_while_busy": ("number",),
    "caller_gave_up": ("who",),
    "call_not_answered": ("who",),
    "call_command_failed": ("command",),
    "headset_missing": ("device",),
    "headset_back": (),
    "call_back_came_through": (),  # the patient called in and was answered meanwhile
}

_RECORD: dict[str, tuple[str, ...]] = {
    "wrap_up_needs_disposition": (),
    "wrap_up_saved": ("who",),
    "recording_needs_server": (),  # neither pause nor resume without it
    "recording_refusal_waits": (),  # noted, carried out when server and telephone system can be reached
    "recording_goes_on": (),  # a pause lasted too long
    "saved_here": (),  # on this desk's disk, will be sent when the server is back
    "all_sent": (),
    "write_parked": ("reason",),
    "draft_not_kept": (),
    "cannot_save_here": (),
    "outbox_set_aside": ("file",),
    "notes_too_long": (),
    "patient_name_missing": (),
}

_START: dict[str, tuple[str, ...]] = {
    "unexpected_error": (),  # a fault of the desk itself; the log has it
    "profile_in_use": ("profile",),  # another desk is open on it
    "profile_unusable": ("directory",),
}

_ACCOUNT: dict[str, tuple[str, ...]] = {
    "password_changed": (),
    "password_unchanged": (),
    "passwords_differ": (),  # the new one and its repetition
    "code_refused": (),
    "no_enrolment": (),
    "second_factor_required": (),
    "no_copy": (),
}

_SERVER_REFUSALS: dict[str, tuple[str, ...]] = {
    "not_allowed": (),  # this role may not do that
    "not_found": (),
    "unknown_call": (),
    "unknown_patient": (),
    "unknown_recording": (),
    "recording_damaged": (),
    "recording_key_missing": (),
    "range_refused": (),
    "storage_full": (),  # the server's disk
    "key_reused": (),
    "not_possible_now": (),  # the agent's present status does not allow it
    "too_large": (),
    "invalid": (),  # a field is missing or not as the contract says
    "bad_number": (),
    "unknown_task": (),
    "taken_already": (),  # another agent has this call-back
    "nothing_to_take": (),
    "do_not_call": (),  # the patient asked not to be called
    "no_number_of_call": (),  # it was withheld
    "no_number": (),  # this patient has no telephone number
    "identity_attempts_spent": (),
    "recording_was_refused": (),
    "recording_not_changed": (),
    "wrap_up_incomplete": (),  # the queue requires more than was saved
    "unknown_disposition": (),
    "unknown_reason": (),
    "server_error": (),
    "busy": (),
    "cannot_play": (),  # a recording that is no sound, or no device for it
    "file_not_written": (),  # a download could not be stored on this computer
}

_ADMINISTRATION: dict[str, tuple[str, ...]] = {
    "changed_meanwhile": (),
    "unknown_user": (),
    "unknown_team": (),
    "unknown_queue": (),
    "unknown_holiday": (),
    "unknown_trunk": (),
    "unknown_number": (),
    "username_taken": ("name",),
    "extension_in_use": ("name",),
    "number_in_use": ("name",),
    "name_taken": ("name",),
    "holiday_taken": ("name",),
    "password_too_short": ("least",),
    "last_administrator": (),
    "own_account": (),
    "user_on_call": (),
    "user_has_history": (),
    "team_has_members": (),
    "queue_has_numbers": (),
    "queue_has_callers": ("waiting",),
    "main_queue_stays": (),
    "last_choice": (),
    "last_trunk": (),
    "hours_overlap": ("day",),
    "bad_time_zone": (),
    "country_code_fixed": (),
    "bad_audio": ("why",),
    "no_voice": (),
    "file_not_read": (),
    "unknown_announcement": (),
    "bad_hours": (),
    "method_not_allowed": (),  # this desk and the server are of different versions
    "key_missing": (),
}

_MESSAGES_TO_PATIENTS: dict[str, tuple[str, ...]] = {
    "unknown_template": (),
    "unknown_message": (),
    "message_on_its_way": (),  # too late to take it back
    "unknown_placeholder": ("placeholder",),
    "bad_recipient": (),
    "alarm_recording_key_missing": (),
    "alarm_recording_damaged": (),
    "alarm_other": ("what",),
    "patient_message_kept": (),  # at the server
}

_SETUP: dict[str, tuple[str, ...]] = {
    "setup_done": (),
    "setup_code_wrong": (),
    "password_is_name": (),
    "password_common": (),
    "password_refused": (),
    "not_demo": (),
    "calls_in_progress": (),
    "centre_emptied": (),
}

MESSAGES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        **_START,
        **_SIGN_IN,
        **_SERVER_LINK,
        **_STATUS,
        **_TELEPHONY,
        **_RECORD,
        **_ACCOUNT,
        **_SERVER_REFUSALS,
        **_ADMINISTRATION,
        **_SETUP,
        **_MESSAGES_TO_PATIENTS,
    }
)
"""Code -> names of its parameters, all text."""


def known(code: str, params: Mapping[str, str]) -> tuple[str, dict[str, str]]:
    """``code`` with just the parameters the table names; an unknown code becomes ``server_refused``."""
    names = MESSAGES.get(code)
    if names is None:
        return "server_refused", {"code": code}
    return code, {name: params.get(name, "") for name in names}
