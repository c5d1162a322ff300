"""What each key and button asks of the desk, and only where it is possible now. Main thread.

One place for both, so that a button and its key can never differ.
"""

from __future__ import annotations

from collections.abc import Callable

from agent_app.domain.call import Call
from agent_app.intents import DeskIntents
from ui.keys import Action
from ui.widgets.call_tile import possible_actions


class CallCommands:
    """Intents for calls. ``open_keypad`` is called with the call whose keypad is wanted."""

    def __init__(self, desk: DeskIntents, open_keypad: Callable[[Call], None]) -> None:
        self._desk = desk
        self._open_keypad = open_keypad

    def for_key(self, action: Action) -> bool:
        """Do ``action`` on the call the key means; False where there is none it is possible for."""
        call = self._target(action)
        return call is not None and self.on_call(action, call)

    def on_call(self, action: Action, call: Call) -> bool:
        if action not in possible_actions(call):
            return False
        if action is Action.ANSWER:
            self._desk.answer(call.id)
        elif action is Action.HANG_UP:
            if call.can_answer:
                self._desk.reject(call.id)
            else:
                self._desk.hang_up(call.id)
        elif action is Action.HOLD:
            if call.can_resume:
                self._desk.resume(call.id)
            else:
                self._desk.hold(call.id)
        elif action is Action.MUTE:
            self._desk.set_muted(call.id, not call.muted)
        elif action is Action.KEYPAD:
            self._open_keypad(call)
        else:
            return False
        return True

    def _target(self, action: Action) -> Call | None:
        """The oldest call ``action`` is possible for; a talking call before a ringing one."""
        able = [call for call in self._desk.state.calls if action in possible_actions(call)]
        able.sort(key=lambda call: call.can_answer)
        return able[0] if able else None
