"""The history of calls and the live floor over REST. Every method blocks; worker threads."""

from __future__ import annotations

from datetime import UTC, datetime
from urllib.parse import quote, urlencode

from agent_app.domain.call import CallRef
from agent_app.domain.errors import ServerAway
from agent_app.domain.floor import Floor
from agent_app.domain.history import AgentName, CallDetail, CallFilters, CallNote, CallPage, Leg, WrapUpVersion
from agent_app.ports import PreparedOutbound
from agent_app.server_client import floor_wire, wire
from agent_app.server_client.rest import RestServer
from agent_app.server_client.wire import Json

PAGE = 50


class RestRecords:
    """Implements ``agent_app.ports.RecordsServer`` with the session of ``server``."""

    def __init__(self, server: RestServer) -> None:
        self._server = server

    def history(self, filters: CallFilters, after: str) -> CallPage:
        query = urlencode(_query(filters) | {"after": after, "limit": str(PAGE)})
        return self._server.ask(
            lambda data: CallPage(wire.items(data, "calls", wire.call_record), wire.text(data, "next")), "GET", f"/v1/calls?{query}"
        )

    def agents(self) -> tuple[AgentName, ...]:
        return self._server.ask(lambda data: wire.items(data, "agents", _agent_name), "GET", "/v1/calls/agents")

    def detail(self, ref: CallRef) -> CallDetail:
        return self._server.ask(_detail, "GET", f"/v1/calls/{quote(ref, safe='')}/detail")

    def recording(self, ref: CallRef, leg: str) -> bytes:
        import requests

        response = self._server.request("GET", f"/v1/calls/{quote(ref, safe='')}/recordings/{quote(leg, safe='')}", stream=True)
        try:
            with response:
                return bytes(response.content)
        except requests.RequestException as error:
            raise ServerAway("the download broke off") from error

    def floor(self) -> Floor:
        return self._server.ask(floor_wire.floor, "GET", "/v1/floor")

    def prepare_call_back(self, ref: CallRef, of: CallRef) -> PreparedOutbound:
        def read(data: Json) -> PreparedOutbound:
            return PreparedOutbound(wire.text(data, "target"), wire.call_context(wire.obj(data.get("context"), "context")))

        return self._server.ask(read, "POST", "/v1/calls/outbound", json={"client_ref": ref, "call_ref": of})


def _query(filters: CallFilters) -> dict[str, str]:
    asked = {
        "since": _time(filters.since),
        "until": _time(filters.until),
        "direction": filters.direction,
        "queue": filters.queue,
        "agent": filters.agent,
        "outcome": filters.outcome,
        "disposition": filters.disposition,
        "about": filters.about,
        "recorded": "true" if filters.recorded else "",
        "wrap_up_missing": "true" if filters.wrap_up_missing else "",
    }
    return {name: value for name, value in asked.items() if value}


def _time(at: datetime | None) -> str:
    return at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z") if at is not None else ""


def _agent_name(data: Json) -> AgentName:
    return AgentName(wire.text(data, "id"), wire.text(data, "name"))


def _detail(data: Json) -> CallDetail:
    return CallDetail(
        wire.call_record(wire.obj(data.get("record"), "record")),
        wire.text(data, "number"),
        wire.moment(data, "queued_at"),
        wire.number(data, "wrap_up_s"),
        wire.items(data, "legs", _leg),
        wire.items(data, "wrap_ups", _wrap_up),
        wire.items(data, "notes", _note),
    )


def _leg(data: Json) -> Leg:
    times = (wire.needed_moment(data, "offered_at"), wire.moment(data, "answered_at"), wire.moment(data, "ended_at"))
    return Leg(wire.text(data, "agent_name"), *times, wire.text(data, "end_reason"))


def _wrap_up(data: Json) -> WrapUpVersion:
    words = (wire.text(data, "author_name"), wire.text(data, "disposition"), wire.text(data, "notes"))
    return WrapUpVersion(int(wire.number(data, "version")), *words, wire.needed_moment(data, "saved_at"))


def _note(data: Json) -> CallNote:
    version = int(wire.number(data, "version"))
    return CallNote(version, wire.text(data, "author_name"), wire.text(data, "text"), wire.needed_moment(data, "written_at"))
