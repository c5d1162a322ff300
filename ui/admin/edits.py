"""What was typed into a row and not yet saved, beside what the server says of it. Pure.

Kept per row for as long as the page lives, so that looking at another row loses nothing. Where somebody else changed the row
meanwhile, their changes of other fields are taken as they are; only a field that both changed needs a choice.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from agent_app.domain.admin import AdminRow


@dataclass(frozen=True, slots=True)
class Edits:
    """``changes`` of ``base``; base None: a row that does not exist yet."""

    base: AdminRow | None
    changes: Mapping[str, Any] = field(default_factory=dict)
    theirs: Mapping[str, Any] = field(default_factory=dict)
    """Fields that somebody else changed while they were changed here too, with the other's value."""
    changed_by_others: tuple[str, ...] = ()
    """Fields that somebody else changed and this desk did not."""
    gone: bool = False
    """Somebody deleted the row."""

    @property
    def dirty(self) -> bool:
        return bool(self.changes)

    @property
    def conflict(self) -> bool:
        return bool(self.theirs) or self.gone

    def value(self, name: str) -> Any:
        if name in self.changes:
            return self.changes[name]
        return self.base.values.get(name) if self.base is not None else None

    def with_value(self, name: str, value: Any) -> Edits:
        """Typing a field back to what it was is no change."""
        changes = dict(self.changes)
        if self.base is not None and self.base.values.get(name) == value:
            changes.pop(name, None)
        else:
            changes[name] = value
        return replace(self, changes=changes)

    def rebased(self, current: AdminRow | None) -> Edits:
        """The same edits on the newer row ``current``; None: it is gone."""
        if self.base is None:
            return self
        if current is None:
            return replace(self, gone=True) if self.dirty else self
        if current.version == self.base.version and not self.gone:
            return replace(self, base=current)
        changes, theirs, others = {}, dict(self.theirs), list(self.changed_by_others)
        for name, mine in self.changes.items():
            now = current.values.get(name)
            if now == mine:
                theirs.pop(name, None)
                continue
            changes[name] = mine
            if now != self.base.values.get(name):
                theirs[name] = now
        for name, now in current.values.items():
            if name not in changes and name in self.base.values and self.base.values[name] != now and name != "version" and self.dirty:
                others.append(name)
        return Edits(current, changes, {name: value for name, value in theirs.items() if name in changes}, tuple(dict.fromkeys(others)))

    def keeping_mine(self) -> Edits:
        """A row that is gone becomes a new one with everything it had."""
        if self.gone and self.base is not None:
            return Edits(None, {**self.base.values, **self.changes})
        return replace(self, theirs={}, changed_by_others=())

    def taking_theirs(self) -> Edits:
        changes = {name: value for name, value in self.changes.items() if name not in self.theirs}
        return replace(self, changes=changes, theirs={}, changed_by_others=())
