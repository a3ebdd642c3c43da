"""The talk about an encounter: the coordinator's remarks, and the box where the worker answers."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

import flet as ft
from sqlalchemy import Connection

from mobile.phone import Phone
from mobile.store.drafts import drop_draft, keep_draft, read_draft
from mobile.store.errors import StoreError
from mobile.store.records import Patch
from mobile.store.visits import RemarkLine, VisitPage, is_remark
from mobile.ui.components.buttons import button
from mobile.ui.components.cards import card
from mobile.ui.components.fields import field as text_field
from mobile.ui.components.layout import column, line, space
from mobile.ui.components.lists import section
from mobile.ui.components.text import icon, text
from mobile.ui.forms.visit_form import storable
from mobile.ui.locale import t
from mobile.ui.moment import when_words
from mobile.ui.palette import HAY, INK2
from mobile.ui.pause import AfterPause
from mobile.ui.saving import keep

_I = ft.Icons
QUESTION: Final = "question"


def talk(phone: Phone, page: VisitPage, now: int) -> list[ft.Control]:
    """Remarks in their order, and a box to answer where there are any."""
    if not page.remarks and page.visit.review != QUESTION:
        return []
    asked = line(icon(_I.HELP_ROUNDED, HAY, 22), text(t("visit.question"), "label", expand=True))
    return [
        section(t("visit.talk")),
        *([asked, space(8)] if page.visit.review == QUESTION else []),
        column(*(_remark(remark, now) for remark in page.remarks), gap=8),
        space(12),
        answer_box(phone, page.visit.id, answered(page.remarks)),
    ]


def answered(remarks: Sequence[RemarkLine]) -> str:
    """Id of the remark that an answer answers: the oldest question still open, else what somebody else said last.

    An answer that named none would itself be a question; "" only where nobody else said anything.
    """
    settled = {remark.answer_to for remark in remarks if remark.mine}
    others = [remark for remark in remarks if not remark.mine]
    still_open = [remark.id for remark in others if not remark.answer_to and remark.id not in settled]
    return next(iter(still_open), others[-1].id if others else "")


def _remark(remark: RemarkLine, now: int) -> ft.Control:
    who = t("visit.you") if remark.mine else remark.author or t("visit.somebody")
    words = column(
        text(t("visit.said", who=who, when=when_words(remark.created_at, now)), "small", INK2),
        text(remark.text),
        gap=2,
    )
    return card(words, "card" if remark.mine else "hay")


@dataclass(eq=False)
class Answer(ft.Observable):
    """An answer being typed: kept at once, found again after a kill. `shown` is what the box begins with."""

    phone: Phone = field(repr=False)
    visit_id: str
    shown: str = ""

    def __post_init__(self) -> None:
        self._words = ""
        self._remark = self.phone.new_id()  # the id that this answer will have
        self._pause = AfterPause(self._keep)

    @property
    def _draft(self) -> str:
        return f"answer:{self.visit_id}"

    async def find(self) -> None:
        """Show what was kept, unless something was typed meanwhile."""
        words, remark_id = await self.phone.read(unsent_answer, self._draft)
        if words and not self._words:
            self._words = self.shown = words
            self._remark = remark_id or self._remark

    def heard(self, words: str) -> None:
        """Take what was typed, and keep it once the fingers pause."""
        self._words = storable(words)
        self._pause.soon()

    async def _keep(self) -> None:
        try:
            written = {"text": self._words, "id": self._remark}
            await self.phone.read(keep_draft, self._draft, written, self.phone.clock())
        except StoreError:
            return  # the words are on screen; sending them tells what is wrong

    async def send(self, remark_id: str) -> None:
        """Keep the answer for good; what could not be kept stays in the box."""
        self._pause.hush()
        words = self._words.strip()
        if not words:
            return
        answer = {"visit": self.visit_id, "text": words, "answer_to": remark_id}
        if await keep(self.phone, [Patch("remark", self._remark, answer)], t("visit.answered")) is None:
            return
        await self.phone.read(drop_draft, self._draft)
        self.shown = words  # what the box was last told, so that emptying it is a change
        self._words = self.shown = ""
        self._remark = self.phone.new_id()


def unsent_answer(connection: Connection, draft: str) -> tuple[str, str]:
    """The words kept in a draft and the id they will have; none if they were sent just before the app was killed."""
    found = read_draft(connection, draft) or {}
    words, remark_id = str(found.get("text", "")), str(found.get("id", ""))
    if remark_id and is_remark(connection, remark_id):
        drop_draft(connection, draft)
        return "", ""
    return words, remark_id


@ft.component
def answer_box(phone: Phone, visit_id: str, remark_id: str) -> ft.Control:
    """Where the worker answers."""
    answer, _ = ft.use_state(Answer(phone, visit_id))
    ft.use_effect(answer.find, [])
    return column(
        text_field(t("visit.answer"), answer.shown, answer.heard, hint=t("visit.answer.hint"), lines=2),
        space(8),
        button(t("visit.answer.send"), lambda: answer.send(remark_id), "tonal", _I.REPLY_ROUNDED),
    )
