"""The templates a centre begins with. Main thread, at start; only put into an empty table."""

from __future__ import annotations

from typing import Final

from sqlalchemy import select

from server_stub.db.engine import Database
from server_stub.db.models import MessageTemplate

_Words = tuple[str, str, str]
"""zh_CN, ru, en."""

_TEMPLATES: Final[dict[str, tuple[_Words, _Words, _Words]]] = {
    "summary": (
        ("通话小结", "Итог разговора", "Summary of the call"),
        ("{centre}：您的来电", "{centre}: ваш звонок", "{centre}: your call"),
        (
            "{name}，您好！感谢您于{date}致电{centre}。如有其他问题，请拨打{number}。客服：{agent}",
            "Здравствуйте, {name}! Спасибо за звонок в {centre} {date}. Если появятся вопросы, звоните: {number}. Оператор: {agent}",
            "Dear {name}, thank you for calling {centre} on {date}. If you have further questions, call {number}. You spoke with {agent}.",
        ),
    ),
    "appointment": (
        ("预约提醒", "Запись на приём", "Appointment"),
        ("{centre}：预约信息", "{centre}: запись на приём", "{centre}: your appointment"),
        (
            "{name}，您好！我们已为您登记预约。如需更改或取消，请拨打{number}。{centre}",
            "Здравствуйте, {name}! Мы записали вас на приём. Изменить или отменить запись: {number}. {centre}",
            "Dear {name}, your appointment has been noted. To change or cancel it, call {number}. {centre}",
        ),
    ),
    "documents": (
        ("就诊须知", "Что взять с собой", "What to bring"),
        ("{centre}：就诊须知", "{centre}: что взять с собой", "{centre}: what to bring"),
        (
            "{name}，您好！就诊时请携带身份证件、医保卡和以往的检查资料。咨询电话：{number}。{centre}",
            "Здравствуйте, {name}! На приём возьмите документ, полис и результаты прежних обследований. Справки: {number}. {centre}",
            "Dear {name}, please bring an identity document, your insurance card and earlier results. Questions: {number}. {centre}",
        ),
    ),
}


def ensure(database: Database) -> None:
    with database.write() as session:
        if session.scalar(select(MessageTemplate.code).limit(1)) is None:
            for position, (code, (label, subject, text)) in enumerate(_TEMPLATES.items()):
                row = MessageTemplate(code=code, position=position, version=1, retired=False)
                row.labels, row.subjects, row.texts = _by_language(label), _by_language(subject), _by_language(text)
                session.add(row)


def _by_language(words: _Words) -> dict[str, str]:
    return dict(zip(("zh_CN", "ru", "en"), words, strict=True))
