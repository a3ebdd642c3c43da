"""What saving an encounter writes: the visit, its needs and its promise, together or not at all."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from mobile.store.records import Patch
from mobile.store.visits import VisitPage
from mobile.ui.forms.visit_form import NeedEntry, Promise, VisitForm
from shared.domain.record import Value

_PLAIN: Final = ("day", "started_at", "duration", "mode", "outcome", "kind", "household", "commune", "hamlet", "place")
_SETS: Final = ("participants", "axes", "transversal", "attention")
_GONE: Final[dict[str, Value]] = {"deleted": True}


@dataclass(frozen=True)
class Author:
    """Who writes: the worker and her structure."""

    worker_id: str
    structure: str = ""


def patches(
    form: VisitForm, original: VisitForm | None, new_id: Callable[[], str], author: Author
) -> tuple[Patch, ...]:
    """The patches of one action, only what changed since `original`; without one, a new encounter. None for nothing."""
    fields = dict(_visit_fields(form, original))
    if original is None:
        fields |= {f"workers/{author.worker_id}": True, "structure": author.structure}
    visit = (Patch("visit", form.id, fields),) if fields else ()
    return (*visit, *_need_patches(form, original, new_id), *_promise_patches(form, original, new_id))


def form_of(page: VisitPage) -> VisitForm:
    """The form of an encounter that was saved; a promise already kept is no longer part of it."""
    visit = page.visit
    open_promise = next((p for p in page.follow_ups if p.done_at is None), None)
    return VisitForm(
        id=visit.id,
        day=visit.day,
        started_at=visit.started_at,
        duration=visit.duration,
        mode=visit.mode,
        outcome=visit.outcome,
        participants=tuple(visit.participants),
        household=visit.household,
        head_counts=tuple(sorted((cell, n) for cell, n in visit.head_counts.items() if isinstance(n, int) and n > 0)),
        needs=tuple(NeedEntry(need.code, need.urgency, need.id) for need in page.needs),
        axes=tuple(sorted(visit.axes)),
        own_axes=True,
        transversal=tuple(sorted(visit.transversal)),
        attention=tuple(sorted(visit.attention)),
        commune=visit.commune,
        hamlet=visit.hamlet,
        place=visit.place,
        own_place=True,
        note=visit.note,
        promise=Promise(open_promise.what, open_promise.due_on, open_promise.id) if open_promise else None,
    )


def delete_patches(page: VisitPage) -> tuple[Patch, ...]:
    """The encounter gone, with the needs nobody worked on since and the promises not yet kept; one action."""
    needs = (Patch("need", need.id, _GONE) for need in page.needs if need.status == "open")
    promises = (Patch("follow_up", p.id, _GONE) for p in page.follow_ups if p.done_at is None)
    return (Patch("visit", page.visit.id, _GONE), *needs, *promises)


def _visit_fields(form: VisitForm, original: VisitForm | None) -> Iterator[tuple[str, Value]]:
    for name in (*_PLAIN, "note"):
        value = getattr(form, name)
        if original is None or value != getattr(original, name):
            yield name, value
    for name in _SETS:
        now, before = set(getattr(form, name)), set(getattr(original, name)) if original else set()
        yield from ((f"{name}/{element}", True) for element in sorted(now - before))
        yield from ((f"{name}/{element}", None) for element in sorted(before - now))
    counts, counted = dict(form.head_counts), dict(original.head_counts) if original else {}
    yield from ((f"head_counts/{cell}", n) for cell, n in counts.items() if counted.get(cell) != n)
    yield from ((f"head_counts/{cell}", None) for cell in counted if cell not in counts)


def _need_patches(form: VisitForm, original: VisitForm | None, new_id: Callable[[], str]) -> Iterator[Patch]:
    before = {need.id: need for need in original.needs} if original else {}
    for need in form.needs:
        known = before.pop(need.id, None) if need.id else None
        if known is None:
            yield Patch("need", new_id(), _new_need(form, need))
            continue
        changed = _about(form, original)
        if known.urgency != need.urgency:
            changed["urgency"] = need.urgency
        if changed:
            yield Patch("need", need.id, changed)
    yield from (Patch("need", need_id, _GONE) for need_id in before)


def _about(form: VisitForm, original: VisitForm | None) -> dict[str, Value]:
    """Whose a need is: hers who was chosen first, and her household's where they were met together; else nobody's.

    Only what differs from `original`, so that correcting who was met takes the needs along.
    """
    now: dict[str, Value] = {"person": next(iter(form.participants), ""), "household": form.household}
    if original is None:
        return {name: value for name, value in now.items() if value}
    before = {"person": next(iter(original.participants), ""), "household": original.household}
    return {name: value for name, value in now.items() if value != before[name]}


def _new_need(form: VisitForm, need: NeedEntry) -> dict[str, Value]:
    fields: dict[str, Value] = {"code": need.code, "opened_in": form.id, "opened_on": form.day, **_about(form, None)}
    if need.urgency != "normal":
        fields["urgency"] = need.urgency
    return fields


def _promise_patches(form: VisitForm, original: VisitForm | None, new_id: Callable[[], str]) -> Iterator[Patch]:
    before, now = original.promise if original else None, form.promise
    if before is not None and (now is None or now.id != before.id):
        yield Patch("follow_up", before.id, _GONE)
    if now is None:
        return
    if before is None or now.id != before.id:
        fields: dict[str, Value] = {"what": now.what.strip(), "visit": form.id, "due_on": now.due_on}
        if form.participants:
            fields["person"] = form.participants[0]
        yield Patch("follow_up", new_id(), fields)
        return
    changed = {name: getattr(now, name) for name in ("what", "due_on") if getattr(now, name) != getattr(before, name)}
    about = _about(form, original)
    if "person" in about:
        changed["person"] = about["person"]
    if changed:
        yield Patch("follow_up", now.id, changed)
