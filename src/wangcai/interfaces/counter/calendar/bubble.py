"""A refusal on the board, standing where it happened, with what would work as buttons."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from html import escape
from json import dumps
from typing import Any

from django.utils.translation import gettext as _

from wangcai.interfaces.counter.calendar.placing import position
from wangcai.interfaces.ui.components.buttons import button
from wangcai.interfaces.ui.components.registry import attrs
from wangcai.interfaces.ui.components.text import icon

TARGET = {"hx_target": "#board-live", "hx_swap": "innerMorph"}


@dataclass(slots=True)
class Bubble:
    """`column` and `at` (store-local ISO) say where it stands; `choices` are (words, values to post); `form` asks for more."""

    sentence: str
    code: str
    column: str
    at: str
    post: str
    choices: Sequence[tuple[str, dict[str, Any]]] = ()
    lead: str = ""
    form: str = ""
    form_words: str = ""

    def write(self, picture: Any) -> None:
        """Put it into the column it belongs to (the first of a board that has no such column any more)."""
        column = next((c for c in picture.columns if c.key == self.column and self._same_day(c)), None)
        if column is None and picture.columns:
            column = picture.columns[0]
        if column is not None:
            column.bubble = self.markup(position(*self._spot(picture.first)))

    def _same_day(self, column: Any) -> bool:
        return not column.day or not self.at or self.at.startswith(column.day)

    def _spot(self, first: int) -> tuple[int, int]:
        try:
            at = datetime.fromisoformat(self.at)
        except ValueError:
            return first * 60, 60
        return at.hour * 60 + at.minute, 60

    def markup(self, place: str) -> str:
        """An open dialog: while it stands the board does not refresh itself."""
        choices = "".join(
            button(words, size="small", hx_post=self.post, hx_vals=dumps(values), **TARGET)
            for words, values in self.choices
        )
        lead = f"<p>{escape(self.lead or _('这些时间可以：'))}</p>" if self.choices else ""
        more = ""
        if self.form:
            more = button(
                self.form_words or _("改时间"), kind="plain", size="small", hx_get=self.form, hx_target="#act"
            )
        close = f'<button type="button" data-dismiss aria-label="{escape(_("关闭"))}">{icon("x", "small")}</button>'
        return (
            f'<dialog open id="board-refusal"{attrs({"data_code": self.code})} {place}>'
            f'<p role="alert">{icon("alert-circle", "small")} {escape(self.sentence)}</p>{lead}<div>{choices}{more}</div>{close}</dialog>'
        )
