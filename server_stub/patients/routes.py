"""Finding, reading and adding patients. Worker threads. Every access to a record leaves an audit entry."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Query
from fastapi.responses import JSONResponse
from sqlalchemy.orm import Session

from server_stub import centre
from server_stub.audit import trail
from server_stub.auth.actor import Actor, State, holding
from server_stub.auth.rights import Right
from server_stub.calls import choice
from server_stub.idempotency import OneTime
from server_stub.patients import numbers, queries, service
from server_stub.patients.schemas import NewPatient, Patient, PatientList
from server_stub.problems import Problem

router = APIRouter(prefix="/v1/patients", tags=["patients"])

Reader = Annotated[Actor, Depends(holding(Right.SEE_PATIENTS))]


@router.get("")
def search(
    state: State, actor: Reader, query: Annotated[str, Query(max_length=200)] = "", limit: Annotated[int, Query(ge=1, le=50)] = 20
) -> PatientList:
    """By id, by whole telephone number, or by a part of the name; an empty query finds nobody."""
    with state.database.read() as session:
        found = queries.load(session, queries.search(session, query, limit, centre.of(session, state.settings).country_code))
    if found:
        with state.database.write() as session:
            trail.record(session, actor.user_id, "patients.listed", "patients", ids=",".join(patient.id for patient in found))
    return PatientList(patients=found)


@router.get("/{patient_id}")
def read(state: State, actor: Reader, patient_id: str) -> Patient:
    with state.database.write() as session:
        row = service.require(session, patient_id)
        trail.record(session, actor.user_id, "patient.shown", queries.wire_id(row.id))
        return queries.load(session, [row.id])[0]


@router.post("", response_model=Patient, dependencies=[Depends(holding(Right.ADD_PATIENTS))])
def create(state: State, once: OneTime, body: NewPatient) -> JSONResponse:
    """Add a patient; with ``call_ref`` also choose them for that call, which need not be known yet."""

    def write(session: Session) -> Patient:
        call = choice.ensure_own(session, body.call_ref, once.actor) if body.call_ref else None
        number = numbers.normalise(body.phone)
        if body.phone.strip() and not number:
            raise Problem("bad_number")
        own_number = call.number if call is not None else ""
        patient = service.create(session, once.actor.user_id, body, number or own_number, centre.of(session, state.settings).country_code)
        if call is not None:
            choice.choose(session, state.settings, call, patient.id, once.actor)
        return queries.load(session, [patient.id])[0]

    return once.run(write)
