"""The first set-up, as it goes over the wire."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, StringConstraints


class SetupState(BaseModel):
    needed: bool
    """There is no user yet."""
    demo: bool
    """The demo's data lie here and may be emptied."""


class _Body(BaseModel):
    model_config = ConfigDict(extra="forbid", hide_input_in_errors=True, str_strip_whitespace=True)


class FirstCentre(_Body):
    name: Annotated[str, StringConstraints(min_length=1, max_length=120)]
    time_zone: Annotated[str, StringConstraints(min_length=1, max_length=64)]
    language: Literal["zh", "ru", "en"]
    country_code: Annotated[str, StringConstraints(pattern=r"^[1-9][0-9]{0,2}$")]


class FirstAdministrator(BaseModel):
    model_config = ConfigDict(extra="forbid", hide_input_in_errors=True)

    username: Annotated[str, StringConstraints(pattern=r"^[^\s/\\\x00-\x1f]{1,64}$")]
    display_name: Annotated[str, StringConstraints(min_length=1, max_length=120, strip_whitespace=True)]
    password: Annotated[str, StringConstraints(min_length=1, max_length=256)]


class SetupBody(_Body):
    setup_code: Annotated[str, StringConstraints(min_length=1, max_length=64)]
    centre: FirstCentre
    administrator: FirstAdministrator


class SetupDone(BaseModel):
    username: str


class EmptyBody(BaseModel):
    model_config = ConfigDict(extra="forbid", hide_input_in_errors=True)

    password: Annotated[str, StringConstraints(min_length=1, max_length=256)]


class SetupCode(BaseModel):
    setup_code: str
