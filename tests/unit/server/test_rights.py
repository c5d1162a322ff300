"""The table of rights, row by row: a change of it is a decision, not an accident."""

from __future__ import annotations

import pytest

from server_stub.auth.rights import Right, Role, may

_TABLE = {
    Role.AGENT: {Right.TAKE_CALLS, Right.SEE_PATIENTS, Right.ADD_PATIENTS},
    Role.LEADER: set(Right) - {Right.ADMINISTER},
    Role.EXPERT: {Right.TAKE_CALLS, Right.SEE_PATIENTS},
    Role.RECORDS_CLERK: {Right.SEE_PATIENTS, Right.ADD_PATIENTS, Right.SEE_NUMBERS},
    Role.ADMINISTRATOR: set(Right),
}


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("right", Right)
def test_every_pair(role: Role, right: Right) -> None:
    assert may(role, right) is (right in _TABLE[role])


def test_an_unknown_role_has_no_meaning() -> None:
    with pytest.raises(ValueError, match="janitor"):
        may("janitor", Right.SEE_PATIENTS)
