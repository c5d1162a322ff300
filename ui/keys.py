"""Every key of the desk in ONE table: the shortcuts, the tooltips, the marks on buttons and the F1 page are made of it.

Main thread. The keys themselves are known to the scenarios; changing one is a change of the product.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from ui.words import QT_TRANSLATE_NOOP, translate


class Action(Enum):
    KEYS = "keys"
    ANSWER = "answer"
    DIAL_FIELD = "dial_field"
    HANG_UP = "hang_up"
    NOTES = "notes"
    HOLD = "hold"
    MUTE = "mute"
    READY = "ready"
    NOT_READY = "not_ready"
    KEYPAD = "keypad"
    DISPOSITION = "disposition"
    SAVE = "save"
    PAGE = "page"
    LANGUAGE = "language"
    SIDE_PANEL = "side_panel"
    CALL_BACK = "call_back"
    PAUSE_RECORDING = "pause_recording"
    REFUSE_RECORDING = "refuse_recording"
    MATTER = "matter"
    NEW = "new"
    FIND = "find"
    REVERT = "revert"
    MOVE_UP = "move_up"
    MOVE_DOWN = "move_down"
    LOCK = "lock"
    TAKE_NEXT = "take_next"
    POSTPONE = "postpone"
    CLOSE_TASK = "close_task"
    LISTEN = "listen"
    IDENTITY = "identity"
    MESSAGE = "message"


@dataclass(frozen=True, slots=True)
class Key:
    action: Action
    sequences: tuple[str, ...]
    """In Qt's portable form; ``%n`` stands for 1 to 9."""
    shown: str
    """As drawn on a button."""
    meaning: str
    """English source text, context ``Keys``."""


TABLE: tuple[Key, ...] = (
    Key(Action.ANSWER, ("F2",), "F2", QT_TRANSLATE_NOOP("Keys", "Answer the ringing call")),
    Key(Action.HANG_UP, ("F4",), "F4", QT_TRANSLATE_NOOP("Keys", "Hang up, or reject the ringing call")),
    Key(Action.HOLD, ("F6",), "F6", QT_TRANSLATE_NOOP("Keys", "Hold the call, or take it back")),
    Key(Action.MUTE, ("F7",), "F7", QT_TRANSLATE_NOOP("Keys", "Mute the microphone, or unmute it")),
    Key(Action.KEYPAD, ("Ctrl+D",), "Ctrl+D", QT_TRANSLATE_NOOP("Keys", "Keypad: typed digits are sent as tones, Esc closes it")),
    Key(Action.DIAL_FIELD, ("F3",), "F3", QT_TRANSLATE_NOOP("Keys", "Go to the dial field; Enter dials")),
    Key(Action.READY, ("F8",), "F8", QT_TRANSLATE_NOOP("Keys", "Say ready")),
    Key(Action.NOT_READY, ("F9",), "F9", QT_TRANSLATE_NOOP("Keys", "Say not ready: menu of reasons, 1 to 9 picks one")),
    Key(Action.NOTES, ("F5",), "F5", QT_TRANSLATE_NOOP("Keys", "Go to the notes of the call")),
    Key(Action.DISPOSITION, ("Alt+%n",), "Alt+1…9", QT_TRANSLATE_NOOP("Keys", "Choose the outcome with this number")),
    Key(Action.SAVE, ("Ctrl+Return", "Ctrl+Enter"), "Ctrl+Enter", QT_TRANSLATE_NOOP("Keys", "Save the wrap-up, or the form of the page")),
    Key(Action.SIDE_PANEL, ("Ctrl+B",), "Ctrl+B", QT_TRANSLATE_NOOP("Keys", "Fold or unfold the wrap-up panel")),
    Key(Action.MATTER, ("Ctrl+M",), "Ctrl+M", QT_TRANSLATE_NOOP("Keys", "Go to the matter of the call; a part of its name finds it")),
    Key(
        Action.PAUSE_RECORDING, ("Ctrl+P",), "Ctrl+P", QT_TRANSLATE_NOOP("Keys", "Pause the recording while secrets are said, or resume it")
    ),
    Key(
        Action.REFUSE_RECORDING,
        ("Ctrl+Shift+P",),
        "Ctrl+Shift+P",
        QT_TRANSLATE_NOOP("Keys", "The patient does not want to be recorded: stop for good"),
    ),
    Key(
        Action.IDENTITY,
        ("Ctrl+I",),
        "Ctrl+I",
        QT_TRANSLATE_NOOP("Keys", "Identity check: go to its first question, or check what was typed"),
    ),
    Key(Action.MESSAGE, ("Ctrl+Shift+M",), "Ctrl+Shift+M", QT_TRANSLATE_NOOP("Keys", "Write a message to the patient of the call")),
    Key(Action.CALL_BACK, ("Ctrl+R",), "Ctrl+R", QT_TRANSLATE_NOOP("Keys", "Call back the selected patient of the list")),
    Key(Action.LISTEN, ("Ctrl+J",), "Ctrl+J", QT_TRANSLATE_NOOP("Keys", "Listen to the selected call, or pause")),
    Key(Action.TAKE_NEXT, ("Ctrl+T",), "Ctrl+T", QT_TRANSLATE_NOOP("Keys", "Take the next call-back of the list")),
    Key(
        Action.POSTPONE,
        ("Ctrl+Shift+T",),
        "Ctrl+Shift+T",
        QT_TRANSLATE_NOOP("Keys", "Postpone the selected call-back: 1 to 4 picks a time"),
    ),
    Key(Action.CLOSE_TASK, ("Ctrl+E",), "Ctrl+E", QT_TRANSLATE_NOOP("Keys", "Close the selected call-back: 1 to 4 picks the reason")),
    Key(Action.PAGE, ("Ctrl+%n",), "Ctrl+1…9", QT_TRANSLATE_NOOP("Keys", "Open the page with this number in the rail")),
    Key(Action.NEW, ("Ctrl+N",), "Ctrl+N", QT_TRANSLATE_NOOP("Keys", "Administration: a new entry in the list")),
    Key(Action.FIND, ("Ctrl+F",), "Ctrl+F", QT_TRANSLATE_NOOP("Keys", "Administration: search in the list")),
    Key(Action.REVERT, ("Ctrl+U",), "Ctrl+U", QT_TRANSLATE_NOOP("Keys", "Administration: take back what is not saved")),
    Key(Action.MOVE_UP, ("Alt+Up",), "Alt+↑", QT_TRANSLATE_NOOP("Keys", "Administration: move the entry up")),
    Key(Action.MOVE_DOWN, ("Alt+Down",), "Alt+↓", QT_TRANSLATE_NOOP("Keys", "Administration: move the entry down")),
    Key(Action.LANGUAGE, ("Ctrl+Shift+L",), "Ctrl+Shift+L", QT_TRANSLATE_NOOP("Keys", "Choose the language")),
    Key(Action.LOCK, ("Ctrl+L",), "Ctrl+L", QT_TRANSLATE_NOOP("Keys", "Lock the desk; the password opens it")),
    Key(Action.KEYS, ("F1",), "F1", QT_TRANSLATE_NOOP("Keys", "Show this list of keys")),
)

_BY_ACTION = {key.action: key for key in TABLE}


def key_of(action: Action) -> Key:
    return _BY_ACTION[action]


def shown(action: Action, number: int | None = None) -> str:
    """As drawn on a button: ``F2``, or ``Alt+3`` for a numbered one."""
    key = _BY_ACTION[action]
    if number is None:
        return key.shown
    return key.sequences[0].replace("%n", str(number))


def meaning(action: Action) -> str:
    """What the key does, in the language in force."""
    return translate("Keys", _BY_ACTION[action].meaning)


def tooltip(text: str, action: Action, number: int | None = None) -> str:
    return f"{text}  ({shown(action, number)})"
