"""One way to write a tabled state machine, so that every machine can be tested pair by pair.

Pure: no clock, no input or output, no threads.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from enum import Enum
from typing import Generic, TypeVar

S = TypeVar("S", bound=Enum)
E = TypeVar("E", bound=Enum)

_log = logging.getLogger(__name__)


class IllegalTransition(Exception):
    """An event arrived that the table does not allow in this state: a programming error, never dropped."""

    def __init__(self, machine: str, state: Enum, event: Enum) -> None:
        super().__init__(f"{machine}: {event.name} is not allowed in {state.name}")
        self.machine = machine
        self.state = state
        self.event = event


class Table(Generic[S, E]):
    """An explicit transition table: ``(state, event) -> next state``.

    Late events after an end are rows of the table (``ENDED, x -> ENDED``), not exceptions.
    """

    def __init__(self, name: str, rows: Mapping[tuple[S, E], S]) -> None:
        self.name = name
        self._rows = dict(rows)

    def allows(self, state: S, event: E) -> bool:
        """Whether the table has a row for this pair."""
        return (state, event) in self._rows

    def next(self, state: S, event: E) -> S:
        """The state after ``event``. Raises IllegalTransition where the table has no row."""
        try:
            after = self._rows[state, event]
        except KeyError:
            raise IllegalTransition(self.name, state, event) from None
        if after is not state:
            _log.info("%s: %s -> %s (%s)", self.name, state.name, after.name, event.name)
        return after
