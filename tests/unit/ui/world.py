"""A small world for the window's tests and screens: people, calls and states, at a fixed time of day."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from agent_app.desk_state import AudioHealth, DeskState, Notice, ServerLink, Severity, SignIn
from agent_app.domain.agent_status import AgentState, AgentStatus
from agent_app.domain.call import AudioQuality, Call, CallDirection, CallId, CallRef, CallState
from agent_app.domain.patient import CallContext, CallerMatch, Contact, Patient, PatientId
from agent_app.domain.record import CallRecord, RecordingInfo
from agent_app.domain.registration import Registration, RegistrationState
from agent_app.domain.user import Choice, SessionInfo, SipAccount, User
from agent_app.domain.worklist import CallAttempt, CallBack, CallBackHint, CallBackState, Worklist, WorklistCounts
from agent_app.domain.wrap_up import DraftState, WrapUpDraft
from agent_app.domain.wrap_up_form import Answers, Matter, WrapUpForm
from agent_app.ports import PendingWrite, WriteKind

NOW = datetime(2026, 11, 22, 6, 30, tzinfo=UTC)
MONOTONIC = 5000.0
REF = CallRef("careline-a1b2c3-1795370000.12")


def choice(code: str, zh: str, ru: str, en: str) -> Choice:
    return Choice(code, {"zh_CN": zh, "ru": ru, "en": en})


SESSION = SessionInfo(
    user=User("u1", "lin", "Lin Yue", "agent", "1001"),
    sip=SipAccount("1001", "secret", "127.0.0.1", 5061),
    dispositions=(
        choice("answered", "已解答", "Ответ дан", "Answered"),
        choice("appointment", "预约挂号", "Запись на приём", "Appointment"),
        choice("follow_up", "需要随访", "Нужен повторный звонок", "Follow-up needed"),
        choice("test_results", "查询检查结果", "Результаты анализов", "Asked for test results"),
        choice("prescription", "处方咨询", "Вопрос о рецепте", "Prescription"),
        choice("complaint", "投诉", "Жалоба", "Complaint"),
        choice("emergency", "已转急救", "Скорая помощь", "Emergency"),
        choice("wrong_number", "打错电话", "Ошиблись номером", "Wrong number"),
        choice("other", "其他", "Другое", "Other"),
    ),
    not_ready_reasons=(
        choice("break", "休息", "Перерыв", "Break"),
        choice("lunch", "午餐", "Обед", "Lunch"),
        choice("training", "培训", "Обучение", "Training"),
        choice("paperwork", "文书工作", "Документы", "Paperwork"),
    ),
    queues=(choice("main", "总机", "Общая линия", "Main line"),),
)

ZHOU = Patient(
    id=PatientId("P-1001"),
    name="周秀兰",
    sex="female",
    birth_date=date(1957, 3, 14),
    phone_masked="•••••••1001",
    allergies=("青霉素", "磺胺类药物", "花生"),
    alerts=("跌倒风险", "正在服用华法林"),
    vip=True,
    language="zh",
    contacts=(
        Contact(NOW - timedelta(days=2, hours=3), "call_in", "咨询术后伤口轻微红肿，已建议今日到外科门诊复查，并预约周五上午。", "Lin Yue"),
        Contact(NOW - timedelta(days=9), "visit", "膝关节置换术后第十天，伤口拆线，恢复良好。", "王医生"),
        Contact(NOW - timedelta(days=21), "call_out", "术后首次随访：体温正常，疼痛评分 3 分。", "Mei Chen"),
        Contact(NOW - timedelta(days=64), "note", "家属希望优先电话联系女儿。", ""),
    ),
)
ANNA = Patient(
    id=PatientId("P-1002"),
    name="Морозова Анна Сергеевна",
    sex="female",
    birth_date=date(1989, 7, 2),
    phone_masked="•••••••1002",
    allergies=("Пенициллин", "Латекс"),
    alerts=(),
    vip=False,
    language="ru",
    contacts=(Contact(NOW - timedelta(days=5), "call_in", "Спросила, как готовиться к УЗИ; памятка отправлена.", "Lin Yue"),),
)
JAMES = Patient(
    id=PatientId("P-1003"),
    name='James "Jim" O\'Hara',
    sex="male",
    birth_date=date(2001, 1, 30),
    phone_masked="•••••••1003",
    allergies=(),
    alerts=(),
    vip=False,
    language="en",
    contacts=(),
)
LAYLA = Patient(
    id=PatientId("P-1004"),
    name="ليلى عبد الرحمن",
    sex="female",
    birth_date=date(1975, 11, 8),
    phone_masked="•••••••1004",
    allergies=("Ibuprofen",),
    alerts=(),
    vip=False,
    language="ar",
    contacts=(Contact(NOW - timedelta(days=33), "visit", "Blood pressure control visit, 138/86.", "Dr. Sato"),),
)
FAMILY = (
    replace(ZHOU, id=PatientId("P-1011"), name="陈建国", sex="male", vip=False, birth_date=date(1968, 5, 3)),
    replace(ZHOU, id=PatientId("P-1012"), name="李梅", vip=False, birth_date=date(1970, 9, 21)),
    replace(ZHOU, id=PatientId("P-1013"), name="陈小雨", vip=False, birth_date=date(2012, 2, 29)),
)
PEOPLE = (ZHOU, ANNA, JAMES, LAYLA, *FAMILY)


def context(patient: Patient | None = ZHOU, match: CallerMatch = CallerMatch.ONE, ref: CallRef = REF) -> CallContext:
    number = "" if match is CallerMatch.WITHHELD else "13800001001"
    return CallContext(
        ref=ref,
        direction=CallDirection.INBOUND,
        queue="main",
        queue_label="Main line",
        number=number,
        number_masked="•••••••1001" if number else "",
        match=match,
        patient=patient,
        candidates=FAMILY if match is CallerMatch.MANY else (),
    )


def call(state: CallState = CallState.RINGING, *, ident: int = 1, ref: CallRef | None = REF, muted: bool = False) -> Call:
    talking = state in (CallState.TALKING, CallState.HELD)
    return Call(
        id=CallId(ident),
        direction=CallDirection.INBOUND,
        state=state,
        ref=ref,
        remote_number="13800001001",
        queue="main",
        muted=muted,
        started_at=MONOTONIC - 12 if not talking else MONOTONIC - 140,
        answered_at=MONOTONIC - 134 if talking else None,
        quality=AudioQuality("opus", 0.2, 8, 42, -22, -30) if talking else None,
    )


def draft(**changes: object) -> WrapUpDraft:
    made = WrapUpDraft(ref=REF, patient_id=ZHOU.id, who=ZHOU.name, opened_at=NOW - timedelta(minutes=3))
    return replace(made, **changes)  # type: ignore[arg-type]


def status(state: AgentState, reason: str = "", seconds: float = 251, ends_in_s: float | None = None) -> AgentStatus:
    ends = NOW + timedelta(seconds=ends_in_s) if ends_in_s is not None else None
    return AgentStatus(state, reason, NOW - timedelta(seconds=seconds), REF if ends else None, ends)


FORM = WrapUpForm(
    matters=(
        Matter("surgery", "", {"zh_CN": "外科", "ru": "Хирургия", "en": "Surgery"}, None),
        Matter("surgery.appointment", "surgery", {"zh_CN": "预约门诊", "ru": "Запись на приём", "en": "Appointment"}, None),
        Matter("surgery.after", "surgery", {"zh_CN": "术后问题", "ru": "После операции", "en": "After an operation"}, None),
        Matter("women", "", {"zh_CN": "妇产科", "ru": "Гинекология", "en": "Gynaecology"}, ("women",)),
        Matter("women.pregnancy", "women", {"zh_CN": "孕产咨询", "ru": "Беременность", "en": "Pregnancy"}, None),
        Matter("costs", "", {"zh_CN": "费用与医保", "ru": "Оплата и страховка", "en": "Costs and insurance"}, None),
    ),
    sources=(
        choice("doctor", "医生推荐", "Направил врач", "Sent by a doctor"),
        choice("search", "网络搜索", "Поиск в интернете", "Internet search"),
    ),
    required={"main": ("matter", "booking")},
)
QUIET = DeskState(
    sign_in=SignIn.SIGNED_IN,
    session=SESSION,
    status=status(AgentState.READY),
    registration=Registration(RegistrationState.REGISTERED, 200, "OK"),
    server=ServerLink.ONLINE,
    audio=AudioHealth("Jabra Evolve2", "Jabra Evolve2"),
    worklist=WorklistCounts(4, 2),
)
LEADER = replace(QUIET, session=replace(SESSION, user=User("u9", "mei", "Mei Zhang", "leader", "1101")))
SIGNED_OUT = DeskState(sign_in=SignIn.SIGNED_OUT)
RINGING = replace(QUIET, status=status(AgentState.RINGING, seconds=4), calls=(call(),), pop=context(), wrap_up=draft())
TALKING = replace(
    QUIET,
    status=status(AgentState.TALKING, seconds=134),
    calls=(call(CallState.TALKING),),
    pop=context(),
    wrap_up=draft(notes="伤口仍有红肿，无发热。", disposition="follow_up"),
)
HELD = replace(TALKING, status=status(AgentState.HOLD, seconds=9), calls=(call(CallState.HELD),))
WRAP_UP = replace(
    QUIET,
    status=status(AgentState.WRAP_UP, seconds=49, ends_in_s=11),
    pop=context(),
    wrap_up=draft(notes="伤口仍有红肿，无发热。已预约明天外科门诊。", disposition="appointment", call_ended=True),
)
ASKED = replace(
    WRAP_UP,
    form=FORM,
    status=status(AgentState.WRAP_UP, seconds=20, ends_in_s=40),
    wrap_up=draft(notes="伤口仍有红肿，无发热。", disposition="appointment", call_ended=True, queue="main"),
)
ANSWERED = replace(
    ASKED,
    wrap_up=draft(
        notes="伤口仍有红肿，无发热。",
        disposition="appointment",
        call_ended=True,
        queue="main",
        answers=Answers("surgery.after", "doctor", "partly", "wanted", "booked", True, date(2026, 12, 1), "复查伤口"),
    ),
)
HIDDEN = replace(ZHOU, birth_date=None, age=69, phone_masked="•••••••")
IDENTITY = replace(
    TALKING,
    pop=replace(context(HIDDEN), identity="not_done", identity_facts=("birth_date", "phone_last4", "last_visit"), identity_needed=2),
)
IDENTITY_PASSED = replace(
    TALKING, pop=replace(context(replace(ZHOU, age=69, phone="13800001001", notes="家属希望优先联系女儿。")), identity="passed")
)
REC_PAUSED = replace(TALKING, pop=replace(context(), recording="paused", recording_since=NOW - timedelta(seconds=43)))
REC_REFUSED = replace(TALKING, pop=replace(context(), recording="refused", recording_since=NOW - timedelta(seconds=43)))
SAVED_HERE = replace(
    WRAP_UP,
    server=ServerLink.AWAY,
    waiting_writes=1,
    wrap_up=replace(WRAP_UP.wrap_up, state=DraftState.QUEUED) if WRAP_UP.wrap_up else None,
    notices=(Notice(1, Severity.WARNING, "server_away_calls_go_on", {}),),
)
UNKNOWN = replace(TALKING, pop=context(None, CallerMatch.NONE), wrap_up=draft(patient_id=None, who="•••••••1001"))
WITHHELD = replace(RINGING, pop=context(None, CallerMatch.WITHHELD), calls=(replace(call(), remote_number=""),))
SHARED = replace(TALKING, pop=context(None, CallerMatch.MANY), wrap_up=draft(patient_id=None, who="•••••••1001"))
NOT_ANSWERING = replace(QUIET, status=status(AgentState.NOT_ANSWERING, seconds=35))
PAUSED = replace(
    QUIET,
    status=status(AgentState.NOT_READY, "lunch", 1325),
    unfinished=(
        draft(ref=CallRef("old-1"), notes="…", call_ended=True, opened_at=NOW - timedelta(hours=2)),
        draft(ref=CallRef("old-2"), who="•••••••5678", opened_at=NOW - timedelta(days=1), call_ended=True, notes="x"),
    ),
    parked=(PendingWrite("key-1", WriteKind.WRAP_UP, CallRef("old-3"), {}, NOW - timedelta(hours=5), "unknown_patient"),),
)


def record(index: int, *, patient: Patient | None = ZHOU, outcome: str = "answered", hours: float = 1.0) -> CallRecord:
    started = NOW - timedelta(hours=hours)
    answered = started + timedelta(seconds=6) if outcome == "answered" else None
    return CallRecord(
        ref=CallRef(f"record-{index}"),
        direction=CallDirection.OUTBOUND if index % 4 == 3 else CallDirection.INBOUND,
        queue="main",
        number_masked=f"•••••••{1000 + index}",
        patient_id=patient.id if patient else "",
        patient_name=patient.name if patient else "",
        agent_name="Lin Yue",
        started_at=started,
        answered_at=answered,
        ended_at=started + timedelta(seconds=200),
        talk_s=194.0 if answered else 0.0,
        outcome=outcome,
        disposition="follow_up" if answered else "",
        notes="",
        recordings=(RecordingInfo("mixed", 194.0), RecordingInfo("patient", 194.0), RecordingInfo("agent", 194.0)) if answered else (),
    )


def history(count: int = 40) -> list[CallRecord]:
    """Newest first, so that some lie on the present day."""
    outcomes = ("answered", "answered", "abandoned", "answered", "no_answer", "answered", "busy")
    people: tuple[Patient | None, ...] = (ZHOU, ANNA, None, JAMES, LAYLA)
    return [record(index, patient=people[index % 5], outcome=outcomes[index % 7], hours=0.35 + index * 0.43) for index in range(count)]


def owed(number: int, patient: Patient | None = ZHOU, **changes: object) -> CallBack:
    """A call-back of the worklist."""
    made = CallBack(
        id=number,
        state=CallBackState.OPEN,
        why="abandoned",
        missed_calls=1,
        first_at=NOW - timedelta(minutes=50),
        last_at=NOW - timedelta(minutes=12 * number),
        waited_s=80.0,
        queue="main",
        number_masked=f"•••••••{1000 + number}",
        patient_id=patient.id if patient else "",
        patient_name=patient.name if patient else "",
        vip=bool(patient and patient.vip),
        voicemail_ref=None,
        voicemail_s=0.0,
        owner_id="",
        owner_name="",
        due_at=None,
        attempts=(),
        attempts_left=5,
        notes="",
    )
    return replace(made, **changes)  # type: ignore[arg-type]


TRIED = (
    CallAttempt(NOW - timedelta(minutes=40), "Lin Yue", "no_answer"),
    CallAttempt(NOW - timedelta(minutes=9), "Анна Соколова", "busy"),
)
WORKLIST = Worklist(
    mine=(
        owed(1, state=CallBackState.OWNED, owner_id="u1", owner_name="Lin Yue", missed_calls=3, attempts=TRIED, attempts_left=3),
        owed(2, ANNA, state=CallBackState.OWNED, owner_id="u1", why="voicemail", voicemail_ref=CallRef("v-2"), voicemail_s=42.0),
    ),
    open=(
        owed(3, JAMES, why="out_of_hours"),
        owed(4, None, missed_calls=2),
        owed(5, LAYLA, waited_s=305.0),
        owed(6, None, why="short"),
    ),
    waiting=(owed(7, FAMILY[0], state=CallBackState.WAITING, due_at=NOW + timedelta(hours=2), attempts=TRIED[:1], attempts_left=4),),
    open_count=4,
)
RETURNING = replace(
    RINGING,
    pop=replace(
        context(),
        call_back=CallBackHint(1, "abandoned", 3, "女儿的手机更容易打通。", NOW - timedelta(minutes=40), "Lin Yue"),
    ),
)

ADMINISTRATOR = replace(
    QUIET,
    session=replace(SESSION, user=User("u9", "chen", "Chen Hao", "administrator", ""), sip=None),
    status=AgentStatus(),
    registration=Registration(),
    audio=AudioHealth(),
)
"""Works without an extension."""
