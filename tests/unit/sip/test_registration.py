from __future__ import annotations

from sip.registration import ANSWER_WITHIN_S, FIRST_RETRY_S, LAST_RETRY_S, REFRESH_S, BackOff, Phase, RegistrationKeeper, Step


def keeper() -> RegistrationKeeper:
    return RegistrationKeeper(lambda: 0.5)


def asked(at: float = 0.0) -> RegistrationKeeper:
    one = keeper()
    one.account_set(at)
    assert one.step(at) is Step.REGISTER
    one.sent(at)
    return one


def test_registers_at_once_and_only_once() -> None:
    one = asked()
    assert one.step(0.1) is Step.NOTHING


def test_no_account_no_register() -> None:
    one = keeper()
    one.sent(0.0)
    one.accepted(0.0)
    one.refused(0.0)
    one.unanswered(0.0)
    assert one.phase is Phase.OFF
    assert one.step(1000.0) is Step.NOTHING


def test_renews_what_stands() -> None:
    one = asked()
    one.accepted(0.2)
    assert one.step(REFRESH_S) is Step.NOTHING
    assert one.step(0.2 + REFRESH_S) is Step.REGISTER


def test_an_unanswered_register_drops_the_connection_once() -> None:
    one = asked()
    assert one.step(ANSWER_WITHIN_S - 0.1) is Step.NOTHING
    assert one.step(ANSWER_WITHIN_S) is Step.DROP_CONNECTION
    assert one.step(ANSWER_WITHIN_S + 0.1) is Step.NOTHING
    assert one.step(2 * ANSWER_WITHIN_S) is Step.DROP_CONNECTION, "still nothing: again"


def test_waits_grow_to_ten_seconds_and_start_again_after_success() -> None:
    one, now, waits = asked(), 0.0, []
    for _ in range(12):
        one.unanswered(now)
        before = now
        while one.step(now) is not Step.REGISTER:
            now += 0.01
        one.sent(now)
        waits.append(round(now - before, 1))
    assert waits[0] < FIRST_RETRY_S * 1.25 + 0.1
    assert waits == sorted(waits)
    assert LAST_RETRY_S - 0.1 < waits[-1] < LAST_RETRY_S + 0.1
    one.accepted(now)
    one.unanswered(now)
    assert one.step(now + FIRST_RETRY_S + 0.01) is Step.REGISTER


def test_a_refusal_is_asked_again_less_hastily() -> None:
    one = asked()
    one.refused(0.0)
    assert one.step(FIRST_RETRY_S * 1.25) is Step.NOTHING
    assert one.step(LAST_RETRY_S * 1.25) is Step.REGISTER


def test_a_lost_connection_is_renewed_at_once() -> None:
    one = asked()
    one.accepted(0.1)
    assert one.connection_lost(5.0)
    assert one.step(5.0) is Step.REGISTER
    one.sent(5.0)
    assert not one.connection_lost(5.1), "while asking, the answer to the REGISTER tells it"


def test_spread_keeps_desks_apart() -> None:
    assert BackOff(0).delay_s(0.0) == FIRST_RETRY_S * 0.75
    assert BackOff(0).delay_s(1.0) == FIRST_RETRY_S * 1.25
    assert BackOff(10_000).delay_s(0.5) == LAST_RETRY_S
