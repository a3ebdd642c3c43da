"""Lists: a lead of 48, a bold line with the time at its end, a quiet line, at most one flag, one thing at the end."""

from collections.abc import Sequence
from dataclasses import dataclass

import flet as ft

from mobile.ui.components.buttons import link
from mobile.ui.components.cards import card
from mobile.ui.components.layout import CENTER, START, column, fill, large_text, line
from mobile.ui.components.text import heading, icon, marked, text
from mobile.ui.components.touch import Press, touchable
from mobile.ui.palette import HAIR, HAY, INK, INK2, ROSE, SLATE, TONES, Tone
from mobile.ui.session import current_session
from mobile.ui.theme import GAP_4, GAP_8, GAP_12, GAP_16, RADIUS_BUTTON, TOUCH, style

_INDENT = GAP_16 + TOUCH + GAP_12  # hairlines start at the text


@dataclass(frozen=True)
class Flag:
    """The one thing that matters most about a row: a sign, words, and a tone that repeats them."""

    pictogram: ft.IconData
    words: str
    tone: Tone = "slate"


def _lead(content: ft.Control, tone: Tone, size: float = TOUCH, *, round_: bool = True) -> ft.Container:
    return ft.Container(
        content,
        width=size,
        height=size,
        bgcolor=TONES[tone][0],
        border_radius=size / 2 if round_ else RADIUS_BUTTON,
        alignment=ft.Alignment.CENTER,
    )


def initials(name: str) -> str:
    """Two capitals at most: "Lorraine Chassaing" gives LC, "João da Conceição" JC."""
    return "".join(word[0] for word in name.replace("-", " ").split() if word[0].isupper())[:2]


def avatar(name: str, tone: Tone = "slate") -> ft.Container:
    """Someone: round, with initials, which the screen reader leaves out since the name follows."""
    size = 17 / current_session().text_scale
    return _lead(ft.Text(initials(name), style=style("label", TONES[tone][1], size), semantics_label=""), tone)


def disc(pictogram: ft.IconData, tone: Tone = "slate", size: float = TOUCH) -> ft.Container:
    """Something: square, with a pictogram."""
    return _lead(icon(pictogram, TONES[tone][1], size / 2, grows=False), tone, size, round_=False)


def rank(number: int, tone: Tone = "sunk") -> ft.Container:
    """Someone's or something's place in an order."""
    return _lead(text(str(number), "number", TONES[tone][1]), tone)


def flag(mark: Flag) -> ft.Row:
    """A flag as it stands in a row; hay is too pale for words, which stay in ink."""
    color = {"rose": ROSE, "hay": HAY}.get(mark.tone, SLATE)
    words = text(mark.words, "label", INK if mark.tone == "hay" else color, expand=True)
    words.expand_loose = True
    return line(icon(mark.pictogram, color, 18), words, gap=GAP_4, tight=True)


def row(
    lead: ft.Control | None,
    title: str | ft.Control,
    quiet: str = "",
    *,
    extra: ft.Control | None = None,
    trail: ft.Control | None = None,
    press: Press | None = None,
    name: str | None = None,
    inset: float = GAP_16,
) -> ft.Control:
    """One line of a list. `trail` stays outside what `press` reacts to, so it can be a button of its own.

    A line that can be pressed is called by `name`, else by its words.
    """
    words = column(
        text(title, "strong") if isinstance(title, str) else title,
        text(quiet, "small", INK2) if quiet else None,
        extra,
        gap=2,
        expand=True,
    )
    face = line(lead, words, gap=GAP_12, across=START if large_text() else CENTER)
    edge = ft.Padding.only(left=inset, right=GAP_16 if trail is None else 0, top=GAP_12, bottom=GAP_12)
    spoken = name or (", ".join(filter(None, (title, quiet))) if isinstance(title, str) and extra is None else None)
    body = touchable(face, press, name=spoken, padding=edge, radius=0) if press else ft.Container(face, padding=edge)
    if trail is None:
        return body
    return line(fill(body), ft.Container(trail, padding=ft.Padding.only(right=GAP_8)), gap=GAP_8)


def person_row(
    name: str,
    place: str,
    seen: str,
    press: Press,
    *,
    found: Sequence[tuple[int, int]] = (),
    mark: Flag | None = None,
) -> ft.Control:
    """Someone in a list; `found`: pieces of her name that answer the search, `seen`: age of the last visit."""
    beside = not large_text()
    who = marked(name, found, expand=beside) if found else text(name, "strong", expand=beside)
    when = text(seen, "small", INK2)
    first = line(who, when, across=START) if beside else column(who, when)
    spoken = ", ".join(filter(None, (name, seen, place, mark.words if mark else "")))
    return row(avatar(name), first, place, extra=flag(mark) if mark else None, press=press, name=spoken)


def listing(rows: Sequence[ft.Control], indent: float = _INDENT) -> ft.Container:
    """Rows on one card, with hairlines between them."""
    hair = [ft.Container(height=1, bgcolor=HAIR, margin=ft.Margin.only(left=indent)) for _ in rows]
    pairs: list[ft.Control] = [control for pair in zip(hair, rows, strict=True) for control in pair]
    return card(column(*pairs[1:]), padding=0, clip=True)


def section(title: str, action: str = "", press: Press | None = None) -> ft.Row:
    """A title nearer to what it names (8) than to what precedes (20); its action fills the same height."""
    words = ft.Container(heading(title), padding=ft.Padding.only(top=20, bottom=GAP_8), expand=not large_text() or None)
    more = ft.Container(link(action, press), margin=ft.Margin.only(top=GAP_8)) if action and press else None
    return line(words, more, along=ft.MainAxisAlignment.SPACE_BETWEEN, wrap=large_text())
