"""Templates as an administrator keeps them. Caller's change and thread."""

from __future__ import annotations

from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from server_stub.administration.change import Change, newest
from server_stub.db.models import MessageTemplate, OutgoingMessage
from server_stub.messages import placeholders
from server_stub.messages.schemas import AdminTemplate, ChangedTemplate, NewTemplate
from server_stub.problems import Problem


def everything(session: Session) -> list[AdminTemplate]:
    return [_shown(row) for row in session.scalars(select(MessageTemplate).order_by(MessageTemplate.position, MessageTemplate.code))]


def create(change: Change, body: NewTemplate) -> AdminTemplate:
    """Raises Problem ``name_taken``, ``unknown_placeholder``."""
    session = change.session
    if session.get(MessageTemplate, body.code) is not None:
        raise Problem("name_taken", name=body.code)
    last = session.scalar(select(func.max(MessageTemplate.position)))
    row = MessageTemplate(code=body.code, position=0 if last is None else last + 1, retired=False, version=1, **_values(body))
    session.add(row)
    session.flush()
    change.note("template.created", body.code)
    return _shown(row)


def update(change: Change, code: str, body: ChangedTemplate) -> AdminTemplate:
    """Raises Problem ``unknown_template``, ``changed_meanwhile``, ``unknown_placeholder``."""
    row = _newest(change.session, code, body.version)
    change.assign(row, "template.changed", code, _values(body) | {"retired": body.retired})
    return _shown(row)


def remove(change: Change, code: str, version: int) -> bool:
    """Whether it is gone; one that messages were written with is retired instead."""
    row = _newest(change.session, code, version)
    used = select(OutgoingMessage.id).where(OutgoingMessage.template == code).limit(1)
    if change.session.scalar(used) is not None:
        change.assign(row, "template.changed", code, {"retired": True})
        return False
    change.session.delete(row)
    change.note("template.deleted", code)
    return True


def _values(body: NewTemplate | ChangedTemplate) -> dict[str, Any]:
    subjects, texts = body.subjects.model_dump(), body.texts.model_dump()
    for words in (*subjects.values(), *texts.values()):
        try:
            placeholders.check(words)
        except placeholders.BadTemplate as bad:
            raise Problem("unknown_placeholder", placeholder="{" + bad.placeholder[:40] + "}" if bad.placeholder else "{ }") from None
    return {"labels": body.labels.model_dump(), "subjects": subjects, "texts": texts}


def _newest(session: Session, code: str, version: int) -> MessageTemplate:
    row = session.get(MessageTemplate, code, with_for_update=True)
    return newest(row, version, "unknown_template", _shown(row) if row else None)


def _shown(row: MessageTemplate) -> AdminTemplate:
    return AdminTemplate(
        code=row.code,
        position=row.position,
        labels=row.labels,
        subjects=row.subjects,
        texts=row.texts,
        retired=row.retired,
        version=row.version,
    )
