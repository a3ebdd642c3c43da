"""The encounter being written on this page: begun, kept as it is typed, saved, found again after a kill."""

import asyncio
from dataclasses import dataclass, field, replace

import flet as ft

from mobile.phone import Phone
from mobile.store.drafts import drop_draft, keep_draft, read_draft
from mobile.store.errors import DiskFull, StoreClosed, StoreError
from mobile.store.people import PersonLine
from mobile.store.records import Patch, Saved
from mobile.ui.components.toast import ABOVE_FOOT, toast, trouble_toast
from mobile.ui.context import phone_of
from mobile.ui.forms.visit_draft import to_draft
from mobile.ui.forms.visit_form import Problem, VisitForm, duplicate_of
from mobile.ui.forms.visit_patches import patches
from mobile.ui.haptics import knock
from mobile.ui.locale import t
from mobile.ui.moment import local_day
from mobile.ui.origin import return_to_origin
from mobile.ui.pause import AfterPause
from mobile.ui.routes import LIKE, MET, begun_with
from mobile.ui.screens.encounter_start import Asked, Beginning, draft_name, read_beginning, read_people
from mobile.ui.screens.encounter_steps import Steps, steps_of


@dataclass(eq=False)
class EncounterDesk(ft.Observable):
    """One per page. `form` is None until it was read; `found` is a draft that waits for a yes or a no."""

    page: ft.Page = field(repr=False)
    form: VisitForm | None = None
    original: VisitForm | None = None
    found: VisitForm | None = None
    beginning: Beginning | None = None
    people: dict[str, PersonLine] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    trouble: str = ""
    searched: str = ""
    many: bool = False
    visit_id: str = ""  # of the encounter being corrected, "" for a new one

    def __post_init__(self) -> None:
        self._pause = AfterPause(self.keep)
        self._saving, self._opening = asyncio.Lock(), asyncio.Lock()

    @property
    def phone(self) -> Phone:
        """The phone of this page."""
        return phone_of(self.page)

    @property
    def steps(self) -> Steps:
        """Addresses of the steps."""
        return steps_of(self.visit_id)

    @property
    def name(self) -> str:
        """Name of the draft."""
        return draft_name(self.visit_id)

    async def open(self, visit_id: str) -> None:
        """Begin, or go on where a killed app stopped. Opening what is open changes nothing."""
        async with self._opening:  # every step of the stack asks for it, and only the first reads
            if self.form is None or self.visit_id != visit_id:
                if self.form is not None:
                    self.close()
                self.visit_id = visit_id
                await self._begin(visit_id)

    async def _begin(self, visit_id: str) -> None:
        phone, route = self.phone, self.page.route or ""
        now = phone.clock()
        asked = Asked(visit_id, begun_with(route, MET), begun_with(route, LIKE))
        begun = await phone.read(read_beginning, asked, phone.new_id(), now, str(local_day(now)))
        self.beginning, self.people, self.original = begun, dict(begun.people), begun.original
        inside = bool(visit_id) or route.partition("?")[0] != self.steps.start  # there, nobody has to be asked
        self.found = None if inside else begun.draft
        self.form = begun.draft if inside and begun.draft else begun.fresh
        if self.found is None and self.form is begun.fresh:
            self._skip(begun)

    def go(self, step: str) -> None:
        """Show a step."""
        self.page.navigate(step)

    def change(self, form: VisitForm) -> None:
        """Put the form as it now is, and keep it once the fingers pause."""
        self.form = form
        self.problems = tuple(problem for problem in form.problems(self.today) if problem in self.problems)
        self._pause.soon()

    def typed(self, form: VisitForm) -> None:
        """The same for text that its own field already shows: nothing is drawn anew at each key."""
        self.__dict__["form"] = form
        self._pause.soon()

    @property
    def today(self) -> str:
        """The ISO day it is here."""
        return str(local_day(self.phone.clock()))

    async def keep(self) -> None:
        """Keep the form as a draft; one that says nothing yet is forgotten."""
        self._pause.hush()
        if self.form is None or self.found is not None:
            return
        try:
            if self.form == self.original or (self.original is None and self.form.untouched):
                await self.phone.read(drop_draft, self.name)
            else:
                await self.phone.read(keep_draft, self.name, to_draft(self.form), self.phone.clock())
        except StoreClosed:
            return  # the phone is being put away
        except StoreError as error:
            self.trouble = trouble_words(error)

    async def step(self, step: str) -> None:
        """Keep, then show another step."""
        self.go(step)
        await self.keep()

    async def go_on(self) -> None:
        """Take up the draft that was found."""
        draft, self.found = self.found, None
        if draft is not None:
            self.form = draft
            self.go(self.steps.note if draft.people or draft.needs else self.steps.who)

    async def start_anew(self) -> None:
        """Throw the draft away, as its author asked."""
        self.found = None
        await self.phone.read(drop_draft, self.name)
        if self.beginning:
            self._skip(self.beginning)

    def _skip(self, begun: Beginning) -> None:
        """What was already said needs no step."""
        if begun.repeats:
            self.go(self.steps.note)
        elif begun.met:
            self.go(self.steps.needs)

    async def undo_changes(self) -> None:
        """Go back to what was saved."""
        if self.original is not None:
            self.change(self.original)
            await self.keep()

    @property
    def several(self) -> bool:
        """Whether a press on a name ticks it, instead of choosing it and going on."""
        return self.many or (self.form is not None and len(self.form.participants) > 1)

    async def meet(self, line: PersonLine) -> None:
        """Take somebody in: instead of who was there, or beside them where several are met; twice takes her out."""
        form = self.form
        if form is None:
            return
        self.people = {**self.people, line.id: line}
        if not self.several:
            for other in form.participants:
                form = form.without_person(other)
        elif line.id in form.participants:
            self.change(form.without_person(line.id))
            return
        self.change(form.with_person(line.id, commune=line.commune, hamlet=line.hamlet))

    async def repeat(self, form: VisitForm) -> None:
        """Begin from an earlier encounter."""
        now = self.phone.clock()
        self.change(duplicate_of(form, self.phone.new_id(), str(local_day(now)), now))
        self.people = {**self.people, **await self.phone.read(read_people, form.participants)}
        await self.step(self.steps.note)

    async def leave(self) -> None:
        """Close: what was written stays, and is offered again."""
        await self.keep()
        written = self.found is None and self.form is not None and self.form != self.original
        told = written and self.form is not None and not self.form.untouched
        self.close()
        self._go_home()
        if told:
            toast(t("encounter.left"))

    def _go_home(self) -> None:
        if self.visit_id:
            self.go(self.steps.home)
        else:
            return_to_origin()

    def close(self) -> None:
        """Forget the form; its draft stays."""
        self._pause.hush()
        self.form = self.original = self.found = self.beginning = None
        self.problems, self.trouble, self.searched, self.many = (), "", "", False

    async def save(self) -> None:
        """Save what is complete, and say so; else say what is missing. Nothing typed is lost where the disk refuses."""
        async with self._saving:
            form = self.form
            if form is None:
                return
            self.problems = form.problems(self.today)
            if self.problems or self.beginning is None:
                return
            self._pause.hush()
            written = patches(form, self.original, self.phone.new_id, self.beginning.author)
            try:
                saved = await self.phone.save(written) if written else None
                await self.phone.read(drop_draft, self.name)
            except StoreError as error:
                self.trouble = trouble_words(error)
                return
        await self._saved(form, saved)

    async def _saved(self, form: VisitForm, saved: Saved | None) -> None:
        corrected = self.original is not None
        self.close()
        self._go_home()
        if saved is not None:
            words = t("encounter.corrected") if corrected else t("encounter.saved")
            toast(words, lambda: self._take_back(form, saved.undo, corrected=corrected))
            await knock()

    async def _take_back(self, form: VisitForm, undo: tuple[Patch, ...], *, corrected: bool) -> None:
        """Undo a save: a correction is gone, a new encounter is on the desk again, as another record.

        Not while another one is being written: its draft would be lost.
        """
        try:
            if not corrected and await self.phone.read(read_draft, draft_name("")) is not None:
                trouble_toast(t("encounter.busy"), lift=ABOVE_FOOT)
                return
            await self.phone.save(undo)
            if corrected:
                toast(t("encounter.undone"))
                return
            again = replace(form, id=self.phone.new_id())
            await self.phone.read(keep_draft, draft_name(""), to_draft(again), self.phone.clock())
        except StoreError as error:
            trouble_toast(trouble_words(error), lift=ABOVE_FOOT)
            return
        self.go(steps_of("").note)


def trouble_words(error: StoreError) -> str:
    """What a refusal of the store means to who is writing."""
    return t("encounter.disk_full") if isinstance(error, DiskFull) else t("encounter.not_kept")
