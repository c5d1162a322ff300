"""Numbers, holidays, trunks and the centre's own row. Caller's change and thread."""

from __future__ import annotations

import uuid
from ipaddress import AddressValueError, IPv4Network
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from server_stub import centre
from server_stub.administration.change import Change, newest
from server_stub.administration.queues import check_hours
from server_stub.administration.schemas import (
    CentreBody,
    ChangedHoliday,
    ChangedNumber,
    ChangedTrunk,
    HolidayRow,
    NewHoliday,
    NewNumber,
    NewTrunk,
    NumberRow,
    TrunkRow,
)
from server_stub.db.models import Centre, Holiday, PatientPhone, Queue, ServiceNumber, Trunk
from server_stub.problems import Problem
from server_stub.queues import hours
from server_stub.settings import Settings

# ---- the centre


def shown_centre(row: Centre) -> CentreBody:
    return CentreBody.model_construct(
        name=row.name, time_zone=row.time_zone, language=row.language, country_code=row.country_code, version=row.version
    )


def update_centre(change: Change, body: CentreBody) -> CentreBody:
    """Raises Problem ``bad_time_zone``, ``country_code_fixed``, ``changed_meanwhile``."""
    session = change.session
    row = session.get_one(Centre, centre.ROW_ID, with_for_update=True)
    newest(row, body.version, "not_found", shown_centre(row))
    if not is_time_zone(body.time_zone):
        raise Problem("bad_time_zone")
    if body.country_code != row.country_code and session.scalar(select(PatientPhone.patient_id).limit(1)) is not None:
        raise Problem("country_code_fixed")
    change.assign(row, "centre.changed", "centre", body.model_dump(exclude={"version"}))
    return shown_centre(row)


def is_time_zone(name: str) -> bool:
    """Looked up in the list of zones: a name is never made into a path."""
    return name in available_timezones() and bool(ZoneInfo(name))


# ---- numbers


def all_numbers(session: Session) -> list[NumberRow]:
    return [_number(row) for row in session.scalars(select(ServiceNumber).order_by(ServiceNumber.number))]


def _number(row: ServiceNumber) -> NumberRow:
    return NumberRow(number=row.number, queue=row.queue_name, note=row.note, version=row.version)


def create_number(change: Change, body: NewNumber) -> NumberRow:
    """Raises Problem ``number_in_use``, ``unknown_queue``."""
    if change.session.get(ServiceNumber, body.number) is not None:
        raise Problem("number_in_use", name=body.number)
    _require_queue(change.session, body.queue)
    row = ServiceNumber(number=body.number, queue_name=body.queue, note=body.note, version=1)
    change.session.add(row)
    change.session.flush()
    change.note("number.created", f"number:{row.number}", queue=row.queue_name)
    return _number(row)


def update_number(change: Change, number: str, body: ChangedNumber) -> NumberRow:
    row = _newest_number(change.session, number, body.version)
    _require_queue(change.session, body.queue)
    change.assign(row, "number.changed", f"number:{number}", {"queue_name": body.queue, "note": body.note})
    return _number(row)


def remove_number(change: Change, number: str, version: int) -> None:
    row = _newest_number(change.session, number, version)
    change.session.delete(row)
    change.note("number.deleted", f"number:{number}", queue=row.queue_name)


def _newest_number(session: Session, number: str, version: int) -> ServiceNumber:
    row = session.get(ServiceNumber, number, with_for_update=True)
    return newest(row, version, "unknown_number", _number(row) if row else None)


def _require_queue(session: Session, name: str) -> None:
    # Locked: the queue must not be deleted in this very moment.
    if session.get(Queue, name, with_for_update=True) is None:
        raise Problem("unknown_queue")


# ---- holidays


def all_holidays(session: Session) -> list[HolidayRow]:
    return [_holiday(row) for row in session.scalars(select(Holiday).order_by(Holiday.day, Holiday.queue_name))]


def _holiday(row: Holiday) -> HolidayRow:
    return HolidayRow(id=row.id, date=row.day, queue=row.queue_name, labels=row.labels, hours=row.hours, version=row.version)


def create_holiday(change: Change, body: NewHoliday) -> HolidayRow:
    """Raises Problem ``holiday_taken``, ``unknown_queue``, ``bad_hours``, ``hours_overlap``."""
    row = Holiday(id=f"h-{uuid.uuid4().hex}", version=1, **_holiday_values(change.session, body, ""))
    change.session.add(row)
    change.session.flush()
    change.note("holiday.created", row.id, date=body.date.isoformat(), queue=body.queue or "")
    return _holiday(row)


def update_holiday(change: Change, holiday_id: str, body: ChangedHoliday) -> HolidayRow:
    row = _newest_holiday(change.session, holiday_id, body.version)
    change.assign(row, "holiday.changed", row.id, _holiday_values(change.session, body, row.id))
    return _holiday(row)


def remove_holiday(change: Change, holiday_id: str, version: int) -> None:
    row = _newest_holiday(change.session, holiday_id, version)
    change.session.delete(row)
    change.note("holiday.deleted", row.id, date=row.day.isoformat(), queue=row.queue_name or "")


def _newest_holiday(session: Session, holiday_id: str, version: int) -> Holiday:
    row = session.get(Holiday, holiday_id, with_for_update=True)
    return newest(row, version, "unknown_holiday", _holiday(row) if row else None)


def _holiday_values(session: Session, body: NewHoliday, own_id: str) -> dict[str, Any]:
    if body.queue is not None:
        _require_queue(session, body.queue)
    same = Holiday.day == body.date, Holiday.queue_name.is_not_distinct_from(body.queue), Holiday.id != own_id
    if session.scalar(select(Holiday.id).where(*same)):
        raise Problem("holiday_taken", name=body.date.isoformat())
    intervals = [interval.model_dump() for interval in body.hours]
    check_hours(lambda: hours.check_day(intervals, body.date.isoformat()))
    return {"day": body.date, "queue_name": body.queue, "labels": body.labels.model_dump(), "hours": intervals}


# ---- trunks


def all_trunks(session: Session, settings: Settings) -> list[TrunkRow]:
    return [shown_trunk(row, settings) for row in session.scalars(select(Trunk).order_by(Trunk.position, Trunk.name))]


def shown_trunk(row: Trunk, settings: Settings) -> TrunkRow:
    """A row without an address of its own is as the PBX was installed."""
    host, port = row.host or settings.trunk_host, row.port or settings.trunk_port
    return TrunkRow(
        name=row.name,
        host=host,
        port=port,
        transport=row.transport,
        allowed=row.allowed or _as_network(host),
        enabled=row.enabled,
        version=row.version,
        installed=row.host is None,
    )


def _as_network(host: str) -> list[str]:
    try:
        return [str(IPv4Network(host))]
    except AddressValueError:
        return []  # a name: it must be said who may send


def create_trunk(change: Change, body: NewTrunk) -> TrunkRow:
    """Raises Problem ``name_taken``."""
    session = change.session
    if session.get(Trunk, body.name) is not None:
        raise Problem("name_taken", name=body.name)
    last = session.scalar(select(func.max(Trunk.position)))
    row = Trunk(name=body.name, position=(last or 0) + 1, version=1, **body.model_dump(exclude={"name"}))
    session.add(row)
    session.flush()
    change.note("trunk.created", f"trunk:{row.name}", host=body.host)
    return shown_trunk(row, change.state.settings)


def update_trunk(change: Change, name: str, body: ChangedTrunk) -> TrunkRow:
    row = _newest_trunk(change, name, body.version)
    change.assign(row, "trunk.changed", f"trunk:{name}", body.model_dump(exclude={"version"}))
    return shown_trunk(row, change.state.settings)


def remove_trunk(change: Change, name: str, version: int) -> None:
    """Raises Problem ``last_trunk``."""
    row = _newest_trunk(change, name, version)
    if change.session.scalar(select(func.count()).select_from(Trunk)) == 1:
        raise Problem("last_trunk")
    change.session.delete(row)
    change.note("trunk.deleted", f"trunk:{name}")


def _newest_trunk(change: Change, name: str, version: int) -> Trunk:
    row = change.session.get(Trunk, name, with_for_update=True)
    return newest(row, version, "unknown_trunk", shown_trunk(row, change.state.settings) if row else None)
