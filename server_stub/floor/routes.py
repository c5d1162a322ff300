"""The floor over REST, for leaders and administrators. Worker threads."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Request

from server_stub.auth.actor import Actor, holding
from server_stub.auth.rights import Right
from server_stub.floor.schemas import Floor
from server_stub.floor.snapshot import FloorService

router = APIRouter(prefix="/v1/floor", tags=["floor"])


@router.get("")
def floor(request: Request, _actor: Annotated[Actor, Depends(holding(Right.SEE_FLOOR))]) -> Floor:
    """Who waits, who works, and today's figures; asked again at every ``floor.changed``."""
    service: FloorService = request.app.state.floor
    return service.floor()
