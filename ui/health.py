"""Whether telephone line, server and headset work, in a colour and in words that say what to do. Main thread."""

from __future__ import annotations

from agent_app.desk_state import DeskState, ServerLink
from agent_app.domain.registration import RegistrationState
from ui.words import translate

Health = tuple[str, str]
"""Token of the colour, and the words."""


def line_health(state: DeskState) -> Health:
    registration = state.registration
    if registration.certificate_error:
        return "danger", translate(
            "Health", "Telephone: the telephone system's certificate is not trusted. No calls until the administrator has mended it."
        )
    if registration.state is RegistrationState.REGISTERED and not state.pbx_connected:
        return "warn", translate("Health", "Telephone: calls work, but the server does not see the telephone system.")
    return {
        RegistrationState.REGISTERED: ("good", translate("Health", "Telephone: connected")),
        RegistrationState.REGISTERING: ("warn", translate("Health", "Telephone: connecting…")),
        RegistrationState.UNREACHABLE: (
            "danger",
            translate("Health", "Telephone: the telephone system does not answer. The desk keeps trying by itself."),
        ),
        RegistrationState.REFUSED: (
            "danger",
            translate("Health", "Telephone: the account was refused. Sign out and in again, else ask the administrator."),
        ),
        RegistrationState.OFF: ("idle", translate("Health", "Telephone: not signed in")),
    }[registration.state]


def server_health(state: DeskState) -> Health:
    if state.server is ServerLink.AWAY:
        words = translate("Health", "Server: away. Calls go on, notes are kept here and sent later.")
        if state.waiting_writes:
            words += " " + translate("Health", "%n record(s) waiting.", "", state.waiting_writes)
        return "warn", words
    if state.server is ServerLink.CONNECTING:
        return "warn", translate("Health", "Server: connecting…")
    if state.waiting_writes:
        return "good", translate("Health", "Server: connected, sending %n record(s).", "", state.waiting_writes)
    return "good", translate("Health", "Server: connected")


def headset_health(state: DeskState) -> Health:
    audio = state.audio
    if audio.missing:
        return "danger", translate("Health", "Headset: {devices} is not plugged in.").format(devices=", ".join(audio.missing))
    if not audio.capture and not audio.playback:
        return "idle", translate("Health", "Headset: no sound device in use yet")
    return "good", translate("Health", "Headset: microphone {capture}, speaker {playback}").format(
        capture=audio.capture, playback=audio.playback
    )
