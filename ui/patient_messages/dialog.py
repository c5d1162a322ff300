"""A message to the patient of one call: template, language, text as it will arrive. Not modal: calls go on beside it. Main thread."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QDialog, QLineEdit, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from agent_app.domain.call import CallRef
from agent_app.domain.errors import UserFacingError
from agent_app.domain.patient_messages import MessageForm, MessageTemplate, NewMessage
from ui import languages
from ui.messages import message
from ui.pages.host import PageHost
from ui.widgets.choice_box import ChoiceBox
from ui.widgets.panel import Panel, column, label, row, set_kind, set_text
from ui.words import translate

MOST = 1000
"""Characters."""
_LANGUAGES = (("zh_CN", "简体中文"), ("ru", "Русский"), ("en", "English"))


class MessageEditor(Panel):
    """``send`` hands the message over; nothing is sent before the form is there."""

    def __init__(self, host: PageHost, ref: CallRef, parent: QDialog) -> None:
        super().__init__(parent)
        self._host = host
        self._ref = ref
        self._dialog = parent
        self._form: MessageForm | None = None
        self._said: tuple[str, dict[str, str]] | None = None
        self.to, self.template, self.language = ChoiceBox(), ChoiceBox(), ChoiceBox()
        self.address, self.subject = QLineEdit(), QLineEdit()
        self.text = QPlainTextEdit()
        self.text.setTabChangesFocus(True)
        self.text.setMinimumHeight(150)
        self._captions = {name: label("caption") for name in ("to", "address", "template", "language", "subject", "text")}
        for name, caption in self._captions.items():
            caption.setBuddy(getattr(self, name))
        self.hint = label("quiet", wrap=True)
        self.words = label("error", wrap=True)
        self.words.hide()
        self.send = QPushButton()
        self.send.setProperty("look", "primary")
        self.send.clicked.connect(self._send)
        self.leave = QPushButton()
        self.leave.clicked.connect(parent.close)
        for code, name in _LANGUAGES:
            self.language.addItem(name, code)
        self.to.currentIndexChanged.connect(self._recipient_changed)
        self.template.activated.connect(self._fill)
        self.language.activated.connect(self._fill)
        self.text.textChanged.connect(self._offer)
        self.address.textChanged.connect(self._offer)
        boxes = row(
            column(self._captions["template"], self.template, spacing=2), column(self._captions["language"], self.language, spacing=2)
        )
        boxes.setStretch(0, 1)
        made = column(
            self._captions["to"], self.to, self._captions["address"], self.address, boxes, self._captions["subject"], self.subject,
            self._captions["text"], self.text, self.hint, self.words, row(None, self.leave, self.send),
            spacing=6, margins=(20, 16, 20, 16),
        )  # fmt: skip
        self.setLayout(made)
        self.retranslate()
        host.tasks.ask("message form", host.desk.messages.form(ref), done=self._show_form, failed=self._failed)

    def retranslate(self) -> None:
        for name, words in {
            "to": translate("PatientMessage", "To"),
            "address": translate("PatientMessage", "E-mail address"),
            "template": translate("PatientMessage", "Template"),
            "language": translate("PatientMessage", "Language of the patient"),
            "subject": translate("PatientMessage", "Subject"),
            "text": translate("PatientMessage", "Text, as the patient will read it"),
        }.items():
            set_text(self._captions[name], words)
            getattr(self, name).setAccessibleName(words)
        self.send.setText(translate("PatientMessage", "Send"))
        self.leave.setText(translate("PatientMessage", "Close"))
        self._dialog.setWindowTitle(translate("PatientMessage", "Message to the patient"))
        self._name_choices()
        self._recipient_changed()
        self._say()

    def _show_form(self, form: MessageForm) -> None:
        self._form = form
        for box in (self.to, self.template):
            box.clear()
        for recipient in form.recipients:
            self.to.addItem(recipient.masked, recipient.key)
        self.to.addItem("", "address")
        for template in form.templates:
            self.template.addItem("", template.code)
        self.template.addItem("", "")
        self.language.setCurrentIndex(max(0, self.language.findData(form.language)))
        self._name_choices()
        self._recipient_changed()
        self._fill()
        self.text.setFocus(Qt.FocusReason.OtherFocusReason)

    def _name_choices(self) -> None:
        for template in self._form.templates if self._form else ():
            self.template.setItemText(self.template.findData(template.code), template.labels.get(languages.current(), template.code))
        self.template.setItemText(self.template.findData(""), translate("PatientMessage", "No template"))
        self.to.setItemText(self.to.findData("address"), translate("PatientMessage", "E-mail…"))

    @property
    def by_email(self) -> bool:
        return bool(self.to.currentData() == "address")

    def _chosen(self) -> MessageTemplate | None:
        templates = self._form.templates if self._form else ()
        return next((one for one in templates if one.code == self.template.currentData()), None)

    def _fill(self) -> None:
        """The template's words in the place of what stands there; Ctrl+Z in the text brings that back."""
        chosen, language = self._chosen(), str(self.language.currentData())
        if chosen is None:
            return
        self.subject.setText(chosen.subjects.get(language, ""))
        cursor = self.text.textCursor()
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.insertText(chosen.texts.get(language, ""))

    def _recipient_changed(self) -> None:
        for name in ("address", "subject"):
            getattr(self, name).setVisible(self.by_email)
            self._captions[name].setVisible(self.by_email)
        form, parts = self._form, []
        if form is not None:
            if form.number_withheld:
                parts.append(translate("PatientMessage", "The number of this call was withheld: no text message can go to it."))
            if ("email" if self.by_email else "sms") not in form.gateways:
                parts.append(translate("PatientMessage", "No gateway is set up yet: the message is kept at the server and waits."))
        set_text(self.hint, " ".join(parts))
        self.hint.setVisible(bool(parts))
        self._offer()

    def _offer(self) -> None:
        text = self.text.toPlainText().strip()
        addressed = not self.by_email or "@" in self.address.text()
        self.send.setEnabled(self._form is not None and 0 < len(text) <= MOST and addressed)
        if len(text) > MOST:
            self._said = None
            set_text(self.words, translate("PatientMessage", "The text is too long: {most} characters at most.").format(most=MOST))
            self.words.show()
        elif self._said is None:
            self.words.hide()

    def _send(self) -> None:
        self.send.setEnabled(False)
        new = NewMessage(
            "email" if self.by_email else "sms",
            str(self.to.currentData()),
            self.text.toPlainText().strip(),
            str(self.language.currentData()),
            str(self.template.currentData() or ""),
            self.subject.text().strip() if self.by_email else "",
            self.address.text().strip() if self.by_email else "",
        )
        self._host.tasks.ask("send message", self._host.desk.messages.send(self._ref, new), done=self._kept, failed=self._failed)

    def _kept(self, _nothing: None) -> None:
        self._dialog.close()

    def _failed(self, error: UserFacingError) -> None:
        self._said = (error.code, dict(error.params))
        self._say()
        self._offer()

    def _say(self) -> None:
        if self._said is not None:
            set_kind(self.words, kind="error")
            set_text(self.words, message(*self._said).text)
            self.words.show()


def open_message(host: PageHost, parent: QWidget, ref: CallRef) -> MessageEditor:
    """A window of its own over ``parent``, which it does not block."""
    dialog = QDialog(parent)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setModal(False)
    editor = MessageEditor(host, ref, dialog)
    layout = QVBoxLayout(dialog)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.addWidget(editor)
    dialog.resize(560, 480)
    dialog.show()
    return editor
