"""Signing in, as it goes over the wire."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, StringConstraints


class Login(BaseModel):
    model_config = ConfigDict(extra="forbid", hide_input_in_errors=True)

    username: Annotated[str, StringConstraints(min_length=1, max_length=64)]
    password: Annotated[str, StringConstraints(min_length=1, max_length=1024)]


class RefreshBody(BaseModel):
    model_config = ConfigDict(extra="forbid", hide_input_in_errors=True)

    refresh_token: Annotated[str, StringConstraints(min_length=1, max_length=200)]


class Choice(BaseModel):
    code: str
    labels: dict[str, str]
    """A label per language: ``zh_CN``, ``ru``, ``en``."""


class SessionUser(BaseModel):
    id: str
    username: str
    display_name: str
    role: str
    extension: str


class SessionSip(BaseModel):
    """Where and as whom the softphone registers."""

    username: str
    password: str
    domain: str
    port: int
    ca_pem: str


class Session(BaseModel):
    access_token: str
    expires_in_s: int
    refresh_token: str
    user: SessionUser
    sip: SessionSip | None
    """None for users without an extension."""
    dispositions: list[Choice]
    not_ready_reasons: list[Choice]
    queues: list[Choice]
