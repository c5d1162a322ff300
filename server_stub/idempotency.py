"""Writes that may be sent twice and are done once. One dependency for every route; worker threads.

The key is stored in the transaction of the write itself: either both are there or none. A repeat gets the first answer;
two at the same moment are put in order by the database.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Header, Request
from fastapi.responses import JSONResponse
from pydantic import BaseModel
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from server_stub.auth.actor import Actor, CurrentActor, State
from server_stub.clock import utc_now
from server_stub.db.models import Idempotency
from server_stub.problems import Problem
from server_stub.state import ServerState

_KEY = re.compile(r"[A-Za-z0-9-]{1,64}")


@dataclass(frozen=True, slots=True)
class Once:
    """One request of one user under its key."""

    state: ServerState
    actor: Actor
    key: str
    route: str
    body_hash: str

    def run(self, write: Callable[[Session], BaseModel], *, status: int = 200) -> JSONResponse:
        """Do ``write`` in a transaction, or answer what it answered before.

        Raises Problem ``key_missing``, ``key_reused`` and what ``write`` raises; a failed write is not remembered.
        """
        if not _KEY.fullmatch(self.key):
            raise Problem("key_missing")
        try:
            return self._run(write, status)
        except IntegrityError:
            # On a database with several writers the same key may have been stored since we looked: look again.
            with self.state.database.read() as session:
                earlier = self._earlier(session)
            if earlier is None:
                raise
            return earlier

    def _run(self, write: Callable[[Session], BaseModel], status: int) -> JSONResponse:
        with self.state.database.write() as session:
            earlier = self._earlier(session)
            if earlier is not None:
                return earlier
            answer = write(session).model_dump(mode="json")
            session.add(
                Idempotency(
                    user_id=self.actor.user_id,
                    key=self.key,
                    route=self.route,
                    body_hash=self.body_hash,
                    status=status,
                    answer=answer,
                    created_at=utc_now(),
                )
            )
        return JSONResponse(answer, status)

    def _earlier(self, session: Session) -> JSONResponse | None:
        row = session.get(Idempotency, (self.actor.user_id, self.key))
        if row is None:
            return None
        if (row.route, row.body_hash) != (self.route, self.body_hash):
            raise Problem("key_reused")
        return JSONResponse(row.answer, row.status)


async def _once(
    request: Request,
    state: State,
    actor: CurrentActor,
    idempotency_key: Annotated[str, Header(description="A UUID made by the client for this write")] = "",
) -> Once:
    body = await request.body()
    return Once(state, actor, idempotency_key, f"{request.method} {request.url.path}", hashlib.sha256(body).hexdigest())


OneTime = Annotated[Once, Depends(_once)]
