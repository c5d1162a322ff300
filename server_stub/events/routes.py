"""The event stream's route. The stream itself runs on the server's loop."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Header, Query
from fastapi.responses import StreamingResponse

from server_stub.auth.actor import CurrentActor, State
from server_stub.events.stream import follow

router = APIRouter(prefix="/v1", tags=["events"])

# Proxies must neither buffer nor compress: an event that waits for company is late.
_HEADERS = {"Cache-Control": "no-store, no-transform", "X-Accel-Buffering": "no"}


class EventStreamResponse(StreamingResponse):
    media_type = "text/event-stream"


@router.get("/events", response_class=EventStreamResponse)
async def events(
    state: State,
    actor: CurrentActor,
    after: Annotated[int | None, Query(description="Id of the last event that was seen; without it, from now on")] = None,
    last_event_id: Annotated[str, Header(description="Wins over ``after``: what a reconnecting reader sends by itself")] = "",
) -> EventStreamResponse:
    """What concerns this user, as it happens. ``reset`` means: take the snapshot, then follow on."""
    if last_event_id:
        after = int(last_event_id) if last_event_id.isascii() and last_event_id.isdigit() and len(last_event_id) < 19 else -1
    return EventStreamResponse(follow(state, actor.audiences, after), headers=_HEADERS)
