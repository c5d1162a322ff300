"""Today's figures as cards, each with its definition on hover. Main thread."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from agent_app.domain.floor import Figures, Floor
from ui import languages
from ui.widgets.panel import Panel, column, label, row, set_text
from ui.words import QT_TRANSLATE_NOOP, translate

FIGURES: dict[str, tuple[str, str]] = {
    "offered": (QT_TRANSLATE_NOOP("Figures", "Offered"), QT_TRANSLATE_NOOP("Figures", "Calls that entered a queue today.")),
    "answered": (QT_TRANSLATE_NOOP("Figures", "Answered"), QT_TRANSLATE_NOOP("Figures", "Offered calls that an agent answered.")),
    "abandoned": (
        QT_TRANSLATE_NOOP("Figures", "Abandoned"),
        QT_TRANSLATE_NOOP(
            "Figures",
            "The caller hung up after {short} s or more in the queue, before an agent answered. In brackets: who hung up sooner; "
            "these count as offered, not as abandoned. Messages and call-backs asked for are no abandons.",
        ),
    ),
    "abandon_rate": (QT_TRANSLATE_NOOP("Figures", "Abandon rate"), QT_TRANSLATE_NOOP("Figures", "Abandoned / offered.")),
    "service_level": (
        QT_TRANSLATE_NOOP("Figures", "Service level {target} s"),
        QT_TRANSLATE_NOOP("Figures", "Calls answered within {target} s / calls decided. {convention}"),
    ),
    "asa": (
        QT_TRANSLATE_NOOP("Figures", "Speed of answer"),
        QT_TRANSLATE_NOOP("Figures", "Mean wait of answered calls, from entering the queue to the agent's answer."),
    ),
    "aht": (
        QT_TRANSLATE_NOOP("Figures", "Handling time"),
        QT_TRANSLATE_NOOP("Figures", "(Talk + hold + wrap-up) / answered calls that are over."),
    ),
}
_CONVENTIONS = {
    "standard": QT_TRANSLATE_NOOP("Figures", "Convention: short abandons are left out, other abandons count as not answered in time."),
    "ignored": QT_TRANSLATE_NOOP("Figures", "Convention: abandons are ignored."),
    "positive": QT_TRANSLATE_NOOP("Figures", "Convention: who gave up within the time counts as answered in time."),
    "negative": QT_TRANSLATE_NOOP("Figures", "Convention: every abandon counts as not answered in time."),
}


def percent(share: float | None) -> str:
    return "–" if share is None else languages.locale().toString(100 * share, "f", 1) + " %"


def seconds(value: float | None) -> str:
    return "–" if value is None else languages.duration(value)


def values(figures: Figures) -> dict[str, str]:
    """Words of every figure, by the codes of ``FIGURES``."""
    abandoned = f"{figures.abandoned} ({figures.short_abandons})" if figures.short_abandons else str(figures.abandoned)
    return {
        "offered": str(figures.offered),
        "answered": str(figures.answered),
        "abandoned": abandoned,
        "abandon_rate": percent(figures.abandon_rate),
        "service_level": percent(figures.service_level),
        "asa": seconds(figures.asa_s),
        "aht": seconds(figures.aht_s),
    }


class FigureCards(Panel):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._floor: Floor | None = None
        self._names = {code: label("small") for code in FIGURES}
        self.values = {code: label("title") for code in FIGURES}
        self.cards = {code: Panel(kind="card") for code in FIGURES}
        for code, card in self.cards.items():
            card.setLayout(column(self._names[code], self.values[code], spacing=2, margins=(12, 8, 8, 8)))
        made = row(*self.cards.values(), spacing=8)
        for position in range(len(self.cards)):
            made.setStretch(position, 1)
        self.setLayout(made)
        self.retranslate()

    def show_floor(self, floor: Floor) -> None:
        self._floor = floor
        self.retranslate()

    def retranslate(self) -> None:
        floor = self._floor
        shown = values(floor.total) if floor is not None else dict.fromkeys(FIGURES, "–")
        convention = _CONVENTIONS.get(floor.service_level_convention, "") if floor is not None else ""
        filled = {
            "target": f"{floor.service_level_s:g}" if floor is not None else "…",
            "short": f"{floor.short_abandon_s:g}" if floor is not None else "…",
            "convention": translate("Figures", convention) if convention else "",
        }
        for code, (name, definition) in FIGURES.items():
            set_text(self._names[code], translate("Figures", name).format_map(filled))
            set_text(self.values[code], shown[code])
            self.cards[code].setToolTip(translate("Figures", definition).format_map(filled))
            self.cards[code].setAccessibleName(f"{self._names[code].text()}: {shown[code]}")
