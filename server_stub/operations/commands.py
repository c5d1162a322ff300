"""The operator's commands and what they print. Main thread; safe beside a working server unless they say otherwise."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

Command = Callable[[argparse.Namespace], int]


def add_to(commands: Any, settings: argparse.ArgumentParser) -> None:
    """Add the commands to argparse's sub-commands; each sets ``run``."""

    def add(name: str, run: Command, text: str) -> argparse.ArgumentParser:
        parser: argparse.ArgumentParser = commands.add_parser(name, parents=[settings], help=text)
        parser.set_defaults(run=run)
        return parser

    add("rotate-key", _rotate, "make a new master key for recordings and seal every recording's key with it")
    add("forget-keys", _forget, "delete master keys that seal nothing any more (older backups need them!)")
    add("check-keys", _check, "say which master keys there are and whether one is missing")
    add("encrypt-recordings", _encrypt, "encrypt recordings that lie in clear from before there was encryption")
    backup = add("backup", _backup, "copy a working server's data (SQLite) into a new directory")
    back = add("restore", _restore, "put a backup in place; the server must be stopped, the data directory empty")
    for parser, what in ((backup, "also copy the master keys into this new directory"), (back, "take the master keys from here")):
        parser.add_argument("directory", type=Path, metavar="DIR")
        parser.add_argument("--keys", type=Path, metavar="DIR", help=what)


@contextmanager
def _open_state(options: argparse.Namespace) -> Iterator[Any]:
    from server_stub.db.migrate import migrate
    from server_stub.settings import load_settings
    from server_stub.state import ServerState

    state = ServerState.build(load_settings(options.settings))
    try:
        migrate(state.database)
        yield state
    finally:
        state.database.close()


def _rotate(options: argparse.Namespace) -> int:
    from server_stub.calls import recording_keys

    with _open_state(options) as state:
        key_id, count = recording_keys.rotate(state)
        print(f"New master key {key_id} in {state.master_keys.directory}; {count} recordings are sealed with it now.")
    return 0


def _forget(options: argparse.Namespace) -> int:
    from server_stub.calls import recording_keys

    with _open_state(options) as state:
        gone = recording_keys.forget_old(state)
    print(f"Deleted: {', '.join(gone)}." if gone else "There is no key that nothing is sealed with.")
    return 0


def _check(options: argparse.Namespace) -> int:
    from server_stub.calls import recording_keys

    with _open_state(options) as state:
        missing = recording_keys.missing(state)
        for file in state.master_keys.files():
            print(f"{file.key_id}  {file.path}")
    for key_id, count in missing.items():
        print(f"{key_id}  MISSING: {count} recordings cannot be heard")
    return 1 if missing else 0


def _encrypt(options: argparse.Namespace) -> int:
    from server_stub.calls import recording_keys

    with _open_state(options) as state:
        done, lost = recording_keys.encrypt_clear(state)
    print(f"{done} recordings encrypted.")
    for path in lost:
        print(f"{path} is not there.")
    return 1 if lost else 0


def _backup(options: argparse.Namespace) -> int:
    from server_stub.operations.backup import back_up
    from server_stub.settings import load_settings

    count = back_up(load_settings(options.settings), options.directory, options.keys)
    print(f"{count} files in {options.directory}.")
    print(f"Master keys in {options.keys}: keep them apart from it." if options.keys else "The master keys are NOT in it: save them, too.")
    return 0


def _restore(options: argparse.Namespace) -> int:
    from server_stub.operations.backup import restore
    from server_stub.settings import load_settings

    began_at = restore(load_settings(options.settings), options.directory, options.keys)
    print(f"Restored as of {began_at}: everything acknowledged before that is there.")
    return 0
