"""Recording by consent over REST: pause, resume, refused. Worker threads."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter, Depends
from fastapi.responses import JSONResponse
from pydantic import BaseModel, ConfigDict
from sqlalchemy.orm import Session

from server_stub.auth.actor import Actor, State, holding
from server_stub.auth.rights import Right
from server_stub.calls import choice, erasure, recording, registry
from server_stub.calls.schemas import Ref
from server_stub.clock import WireTime, utc_now
from server_stub.db.engine import after_commit
from server_stub.idempotency import OneTime
from server_stub.problems import Problem
from server_stub.state import ServerState

router = APIRouter(prefix="/v1/calls", tags=["calls"])

Caller = Annotated[Actor, Depends(holding(Right.TAKE_CALLS))]


class SetRecording(BaseModel):
    model_config = ConfigDict(extra="forbid")

    recording: Literal["on", "paused", "refused"]


class RecordingState(BaseModel):
    ref: str
    recording: str
    since: WireTime | None
    carried_out: bool
    """False: the PBX could not be told yet; a refusal is carried out when it can, and what was recorded meanwhile is deleted."""


@router.put("/{ref}/recording", response_model=RecordingState)
def set_recording(state: State, once: OneTime, _actor: Caller, ref: Ref, body: SetRecording) -> JSONResponse:
    """Pause or resume the recording of one's own call, or note that the patient refuses it: that lasts, and is taken also afterwards.

    A pause is answered only once the PBX has carried it out: secrets are said on the strength of this answer.
    """
    carried_out = _tell_pbx(state, once.actor, ref, body.recording)

    def write(session: Session) -> RecordingState:
        # A desk that was cut off may tell of a refusal before anybody else has told of the call.
        call = choice.ensure_own(session, ref, once.actor)
        recording.change(session, call, body.recording, once.actor.user_id, utc_now())
        if call.recording_erased:
            erasure.delete_for(state.settings, session, call)
        if state.recording is not None:
            after_commit(session, state.recording.changed)
        return RecordingState(
            ref=call.desk_ref,
            recording=call.recording,
            since=call.recording_changed_at,
            carried_out=carried_out or call.ended_at is not None,
        )

    return once.run(write)


def _tell_pbx(state: ServerState, actor: Actor, ref: str, wanted: str) -> bool:
    """Raises Problem ``unknown_call``, ``not_allowed``, ``recording_was_refused``, ``recording_not_changed``."""
    with state.database.read() as session:
        call = registry.find(session, ref)
        if call is not None:
            choice.require_own(call, actor)
            recording.check(call, wanted)
    if call is None and wanted != recording.REFUSED:
        raise Problem("unknown_call", ref=ref)
    if call is None or call.ended_at is not None:
        return False
    try:
        if state.recording is None:
            raise Problem("recording_not_changed")
        state.recording.apply(call.ref, wanted)
    except Problem:
        if wanted == recording.REFUSED:
            return False
        raise
    return True
