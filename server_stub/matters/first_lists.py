"""The matters and sources a hospital begins with. Main thread, at start; only put into empty tables."""

from __future__ import annotations

from typing import Final

from sqlalchemy import select

from server_stub.db.engine import Database
from server_stub.db.models import ContactSource, Matter

_Words = tuple[str, str, str]
"""zh_CN, ru, en."""

_MATTERS: Final[dict[tuple[str, _Words], dict[str, _Words]]] = {
    ("surgery", ("外科", "Хирургия", "Surgery")): {
        "surgery.appointment": ("预约门诊", "Запись на приём", "Appointment"),
        "surgery.before": ("术前准备", "Подготовка к операции", "Before an operation"),
        "surgery.after": ("术后问题", "После операции", "After an operation"),
    },
    ("medicine", ("内科", "Терапия", "Internal medicine")): {
        "medicine.appointment": ("预约门诊", "Запись на приём", "Appointment"),
        "medicine.complaints": ("症状咨询", "Жалобы и симптомы", "Symptoms"),
        "medicine.drugs": ("用药咨询", "Вопрос о лекарствах", "Medicines"),
    },
    ("gynaecology", ("妇产科", "Акушерство и гинекология", "Obstetrics and gynaecology")): {
        "gynaecology.appointment": ("预约门诊", "Запись на приём", "Appointment"),
        "gynaecology.pregnancy": ("孕产咨询", "Беременность и роды", "Pregnancy and birth"),
    },
    ("paediatrics", ("儿科", "Педиатрия", "Paediatrics")): {
        "paediatrics.appointment": ("预约门诊", "Запись на приём", "Appointment"),
        "paediatrics.complaints": ("症状咨询", "Жалобы и симптомы", "Symptoms"),
        "paediatrics.vaccination": ("疫苗接种", "Прививки", "Vaccination"),
    },
    ("dentistry", ("口腔科", "Стоматология", "Dentistry")): {
        "dentistry.appointment": ("预约门诊", "Запись на приём", "Appointment"),
        "dentistry.pain": ("急性牙痛", "Острая боль", "Acute pain"),
    },
    ("diagnostics", ("检验与影像", "Диагностика", "Laboratory and imaging")): {
        "diagnostics.results": ("查询结果", "Результаты", "Results"),
        "diagnostics.preparation": ("检查准备", "Подготовка к исследованию", "Preparation"),
        "diagnostics.appointment": ("预约检查", "Запись на исследование", "Appointment"),
    },
    ("administration", ("行政服务", "Администрация", "Administration")): {
        "administration.costs": ("费用与医保", "Оплата и страховка", "Costs and insurance"),
        "administration.records": ("病历与证明", "Документы и справки", "Records and certificates"),
        "administration.directions": ("地址与就诊时间", "Адрес и часы приёма", "Directions and hours"),
        "administration.complaint": ("投诉与建议", "Жалоба или предложение", "Complaint or suggestion"),
    },
}
_SOURCES: Final[dict[str, _Words]] = {
    "earlier_patient": ("老患者", "Уже был пациентом", "Was a patient before"),
    "doctor": ("医生推荐", "Направил врач", "Sent by a doctor"),
    "friend": ("亲友介绍", "Посоветовали знакомые", "Recommended by friends"),
    "search": ("网络搜索", "Поиск в интернете", "Internet search"),
    "website": ("本院网站", "Сайт больницы", "Hospital's website"),
    "social": ("社交媒体", "Социальные сети", "Social media"),
    "advertisement": ("广告", "Реклама", "Advertisement"),
    "insurance": ("保险公司", "Страховая компания", "Insurance"),
    "unknown": ("不清楚", "Неизвестно", "Not known"),
}


def ensure(database: Database) -> None:
    with database.write() as session:
        if session.scalar(select(Matter.code).limit(1)) is None:
            for position, ((code, words), subjects) in enumerate(_MATTERS.items()):
                session.add(Matter(code=code, position=position, labels=_labels(words)))
                session.flush()
                for place, (subject, subject_words) in enumerate(subjects.items()):
                    session.add(Matter(code=subject, parent=code, position=place, labels=_labels(subject_words)))
        if session.scalar(select(ContactSource.code).limit(1)) is None:
            rows = enumerate(_SOURCES.items())
            session.add_all(ContactSource(code=code, position=place, labels=_labels(words)) for place, (code, words) in rows)


def _labels(words: _Words) -> dict[str, str]:
    return dict(zip(("zh_CN", "ru", "en"), words, strict=True))
