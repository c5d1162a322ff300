"""The composition root: the one place that knows both the window and the softphone. ``python -m agent_app.main``.

Heavy imports wait until they are needed, off the main thread where that is possible: the sign-in with the stored token
and the SIP stack are on their way while Qt's widgets are loaded. Only the binding itself comes before every thread (``ui.binding``).
"""

from __future__ import annotations

import logging
import sys
from collections.abc import Sequence
from logging.handlers import RotatingFileHandler
from pathlib import Path

from agent_app.clock import SystemClock
from agent_app.options import DeskOptions
from agent_app.program import EngineRelay, Program
from agent_app.redaction import RedactingFormatter, sensitive_words
from agent_app.server_client.accounts_rest import RestAccounts
from agent_app.server_client.connection import Connection
from agent_app.server_client.history_rest import RestRecords
from agent_app.server_client.rest import RestServer
from agent_app.server_client.stream import SseStream
from agent_app.settings import Settings, SettingsError, read_settings
from agent_app.storage.credentials import Credentials
from agent_app.storage.file_lock import AlreadyLocked
from agent_app.storage.outbox import OutboxFiles
from agent_app.storage.profile import Profile, default_base
from agent_app.usecases.board import Ports
from agent_app.workers import ThreadWorkers
from sip.engine import SipEngine

_log = logging.getLogger(__name__)

EXIT_WRONG_SETTINGS = 2
EXIT_PROFILE_IN_USE = 3
EXIT_PROFILE_UNUSABLE = 4
_THREAD_TURN_S = 0.0005


def main(argv: Sequence[str] | None = None) -> int:
    """Run the desk until its window is closed. Returns the exit code."""
    # The window lets go of the interpreter at every call into Qt; at Python's 5 ms the other threads would each keep it that long, and a
    # screen pop, which is hundreds of such calls, took up to 80 ms instead of 30.
    sys.setswitchinterval(_THREAD_TURN_S)
    try:
        settings = read_settings(sys.argv[1:] if argv is None else argv)
        profile = Profile(settings.base_dir or default_base(), settings.profile)
    except (SettingsError, ValueError) as error:
        print(f"careline: {error}", file=sys.stderr)
        return EXIT_WRONG_SETTINGS
    try:
        profile.open()
    except AlreadyLocked:
        _say(settings, "profile_in_use", f"a desk is already open on the profile {profile.name!r}", profile=profile.name)
        return EXIT_PROFILE_IN_USE
    except OSError as error:
        where = str(profile.directory)
        _say(settings, "profile_unusable", f"the directory {where} cannot be used: {error.strerror}", directory=where)
        return EXIT_PROFILE_UNUSABLE
    try:
        return _run(settings, profile)
    finally:
        profile.close()


def _say(settings: Settings, code: str, sentence: str, **params: str) -> None:
    """A fault before there is a window."""
    print(f"careline: {sentence}", file=sys.stderr)
    if settings.dialogs:
        from ui.application import show_fatal

        show_fatal(code, params)


def _run(settings: Settings, profile: Profile) -> int:
    formatter = _log_to(profile.directory / "desk.log", settings.log_level)
    connection = Connection(settings.server_url, settings.ca_file)
    credentials = Credentials(profile.directory, f"careline/{profile.name}")
    server = RestServer(connection, credentials)
    _load_binding()
    workers = ThreadWorkers()
    early_resume = workers.begin_network(server.resume_session)

    engine, engine_events = SipEngine(), EngineRelay()
    engine.start(engine_events)

    from ui.application import run

    def make_program() -> Program:
        ports = Ports(
            engine=engine,
            server=server,
            records=RestRecords(server),
            accounts=RestAccounts(server),
            stream=SseStream(connection, server.tokens),
            clock=SystemClock(),
            workers=workers,
            credentials=credentials,
            open_outbox=OutboxFiles(lambda user: profile.user_directory(settings.server_url, user), settings.server_url, credentials),
        )
        program = Program(ports, workers, engine_events, early_resume)
        formatter.words = lambda: sensitive_words(program.desk.state)
        return program

    options = DeskOptions(settings.server_url, settings.ca_file, settings.profile, profile.directory)
    try:
        return run(make_program, options)
    finally:
        engine.close()  # both were closed in order by the program, unless it never came to that
        workers.close()


def _load_binding() -> None:
    """See there: no other thread may import while this runs."""
    from ui.binding import VERSION

    _log.info("Qt binding %s", VERSION)


def _log_to(path: Path, level: str) -> RedactingFormatter:
    """Log to a file of this user alone, without patients and secrets."""
    formatter = RedactingFormatter()
    handler = RotatingFileHandler(path, maxBytes=2_000_000, backupCount=3, encoding="utf-8")
    path.chmod(0o600)
    handler.setFormatter(formatter)
    root = logging.getLogger()
    root.addHandler(handler)
    root.setLevel(level.upper())
    for chatty in ("urllib3", "qasync", "keyring", "asyncio"):
        logging.getLogger(chatty).setLevel(logging.WARNING)
    return formatter


if __name__ == "__main__":
    sys.exit(main())
