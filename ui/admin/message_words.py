"""The English words of the administration's message codes: what happened, what is safe, what to do. Data only."""

from __future__ import annotations

from ui.words import QT_TRANSLATE_NOOP

ADMINISTRATION: dict[str, tuple[str, str, str]] = {
    "changed_meanwhile": (
        QT_TRANSLATE_NOOP("Messages", "Somebody else has changed this meanwhile."),
        QT_TRANSLATE_NOOP("Messages", "Nothing was overwritten."),
        QT_TRANSLATE_NOOP("Messages", "Compare both versions and choose."),
    ),
    "unknown_user": (
        QT_TRANSLATE_NOOP("Messages", "There is no such user any more."),
        "",
        "",
    ),
    "unknown_team": (
        QT_TRANSLATE_NOOP("Messages", "There is no such team any more."),
        "",
        "",
    ),
    "unknown_queue": (
        QT_TRANSLATE_NOOP("Messages", "There is no such queue any more."),
        "",
        "",
    ),
    "unknown_holiday": (
        QT_TRANSLATE_NOOP("Messages", "There is no such holiday any more."),
        "",
        "",
    ),
    "unknown_trunk": (
        QT_TRANSLATE_NOOP("Messages", "There is no such trunk any more."),
        "",
        "",
    ),
    "unknown_number": (
        QT_TRANSLATE_NOOP("Messages", "There is no such number any more."),
        "",
        "",
    ),
    "username_taken": (
        QT_TRANSLATE_NOOP("Messages", "This user name is taken, perhaps by somebody who is switched off."),
        "",
        QT_TRANSLATE_NOOP("Messages", "Choose another."),
    ),
    "extension_in_use": (
        QT_TRANSLATE_NOOP("Messages", "This extension belongs to {name}, perhaps switched off."),
        "",
        QT_TRANSLATE_NOOP("Messages", "Choose another."),
    ),
    "number_in_use": (
        QT_TRANSLATE_NOOP("Messages", "This number is already there."),
        "",
        "",
    ),
    "name_taken": (
        QT_TRANSLATE_NOOP("Messages", "This name is taken."),
        "",
        QT_TRANSLATE_NOOP("Messages", "Choose another."),
    ),
    "holiday_taken": (
        QT_TRANSLATE_NOOP("Messages", "There is already a holiday on this day for this queue."),
        "",
        "",
    ),
    "password_too_short": (
        QT_TRANSLATE_NOOP("Messages", "A password needs at least {least} characters."),
        "",
        "",
    ),
    "last_administrator": (
        QT_TRANSLATE_NOOP("Messages", "This is the last administrator: somebody must be able to administer."),
        "",
        QT_TRANSLATE_NOOP("Messages", "Make another administrator first."),
    ),
    "own_account": (
        QT_TRANSLATE_NOOP("Messages", "You cannot switch off, delete or demote yourself."),
        "",
        QT_TRANSLATE_NOOP("Messages", "Ask another administrator."),
    ),
    "user_on_call": (
        QT_TRANSLATE_NOOP("Messages", "This person is in a call."),
        QT_TRANSLATE_NOOP("Messages", "Nothing was changed."),
        QT_TRANSLATE_NOOP("Messages", "Try again when the call is over."),
    ),
    "user_has_history": (
        QT_TRANSLATE_NOOP("Messages", "This person stands in the records and cannot be deleted."),
        "",
        QT_TRANSLATE_NOOP("Messages", "Switch the account off instead."),
    ),
    "team_has_members": (
        QT_TRANSLATE_NOOP("Messages", "This team still has members."),
        "",
        QT_TRANSLATE_NOOP("Messages", "Move them to another team first."),
    ),
    "queue_has_numbers": (
        QT_TRANSLATE_NOOP("Messages", "Numbers still lead to this queue."),
        "",
        QT_TRANSLATE_NOOP("Messages", "Lead them elsewhere first."),
    ),
    "queue_has_callers": (
        QT_TRANSLATE_NOOP("Messages", "{waiting} caller(s) wait in this queue."),
        QT_TRANSLATE_NOOP("Messages", "Nothing was changed."),
        QT_TRANSLATE_NOOP("Messages", "Say where they go, or wait."),
    ),
    "main_queue_stays": (
        QT_TRANSLATE_NOOP("Messages", "The main queue takes every call that finds no other: it stays."),
        "",
        "",
    ),
    "last_choice": (
        QT_TRANSLATE_NOOP("Messages", "This is the last one: desks need at least one."),
        "",
        "",
    ),
    "last_trunk": (
        QT_TRANSLATE_NOOP("Messages", "This is the last trunk: without one nobody can phone in."),
        "",
        "",
    ),
    "hours_overlap": (
        QT_TRANSLATE_NOOP("Messages", "Two opening times overlap, one perhaps from the night before."),
        "",
        "",
    ),
    "bad_time_zone": (
        QT_TRANSLATE_NOOP("Messages", "This time zone is not known."),
        "",
        QT_TRANSLATE_NOOP("Messages", "Choose one of the list."),
    ),
    "country_code_fixed": (
        QT_TRANSLATE_NOOP("Messages", "The country code can no longer be changed: patients' numbers are kept by it."),
        "",
        "",
    ),
    "bad_audio": (
        QT_TRANSLATE_NOOP("Messages", "This is no recording that can be played to callers."),
        "",
        QT_TRANSLATE_NOOP("Messages", "Use WAV with 16 bit, one channel, 8 or 16 kHz, half a second to 90 seconds long."),
    ),
    "no_voice": (
        QT_TRANSLATE_NOOP("Messages", "The server has no voice for this language."),
        "",
        QT_TRANSLATE_NOOP("Messages", "Upload a recording instead."),
    ),
    "unknown_announcement": (
        QT_TRANSLATE_NOOP("Messages", "There is no such announcement any more."),
        "",
        "",
    ),
    "bad_hours": (
        QT_TRANSLATE_NOOP("Messages", "The server does not understand these opening hours."),
        "",
        "",
    ),
    "method_not_allowed": (
        QT_TRANSLATE_NOOP("Messages", "The server does not take this from this version of the desk."),
        "",
        QT_TRANSLATE_NOOP("Messages", "Ask your administrator whether the desk must be updated."),
    ),
    "key_missing": (
        QT_TRANSLATE_NOOP("Messages", "The server does not take this from this version of the desk."),
        "",
        QT_TRANSLATE_NOOP("Messages", "Ask your administrator whether the desk must be updated."),
    ),
    "file_not_read": (
        QT_TRANSLATE_NOOP("Messages", "The file cannot be read."),
        "",
        "",
    ),
}

SETUP: dict[str, tuple[str, str, str]] = {
    "setup_done": (
        QT_TRANSLATE_NOOP("Messages", "This centre has been set up already."),
        "",
        QT_TRANSLATE_NOOP("Messages", "Sign in."),
    ),
    "setup_code_wrong": (
        QT_TRANSLATE_NOOP("Messages", "The set-up code is wrong."),
        "",
        QT_TRANSLATE_NOOP("Messages", "The server wrote it at its start, and into the file setup-code of its data folder."),
    ),
    "password_is_name": (
        QT_TRANSLATE_NOOP("Messages", "The password must not be the user name."),
        "",
        QT_TRANSLATE_NOOP("Messages", "Choose another."),
    ),
    "password_common": (
        QT_TRANSLATE_NOOP("Messages", "This password is one of those tried first by everybody who guesses."),
        "",
        QT_TRANSLATE_NOOP("Messages", "Choose another."),
    ),
    "password_refused": (
        QT_TRANSLATE_NOOP("Messages", "The password is wrong."),
        QT_TRANSLATE_NOOP("Messages", "Nothing was changed."),
        QT_TRANSLATE_NOOP("Messages", "Try again."),
    ),
    "not_demo": (
        QT_TRANSLATE_NOOP("Messages", "This centre holds no demo data: it is not emptied."),
        "",
        "",
    ),
    "calls_in_progress": (
        QT_TRANSLATE_NOOP("Messages", "Calls are in progress."),
        QT_TRANSLATE_NOOP("Messages", "Nothing was changed."),
        QT_TRANSLATE_NOOP("Messages", "Try again when they are over."),
    ),
    "centre_emptied": (
        QT_TRANSLATE_NOOP("Messages", "This centre was emptied."),
        QT_TRANSLATE_NOOP("Messages", "A copy of its database was kept on the server."),
        QT_TRANSLATE_NOOP("Messages", "Set up the new centre, or sign in to it."),
    ),
}
