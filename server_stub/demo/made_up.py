"""A centre's years of patients and calls, made up: what the sizes in ``bench/`` and the demo of a full centre stand on. No real person.

Rows come as tuples of numbers, texts and None, in blocks, so that any size fits into memory; the same seed makes the same rows.
Families share a number, some callers are nobody's number, some patients call often and most seldom.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Final

from server_stub.patients import queries

BLOCK: Final = 20_000
YEARS: Final = 3
Value = str | int | float | None
Row = tuple[Value, ...]

COLUMNS: Final[dict[str, tuple[str, ...]]] = {
    "patients": ("id", "name", "name_key", "sex", "birth_date", "vip", "language", "created_at"),
    "patient_phones": ("patient_id", "number", "match_key"),
    "allergies": ("patient_id", "text"),
    "alerts": ("patient_id", "text"),
    "calls": (
        *("id", "ref", "direction", "queue", "number", "number_reversed", "match", "patient_id", "agent_id", "started_at", "answered_at"),
        *("ended_at", "queued_at", "wait_s", "talk_s", "wrap_up_s", "disposition", "outcome"),
    ),
    "call_legs": ("call_id", "user_id", "channel", "offered_at", "answered_at", "ended_at", "end_reason"),
    "wrap_ups": ("call_id", "version", "author_id", "disposition", "notes", "patient_id", "saved_at", "received_at", "resolved"),
    "contacts": ("patient_id", "at", "kind", "summary", "agent_name", "call_id"),
}
"""Every other column has its default."""

_CHINESE_FAMILY: Final = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金"
    "石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤"
)
_CHINESE_GIVEN: Final = (
    "伟芳娜秀英敏静丽强磊军洋勇艳杰娟涛明超兰霞平刚桂文辉玲建国华志梅红玉林海燕鹏飞雪云峰晓东宇浩然子轩欣怡梓涵思远嘉俊泽晨曦"
    "雨婷佳慧心诗博瑞"
)
_RUSSIAN_FAMILY: Final = (
    *("Иванов", "Смирнов", "Кузнецов", "Попов", "Васильев", "Петров", "Соколов", "Михайлов", "Новиков", "Фёдоров", "Морозов", "Волков"),
    *("Алексеев", "Лебедев", "Семёнов", "Егоров", "Павлов", "Козлов", "Степанов", "Николаев", "Орлов", "Андреев", "Макаров", "Никитин"),
)
_RUSSIAN_MEN: Final = ("Александр", "Дмитрий", "Сергей", "Андрей", "Алексей", "Иван", "Михаил", "Николай", "Павел", "Пётр", "Олег", "Юрий")
_RUSSIAN_WOMEN: Final = ("Анна", "Мария", "Елена", "Ольга", "Наталья", "Татьяна", "Ирина", "Светлана", "Юлия", "Вера", "Нина", "Галина")
_ALLERGIES: Final = ("青霉素", "Пенициллин", "磺胺", "Сульфаниламиды", "花生", "Латекс", "碘造影剂", "Аспирин")
_ALERTS: Final = ("听力不佳", "Плохо слышит", "抗凝治疗中", "Принимает антикоагулянты")
_NOTES: Final = (
    *("询问化验结果，已告知取报告时间。", "预约下周门诊。", "咨询用药方法，建议复诊。", "改约检查时间。"),
    *("Спросил о результатах анализов.", "Записан на приём.", "Вопрос о рецепте, передано врачу.", "Перенос обследования."),
)


@dataclass(frozen=True)
class Centre:
    """What the rows refer to."""

    agents: Sequence[tuple[str, str]]
    """(user id, name)"""
    queues: Sequence[str]
    dispositions: Sequence[str]
    now: datetime = field(default_factory=lambda: datetime.now(UTC))


def number_of(household: int) -> str:
    return f"199{household:08d}"


def household_of(patient: int) -> int:
    """Of the n-th patient: two of seven share the number of the one before them."""
    return patient * 5 // 7


def patients(first_id: int, count: int, seed: int = 1) -> Iterator[dict[str, list[Row]]]:
    """Blocks of rows by table; ``first_id`` is the id of the first patient."""
    draw = random.Random(seed)  # noqa: S311 - made-up people need no secrets
    for start in range(0, count, BLOCK):
        block: dict[str, list[Row]] = {"patients": [], "patient_phones": [], "allergies": [], "alerts": []}
        for index in range(start, min(start + BLOCK, count)):
            _patient(block, draw, first_id + index, index)
        yield block


def _patient(block: dict[str, list[Row]], draw: random.Random, patient_id: int, index: int) -> None:
    woman = draw.random() < 0.52
    if draw.random() < 0.7:
        language = "zh"
        name = draw.choice(_CHINESE_FAMILY) + "".join(draw.choices(_CHINESE_GIVEN, k=draw.choice((1, 2, 2, 2))))
    else:
        language = "ru"
        name = f"{draw.choice(_RUSSIAN_FAMILY)}{'а' if woman else ''} {draw.choice(_RUSSIAN_WOMEN if woman else _RUSSIAN_MEN)}"
    born = f"{draw.randint(1930, 2022)}-{draw.randint(1, 12):02d}-{draw.randint(1, 28):02d}"
    vip = int(draw.random() < 0.01)
    sex = "female" if woman else "male"
    block["patients"].append((patient_id, name, queries.name_key(name), sex, born, vip, language, "2023-01-01 00:00:00.000000"))
    number = number_of(household_of(index))
    block["patient_phones"].append((patient_id, number, number))
    if draw.random() < 0.15:
        block["allergies"].append((patient_id, draw.choice(_ALLERGIES)))
    if draw.random() < 0.05:
        block["alerts"].append((patient_id, draw.choice(_ALERTS)))


def calls(
    centre: Centre, first_id: int, count: int, first_patient: int, patient_count: int, seed: int = 2
) -> Iterator[dict[str, list[Row]]]:
    """Blocks of rows by table, oldest call first, the newest some minutes ago."""
    draw = random.Random(seed)  # noqa: S311
    began = centre.now - timedelta(days=365 * YEARS)
    every_s = (365 * YEARS * 86_400 - 1800) / max(count, 1)
    for start in range(0, count, BLOCK):
        block: dict[str, list[Row]] = {"calls": [], "call_legs": [], "wrap_ups": [], "contacts": []}
        for index in range(start, min(start + BLOCK, count)):
            at = began + timedelta(seconds=int(index * every_s))
            _call(block, draw, centre, first_id + index, at, first_patient, patient_count)
        yield block


def _call(
    block: dict[str, list[Row]], draw: random.Random, centre: Centre, call_id: int, at: datetime, first_patient: int, patient_count: int
) -> None:
    chance = draw.random
    index = int(patient_count * chance() ** 3) if patient_count and chance() < 0.88 else None
    patient = None if index is None else first_patient + index
    number = number_of(household_of(index)) if index is not None else f"188{draw.randrange(10**8):08d}"
    inbound = chance() < 0.78
    answered = chance() < 0.86
    wait, talk, wrap_up = draw.randrange(1, 60), draw.randrange(20, 600) if answered else 0, draw.randrange(5, 90) if answered else 0
    agent, agent_name = draw.choice(centre.agents) if answered or not inbound else (None, "")
    started, picked, ended = _time(at), _time(at, wait), _time(at, wait + talk)
    direction = "inbound" if inbound else "outbound"
    outcome = "answered" if answered else "abandoned" if inbound else "no_answer"
    disposition = draw.choice(centre.dispositions) if answered and chance() < 0.97 else ""
    match = "none" if patient is None else "one"
    ref = f"made-up-{call_id}"
    queue = draw.choice(centre.queues) if inbound else ""
    queued = started if inbound else None
    block["calls"].append(
        (
            *(call_id, ref, direction, queue, number, number[::-1], match, patient, agent, started, picked if answered else None),
            *(ended, queued, wait, talk, wrap_up, disposition, outcome),
        )
    )
    if agent is None:
        return
    block["call_legs"].append((call_id, agent, "", started, picked if answered else None, ended, "hung_up" if answered else "no_answer"))
    if disposition:
        notes, saved = draw.choice(_NOTES), _time(at, wait + talk + wrap_up)
        resolved = draw.choice(("yes", "yes", "partly", "no"))
        block["wrap_ups"].append((call_id, 1, agent, disposition, notes, patient, saved, saved, resolved))
        if patient is not None:
            block["contacts"].append((patient, started, "call_in" if inbound else "call_out", notes, agent_name, call_id))


def _time(at: datetime, seconds: int = 0) -> str:
    """As both databases read it, in UTC."""
    moment = at + timedelta(seconds=seconds) if seconds else at
    return moment.replace(tzinfo=None).isoformat(" ", "microseconds")
