"""The record of a call: opens with the pop, is kept on disk while it is typed, and stays until the person saves or discards it.

Main thread; the disk is touched on the storage worker, in order.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from uuid import uuid4

from agent_app.desk_state import Severity
from agent_app.domain.call import CallRef
from agent_app.domain.errors import UserFacingError
from agent_app.domain.patient import CallContext, CallerMatch, PatientId
from agent_app.domain.wrap_up import DraftEvent, DraftState, WrapUpDraft
from agent_app.domain.wrap_up_form import Answers
from agent_app.ports import Outbox, PendingWrite, WriteKind
from agent_app.usecases.board import Board
from agent_app.usecases.delivery import Delivery

_log = logging.getLogger(__name__)

COALESCE_S = 0.3
"""Changes this close together become one write to the disk."""
MAX_NOTES = 20_000
"""Characters."""


class WrapUps:
    def __init__(self, board: Board, delivery: Delivery) -> None:
        self._board = board
        self._delivery = delivery
        self._dirty: set[CallRef] = set()
        self._saving: set[CallRef] = set()
        self._names: dict[str, str] = {}
        self._timer: asyncio.TimerHandle | None = None
        self._displaced: CallRef | None = None

    # -- the life of a draft ---------------------------------------------------------------------------------------

    def find(self, ref: CallRef) -> WrapUpDraft | None:
        state = self._board.state
        candidates = (*state.unfinished, *((state.wrap_up,) if state.wrap_up else ()))
        return next((draft for draft in candidates if draft.ref == ref), None)

    def open(self, ref: CallRef, who: str, patient_id: PatientId | None = None) -> None:
        """Put the draft of ``ref`` on screen; an unsaved one of another call moves to the unfinished ones."""
        board = self._board
        current = board.state.wrap_up
        if current is not None and current.ref == ref:
            return
        if current is not None:
            self._set_aside(current)
        draft = replace(self.find(ref) or WrapUpDraft(ref, patient_id, who, opened_at=board.ports.clock.now()), call_ended=False)
        board.update(wrap_up=draft, unfinished=tuple(other for other in board.state.unfinished if other.ref != ref))

    def _set_aside(self, draft: WrapUpDraft) -> None:
        owed = draft.state in (DraftState.OPEN, DraftState.PARKED) and (draft.call_ended or not draft.is_empty)
        if owed:
            self._displaced = draft.ref
            self._board.update(unfinished=(*self._board.state.unfinished, draft))
            self.flush_soon(draft.ref, at_once=True)

    def identify(self, context: CallContext) -> None:
        """The caller of ``context.ref`` is known now (or known to be someone else)."""
        draft = self.find(context.ref)
        if draft is None:
            return
        who, patient_id = described(context)
        queue = context.queue or draft.queue
        if (draft.who, draft.patient_id, draft.queue) == (who, patient_id, queue):
            return
        self._put(replace(draft, who=who, patient_id=patient_id, queue=queue))
        if self._on_disk(draft):
            self.flush_soon(draft.ref)

    def call_is_up(self, ref: CallRef) -> None:
        """From now on a record is owed, even if this desk dies before anything is typed."""
        if self.find(ref) is not None:
            self.flush_soon(ref, at_once=True)

    def call_is_over(self, ref: CallRef, *, record_owed: bool) -> None:
        """``record_owed``: the call was answered, or dialled here. What was typed is kept in any case."""
        draft = self.find(ref)
        if draft is None:
            return
        if draft.state in (DraftState.QUEUED, DraftState.STORED) or not (record_owed or not draft.is_empty):
            self._take_off_screen(draft)
            return
        self._put(replace(draft, call_ended=True))
        self.flush_soon(ref, at_once=True)
        if not record_owed:  # something was typed while it rang: kept, but the screen is free
            self._set_aside_unanswered(ref)

    def _set_aside_unanswered(self, ref: CallRef) -> None:
        state = self._board.state
        if state.wrap_up is not None and state.wrap_up.ref == ref:
            self._board.update(wrap_up=None, unfinished=(*state.unfinished, state.wrap_up))
            self._bring_back()

    def _take_off_screen(self, draft: WrapUpDraft) -> None:
        board = self._board
        self._dirty.discard(draft.ref)
        if board.state.wrap_up is not None and board.state.wrap_up.ref == draft.ref:
            board.update(wrap_up=None)
            self._bring_back()
        board.update(unfinished=tuple(other for other in board.state.unfinished if other.ref != draft.ref))

    def _bring_back(self) -> None:
        """The wrap-up that a call displaced returns once that call has gone."""
        draft = self.find(self._displaced) if self._displaced is not None else None
        self._displaced = None
        if draft is not None:
            self._board.update(wrap_up=draft, unfinished=tuple(other for other in self._board.state.unfinished if other.ref != draft.ref))

    def _put(self, draft: WrapUpDraft) -> None:
        state = self._board.state
        if state.wrap_up is not None and state.wrap_up.ref == draft.ref:
            self._board.update(wrap_up=draft)
        else:
            self._board.update(unfinished=tuple(draft if old.ref == draft.ref else old for old in state.unfinished))

    # -- what a person does ----------------------------------------------------------------------------------------

    def edit(self, ref: CallRef, *, notes: str | None = None, disposition: str | None = None, answers: Answers | None = None) -> None:
        draft = self.find(ref)
        if draft is None:
            _log.warning("edit of an unknown draft %s", ref)
            return
        changed = replace(
            draft,
            notes=draft.notes if notes is None else notes,
            disposition=draft.disposition if disposition is None else disposition,
            answers=draft.answers if answers is None else answers,
        )
        if changed == draft:
            return
        if len(changed.notes) > MAX_NOTES:
            self._board.notify(Severity.WARNING, "notes_too_long")
        self._put(changed.after(DraftEvent.EDITED))
        self.flush_soon(ref)

    def save(self, ref: CallRef) -> None:
        draft = self.find(ref)
        if draft is None or ref in self._saving or draft.state in (DraftState.QUEUED, DraftState.STORED):
            return
        if not draft.can_save:
            self._board.notify(Severity.WARNING, "wrap_up_needs_disposition")
            return
        if draft.missing(self._board.state.form):
            self._board.notify(Severity.WARNING, "wrap_up_incomplete")
            return
        if len(draft.notes) > MAX_NOTES:
            self._board.notify(Severity.WARNING, "notes_too_long")
            return
        outbox = self._board.outbox
        if outbox is None:
            self._board.notify(Severity.ERROR, "cannot_save_here")
            return
        self._board.withdraw_notices("wrap_up_needs_disposition", "wrap_up_incomplete")
        self._saving.add(ref)
        self._dirty.discard(ref)  # the write takes the draft's place on the disk
        self._board.tasks.spawn(self._save(draft, outbox), "save wrap-up")

    async def _save(self, draft: WrapUpDraft, outbox: Outbox) -> None:
        board = self._board
        write = wrap_up_write(draft, board)
        try:
            await board.ports.workers.storage(lambda: outbox.put(write))
        except UserFacingError as error:
            board.notify_error(error)
            self.flush_soon(draft.ref)
            return
        finally:
            self._saving.discard(draft.ref)
        with board.batch():
            self._names[write.key] = draft.who
            self._delivery.added(write)
            if self.find(draft.ref) is not draft:
                if (now := self.find(draft.ref)) is not None and now.call_ended and not draft.call_ended:
                    self._after_end_while_saving(draft, now)
                return
            self._put(draft.after(DraftEvent.QUEUED))
            if draft.call_ended:
                self._take_off_screen(draft)

    def _after_end_while_saving(self, saved: WrapUpDraft, now: WrapUpDraft) -> None:
        """The call ended while its wrap-up was being written: done, unless something was typed as well."""
        if (now.notes, now.disposition, now.answers, now.patient_id) == (saved.notes, saved.disposition, saved.answers, saved.patient_id):
            self._take_off_screen(now)
            outbox, ref = self._board.outbox, now.ref
            if outbox is not None:
                self._board.tasks.spawn(self._on_storage(lambda: outbox.drop_draft(ref)), "drop saved draft")

    def time_ran_out(self, ref: CallRef) -> None:
        """The wrap-up's timer ended before it was saved: what stands there is stored, and may be completed later."""
        draft, outbox = self.find(ref), self._board.outbox
        if draft is None or outbox is None or draft.state is not DraftState.OPEN or not draft.call_ended or draft.is_empty:
            return
        if ref not in self._saving and len(draft.notes) <= MAX_NOTES:
            self._board.tasks.spawn(self._store_unfinished(draft, outbox), "store unfinished wrap-up")

    async def _store_unfinished(self, draft: WrapUpDraft, outbox: Outbox) -> None:
        """The draft stays open here; the write took its place on the disk, so it is written there again."""
        write = wrap_up_write(replace(draft, call_ended=False), self._board)
        try:
            await self._board.ports.workers.storage(lambda: outbox.put(write))
        except UserFacingError as error:
            self._board.notify_error(error)
            return
        self._delivery.added(write)
        self.flush_soon(draft.ref, at_once=True)

    def discard(self, ref: CallRef) -> None:
        draft, outbox = self.find(ref), self._board.outbox
        if draft is None or ref in self._saving:
            return
        self._take_off_screen(draft)
        if outbox is not None:
            self._board.tasks.spawn(self._on_storage(lambda: outbox.drop_draft(ref)), "discard draft")

    def delivered(self, write: PendingWrite) -> None:
        self._outcome(write, DraftEvent.DELIVERED)
        if write.kind is WriteKind.WRAP_UP and write.key in self._names:
            self._board.notify(Severity.INFO, "wrap_up_saved", who=self._names.pop(write.key))

    def refused(self, write: PendingWrite) -> None:
        self._outcome(write, DraftEvent.REFUSED)

    def _outcome(self, write: PendingWrite, event: DraftEvent) -> None:
        draft = self.find(write.ref) if write.kind is WriteKind.WRAP_UP else None
        if draft is not None:
            self._put(draft.after(event))

    # -- the disk --------------------------------------------------------------------------------------------------

    def _on_disk(self, draft: WrapUpDraft) -> bool:
        return draft.call_ended or not draft.is_empty

    def flush_soon(self, ref: CallRef, *, at_once: bool = False) -> None:
        self._dirty.add(ref)
        if at_once:
            self._board.tasks.spawn(self.flush(), "keep drafts")
        elif self._timer is None:
            self._timer = asyncio.get_running_loop().call_later(COALESCE_S, self._timer_fired)

    def _timer_fired(self) -> None:
        self._timer = None
        self._board.tasks.spawn(self.flush(), "keep drafts")

    async def flush(self) -> None:
        """Everything typed so far is synced on disk when this returns."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        outbox = self._board.outbox
        drafts = [
            draft for draft in map(self.find, self._dirty) if draft is not None and draft.state in (DraftState.OPEN, DraftState.PARKED)
        ]
        self._dirty.clear()
        if outbox is not None:
            for draft in drafts:
                await self._on_storage(partial(outbox.save_draft, draft))

    async def _on_storage(self, work: Callable[[], None]) -> None:
        try:
            await self._board.ports.workers.storage(work)
        except UserFacingError as error:
            _log.error("the disk refused a draft: %s", error.code)
            self._board.notify(Severity.ERROR, "draft_not_kept")

    async def load(self, outbox: Outbox) -> None:
        """Bring back what was not saved before; calls of another run of this desk are over."""
        kept = await self._board.ports.workers.storage(outbox.drafts)
        state = self._board.state
        live = {call.ref for call in state.calls}
        back = {draft.ref: replace(draft, call_ended=draft.ref not in live) for draft in kept}
        on_screen = state.wrap_up
        if on_screen is not None and (older := back.pop(on_screen.ref, None)) is not None and on_screen.is_empty:
            on_screen = older
        self._board.update(wrap_up=on_screen, unfinished=tuple(back.values()))

    def bring_to_screen(self, ref: CallRef) -> None:
        """After a restart in wrap-up: the draft of the call whose wrap-up the server still counts."""
        draft = self.find(ref)
        if draft is not None and self._board.state.wrap_up is None:
            self._board.update(wrap_up=draft, unfinished=tuple(other for other in self._board.state.unfinished if other.ref != ref))

    def clear(self) -> None:
        """Nobody is signed in any more; what was flushed comes back at the person's next sign-in."""
        self._dirty.clear()
        self._displaced = None
        self._board.update(wrap_up=None, unfinished=())


def described(context: CallContext) -> tuple[str, PatientId | None]:
    """How a draft names the caller: the patient where there is exactly one, else the masked number."""
    patient = context.patient if context.match in (CallerMatch.ONE, CallerMatch.CHOSEN) else None
    return (patient.name, patient.id) if patient is not None else (context.number_masked, None)


def wrap_up_write(draft: WrapUpDraft, board: Board) -> PendingWrite:
    now = board.ports.clock.now()
    body: dict[str, object] = {
        "disposition": draft.disposition or None,
        "notes": draft.notes,
        **draft.answers.on_wire(),
        "patient_id": draft.patient_id,
        "saved_at": now.isoformat(timespec="milliseconds").replace("+00:00", "Z"),
        "then_ready": draft.call_ended,
    }
    return PendingWrite(str(uuid4()), WriteKind.WRAP_UP, draft.ref, body, now)
