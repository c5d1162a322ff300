"""The engine in a process of its own, driven over standard input and output: one JSON object a line.

PJSIP lives once per process and a crash of it must fail one test, not the test run; and only from outside can be seen whether a
process ends clean. Not a test: run as ``python -m tests.integration.sip.softphone``.
"""

from __future__ import annotations

import dataclasses
import gc
import json
import sys
import threading
from pathlib import Path
from typing import Any

from agent_app.domain.call import CallId, CallRef
from agent_app.domain.telephony import TelephonyEvent
from agent_app.domain.user import SipAccount
from sip.engine import SipEngine
from sip.settings import SipOptions

_lock = threading.Lock()


def say(kind: str, **values: Any) -> None:
    with _lock:
        print(json.dumps({"event": kind, **values}), flush=True)


def on_event(event: TelephonyEvent) -> None:
    say(type(event).__name__, **dataclasses.asdict(event))


def facts() -> dict[str, Any]:
    """What must not grow from call to call."""
    gc.collect()
    kinds = [type(one).__name__ for one in gc.get_objects()]
    return {
        "objects": len(kinds),
        "calls": kinds.count("DeskCall"),
        "fds": len(list(Path("/proc/self/fd").iterdir())),
        "threads": threading.active_count(),
    }


def obey(engine: SipEngine, line: dict[str, Any]) -> bool:
    """Carry out one command; False ends the program."""
    command, call = line.pop("command"), CallId(line.get("call_id", 0))
    match command:
        case "set_account":
            engine.set_account(SipAccount(**line["account"]) if line["account"] else None)
        case "dial":
            engine.dial(line["target"], CallRef(line["ref"]))
        case "answer":
            engine.answer(call)
        case "reject":
            engine.reject(call)
        case "hang_up":
            engine.hang_up(call)
        case "hold":
            engine.hold(call)
        case "resume":
            engine.resume(call)
        case "mute":
            engine.set_muted(call, line["muted"])
        case "dtmf":
            engine.send_dtmf(call, line["digits"])
        case "load_playback":
            engine.load_playback(Path(line["file"]).read_bytes())
        case "play":
            engine.play(line["from_s"])
        case "pause_playback":
            engine.pause_playback()
        case "facts":
            say("Facts", **facts())
        case "close":
            return False
        case _:
            raise ValueError(command)
    return True


def main() -> int:
    gc.disable()  # what only the collector would free is a leak here: an engine's objects must go by reference count
    options = SipOptions(**json.loads(sys.argv[1]))
    engine = SipEngine(options)
    engine.start(on_event)
    for text in sys.stdin:
        if not obey(engine, json.loads(text)):
            break
    engine.close()
    engine.close()
    say("Closed")
    return 0


if __name__ == "__main__":
    sys.exit(main())
