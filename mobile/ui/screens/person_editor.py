"""Writing a person: a first name and a hamlet are enough, everything else can come later."""

import secrets
from collections.abc import Callable
from dataclasses import replace
from typing import Final

import flet as ft

from mobile.ui.commune_field import commune_field
from mobile.ui.components.buttons import button, choice_chip, icon_button, link
from mobile.ui.components.cards import note_card
from mobile.ui.components.fields import field
from mobile.ui.components.frame import screen, title_bar
from mobile.ui.components.layout import column, fill, large_text, line, pad, space
from mobile.ui.components.lists import listing, section
from mobile.ui.components.navigation import go
from mobile.ui.components.picks import choices, switch_row
from mobile.ui.components.scene import empty
from mobile.ui.components.text import icon, text
from mobile.ui.context import use_phone
from mobile.ui.forms.person_form import PersonForm, PhoneEntry
from mobile.ui.locale import t
from mobile.ui.palette import INK2, ROSE
from mobile.ui.people_search import is_telephone, people_search, proposed_name
from mobile.ui.routes import NEW_PERSON, PEOPLE
from mobile.ui.screens.person_desk import PersonDesk
from mobile.ui.session import use_session
from mobile.ui.theme import GAP_8, GAP_12, GAP_16
from shared.reference import catalog

_I = ft.Icons
_K = ft.KeyboardType
_WORDS: Final = ft.TextCapitalization.WORDS
_LANGUAGES: Final = (
    ("fr", "person.language.fr"), ("tr", "person.language.tr"), ("pt", "person.language.pt"),
    ("ar", "person.language.ar"), ("en", "person.language.en"), ("es", "person.language.es"),
    ("ro", "person.language.ro"), ("uk", "person.language.uk"),
)  # fmt: skip
Told = Callable[[str], None]


@ft.component
def person_editor() -> ft.View:
    """The page, for somebody new or somebody to correct."""
    use_session()
    view = use_phone()
    person_id = ft.use_route_params().get("person_id", "")
    desk, _ = ft.use_state(PersonDesk(ft.context.page, view.phone, person_id))
    asked, ask = ft.use_state(False)
    typed = people_search().typed

    async def opened() -> None:
        number = typed if is_telephone(typed) else ""
        await (desk.open() if person_id else desk.open(*proposed_name(typed), number))

    ft.use_effect(opened, [])
    ft.use_dialog(_sure(desk, lambda: ask(False)) if asked else None)
    route = ft.use_view_path() if person_id else NEW_PERSON
    title = title_bar(t("person.correct") if person_id else t("person.new"), back=desk.leave, close=True)
    if desk.missing:
        gone = empty(t("person.unknown"), t("person.unknown.words"), t("person.unknown.back"), go(PEOPLE))
        return screen(title, gone, route=route, encounter=False)
    if desk.form is None:
        return screen(title, pad(text(desk.trouble)) if desk.trouble else None, route=route, encounter=False)
    folds = large_text()  # large words need the whole height to scroll in
    return screen(
        title if folds else None,
        pad(*_fields(desk, desk.form), _delete(lambda: ask(True)) if person_id else None, space(GAP_16)),
        route=route,
        top=None if folds else title,
        foot=_foot(desk),
    )


def _fields(desk: PersonDesk, form: PersonForm) -> list[ft.Control | None]:
    parts: list[ft.Control | None] = [
        _resumed(desk) if desk.resumed else None,
        _text(desk, form, "first_name", t("person.first_name"), capitals=_WORDS),
        _text(desk, form, "last_name", t("person.last_name"), capitals=_WORDS),
        _text(desk, form, "hamlet", t("person.hamlet"), hint=t("person.hamlet.hint")),
        ft.Container(
            commune_field(form.commune, lambda code: desk.change(replace(_form(desk), commune=code))),
            padding=ft.Padding.only(bottom=GAP_12),
        ),
        section(t("person.phones")),
        *(_phone(desk, phone) for phone in form.phones),
        button(t("person.add_phone"), lambda: _add_phone(desk), "line", _I.ADD_CALL),
        section(t("person.before")),
        _text(desk, form, "approach_note", t("person.approach_note"), hint=t("person.approach_note.hint"), lines=3),
        _text(desk, form, "best_time", t("person.best_time.label"), hint=t("person.best_time.hint")),
        section(t("person.who")),
        _text(desk, form, "birth", t("person.birth"), hint=t("person.birth.hint"), keyboard=_K.DATETIME),
        listing([_approx(desk, form)], 16),
        space(GAP_12),
        choices(t("person.gender"), _genders(), form.gender, lambda code: _set(desk, gender=code)),
        space(GAP_12),
        *_languages(desk, form),
        _text(desk, form, "usual_name", t("person.usual_name"), hint=t("person.usual_name.hint"), capitals=_WORDS),
        _text(desk, form, "address", t("person.address")),
    ]
    return parts


def _form(desk: PersonDesk) -> PersonForm:
    """The form as it is when a finger answers, not as it was when the field was drawn."""
    if desk.form is None:
        raise RuntimeError("nothing is being written")
    return desk.form


def _set(desk: PersonDesk, **values: object) -> None:
    desk.change(replace(_form(desk), **values))  # type: ignore[arg-type]  # fields of the form, with their own types


def _text(
    desk: PersonDesk,
    form: PersonForm,
    name: str,
    label: str,
    *,
    hint: str = "",
    lines: int = 1,
    keyboard: ft.KeyboardType = _K.TEXT,
    capitals: ft.TextCapitalization = ft.TextCapitalization.SENTENCES,
) -> ft.Control:
    """One text of the form, with its problem below it."""
    problem = next((t(problem.words) for problem in desk.problems if problem.field == name), "")

    def told(typed: str) -> None:
        desk.typed(replace(_form(desk), **{name: typed}))  # type: ignore[arg-type]  # `name` is one of the texts

    entry = field(
        label, str(getattr(form, name)), told, hint=hint, lines=lines, keyboard=keyboard, capitals=capitals,
        problem=problem,
    )  # fmt: skip
    return ft.Container(entry, padding=ft.Padding.only(bottom=GAP_12))


def _resumed(desk: PersonDesk) -> ft.Control:
    again = button(t("person.begin_again"), desk.begin_again, "card")
    note = note_card(_I.HISTORY_EDU_ROUNDED, t("person.resumed"), t("person.resumed.words"), "slate", again)
    return ft.Container(note, padding=ft.Padding.only(bottom=GAP_16))


def _phone(desk: PersonDesk, phone: PhoneEntry) -> ft.Control:
    """One number, kept as typed; a soft remark where it cannot be dialled."""

    def told(typed: str) -> None:
        doubted = phone.doubtful
        form = _form(desk).with_phone(phone.slot, typed)
        now = next(entry for entry in form.phones if entry.slot == phone.slot)
        desk.typed(form) if now.doubtful == doubted else desk.change(form)

    def remove() -> None:
        desk.change(_form(desk).without_phone(phone.slot))

    entry = field(t("person.phone"), phone.typed, told, keyboard=_K.PHONE, capitals=ft.TextCapitalization.NONE)
    away = ft.Container(icon_button(_I.CLOSE_ROUNDED, t("person.remove_phone"), remove, INK2),
                        padding=ft.Padding.only(top=28))  # fmt: skip
    remark = line(icon(_I.INFO_ROUNDED, INK2, 18), fill(text(t("person.phone.as_typed"), "small", INK2)), gap=6)
    told_entry = column(line(fill(entry), away, gap=4, across=ft.CrossAxisAlignment.START),
                        remark if phone.doubtful else None, gap=4)  # fmt: skip
    return ft.Container(told_entry, padding=ft.Padding.only(bottom=GAP_12), key=phone.slot)


def _add_phone(desk: PersonDesk) -> None:
    desk.change(_form(desk).with_phone(secrets.token_hex(4), ""))


def _approx(desk: PersonDesk, form: PersonForm) -> ft.Control:
    return switch_row(
        t("person.birth_approx"), "", form.birth_approx, lambda on: _set(desk, birth_approx=on)
    )  # fmt: skip


def _genders() -> list[tuple[str, str]]:
    return [(gender.code, gender.label) for gender in catalog.choices("gender").values()]


def _languages(desk: PersonDesk, form: PersonForm) -> list[ft.Control]:
    known = dict(_LANGUAGES)
    codes = [*known, *(code for code in form.languages if code not in known)]

    def flip(code: str) -> Callable[[], None]:
        return lambda: desk.change(_form(desk).with_language(code))

    chips = [
        choice_chip(t(known[code]) if code in known else code, flip(code), chosen=code in form.languages)
        for code in codes
    ]
    spoken = ft.Row(list(chips), spacing=GAP_8, run_spacing=GAP_8, wrap=True)
    needs_one = switch_row(
        t("person.interpreter"), "", form.interpreter, lambda on: _set(desk, interpreter=on)
    )  # fmt: skip
    return [
        column(text(t("person.languages"), "label", INK2), spoken, gap=6),
        space(GAP_12),
        listing([needs_one], 16),
        space(GAP_12),
    ]


def _foot(desk: PersonDesk) -> ft.Control:
    first = next((t(problem.words) for problem in desk.problems), "") or desk.trouble
    return column(
        line(icon(_I.ERROR_ROUNDED, ROSE, 20), fill(text(first, "small", ROSE))) if first else None,
        button(t("person.save"), desk.save, pictogram=_I.CHECK_ROUNDED),
        gap=GAP_8,
    )


def _delete(press: Callable[[], None]) -> ft.Control:
    return ft.Container(button(t("person.delete"), press, "rose", _I.DELETE_ROUNDED),
                        padding=ft.Padding.only(top=GAP_16))  # fmt: skip


def _sure(desk: PersonDesk, close: Callable[[], None]) -> ft.AlertDialog:
    """The question before a deletion: what goes, what stays."""

    async def delete() -> None:
        close()
        await desk.delete()

    return ft.AlertDialog(
        title=text(t("person.delete.sure"), "head"),
        content=text(t("person.delete.words")),
        actions=[link(t("person.delete.no"), close), link(t("person.delete.yes"), delete, ROSE)],
        on_dismiss=close,
    )
