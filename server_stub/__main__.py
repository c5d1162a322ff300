"""The command line: ``python -m server_stub serve|openapi|create-user|...``."""

from __future__ import annotations

import argparse
import getpass
import sys
from collections.abc import Callable
from pathlib import Path

from pydantic import ValidationError
from sqlalchemy.exc import IntegrityError

OPENAPI_FILE = Path(__file__).with_name("openapi.json")


def main(argv: list[str] | None = None) -> int:
    """Run one command; returns the exit status. What an operator can mend is one sentence on standard error."""
    options = _parser().parse_args(argv)
    run: Callable[[argparse.Namespace], int] | None = getattr(options, "run", None)
    try:
        if run is not None:
            return run(options)
        if options.command == "serve":
            return _serve(options.settings)
        if options.command == "made-up-data":
            return _made_up_data(options)
        if options.command == "openapi":
            return _openapi(options.check)
        if options.command == "create-user":
            return _create_user(options)
        return _change(options)
    except ValidationError as error:
        print(f"server_stub: {_sentence(error)}", file=sys.stderr)
    except (OSError, ValueError) as error:
        print(f"server_stub: {error}", file=sys.stderr)
    return 1


def _parser() -> argparse.ArgumentParser:
    from server_stub.auth.rights import Role
    from server_stub.operations import commands as operations

    parser = argparse.ArgumentParser(
        prog="python -m server_stub",
        description="Careline's central server. Settings come from the environment (CARELINE_*) or a file; see docs/protocol.md.",
    )
    settings = argparse.ArgumentParser(add_help=False)
    settings.add_argument("--settings", type=Path, metavar="FILE", help="lines of CARELINE_NAME=value, below the environment")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    commands.add_parser("serve", parents=[settings], help="run the server until SIGTERM")
    openapi = commands.add_parser("openapi", help="print the OpenAPI document")
    openapi.add_argument("--check", action="store_true", help="compare it with the checked-in one instead")
    filled = commands.add_parser("made-up-data", parents=[settings], help="fill a test centre with made-up agents, patients and calls")
    filled.add_argument("--agents", type=int, default=20, metavar="N", help="desk0001, desk0002 ... with the demo's password")
    filled.add_argument("--patients", type=int, default=1_000_000, metavar="N")
    filled.add_argument("--calls", type=int, default=5_000_000, metavar="N")
    user = commands.add_parser("create-user", parents=[settings], help="add a user; the password is read from standard input")
    user.add_argument("username")
    user.add_argument("--name", required=True, help="the name that is displayed")
    user.add_argument("--role", required=True, choices=[role.value for role in Role])
    user.add_argument("--extension", default="", help="gives the user a telephone")
    user.add_argument("--queue", action="append", default=[], help="a queue to be a member of; may be repeated")
    from server_stub.commands import ACCOUNT_COMMANDS

    for name, does in ACCOUNT_COMMANDS.items():
        commands.add_parser(name, parents=[settings], help=does).add_argument("username")
    empty = commands.add_parser("empty-centre", parents=[settings], help="drop everything but a copy, and begin with the first set-up")
    empty.add_argument("--yes", action="store_true", help="without it nothing is done")
    operations.add_to(commands, settings)
    return parser


def _sentence(error: ValidationError) -> str:
    """What is wrong with the settings, without the values: one of them may be a secret."""
    parts = []
    for problem in error.errors(include_input=False, include_url=False):
        name = "_".join(str(part) for part in problem["loc"]).upper()
        text = problem["msg"].removeprefix("Value error, ")
        parts.append(f"CARELINE_{name}: {text}" if name else text)
    return "; ".join(parts)


def _serve(settings_file: Path | None) -> int:
    from server_stub.serve import serve
    from server_stub.settings import load_settings

    serve(load_settings(settings_file))
    return 0


def _made_up_data(options: argparse.Namespace) -> int:
    from server_stub.demo import full_centre
    from server_stub.settings import load_settings

    settings = load_settings(options.settings)
    full_centre.fill(settings, agents=options.agents, patients=options.patients, calls=options.calls, tell=full_centre.tell_stderr)
    return 0


def _openapi(check: bool) -> int:
    from server_stub.openapi import document

    text = document()
    if not check:
        sys.stdout.write(text)
        return 0
    if OPENAPI_FILE.read_text(encoding="utf-8") == text:
        return 0
    print("server_stub/openapi.json is old: run python -m server_stub openapi > server_stub/openapi.json", file=sys.stderr)
    return 1


def _typed_password() -> str:
    return getpass.getpass() if sys.stdin.isatty() else sys.stdin.readline().rstrip("\n")


def _change(options: argparse.Namespace) -> int:
    from server_stub import commands

    if options.command == "empty-centre":
        commands.empty_centre(options.settings, sure=options.yes)
    else:
        commands.on_account(options.command, options.settings, options.username, _typed_password)
    return 0


def _create_user(options: argparse.Namespace) -> int:
    from server_stub.auth import users
    from server_stub.auth.rights import Role
    from server_stub.db.migrate import migrate
    from server_stub.settings import load_settings
    from server_stub.state import ServerState

    state = ServerState.build(load_settings(options.settings))
    migrate(state.database)
    password = _typed_password()
    try:
        users.add(
            state,
            username=options.username,
            display_name=options.name,
            role=Role(options.role),
            password=password,
            extension=options.extension,
            queues=options.queue,
        )
    except IntegrityError:
        print("server_stub: this user name or extension is taken, or there is no such queue", file=sys.stderr)
        return 1
    finally:
        state.database.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
