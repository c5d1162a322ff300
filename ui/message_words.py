"""The English words of every message code, in three sentences: what happened, what is safe, what to do.

Data only; translated by lupdate/lrelease under the context ``Messages``.
"""

from __future__ import annotations

from ui.admin.message_words import ADMINISTRATION, SETUP
from ui.words import QT_TRANSLATE_NOOP

Words = tuple[str, str, str]

_SIGN_IN: dict[str, Words] = {
    "wrong_password": (
        QT_TRANSLATE_NOOP("Messages", "User name or password is wrong."),
        "",
        QT_TRANSLATE_NOOP("Messages", "Check both and try again."),
    ),
    "account_locked": (
        QT_TRANSLATE_NOOP("Messages", "Too many wrong passwords or codes: you have to wait {seconds} s."),
        "",
        QT_TRANSLATE_NOOP("Messages", "Then try again, or ask your administrator."),
    ),
    "account_changed": (
        QT_TRANSLATE_NOOP("Messages", "An administrator changed your account, so you were signed out."),
        QT_TRANSLATE_NOOP("Messages", "What you typed is kept on this computer."),
        QT_TRANSLATE_NOOP("Messages", "Sign in again."),
    ),
    "wrong_code": (
        QT_TRANSLATE_NOOP("Messages", "This code is not right, or was used before."),
        "",
        QT_TRANSLATE_NOOP("Messages", "Wait for the next code and type it, or use a recovery code."),
    ),
    "challenge_expired": (
        QT_TRANSLATE_NOOP("Messages", "The sign-in took too long."),
        "",
        QT_TRANSLATE_NOOP("Messages", "Begin again with your password."),
    ),
    "account_disabled": (
        QT_TRANSLATE_NOOP("Messages", "This account is switched off."),
        "",
        QT_TRANSLATE_NOOP("Messages", "Ask your administrator."),
    ),
    "session_expired": (
        QT_TRANSLATE_NOOP("Messages", "Your sign-in has run out."),
        QT_TRANSLATE_NOOP("Messages", "What you typed is kept on this computer."),
        QT_TRANSLATE_NOOP("Messages", "Sign in again."),
    ),
    "signed_in_elsewhere": (
        QT_TRANSLATE_NOOP("Messages", "You signed in at another desk, so this one was signed out."),
        QT_TRANSLATE_NOOP("Messages", "What you typed is kept on this computer."),
        QT_TRANSLATE_NOOP("Messages", "Sign in again if you work here."),
    ),
    "server_away": (
        QT_TRANSLATE_NOOP("Messages", "The server does not answer."),
        QT_TRANSLATE_NOOP("Messages", "Nothing is lost."),
        QT_TRANSLATE_NOOP("Messages", "Try again in a moment; if it stays so, tell your administrator."),
    ),
    "certificate_refused": (
        QT_TRANSLATE_NOOP("Messages", "The server could not prove that it is yours: its certificate is not trusted."),
        QT_TRANSLATE_NOOP("Messages", "No password was sent."),
        QT_TRANSLATE_NOOP("Messages", "Do not continue. Tell your administrator."),
    ),
    "server_refused": (
        QT_TRANSLATE_NOOP("Messages", "The server refused this ({code})."),
        "",
        QT_TRANSLATE_NOOP("Messages", "Tell your administrator this code."),
    ),
    "server_speaks_otherwise": (
        QT_TRANSLATE_NOOP("Messages", "The server gave an answer that this version of the desk cannot read."),
        "",
        QT_TRANSLATE_NOOP("Messages", "Ask your administrator whether the desk must be updated."),
    ),
    "credential_store_locked": (
        QT_TRANSLATE_NOOP("Messages", "The system's credential store is locked."),
        "",
        QT_TRANSLATE_NOOP("Messages", "Unlock it and sign in again."),
    ),
    "no_extension": (
        QT_TRANSLATE_NOOP("Messages", "This user has no telephone account."),
        "",
        QT_TRANSLATE_NOOP("Messages", "Ask your administrator for an extension."),
    ),
    "unexpected_error": (
        QT_TRANSLATE_NOOP("Messages", "Something went wrong in the desk."),
        QT_TRANSLATE_NOOP("Messages", "Calls and notes are not affected."),
        QT_TRANSLATE_NOOP("Messages", "Try again; if it comes back, tell your administrator."),
    ),
    "profile_unusable": (
        QT_TRANSLATE_NOOP("Messages", "The folder {directory} cannot be used."),
        "",
        QT_TRANSLATE_NOOP("Messages", "Ask your administrator for access to it, or start with another profile."),
    ),
    "profile_in_use": (
        QT_TRANSLATE_NOOP("Messages", "Careline is already open for the profile “{profile}”."),
        QT_TRANSLATE_NOOP("Messages", "The open desk goes on working."),
        QT_TRANSLATE_NOOP("Messages", "Use its window, or close it first."),
    ),
}

_LINKS: dict[str, Words] = {
    "server_away_calls_go_on": (
        QT_TRANSLATE_NOOP("Messages", "The server is away."),
        QT_TRANSLATE_NOOP("Messages", "Calls go on. What you save is kept here and sent later."),
        "",
    ),
    "server_back": (QT_TRANSLATE_NOOP("Messages", "The server is back."), "", ""),
    "pbx_away": (
        QT_TRANSLATE_NOOP("Messages", "The telephone system does not answer."),
        QT_TRANSLATE_NOOP("Messages", "Your notes are safe."),
        QT_TRANSLATE_NOOP("Messages", "The desk connects again by itself; no calls until then."),
    ),
    "pbx_back": (QT_TRANSLATE_NOOP("Messages", "The telephone system is back."), "", ""),
}

_STATUS: dict[str, Words] = {
    "not_ready_needs_server": (
        QT_TRANSLATE_NOOP("Messages", "The server is away, so your pause could not be set."),
        "",
        QT_TRANSLATE_NOOP("Messages", "Calls may still come. Try again when the server is back."),
    ),
    "ready_at_pbx": (
        QT_TRANSLATE_NOOP("Messages", "You are ready: set at the telephone system while the server is away."),
        "",
        "",
    ),
    "ready_at_pbx_failed": (
        QT_TRANSLATE_NOOP("Messages", "Ready could not be set, neither at the server nor at the telephone system."),
        "",
        QT_TRANSLATE_NOOP("Messages", "Try again in a moment."),
    ),
    "ready_in_call": (
        QT_TRANSLATE_NOOP("Messages", "You are in a call."),
        "",
        QT_TRANSLATE_NOOP("Messages", "Say ready when it is over."),
    ),
    "status_refused": (QT_TRANSLATE_NOOP("Messages", "The server did not accept this change of state."), "", ""),
    "log_out_in_call": (
        QT_TRANSLATE_NOOP("Messages", "You are in a call."),
        "",
        QT_TRANSLATE_NOOP("Messages", "End it before you sign out."),
    ),
    "sign_out_after_call": (
        QT_TRANSLATE_NOOP("Messages", "You will be signed out when the call is over."),
        QT_TRANSLATE_NOOP("Messages", "The call goes on and your notes are kept."),
        "",
    ),
    "extend_refused": (QT_TRANSLATE_NOOP("Messages", "The wrap-up time cannot be extended any more."), "", ""),
}

_CALLS: dict[str, Words] = {
    "softphone_failed": (
        QT_TRANSLATE_NOOP("Messages", "The telephone in this desk has stopped."),
        QT_TRANSLATE_NOOP("Messages", "Your notes are safe."),
        QT_TRANSLATE_NOOP("Messages", "Close the desk and start it again."),
    ),
    "pbx_certificate_refused": (
        QT_TRANSLATE_NOOP("Messages", "The telephone system could not prove that it is yours: its certificate is not trusted."),
        QT_TRANSLATE_NOOP("Messages", "The desk did not connect to it."),
        QT_TRANSLATE_NOOP("Messages", "Tell your administrator."),
    ),
    "not_registered": (
        QT_TRANSLATE_NOOP("Messages", "The telephone is not connected."),
        "",
        QT_TRANSLATE_NOOP("Messages", "Wait until its dot at the top right is green, then dial again."),
    ),
    "number_empty": (QT_TRANSLATE_NOOP("Messages", "No number was typed."), "", ""),
    "number_too_short": (QT_TRANSLATE_NOOP("Messages", "This number is too short."), "", ""),
    "number_too_long": (QT_TRANSLATE_NOOP("Messages", "This number is too long."), "", ""),
    "number_has_letters": (
        QT_TRANSLATE_NOOP("Messages", "A number cannot have letters in it."),
        "",
        QT_TRANSLATE_NOOP("Messages", "For a name, pick the patient from the list."),
    ),
    "number_bad_characters": (QT_TRANSLATE_NOOP("Messages", "This number has characters that cannot be dialled."), "", ""),
    "dial_in_call": (
        QT_TRANSLATE_NOOP("Messages", "You are in a call already."),
        "",
        QT_TRANSLATE_NOOP("Messages", "End it before you dial."),
    ),
    "dial_refused": (QT_TRANSLATE_NOOP("Messages", "This call was not allowed."), "", ""),
    "patient_dial_needs_server": (
        QT_TRANSLATE_NOOP("Messages", "The server is away, so the patient's number is not known here."),
        "",
        QT_TRANSLATE_NOOP("Messages", "Dial the number by hand, or wait for the server."),
    ),
    "dial_busy": (QT_TRANSLATE_NOOP("Messages", "{who} is busy."), "", QT_TRANSLATE_NOOP("Messages", "Try again later.")),
    "dial_no_answer": (QT_TRANSLATE_NOOP("Messages", "{who} did not answer."), "", ""),
    "dial_not_found": (QT_TRANSLATE_NOOP("Messages", "The number of {who} does not exist."), "", ""),
    "dial_failed": (QT_TRANSLATE_NOOP("Messages", "The call to {who} did not connect (code {sip_code})."), "", ""),
    "call_line_lost": (
        QT_TRANSLATE_NOOP("Messages", "The line to {who} was lost."),
        QT_TRANSLATE_NOOP("Messages", "Your notes are safe."),
        QT_TRANSLATE_NOOP("Messages", "Call back if the talk was not finished."),
    ),
    "call_ended_by_pbx": (
        QT_TRANSLATE_NOOP("Messages", "The call with {who} is over."),
        QT_TRANSLATE_NOOP("Messages", "Your notes are safe."),
        "",
    ),
    "call_while_busy": (QT_TRANSLATE_NOOP("Messages", "A second call from {number} came while you were talking; it heard busy."), "", ""),
    "caller_gave_up": (QT_TRANSLATE_NOOP("Messages", "{who} hung up before you could answer."), "", ""),
    "call_not_answered": (
        QT_TRANSLATE_NOOP("Messages", "You did not take the call of {who}."),
        QT_TRANSLATE_NOOP("Messages", "It went back to the queue."),
        QT_TRANSLATE_NOOP("Messages", "Say ready when you are back."),
    ),
    "call_command_failed": (
        QT_TRANSLATE_NOOP("Messages", "The telephone could not do this ({command})."),
        QT_TRANSLATE_NOOP("Messages", "The call is as it was before."),
        QT_TRANSLATE_NOOP("Messages", "Try again."),
    ),
    "headset_missing": (
        QT_TRANSLATE_NOOP("Messages", "The headset {device} is not plugged in."),
        "",
        QT_TRANSLATE_NOOP("Messages", "Plug it in; the desk takes it again by itself."),
    ),
    "call_back_came_through": (
        QT_TRANSLATE_NOOP("Messages", "A patient of yours to call back has called in and been answered."),
        QT_TRANSLATE_NOOP("Messages", "It is off your list."),
        "",
    ),
    "headset_back": (QT_TRANSLATE_NOOP("Messages", "The headset is back."), "", ""),
}

_RECORD: dict[str, Words] = {
    "wrap_up_needs_disposition": (
        QT_TRANSLATE_NOOP("Messages", "The outcome of the call is missing."),
        QT_TRANSLATE_NOOP("Messages", "Your notes are safe."),
        QT_TRANSLATE_NOOP("Messages", "Choose an outcome, then save."),
    ),
    "wrap_up_saved": (QT_TRANSLATE_NOOP("Messages", "The record of {who} is saved."), "", ""),
    "recording_needs_server": (
        QT_TRANSLATE_NOOP("Messages", "Recording cannot be paused or resumed now: the server that controls it does not answer."),
        QT_TRANSLATE_NOOP("Messages", "It goes on as it is."),
        QT_TRANSLATE_NOOP("Messages", "Put the call on hold (F6) before secrets are said, and try again in a moment."),
    ),
    "recording_refusal_waits": (
        QT_TRANSLATE_NOOP("Messages", "The refusal is noted, but the recording cannot be stopped at this moment."),
        QT_TRANSLATE_NOOP("Messages", "As soon as the server is reached it stops, and what was recorded is deleted."),
        QT_TRANSLATE_NOOP("Messages", "Tell the patient so, or put the call on hold (F6) until then."),
    ),
    "recording_goes_on": (
        QT_TRANSLATE_NOOP("Messages", "The call is recorded again: a pause lasts two minutes at most."),
        "",
        QT_TRANSLATE_NOOP("Messages", "Pause once more if secrets are still being said."),
    ),
    "saved_here": (
        QT_TRANSLATE_NOOP("Messages", "Saved here, will be sent."),
        QT_TRANSLATE_NOOP("Messages", "The record lies safely on this computer."),
        "",
    ),
    "all_sent": (QT_TRANSLATE_NOOP("Messages", "Everything kept here has been sent."), "", ""),
    "write_parked": (
        QT_TRANSLATE_NOOP("Messages", "The server refused a record: {reason}"),
        QT_TRANSLATE_NOOP("Messages", "It is kept on this computer."),
        QT_TRANSLATE_NOOP("Messages", "See “Unfinished” on the Desk page."),
    ),
    "draft_not_kept": (
        QT_TRANSLATE_NOOP("Messages", "The draft could not be written to this computer's disk."),
        QT_TRANSLATE_NOOP("Messages", "It stands on the screen only."),
        QT_TRANSLATE_NOOP("Messages", "Save it now, and tell your administrator."),
    ),
    "cannot_save_here": (
        QT_TRANSLATE_NOOP("Messages", "The record could not be written to this computer's disk."),
        QT_TRANSLATE_NOOP("Messages", "Your notes still stand on the screen."),
        QT_TRANSLATE_NOOP("Messages", "Do not close the desk. Tell your administrator."),
    ),
    "outbox_set_aside": (
        QT_TRANSLATE_NOOP("Messages", "The records kept on this computer could not be read."),
        QT_TRANSLATE_NOOP("Messages", "Their file was set aside untouched: {file}"),
        QT_TRANSLATE_NOOP("Messages", "Tell your administrator."),
    ),
    "notes_too_long": (
        QT_TRANSLATE_NOOP("Messages", "The notes are too long."),
        QT_TRANSLATE_NOOP("Messages", "They are kept on this computer."),
        QT_TRANSLATE_NOOP("Messages", "Shorten them, then save."),
    ),
    "patient_name_missing": (QT_TRANSLATE_NOOP("Messages", "The patient's name is missing."), "", ""),
}

_ACCOUNT: dict[str, Words] = {
    "password_changed": (
        QT_TRANSLATE_NOOP("Messages", "Your password is changed."),
        "",
        "",
    ),
    "password_unchanged": (
        QT_TRANSLATE_NOOP("Messages", "The new password is the old one."),
        "",
        QT_TRANSLATE_NOOP("Messages", "Take another one."),
    ),
    "passwords_differ": (
        QT_TRANSLATE_NOOP("Messages", "The two new passwords differ."),
        "",
        QT_TRANSLATE_NOOP("Messages", "Type both again."),
    ),
    "code_refused": (
        QT_TRANSLATE_NOOP("Messages", "This code is not right, or was used before."),
        "",
        QT_TRANSLATE_NOOP("Messages", "Wait for the next code and type it."),
    ),
    "no_enrolment": (
        QT_TRANSLATE_NOOP("Messages", "No second factor is being set up."),
        "",
        QT_TRANSLATE_NOOP("Messages", "Begin again with your password."),
    ),
    "second_factor_required": (
        QT_TRANSLATE_NOOP("Messages", "Your role cannot do without a second factor."),
        "",
        "",
    ),
    "no_copy": (
        QT_TRANSLATE_NOOP("Messages", "What is there could not be copied aside, so nothing was emptied."),
        QT_TRANSLATE_NOOP("Messages", "Nothing was changed."),
        QT_TRANSLATE_NOOP("Messages", "Look into the server's log."),
    ),
}

_REFUSALS: dict[str, Words] = {
    "not_allowed": (QT_TRANSLATE_NOOP("Messages", "Your role may not do this."), "", ""),
    "not_found": (QT_TRANSLATE_NOOP("Messages", "The server does not have this any more."), "", ""),
    "unknown_call": (QT_TRANSLATE_NOOP("Messages", "The server does not know this call."), "", ""),
    "unknown_patient": (QT_TRANSLATE_NOOP("Messages", "There is no such patient."), "", ""),
    "unknown_recording": (QT_TRANSLATE_NOOP("Messages", "There is no recording of this call."), "", ""),
    "recording_damaged": (
        QT_TRANSLATE_NOOP("Messages", "This recording is damaged: its file is not as it was stored."),
        "",
        QT_TRANSLATE_NOOP("Messages", "Tell your administrator; a backup may still have it."),
    ),
    "recording_key_missing": (
        QT_TRANSLATE_NOOP("Messages", "This recording cannot be opened: its key is not at the server."),
        QT_TRANSLATE_NOOP("Messages", "The recording itself is kept."),
        QT_TRANSLATE_NOOP("Messages", "Ask your administrator."),
    ),
    "range_refused": (QT_TRANSLATE_NOOP("Messages", "This part of the recording does not exist."), "", ""),
    "storage_full": (
        QT_TRANSLATE_NOOP("Messages", "The server's disk is full: it stores nothing at the moment."),
        QT_TRANSLATE_NOOP("Messages", "What you saved is kept on this computer and sent later."),
        QT_TRANSLATE_NOOP("Messages", "Tell your administrator now. Calls go on."),
    ),
    "key_reused": (
        QT_TRANSLATE_NOOP("Messages", "The server already has another record under this key."),
        "",
        QT_TRANSLATE_NOOP("Messages", "Tell your administrator."),
    ),
    "not_possible_now": (QT_TRANSLATE_NOOP("Messages", "This is not possible in your present state."), "", ""),
    "too_large": (
        QT_TRANSLATE_NOOP("Messages", "This is more than the server takes at once."),
        "",
        QT_TRANSLATE_NOOP("Messages", "Shorten it and try again."),
    ),
    "invalid": (
        QT_TRANSLATE_NOOP("Messages", "The server could not read what was sent."),
        "",
        QT_TRANSLATE_NOOP("Messages", "Tell your administrator."),
    ),
    "unknown_task": (QT_TRANSLATE_NOOP("Messages", "The server does not know this call-back."), "", ""),
    "unknown_template": (
        QT_TRANSLATE_NOOP("Messages", "This template is no longer there."),
        QT_TRANSLATE_NOOP("Messages", "Your text was kept."),
        QT_TRANSLATE_NOOP("Messages", "Choose another one."),
    ),
    "unknown_message": (
        QT_TRANSLATE_NOOP("Messages", "The server does not know this message."),
        "",
        "",
    ),
    "message_on_its_way": (
        QT_TRANSLATE_NOOP("Messages", "The message has left already, or is leaving now."),
        "",
        QT_TRANSLATE_NOOP("Messages", "It cannot be taken back any more."),
    ),
    "unknown_placeholder": (
        QT_TRANSLATE_NOOP("Messages", "The template holds {placeholder}, which the server cannot fill."),
        QT_TRANSLATE_NOOP("Messages", "Nothing was changed."),
        QT_TRANSLATE_NOOP("Messages", "Use the placeholders that are offered."),
    ),
    "bad_recipient": (
        QT_TRANSLATE_NOOP("Messages", "The message cannot go to this recipient."),
        QT_TRANSLATE_NOOP("Messages", "Nothing was sent."),
        QT_TRANSLATE_NOOP("Messages", "Choose another number or address."),
    ),
    "patient_message_kept": (QT_TRANSLATE_NOOP("Messages", "The message to the patient is kept at the server."), "", ""),
    "alarm_recording_key_missing": (
        QT_TRANSLATE_NOOP("Messages", "The server has no key for its recordings."),
        QT_TRANSLATE_NOOP("Messages", "New recordings wait, nothing is lost."),
        QT_TRANSLATE_NOOP("Messages", "Whoever runs the server must put the key back."),
    ),
    "alarm_recording_damaged": (
        QT_TRANSLATE_NOOP("Messages", "A recording at the server is damaged."),
        "",
        QT_TRANSLATE_NOOP("Messages", "Whoever runs the server should look at its disk."),
    ),
    "alarm_other": (
        QT_TRANSLATE_NOOP("Messages", "The server needs attention ({what})."),
        "",
        QT_TRANSLATE_NOOP("Messages", "Tell whoever runs the server."),
    ),
    "taken_already": (QT_TRANSLATE_NOOP("Messages", "Another agent has this call-back now."), "", ""),
    "nothing_to_take": (QT_TRANSLATE_NOOP("Messages", "No call-back is open."), "", ""),
    "do_not_call": (QT_TRANSLATE_NOOP("Messages", "This patient asked not to be called."), "", ""),
    "bad_number": (
        QT_TRANSLATE_NOOP("Messages", "The server cannot dial this number."),
        "",
        QT_TRANSLATE_NOOP("Messages", "Check the number."),
    ),
    "no_number": (QT_TRANSLATE_NOOP("Messages", "No telephone number is recorded for this patient."), "", ""),
    "cannot_play": (QT_TRANSLATE_NOOP("Messages", "The recording cannot be played."), "", ""),
    "no_number_of_call": (QT_TRANSLATE_NOOP("Messages", "The caller withheld the number, so nobody can be called back."), "", ""),
    "identity_attempts_spent": (
        QT_TRANSLATE_NOOP("Messages", "This caller was asked three times already."),
        QT_TRANSLATE_NOOP("Messages", "What is hidden stays hidden in this call."),
        QT_TRANSLATE_NOOP("Messages", "Help without it, or ask your team leader."),
    ),
    "recording_was_refused": (
        QT_TRANSLATE_NOOP("Messages", "The patient refused to be recorded in this call."),
        QT_TRANSLATE_NOOP("Messages", "It stays unrecorded."),
        "",
    ),
    "recording_not_changed": (
        QT_TRANSLATE_NOOP("Messages", "The telephone system could not change the recording."),
        QT_TRANSLATE_NOOP("Messages", "It goes on as it is."),
        QT_TRANSLATE_NOOP("Messages", "Put the call on hold (F6) before secrets are said, and try again in a moment."),
    ),
    "wrap_up_incomplete": (
        QT_TRANSLATE_NOOP("Messages", "The wrap-up is not complete."),
        QT_TRANSLATE_NOOP("Messages", "What you typed is kept."),
        QT_TRANSLATE_NOOP("Messages", "Fill in the marked fields, then save."),
    ),
    "unknown_disposition": (
        QT_TRANSLATE_NOOP("Messages", "The server does not know this outcome."),
        "",
        QT_TRANSLATE_NOOP("Messages", "Choose another one."),
    ),
    "unknown_reason": (QT_TRANSLATE_NOOP("Messages", "The server does not know this reason."), "", ""),
    "server_error": (
        QT_TRANSLATE_NOOP("Messages", "Something went wrong at the server."),
        QT_TRANSLATE_NOOP("Messages", "Nothing is lost."),
        QT_TRANSLATE_NOOP("Messages", "Try again in a moment; if it stays so, tell your administrator."),
    ),
    "busy": (QT_TRANSLATE_NOOP("Messages", "The server is busy."), "", QT_TRANSLATE_NOOP("Messages", "Try again in a moment.")),
    "file_not_written": (
        QT_TRANSLATE_NOOP("Messages", "The file could not be written on this computer."),
        "",
        QT_TRANSLATE_NOOP("Messages", "Choose another folder and try again."),
    ),
}

WORDS: dict[str, Words] = {**_SIGN_IN, **_LINKS, **_STATUS, **_CALLS, **_RECORD, **_ACCOUNT, **_REFUSALS, **ADMINISTRATION, **SETUP}
