"""Messages to patients at the desk. Main thread; the server is asked on a worker, a message goes through the outbox."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import uuid4

from agent_app.desk_state import Severity
from agent_app.domain.call import CallRef
from agent_app.domain.errors import UserFacingError
from agent_app.domain.patient_messages import MessageForm, NewMessage, PatientMessage
from agent_app.ports import PendingWrite, WriteKind
from agent_app.usecases.board import Board
from agent_app.usecases.delivery import Delivery


class PatientMessages:
    """Implements ``agent_app.intents.MessageIntents``."""

    def __init__(self, board: Board, delivery: Delivery) -> None:
        self._board = board
        self._delivery = delivery

    async def form(self, ref: CallRef) -> MessageForm:
        return await self._board.ports.workers.network(lambda: self._board.ports.server.messages.form(ref))

    async def of_call(self, ref: CallRef) -> Sequence[PatientMessage]:
        return await self._board.ports.workers.network(lambda: self._board.ports.server.messages.of_call(ref))

    async def cancel(self, message_id: str) -> None:
        await self._board.ports.workers.network(lambda: self._board.ports.server.messages.cancel(message_id))
        self.changed()

    async def send(self, ref: CallRef, message: NewMessage) -> None:
        """Returns once it is on this computer's disk."""
        board, outbox = self._board, self._board.outbox
        if outbox is None:
            raise UserFacingError("cannot_save_here", permanent=False)
        body: dict[str, object] = {
            "channel": message.channel,
            "recipient": message.recipient,
            "address": message.address,
            "template": message.template,
            "language": message.language,
            "subject": message.subject,
            "text": message.text,
        }
        write = PendingWrite(str(uuid4()), WriteKind.PATIENT_MESSAGE, ref, body, board.ports.clock.now())
        await board.ports.workers.storage(lambda: outbox.put(write))
        self._delivery.added(write)

    def changed(self) -> None:
        """The server told of one of them, or took one over: a page that shows them asks again."""
        self._board.update(message_changes=self._board.state.message_changes + 1)

    def delivered(self, write: PendingWrite) -> None:
        if write.kind is WriteKind.PATIENT_MESSAGE:
            self._board.notify(Severity.INFO, "patient_message_kept")
            self.changed()
