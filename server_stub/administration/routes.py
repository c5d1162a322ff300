"""The administrator's routes. Worker threads."""

from __future__ import annotations

from typing import Annotated, Final, get_args
from zoneinfo import available_timezones

from fastapi import APIRouter, Depends, Query, Request, Response
from sqlalchemy import select

from server_stub import centre
from server_stub.administration import announcements, choices, lines, people, queues, schemas
from server_stub.administration.change import changing
from server_stub.auth.actor import Actor, State, holding
from server_stub.auth.rights import Right, Role
from server_stub.clock import utc_now
from server_stub.db.models import Announcement, AuditEntry, Disposition, NotReadyReason
from server_stub.problems import Problem
from server_stub.queues.opening import Openings
from server_stub.state import ServerState

Admin = Annotated[Actor, Depends(holding(Right.ADMINISTER))]
Seen = Annotated[int, Query(alias="version", ge=1)]
Before = Annotated[int | None, Query(ge=1)]
PageSize = Annotated[int, Query(ge=1, le=500)]
MoveTo = Annotated[schemas.QueueName | None, Query()]
_WAV: Final = "audio/wav"


async def _sound_body(request: Request) -> bytes:
    """The body as it came; the guard bounds its size."""
    return await request.body()


router = APIRouter(prefix="/v1/admin", tags=["administration"], dependencies=[Depends(holding(Right.ADMINISTER))])


@router.get("")
def everything(state: State) -> schemas.Administration:
    """All that an administrator sets, in one answer."""
    now = utc_now()
    with state.database.read() as session:
        return schemas.Administration(
            centre=lines.shown_centre(centre.of(session, state.settings)),
            users=people.all_users(session),
            teams=people.all_teams(session),
            queues=queues.all_queues(session, now, Openings.load(session, state.settings)),
            numbers=lines.all_numbers(session),
            holidays=lines.all_holidays(session),
            trunks=lines.all_trunks(session, state.settings),
            dispositions=choices.everything(session, Disposition),
            not_ready_reasons=choices.everything(session, NotReadyReason),
            roles=[role.value for role in Role],
            time_zones=sorted(available_timezones()),
            wrap_up_fields=list(get_args(schemas.WrapUpField)),
            can_speak=announcements.can_speak(),
            pbx=_pbx_state(state),
        )


def _pbx_state(state: ServerState) -> schemas.PbxState:
    if state.pbx is None:
        return schemas.PbxState(connected=False, state="none")
    return schemas.PbxState(connected=state.pbx.connected, state=state.pbx_holds())


@router.get("/audit")
def audit(state: State, before: Before = None, limit: PageSize = 100) -> schemas.AuditPage:
    """Who did what, newest first."""
    statement = select(AuditEntry).order_by(AuditEntry.id.desc()).limit(limit)
    if before is not None:
        statement = statement.where(AuditEntry.id < before)
    with state.database.read() as session:
        rows = session.scalars(statement).all()
        return schemas.AuditPage(
            entries=[
                schemas.AuditRow(id=row.id, at=row.at, actor=row.actor, action=row.action, object=row.object, detail=row.detail)
                for row in rows
            ]
        )


@router.put("/centre")
def set_centre(state: State, actor: Admin, body: schemas.CentreBody) -> schemas.CentreBody:
    with changing(state, actor, "centre") as change:
        return lines.update_centre(change, body)


# ---- people


@router.post("/users", status_code=201)
def add_user(state: State, actor: Admin, body: schemas.NewUser) -> schemas.AdminUser:
    password_hash = people.check_password(body.password, body.username)
    with changing(state, actor, "users") as change:
        return people.create(change, body, password_hash)


@router.put("/users/{user_id}")
def set_user(state: State, actor: Admin, user_id: schemas.RowId, body: schemas.ChangedUser) -> schemas.AdminUser:
    with changing(state, actor, "users") as change:
        return people.update(change, user_id, body)


@router.put("/users/{user_id}/password")
def set_password(state: State, actor: Admin, user_id: schemas.RowId, body: schemas.NewPassword) -> schemas.AdminUser:
    password_hash = people.check_password(body.password)
    with changing(state, actor, "users") as change:
        return people.set_password(change, user_id, body, password_hash)


@router.delete("/users/{user_id}", status_code=204)
def delete_user(state: State, actor: Admin, user_id: schemas.RowId, version: Seen) -> None:
    with changing(state, actor, "users") as change:
        people.remove(change, user_id, version)


@router.post("/teams", status_code=201)
def add_team(state: State, actor: Admin, body: schemas.NewTeam) -> schemas.TeamRow:
    with changing(state, actor, "teams") as change:
        return people.create_team(change, body)


@router.put("/teams/{team_id}")
def set_team(state: State, actor: Admin, team_id: schemas.RowId, body: schemas.ChangedTeam) -> schemas.TeamRow:
    with changing(state, actor, "teams") as change:
        return people.update_team(change, team_id, body)


@router.delete("/teams/{team_id}", status_code=204)
def delete_team(state: State, actor: Admin, team_id: schemas.RowId, version: Seen) -> None:
    with changing(state, actor, "teams") as change:
        people.remove_team(change, team_id, version)


# ---- queues


@router.post("/queues", status_code=201)
def add_queue(state: State, actor: Admin, body: schemas.NewQueue) -> schemas.AdminQueue:
    with changing(state, actor, "queues") as change:
        return queues.create(change, body)


@router.put("/queues/{name}")
def set_queue(state: State, actor: Admin, name: schemas.QueueName, body: schemas.ChangedQueue) -> schemas.AdminQueue:
    with changing(state, actor, "queues") as change:
        return queues.update(change, name, body)


@router.delete("/queues/{name}", status_code=204)
def delete_queue(state: State, actor: Admin, name: schemas.QueueName, version: Seen, move_to: MoveTo = None) -> None:
    with changing(state, actor, "queues") as change:
        queues.remove(change, name, version, move_to)


_SOUND = "/queues/{name}/announcements/{kind}/{language}"


@router.put(
    _SOUND, openapi_extra={"requestBody": {"required": True, "content": {_WAV: {"schema": {"type": "string", "format": "binary"}}}}}
)
def set_announcement(
    state: State,
    actor: Admin,
    name: schemas.QueueName,
    kind: schemas.SoundKind,
    language: schemas.SoundLanguage,
    data: Annotated[bytes, Depends(_sound_body)],
) -> schemas.AnnouncementRow:
    sound = announcements.read_wav(data)
    with changing(state, actor, "queues") as change:
        return announcements.store(change, name, kind, language, sound)


@router.put(f"{_SOUND}/text")
def speak_announcement(
    state: State,
    actor: Admin,
    name: schemas.QueueName,
    kind: schemas.SoundKind,
    language: schemas.SoundLanguage,
    body: schemas.SpokenText,
) -> schemas.AnnouncementRow:
    sound = announcements.speak(body.text, language)
    with changing(state, actor, "queues") as change:
        return announcements.store(change, name, kind, language, sound, body.text)


@router.get(_SOUND, response_class=Response, responses={200: {"content": {_WAV: {}}}})
def hear_announcement(state: State, name: schemas.QueueName, kind: schemas.SoundKind, language: schemas.SoundLanguage) -> Response:
    with state.database.read() as session:
        row = session.get(Announcement, (name, kind, language))
        if row is None:
            raise Problem("unknown_announcement")
        return Response(row.wav, media_type=_WAV)


@router.delete(_SOUND, status_code=204)
def delete_announcement(
    state: State, actor: Admin, name: schemas.QueueName, kind: schemas.SoundKind, language: schemas.SoundLanguage
) -> None:
    with changing(state, actor, "queues") as change:
        announcements.remove(change, name, kind, language)


# ---- numbers, holidays, trunks


@router.post("/numbers", status_code=201)
def add_number(state: State, actor: Admin, body: schemas.NewNumber) -> schemas.NumberRow:
    with changing(state, actor, "numbers") as change:
        return lines.create_number(change, body)


@router.put("/numbers/{number}")
def set_number(state: State, actor: Admin, number: schemas.Dialled, body: schemas.ChangedNumber) -> schemas.NumberRow:
    with changing(state, actor, "numbers") as change:
        return lines.update_number(change, number, body)


@router.delete("/numbers/{number}", status_code=204)
def delete_number(state: State, actor: Admin, number: schemas.Dialled, version: Seen) -> None:
    with changing(state, actor, "numbers") as change:
        lines.remove_number(change, number, version)


@router.post("/holidays", status_code=201)
def add_holiday(state: State, actor: Admin, body: schemas.NewHoliday) -> schemas.HolidayRow:
    with changing(state, actor, "holidays") as change:
        return lines.create_holiday(change, body)


@router.put("/holidays/{holiday_id}")
def set_holiday(state: State, actor: Admin, holiday_id: schemas.RowId, body: schemas.ChangedHoliday) -> schemas.HolidayRow:
    with changing(state, actor, "holidays") as change:
        return lines.update_holiday(change, holiday_id, body)


@router.delete("/holidays/{holiday_id}", status_code=204)
def delete_holiday(state: State, actor: Admin, holiday_id: schemas.RowId, version: Seen) -> None:
    with changing(state, actor, "holidays") as change:
        lines.remove_holiday(change, holiday_id, version)


@router.post("/trunks", status_code=201)
def add_trunk(state: State, actor: Admin, body: schemas.NewTrunk) -> schemas.TrunkRow:
    with changing(state, actor, "trunks") as change:
        return lines.create_trunk(change, body)


@router.put("/trunks/{name}")
def set_trunk(state: State, actor: Admin, name: schemas.TrunkName, body: schemas.ChangedTrunk) -> schemas.TrunkRow:
    with changing(state, actor, "trunks") as change:
        return lines.update_trunk(change, name, body)


@router.delete("/trunks/{name}", status_code=204)
def delete_trunk(state: State, actor: Admin, name: schemas.TrunkName, version: Seen) -> None:
    with changing(state, actor, "trunks") as change:
        lines.remove_trunk(change, name, version)


# ---- choices


def _choice_routes(path: str, what: str, table: choices.Table) -> None:
    """The same five routes for both kinds of choice."""

    @router.post(f"/{path}", status_code=201, name=f"add_{what}")
    def add(state: State, actor: Admin, body: schemas.NewChoice) -> schemas.AdminChoice:
        with changing(state, actor, what) as change:
            return choices.create(change, table, body)

    @router.put(f"/{path}/{{code}}", name=f"set_{what}")
    def change_one(state: State, actor: Admin, code: schemas.Code, body: schemas.ChangedChoice) -> schemas.AdminChoice:
        with changing(state, actor, what) as change:
            return choices.update(change, table, code, body)

    @router.put(f"/order/{path}", name=f"order_{what}")
    def put_in_order(state: State, actor: Admin, body: schemas.Order) -> schemas.Choices:
        with changing(state, actor, what) as change:
            return schemas.Choices(choices=choices.order(change, table, body.codes))

    @router.delete(f"/{path}/{{code}}", name=f"delete_{what}")
    def delete_one(state: State, actor: Admin, code: schemas.Code, version: Seen) -> schemas.Deleted:
        with changing(state, actor, what) as change:
            return schemas.Deleted(deleted=choices.remove(change, table, code, version))


_choice_routes("dispositions", "dispositions", Disposition)
_choice_routes("not-ready-reasons", "not_ready_reasons", NotReadyReason)
