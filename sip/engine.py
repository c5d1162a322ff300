"""The softphone engine: the core's TelephonyEngine over PJSIP.

Methods are called on any thread and return at once; the work is done on one thread of its own, the only one that ever
touches pjsua2 (it is imported there too, so that the window need not wait for it).
"""

from __future__ import annotations

import logging
import queue
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING

from agent_app.domain.call import CallId, CallRef
from agent_app.domain.telephony import EngineFailed, TelephonyEvent
from agent_app.domain.user import SipAccount
from sip.boundary import forget_traceback, log_without_values
from sip.settings import SipOptions

if TYPE_CHECKING:
    from sip.user_agent import UserAgent

_log = logging.getLogger(__name__)

CLOSE_WITHIN_S = 3.0

Command = Callable[["UserAgent"], None]


class SipEngine:
    """Implements ``agent_app.ports.TelephonyEngine``."""

    def __init__(self, options: SipOptions | None = None) -> None:
        self._options = options or SipOptions()
        self._commands: queue.SimpleQueue[Command] = queue.SimpleQueue()
        self._thread: threading.Thread | None = None
        self._closed = False

    def start(self, listener: Callable[[TelephonyEvent], None]) -> None:
        """Start the engine thread. ``listener`` is called on that thread. Raises RuntimeError when started twice."""
        if self._thread is not None:
            raise RuntimeError("the engine runs already")
        self._thread = threading.Thread(target=self._run, args=(listener,), name="sip-engine", daemon=True)
        self._thread.start()

    def set_account(self, account: SipAccount | None) -> None:
        self._commands.put(lambda agent: agent.set_account(account))

    def dial(self, target: str, ref: CallRef) -> None:
        self._commands.put(lambda agent: agent.dial(target, ref))

    def answer(self, call_id: CallId) -> None:
        self._commands.put(lambda agent: agent.answer(call_id))

    def reject(self, call_id: CallId) -> None:
        self._commands.put(lambda agent: agent.hang_up(call_id))

    def hang_up(self, call_id: CallId) -> None:
        self._commands.put(lambda agent: agent.hang_up(call_id))

    def hold(self, call_id: CallId) -> None:
        self._commands.put(lambda agent: agent.set_held(call_id, True))

    def resume(self, call_id: CallId) -> None:
        self._commands.put(lambda agent: agent.set_held(call_id, False))

    def set_muted(self, call_id: CallId, muted: bool) -> None:
        self._commands.put(lambda agent: agent.set_muted(call_id, muted))

    def send_dtmf(self, call_id: CallId, digits: str) -> None:
        self._commands.put(lambda agent: agent.send_dtmf(call_id, digits))

    def load_playback(self, wav: bytes) -> None:
        self._commands.put(lambda agent: agent.playback.load(wav))

    def play(self, from_s: float) -> None:
        self._commands.put(lambda agent: agent.play(from_s))

    def pause_playback(self) -> None:
        self._commands.put(lambda agent: agent.playback.pause())

    def set_playback_volume(self, volume: float) -> None:
        self._commands.put(lambda agent: agent.playback.set_volume(volume))

    def unload_playback(self) -> None:
        self._commands.put(lambda agent: agent.playback.unload())

    def close(self) -> None:
        """Hang up, sign off and end the thread; blocks up to ``CLOSE_WITHIN_S``. Safe to call twice."""
        if self._closed or self._thread is None:
            return
        self._closed = True
        self._commands.put(_stop)
        self._thread.join(CLOSE_WITHIN_S)
        if self._thread.is_alive():
            _log.error("the engine thread did not end in time")

    # -- engine thread ------------------------------------------------------------------------------------------------

    def _run(self, listener: Callable[[TelephonyEvent], None]) -> None:
        try:
            from sip.user_agent import UserAgent  # pjsua2 belongs to this thread

            agent = UserAgent(self._options, listener)
            agent.start()
        except Exception as error:
            log_without_values("engine start", error)
            listener(EngineFailed(type(error).__name__))
            forget_traceback()
            return
        try:
            while not agent.stopping:
                agent.work()
                self._carry_out(agent)
        except Exception as error:
            log_without_values("engine", error)
            listener(EngineFailed(type(error).__name__))
        finally:
            forget_traceback()
            agent.close()

    def _carry_out(self, agent: UserAgent) -> None:
        while True:
            try:
                command = self._commands.get_nowait()
            except queue.Empty:
                return
            try:
                command(agent)
            except Exception as error:
                log_without_values("command", error)


def _stop(agent: UserAgent) -> None:
    agent.stopping = True
