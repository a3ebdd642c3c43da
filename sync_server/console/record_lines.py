"""Needs, follow-ups, counts and fields of records as lines of a page."""

from collections.abc import Iterable, Mapping
from typing import Any

from markupsafe import Markup

from shared.reference import catalog
from sync_server.console import addresses, french
from sync_server.console.desk import Desk
from sync_server.console.lines import Fact, FollowUpLine, HeadCountRow, HeadCounts, Link, NeedLine
from sync_server.console.locale import t
from sync_server.console.queries.directory import Directory
from sync_server.console.values import Words, known_or_same, phone_words
from sync_server.console.wording import heads, label, need_category, need_label, place_name, short_day, short_label


def need_line(need: Mapping[str, Any], opened: Link | None = None) -> NeedLine:
    """One need; `opened` leads to the visit in which it was noted."""
    return NeedLine(
        label=need_label(need["code"]),
        category=need_category(need["code"]),
        urgency=need["urgency"],
        status=need["status"],
        summary=need["outcome"] or need["summary"],
        opened=opened,
    )


def follow_up_line(line: Mapping[str, Any], desk: Desk, directory: Directory) -> FollowUpLine:
    """One promise: done, late, or still to do."""
    today = desk.today()
    if line["done_at"] is not None:
        state, day = "done", french.day(desk.local(line["done_at"]).date(), today)
        when = _sentence("follow_up.done", day)
    else:
        state = "late" if line["due_on"] and line["due_on"] < today.isoformat() else "due"
        when = (
            _sentence("follow_up.due", short_day(line["due_on"], today))
            if line["due_on"]
            else Markup.escape(t("follow_up.undated"))
        )
    assignee = directory.worker(line["assignee"]) if line["assignee"] else ""
    return FollowUpLine(line["what"], when, state, assignee)


def head_count_table(head_counts: Mapping[str, Any]) -> HeadCounts | None:
    """Ages down, genders across; only those that were met. None where nobody was counted."""
    total = heads(head_counts)
    if not total:
        return None
    genders = [code for code in catalog.choices("gender") if any(key.startswith(f"{code}/") for key in head_counts)]
    brackets = [code for code in catalog.age_brackets() if any(key.endswith(f"/{code}") for key in head_counts)]
    rows = tuple(
        HeadCountRow(
            catalog.age_brackets()[bracket].label,
            tuple(str(head_counts.get(f"{gender}/{bracket}") or "–") for gender in genders),
        )
        for bracket in brackets
    )
    return HeadCounts(tuple(short_label("gender", gender) for gender in genders), rows, t("count.counted", n=total))


def visit_facts(visit: Mapping[str, Any], words: Words) -> tuple[Fact, ...]:
    """The fields of a visit that hold something."""
    minutes = f", {t('count.minutes', n=visit['duration'])}" if visit["duration"] else ""
    place = ", ".join(part for part in (visit["place"], place_name(visit["commune"], visit["hamlet"])) if part)
    facts = [
        Fact(t("fact.people"), links=people_links(visit["participants"], words.people)),
        Fact(t("fact.household"), words.value("household", visit["household"])),
        Fact(t("fact.met"), label("mode", visit["mode"]) + minutes),
        Fact(t("fact.outcome"), label("outcome", visit["outcome"])),
        Fact(t("fact.kind"), words.value("kind", visit["kind"])),
        Fact(t("fact.place"), place),
        Fact(t("fact.axes"), ", ".join(_axes(visit["axes"]))),
        Fact(t("fact.transversal"), _elements("transversal", visit["transversal"])),
        Fact(t("fact.attention"), _elements("attention", visit["attention"])),
        Fact(t("fact.structure"), words.value("structure", visit["structure"])),
        Fact(t("fact.workers"), ", ".join(sorted(words.directory.worker(worker) for worker in visit["workers"]))),
        *extra_facts(visit["extra"]),
    ]
    return tuple(fact for fact in facts if fact.text or fact.links)


def person_facts(person: Mapping[str, Any], words: Words) -> tuple[Fact, ...]:
    """The fields of a person that hold something."""
    phones = [Fact(t("person_field.phones"), phone_words(phone)) for phone in person["phones"].values()]
    plain = ("birth_name", "usual_name", "gender", "birth_date", "email", "preferred_contact", "best_time", "address")
    later = ("hamlet", "commune", "household", "household_role", "structure", "known_since")
    merged = people_links([person["merged_into"]], words.people) if person["merged_into"] else ()
    facts = [
        *phones,
        *(Fact(t(f"person_field.{name}"), words.value(name, person[name])) for name in (*plain, *later)),
        Fact(
            t("person_field.languages"),
            ", ".join(sorted(known_or_same("language", each) for each in person["languages"])),
        ),
        Fact(t("person_field.interpreter"), t("value.yes") if person["interpreter"] else ""),
        Fact(t("person_field.publics"), ", ".join(sorted(map(_public, person["publics"])))),
        Fact(t("person_field.tags"), ", ".join(sorted(person["tags"]))),
        Fact(t("person_field.merged_into"), links=merged),
        *extra_facts(person["extra"]),
    ]
    return tuple(fact for fact in facts if fact.text or fact.links)


def people_links(person_ids: Iterable[str], people: Mapping[str, str]) -> tuple[Link, ...]:
    """People as links to their pages; one who is no longer known is left out."""
    return tuple(Link(people[each], addresses.person(each)) for each in sorted(person_ids) if each in people)


def extra_facts(extra: Mapping[str, Any]) -> list[Fact]:
    """Fields of imported files, and of newer versions of the app: shown, under their own names where need be."""
    return [Fact(known_or_same("extra", name), str(value)) for name, value in sorted(extra.items())]


def _axes(axes: Iterable[str]) -> list[str]:
    return [t("menu.axis_one", number=axis, label=short_label("axis", axis)) for axis in sorted(axes)]


def _elements(name: catalog.ListName, elements: Iterable[str]) -> str:
    return ", ".join(short_label(name, element) for element in sorted(elements))


def _public(code: str) -> str:
    known = catalog.publics().get(code)
    return known.label if known else code


def _language(code: str) -> str:
    return known_or_same("language", code)


def _sentence(key: str, day: Markup) -> Markup:
    return Markup.escape(t(key, day="\0")).replace("\0", day)
