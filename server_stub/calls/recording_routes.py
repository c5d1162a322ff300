"""Recordings over REST, in clear on the way only: decrypted while they are sent. Worker threads."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Annotated, Any, Final

import structlog
from fastapi import APIRouter, Header
from fastapi.responses import StreamingResponse

from server_stub.audit import trail
from server_stub.auth.actor import Actor, CurrentActor, State
from server_stub.auth.rights import Right
from server_stub.calls import recordings, registry
from server_stub.calls.recordings import OpenRecording
from server_stub.calls.schemas import Ref
from server_stub.db.models import Recording
from server_stub.problems import Problem
from server_stub.sealing.master_keys import KeyMissing
from server_stub.sealing.sealed_file import Damaged
from server_stub.state import ServerState
from server_stub.worklist import queries as worklist

router = APIRouter(prefix="/v1/calls", tags=["calls"])

_RANGE: Final = re.compile(r"^bytes=(\d{0,15})-(\d{0,15})$")
_ANSWERS: Final[dict[int | str, dict[str, Any]]] = {200: {"content": {"audio/wav": {}}}, 206: {"content": {"audio/wav": {}}}}

_log = structlog.get_logger(__name__)


@router.get("/{ref}/recordings/{leg}", response_class=StreamingResponse, responses=_ANSWERS)
def recording(state: State, actor: CurrentActor, ref: Ref, leg: str, range: Annotated[str, Header()] = "") -> StreamingResponse:
    """One's own call, or anybody's with the right to hear all; ``Range`` is honoured. Every download is audited.

    All that is asked for is opened and checked before the first byte is sent: a damaged file is an error, never a broken sound.
    """
    call_ref, row = _find(state, actor, ref, leg)
    opened: OpenRecording | None = None
    try:
        opened = recordings.open_recording(state, row)
        start, stop = _asked(range, opened.size)
        opened.check(start, stop)
        with state.database.write() as session:
            trail.record(session, actor.user_id, "recording.heard", call_ref, leg=leg, bytes=f"{start}-{stop}/{opened.size}")
    except FileNotFoundError:
        raise Problem("unknown_recording", leg=leg) from None
    except (Damaged, KeyMissing) as error:
        if opened is not None:
            opened.close()
        raise _refused(state, actor, call_ref, leg, error) from error
    except BaseException:
        if opened is not None:
            opened.close()
        raise
    headers = {"Accept-Ranges": "bytes", "Content-Length": str(stop - start), "ETag": f'"{row.sha256}"'}
    headers |= {"Content-Disposition": f'attachment; filename="{call_ref}-{leg}.wav"', "Cache-Control": "no-store"}
    partial = (start, stop) != (0, opened.size)
    if partial:
        headers["Content-Range"] = f"bytes {start}-{stop - 1}/{opened.size}"
    return StreamingResponse(_parts(opened, start, stop), 206 if partial else 200, headers, "audio/wav")


def _find(state: ServerState, actor: Actor, ref: str, leg: str) -> tuple[str, Recording]:
    with state.database.read() as session:
        call = registry.find(session, ref)
        if call is None:
            raise Problem("unknown_call", ref=ref)
        message = leg == worklist.VOICEMAIL and worklist.may_hear(session, call, actor.user_id)
        if call.agent_id != actor.user_id and not message and not actor.may(Right.HEAR_ALL_CALLS):
            raise Problem("not_allowed")
        row = session.get(Recording, (call.id, leg))
        if row is None:
            raise Problem("unknown_recording", leg=leg)
        return call.ref, row


def _refused(state: ServerState, actor: Actor, call_ref: str, leg: str, error: Damaged | KeyMissing) -> Problem:
    code = "recording_damaged" if isinstance(error, Damaged) else "recording_key_missing"
    _log.error(code, ref=call_ref, leg=leg, detail=str(error))
    with state.database.write() as session:
        trail.record(session, actor.user_id, code.replace("_", ".", 1), call_ref, leg=leg)
    state.alarms.sound(code, **({"ref": call_ref} if isinstance(error, Damaged) else {"key": str(error)}))
    return Problem(code, leg=leg)


def _asked(header: str, size: int) -> tuple[int, int]:
    """Begin and end (exclusive) of what is asked for. Several ranges or nonsense: the whole, as RFC 9110 allows.

    Raises Problem ``range_refused`` where it begins behind the end.
    """
    found = _RANGE.match(header.strip())
    if found is None or found[1] == found[2] == "":
        return 0, size
    if not found[1]:
        start, stop = max(0, size - int(found[2])), size
    else:
        start, stop = int(found[1]), min(size, int(found[2]) + 1) if found[2] else size
        if found[2] and int(found[2]) < int(found[1]):
            return 0, size
    if start >= size or start >= stop:
        raise Problem("range_refused", size=str(size))
    return start, stop


def _parts(opened: OpenRecording, start: int, stop: int) -> Iterator[bytes]:
    try:
        yield from opened.read(start, stop)
    finally:
        opened.close()
