"""The person being written on this page: read, kept as it is typed, saved, deleted, found again after a kill."""

import asyncio
from dataclasses import dataclass, field
from datetime import date
from typing import Final

import flet as ft
from sqlalchemy import Connection

from mobile.phone import Phone
from mobile.store import state
from mobile.store.drafts import drop_draft, keep_draft, read_draft
from mobile.store.errors import DiskFull, StoreClosed, StoreError
from mobile.store.people import read_person
from mobile.store.records import Patch
from mobile.ui import routes
from mobile.ui.components.toast import ABOVE_FLOAT, toast, trouble_toast
from mobile.ui.forms.person_draft import from_draft, to_draft
from mobile.ui.forms.person_form import TABLE, PersonForm, Problem, form_of
from mobile.ui.haptics import knock
from mobile.ui.locale import t
from mobile.ui.moment import local_day
from mobile.ui.saving import keep
from shared.domain.person import Person

_PAUSE_S: Final = 0.25  # of the fingers, after which what was typed is kept


@dataclass(frozen=True)
class Start:
    """What an editor begins from: the saved form (None for somebody new), a draft, the author's structure, and the
    commune where the last person was created, which is proposed."""

    original: PersonForm | None
    draft: PersonForm | None
    structure: str
    commune: str


def read_start(connection: Connection, person_id: str) -> Start | None:
    """Read all of it at once; None where the person to correct is unknown here."""
    row = read_person(connection, person_id) if person_id else None
    if person_id and (row is None or row["deleted"]):
        return None
    content = read_draft(connection, draft_name(person_id))
    draft = from_draft(content) if content else None
    if draft is not None and not person_id and read_person(connection, draft.id) is not None:
        draft = None  # saved just before the app was killed
    worker = state.read(connection, "reference", {}).get("workers", {}).get(state.identity(connection).worker_id, {})
    original = form_of(Person(**row)) if row else None
    return Start(original, draft, worker.get("structure", ""), state.read(connection, "last_commune", ""))


def draft_name(person_id: str) -> str:
    """Name under which a person being written is kept."""
    return f"person:{person_id}" if person_id else "person"


@dataclass(eq=False)
class PersonDesk(ft.Observable):
    """One per editor. `form` is None until it was read; `missing` where there is nobody to correct."""

    page: ft.Page = field(repr=False)
    phone: Phone = field(repr=False)
    person_id: str = ""  # of the person being corrected, "" for somebody new
    form: PersonForm | None = None
    start: Start | None = None
    problems: tuple[Problem, ...] = ()
    missing: bool = False
    resumed: bool = False
    trouble: str = ""

    def __post_init__(self) -> None:
        self._later: asyncio.Task[None] | None = None
        self._saving = asyncio.Lock()

    @property
    def today(self) -> date:
        """The day it is here."""
        return local_day(self.phone.clock())

    async def open(self, first_name: str = "", last_name: str = "", typed_phone: str = "") -> None:
        """Begin from what is saved, or go on with the draft; the name looked for is proposed for somebody new."""
        try:
            start = await self.phone.read(read_start, self.person_id)
        except StoreError as error:
            self.trouble = trouble_words(error)
            return
        if start is None:
            self.missing = True
            return
        self.start = start
        self.resumed = start.draft is not None
        blank = PersonForm(self.phone.new_id(), first_name, last_name, commune=start.commune)
        fresh = start.original or (blank.with_phone("1", typed_phone) if typed_phone else blank)
        self.form = start.draft or fresh

    def change(self, form: PersonForm) -> None:
        """Put the form as it now is, draw it anew, and keep it once the fingers pause."""
        self.form = form
        self.problems = tuple(problem for problem in form.problems(self.today) if problem in self.problems)
        self._keep_soon()

    def typed(self, form: PersonForm) -> None:
        """The same for text that its own field already shows: nothing is drawn anew, unless a problem goes away."""
        if self.problems:
            self.change(form)
            return
        self.__dict__["form"] = form
        self._keep_soon()

    def _keep_soon(self) -> None:
        self._hush()
        self._later = asyncio.get_running_loop().create_task(self._keep_later())

    async def _keep_later(self) -> None:
        await asyncio.sleep(_PAUSE_S)
        self._later = None
        await self.keep()

    def _hush(self) -> None:
        task, self._later = self._later, None
        if task is not None:
            task.cancel()

    async def keep(self) -> None:
        """Keep the form as a draft; one that changes nothing is forgotten."""
        self._hush()
        try:
            if self.form is None or self.start is None or not self.written:
                await self.phone.read(drop_draft, draft_name(self.person_id))
            else:
                await self.phone.read(keep_draft, draft_name(self.person_id), to_draft(self.form), self.phone.clock())
        except StoreClosed:
            return  # the phone is being put away
        except StoreError as error:
            self.trouble = trouble_words(error)

    @property
    def written(self) -> bool:
        """Whether anything here would be lost."""
        if self.form is None or self.start is None:
            return False
        against = self.start.original or PersonForm(self.form.id, commune=self.start.commune)
        return self.form.says_more_than(against, self.today)

    async def begin_again(self) -> None:
        """Throw the draft away, as its author asked."""
        if self.start is not None:
            self.resumed = False
            self.change(self.start.original or PersonForm(self.phone.new_id(), commune=self.start.commune))
            await self.keep()

    async def leave(self) -> None:
        """Close: what was written stays, and is offered again."""
        told = self.written
        await self.keep()
        self.page.navigate(routes.person(self.person_id) if self.person_id else routes.PEOPLE)
        if told:
            toast(t("person.draft_kept"))

    async def save(self) -> None:
        """Save what is complete, else say what is missing. Nothing typed is lost where the disk refuses."""
        async with self._saving:
            form, start = self.form, self.start
            if form is None or start is None:
                return
            self.problems = form.problems(self.today)
            if self.problems:
                return
            self._hush()
            written = form.patches(start.original, self.today, start.structure)
            try:
                saved = await self.phone.save(written) if written else None
                await self.phone.read(_settle, draft_name(self.person_id), form.commune)
            except StoreError as error:
                self.trouble = trouble_words(error)
                return
        self.trouble = ""
        self.page.navigate(routes.person(form.id))
        if saved is not None:
            undo = saved.undo
            toast(t("person.saved" if start.original else "person.created"), lambda: self._undo(undo), lift=ABOVE_FLOAT)
            await knock()

    async def _undo(self, undo: tuple[Patch, ...]) -> None:
        try:
            await self.phone.save(undo)
        except StoreError as error:
            trouble_toast(trouble_words(error))
            return
        if not self.person_id:
            self.page.navigate(routes.PEOPLE)
        toast(t("person.undone"))

    async def delete(self) -> None:
        """Delete the person, with the way back; her encounters stay."""
        self._hush()
        self.page.navigate(routes.PEOPLE)
        if await keep(self.phone, [Patch(TABLE, self.person_id, {"deleted": True})], t("person.deleted")):
            await self.phone.read(drop_draft, draft_name(self.person_id))


def _settle(connection: Connection, draft: str, commune: str) -> None:
    """Forget the draft and remember the commune, in one transaction."""
    drop_draft(connection, draft)
    state.write(connection, "last_commune", commune)


def trouble_words(error: StoreError) -> str:
    """What a refusal of the store means to who is writing."""
    return t("person.disk_full") if isinstance(error, DiskFull) else t("person.not_kept")
