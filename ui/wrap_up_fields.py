"""What the wrap-up asks besides notes and outcome: what the queue requires first, the rest folded away. Main thread."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from PySide6.QtCore import QLocale, Qt, Signal
from PySide6.QtWidgets import QLabel, QLineEdit, QToolButton, QWidget

from agent_app.domain.wrap_up_form import Answers, WrapUpForm
from ui import languages, typed_date
from ui.keys import Action, shown
from ui.widgets.panel import Panel, column, label, set_kind, set_text
from ui.widgets.search_choice import SearchChoice
from ui.widgets.segments import Segments
from ui.words import translate

FIELDS = ("matter", "resolved", "booking", "follow_up", "source")
_PATH_SIGN = " › "


class WrapUpFields(Panel):
    """Signals: ``answered`` with the Answers as they are now."""

    answered = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._answers = Answers()
        self._form = WrapUpForm()
        self._queue = ""
        self._required: tuple[str, ...] = ()
        self._missing: tuple[str, ...] = ()
        self._unfolded = False
        self.matter = SearchChoice()
        self.matter.chosen.connect(lambda code: self._give(matter=code))
        self.source = SearchChoice()
        self.source.chosen.connect(lambda code: self._give(source=code))
        self.resolved = Segments(("yes", "partly", "no"))
        self.resolved.chosen.connect(lambda code: self._give(resolved=code))
        self.intent = Segments(("none", "wanted"), columns=2)
        self.intent.chosen.connect(lambda code: self._give(booking_intent=code, booking_result=""))
        self.result = Segments(("booked", "waiting_list", "declined", "not_possible"), columns=2)
        self.result.chosen.connect(lambda code: self._give(booking_result=code))
        self.follow_up = Segments(("no", "yes"), columns=2)
        self.follow_up.chosen.connect(lambda code: self._give(follow_up={"yes": True, "no": False}.get(code)))
        self.day = QLineEdit()
        self.day.editingFinished.connect(self._day_typed)
        self.reason = QLineEdit()
        self.reason.setMaxLength(400)
        self.reason.textEdited.connect(lambda text: self._give(follow_up_reason=text))
        self._captions: dict[str, QLabel] = {name: label("caption") for name in FIELDS}
        self._boxes = {
            "matter": self._box("matter", self.matter),
            "resolved": self._box("resolved", self.resolved),
            "booking": self._box("booking", self.intent, self.result),
            "follow_up": self._box("follow_up", self.follow_up, self.day, self.reason),
            "source": self._box("source", self.source),
        }
        self.more = QToolButton()
        self.more.setProperty("look", "plain")
        self.more.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
        self.more.clicked.connect(self._toggle)
        self._needed = QWidget()
        self._rest = QWidget()
        self._needed.setLayout(column(spacing=10))
        self._rest.setLayout(column(spacing=10))
        self.setLayout(column(self._needed, self.more, self._rest, spacing=8))
        self._place(())
        self.retranslate()

    def show_answers(self, answers: Answers, form: WrapUpForm, queue: str, *, enabled: bool) -> None:
        """Show ``answers``; what is being typed into a field stays."""
        required = tuple(name for name in form.required.get(queue, ()) if name in FIELDS)
        if (form, queue) != (self._form, self._queue):
            self._form, self._queue = form, queue
            self._fill_choices()
        if required != self._required:
            self._place(required)
        self._answers = answers
        self._show()
        self._needed.setEnabled(enabled)
        self._rest.setEnabled(enabled)

    def mark_missing(self, missing: tuple[str, ...]) -> None:
        self._missing = missing
        self._render_captions()

    def focus_field(self, name: str) -> None:
        if name not in self._required and not self._unfolded:
            self._toggle()
        booking = self.result if self._answers.booking_intent == "wanted" else self.intent
        target = {"matter": self.matter, "resolved": self.resolved, "booking": booking, "follow_up": self.follow_up, "source": self.source}
        target[name].setFocus(Qt.FocusReason.ShortcutFocusReason)

    def tab_chain(self) -> list[QWidget]:
        """Every field in the order it stands."""
        inner: dict[str, list[QWidget]] = {
            "matter": [self.matter],
            "resolved": [*self.resolved.buttons.values()],
            "booking": [*self.intent.buttons.values(), *self.result.buttons.values()],
            "follow_up": [*self.follow_up.buttons.values(), self.day, self.reason],
            "source": [self.source],
        }
        rest = [name for name in FIELDS if name not in self._required]
        needed = [widget for name in self._required for widget in inner[name]]
        return [*needed, self.more, *(widget for name in rest for widget in inner[name])]

    @property
    def required(self) -> tuple[str, ...]:
        return self._required

    def name_of(self, field: str) -> str:
        return {
            "matter": translate("WrapUpFields", "Matter"),
            "resolved": translate("WrapUpFields", "Resolved"),
            "booking": translate("WrapUpFields", "Appointment"),
            "follow_up": translate("WrapUpFields", "Follow-up"),
            "source": translate("WrapUpFields", "How the patient found us"),
            "notes": translate("WrapUpFields", "Notes"),
            "disposition": translate("WrapUpFields", "Outcome"),
        }.get(field, field)

    def retranslate(self) -> None:
        self.resolved.set_words(
            {
                "yes": translate("WrapUpFields", "Yes"),
                "partly": translate("WrapUpFields", "Partly"),
                "no": translate("WrapUpFields", "No"),
            }
        )
        self.intent.set_words({"none": translate("WrapUpFields", "Not asked for"), "wanted": translate("WrapUpFields", "Asked for")})
        self.result.set_words(
            {
                "booked": translate("WrapUpFields", "Booked"),
                "waiting_list": translate("WrapUpFields", "Waiting list"),
                "declined": translate("WrapUpFields", "Declined"),
                "not_possible": translate("WrapUpFields", "Not possible"),
            }
        )
        self.follow_up.set_words({"no": translate("WrapUpFields", "Not needed"), "yes": translate("WrapUpFields", "Wanted")})
        self.matter.setPlaceholderText(translate("WrapUpFields", "Type a part of it"))
        self.source.setPlaceholderText(translate("WrapUpFields", "Type a part of it"))
        hint = typed_date.hint(QLocale())
        self.day.setPlaceholderText(translate("WrapUpFields", "On which day: {format}, or +7").format(format=hint))
        self.reason.setPlaceholderText(translate("WrapUpFields", "Why?"))
        self.day.setAccessibleName(translate("WrapUpFields", "Day of the follow-up"))
        self.reason.setAccessibleName(translate("WrapUpFields", "Reason of the follow-up"))
        self._fill_choices()
        self._render_captions()
        self._render_more()

    def _box(self, name: str, *widgets: QWidget) -> QWidget:
        made = QWidget()
        made.setLayout(column(self._captions[name], *widgets, spacing=5))
        return made

    def _place(self, required: tuple[str, ...]) -> None:
        self._required = required
        for name in (*required, *(name for name in FIELDS if name not in required)):
            layout = (self._needed if name in required else self._rest).layout()
            if layout is not None:
                layout.addWidget(self._boxes[name])
        self._needed.setVisible(bool(required))
        self.more.setVisible(len(required) < len(FIELDS))
        self._render_captions()
        self._render_more()

    def _fill_choices(self) -> None:
        language = languages.current()
        paths = self._form.offered(self._queue)
        self.matter.set_choices([(path[-1].code, _PATH_SIGN.join(node.label(language) for node in path)) for path in paths])
        self.source.set_choices([(choice.code, choice.label(language)) for choice in self._form.sources])

    def _show(self) -> None:
        answers = self._answers
        self.matter.set_code(answers.matter)
        self.source.set_code(answers.source)
        self.resolved.set_code(answers.resolved)
        self.intent.set_code(answers.booking_intent)
        self.result.set_code(answers.booking_result)
        self.result.setVisible(answers.booking_intent == "wanted")
        self.follow_up.set_code("" if answers.follow_up is None else "yes" if answers.follow_up else "no")
        self.day.setVisible(answers.follow_up is True)
        self.reason.setVisible(answers.follow_up is True)
        if not self.day.hasFocus():
            self.day.setText(languages.day(answers.follow_up_on) if answers.follow_up_on is not None else "")
        if not self.reason.hasFocus() and self.reason.text() != answers.follow_up_reason:
            self.reason.setText(answers.follow_up_reason)

    def _give(self, **changes: object) -> None:
        self._answers = replace(self._answers, **changes)  # type: ignore[arg-type]
        self._show()
        self.answered.emit(self._answers)

    def _day_typed(self) -> None:
        day = typed_date.read_coming(self.day.text(), QLocale(), date.today())
        if day != self._answers.follow_up_on:
            self._give(follow_up_on=day)
        self._show()

    def fold(self) -> None:
        self._unfolded = False
        self._render_more()

    def _toggle(self) -> None:
        self._unfolded = not self._unfolded
        self._render_more()

    def _render_more(self) -> None:
        self._rest.setVisible(self._unfolded and len(self._required) < len(FIELDS))
        fold, unfold = translate("WrapUpFields", "Less"), translate("WrapUpFields", "More about this call…")
        self.more.setText(fold if self._unfolded else unfold)

    def _render_captions(self) -> None:
        for name, caption in self._captions.items():
            words = self.name_of(name)
            if name == "matter":
                words = f"{words}  {shown(Action.MATTER)}"
            if name in self._required:
                words = translate("WrapUpFields", "{field} · required").format(field=words)
            set_text(caption, words)
            set_kind(caption, kind="error" if name in self._missing else "caption")
        self.matter.setAccessibleName(self.name_of("matter"))
        self.source.setAccessibleName(self.name_of("source"))
