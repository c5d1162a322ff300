"""What every centre begins with: a main queue, dispositions and reasons for not being ready. Main thread, at start.

They are only put into empty tables: what an administrator changed stays as it is.
"""

from __future__ import annotations

from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from server_stub import centre
from server_stub.db.engine import Database
from server_stub.db.models import Centre, Disposition, NotReadyReason, Queue, ServiceNumber, Trunk
from server_stub.db.models.base import Labels
from server_stub.settings import Settings

MAIN_QUEUE: Final = "main"
MAIN_NUMBER: Final = "4000"
MAIN_TRUNK: Final = "trunk"


def _labels(zh_cn: str, ru: str, en: str) -> Labels:
    return {"zh_CN": zh_cn, "ru": ru, "en": en}


_DISPOSITIONS: Final = {
    "answered_question": _labels("已解答咨询", "Ответ дан", "Question answered"),
    "appointment_wish": _labels("预约需求", "Хочет записаться", "Wants an appointment"),
    "follow_up_needed": _labels("需要随访", "Нужен повторный звонок", "Follow-up needed"),
    "test_results": _labels("查询检查结果", "Результаты анализов", "Asked for test results"),
    "prescription": _labels("处方咨询", "Вопрос о рецепте", "Prescription"),
    "complaint": _labels("投诉", "Жалоба", "Complaint"),
    "emergency": _labels("已转急救", "Передано в скорую", "Passed to emergency care"),
    "wrong_number": _labels("拨错号码", "Ошиблись номером", "Wrong number"),
    "other": _labels("其他", "Другое", "Other"),
}
_REASONS: Final = {
    "break": _labels("休息", "Перерыв", "Break"),
    "lunch": _labels("午餐", "Обед", "Lunch"),
    "training": _labels("培训", "Обучение", "Training"),
    "paperwork": _labels("文书工作", "Работа с документами", "Paperwork"),
}


def ensure(database: Database, settings: Settings) -> None:
    with database.write() as session:
        _ensure_queue(session)
        if session.get(Centre, centre.ROW_ID) is None:
            session.add(centre.from_settings(settings))
        if session.scalar(select(Trunk.name).limit(1)) is None:
            session.add(Trunk(name=MAIN_TRUNK, position=0, allowed=[]))
        for table, defaults in ((Disposition, _DISPOSITIONS), (NotReadyReason, _REASONS)):
            if session.scalar(select(table.code).limit(1)) is None:
                rows = enumerate(defaults.items())
                session.add_all(table(code=code, position=position, labels=labels) for position, (code, labels) in rows)


def _ensure_queue(session: Session) -> None:
    if session.scalar(select(Queue.name).limit(1)) is None:
        labels = _labels("总机", "Общая очередь", "Main line")
        session.add(Queue(name=MAIN_QUEUE, labels=labels))
        session.flush()
        session.add(ServiceNumber(number=MAIN_NUMBER, queue_name=MAIN_QUEUE))
