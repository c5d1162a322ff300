"""Many hands on one task at the same moment: the database lets one have it."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable

from server_stub.agents import store as agents
from server_stub.calls import registry
from server_stub.clock import utc_now
from server_stub.db.engine import Database
from server_stub.db.models import CallBackTask
from server_stub.state import ServerState
from server_stub.worklist import tasks
from tests.unit.worklist.test_missed import NUMBER, listed

TASKS, HANDS = 30, 4


def _at_once(*work: Callable[[], None]) -> None:
    gate = threading.Barrier(len(work))
    failures: list[BaseException] = []

    def run(one: Callable[[], None]) -> None:
        gate.wait()
        try:
            one()
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=run, args=(one,)) for one in work]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert failures == []


def test_two_agents_never_own_the_same(state: ServerState) -> None:
    """Each hand has a connection of its own, as another server process would."""
    with state.database.write() as session:
        users = [agents.user_of_extension(session, extension) or "" for extension in ("1001", "1002")]
        for number in range(TASKS):
            task = CallBackTask(open_key=f"n:{number}", number=str(number), why="abandoned", first_at=utc_now(), last_at=utc_now())
            session.add(task)
    wins: list[tuple[int, str]] = []

    def take_all(user: str) -> Callable[[], None]:
        def run() -> None:
            own = Database(state.settings.effective_database_url)
            for number in range(1, TASKS + 1):
                with own.write() as session:
                    won = tasks.claim(session, number, user, utc_now())
                if won:
                    wins.append((number, user))
            own.close()

        return run

    _at_once(*(take_all(users[hand % 2]) for hand in range(HANDS)))
    assert Counter(number for number, _ in wins) == Counter(range(1, TASKS + 1)), "each once"
    assert {task.id: task.owner_id for task in listed(state)} == dict(wins)


def test_one_open_task_of_a_patient(state: ServerState) -> None:
    """Several calls of one patient end in the same moment."""
    for number in range(HANDS):
        with state.database.write() as session:
            call = registry.ensure(session, f"r{number}", started_at=utc_now())
            call.number, call.queue = NUMBER, "main"

    def join(number: int) -> Callable[[], None]:
        def run() -> None:
            own = Database(state.settings.effective_database_url)
            with own.write() as session:
                call = registry.find(session, f"r{number}")
                assert call is not None
                tasks.ensure_open(session, call, "abandoned", "86")
            own.close()

        return run

    _at_once(*(join(number) for number in range(HANDS)))
    assert [task.open_key for task in listed(state)] == [f"n:{NUMBER}"]
