"""The command ``./demo``: sets everything up, starts PBX, server and a desk, and lets patients phone in. Runs on the main thread alone."""

from __future__ import annotations

import argparse
import json
import os
import signal
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from stack.demo_desk import run_desk
from stack.ledger import Ledger
from stack.local_stack import LocalStack
from stack.paths import CLONE, STATE, VENV_PYTHON
from stack.processes import end
from stack.say import SetupError, progress, step
from stack.setup import set_up

_DIRECTORY = STATE / "demo"
_LEDGER = _DIRECTORY / "stack.json"
_COMMAND = "demo command"
_CENTRE_NUMBER = "4000"


def main(arguments: Sequence[str] | None = None) -> int:
    options = _parse(arguments)
    signal.signal(signal.SIGTERM, _leave)
    signal.signal(signal.SIGHUP, _leave)
    try:
        return _run(options)
    except SetupError as error:
        print(f"\n{error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        progress("Interrupted; what was started is ended")
        return 130


def _run(options: argparse.Namespace) -> int:
    if options.stop:
        return _stop()
    if options.scenario:
        set_up()
        return _play(options)
    if not options.keep:
        _refuse_second()
    elif _kept() is not None:
        print(json.dumps(_kept(), indent=2))
        return 0
    set_up()
    step("Starting PBX and server")
    stack = LocalStack(_DIRECTORY)
    if options.keep:
        return _keep(stack)
    try:
        stack.ledger.note(_COMMAND, os.getpid())
        stack.start()
        progress(f"The server answers at {stack.server_url}, the trunk at {stack.trunk_address[0]}:{stack.trunk_address[1]} (UDP)")
        return run_desk(stack, _CENTRE_NUMBER, virtual=options.headless)
    finally:
        step("Ending what was started")
        stack.stop()


def _parse(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="./demo",
        description="Set up Careline on this machine and run it: PBX, server with demo data, an agent's desk, and patients who phone in.",
    )
    parser.add_argument("--stop", action="store_true", help="end exactly what an earlier ./demo of this clone started")
    parser.add_argument(
        "--keep", action="store_true", help="start PBX and server, print their addresses and users as JSON, leave them running"
    )
    parser.add_argument("--headless", action="store_true", help="use a virtual display even where there is a real one")
    parser.add_argument("--scenario", metavar="NAME", help="play tests/scenarios/NAME.py without a person and check its facts")
    parser.add_argument("--json", metavar="FILE", type=Path, help="with --scenario: write the facts there")
    parser.add_argument("--screens", metavar="DIR", type=Path, help="with --scenario: put screenshots there")
    options = parser.parse_args(arguments)
    if not options.scenario and (options.json or options.screens):
        parser.error("--json and --screens go with --scenario")
    return options


def _play(options: argparse.Namespace) -> int:
    """Run a scenario; its exit code is ours."""
    step(f"Playing the scenario {options.scenario}")
    command: list[str | Path] = [VENV_PYTHON, "-m", "tests.scenarios.run", options.scenario]
    if options.json:
        command += ["--json", _from_caller(options.json)]
    if options.screens:
        command += ["--screens", _from_caller(options.screens)]
    child = subprocess.Popen(command, cwd=CLONE)
    try:
        code = child.wait()
    except BaseException:
        # It ends what it started; only then do we.
        child.terminate()
        child.wait()
        raise
    progress(f"The scenario {options.scenario} {'holds' if code == 0 else f'failed (exit code {code})'}")
    return code


def _from_caller(path: Path) -> Path:
    """``path`` as the person meant it: ./demo changes into the clone before Python starts."""
    return Path(os.environ.get("CALLED_FROM", "."), path).absolute()


def _keep(stack: LocalStack) -> int:
    stack.start()
    host, port = stack.trunk_address
    stack.ledger.facts["kept"] = {
        "trunk": {
            "host": host,
            "port": port,
            "transport": "udp",
            "number": _CENTRE_NUMBER,
            "outgoing_calls_to": f"{host}:{stack.trunk_peer_port}",
        },
        "rest": {"url": stack.server_url, "ca_file": str(stack.ca_file), "openapi_file": str(CLONE / "server_stub/openapi.json")},
        "users": [{"username": name, "password": password} for name, password in stack.demo_users.items()],
        "stop": "./demo --stop",
    }
    stack.ledger.write()
    stack.outlive()
    print(json.dumps(stack.ledger.facts["kept"], indent=2))
    return 0


def _kept() -> object | None:
    """What a stack left running by ``--keep`` printed; None where none runs."""
    ledger = Ledger(_LEDGER)
    if not {"server", "pbx"} <= set(ledger.running()):
        _refuse_second()
        return None
    return ledger.facts.get("kept")


def _refuse_second() -> None:
    ledger = Ledger(_LEDGER)
    running = ledger.running()
    if _COMMAND in running:
        raise SetupError("The demo of this clone is already running. End it with ./demo --stop, or start one in another clone.")
    if running and "kept" in ledger.facts:
        raise SetupError("PBX and server of this clone were left running by ./demo --keep. End them with ./demo --stop first.")


def _stop() -> int:
    ledger = Ledger(_LEDGER)
    running = ledger.running()
    if not running:
        progress("Nothing of this clone's demo is running")
        return 0
    step(f"Ending {', '.join(running)}")
    # The command itself first: it ends the rest in good order. What it could not end is ended here.
    command = ledger.process(_COMMAND)
    if command is not None:
        end(command, patience_s=40)
    Ledger(_LEDGER).end_all()
    return 0


def _leave(*_: object) -> None:
    """Leave through every ``finally``; a second request must not break into the cleaning up."""
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    signal.signal(signal.SIGHUP, signal.SIG_IGN)
    raise KeyboardInterrupt


if __name__ == "__main__":
    sys.exit(main())
