"""Records in words: places, people met, needs, closed lists, dates, as the pages say them."""

import datetime as dt
from collections.abc import Iterable, Mapping

from markupsafe import Markup

from shared.reference import catalog
from sync_server.console import french
from sync_server.console.locale import t


def label(name: catalog.ListName, code: str) -> str:
    """The label of a code of a closed list; a code nobody knows is shown as it is."""
    known = catalog.choices(name).get(code)
    return known.label if known else code


def short_label(name: catalog.ListName, code: str) -> str:
    """The short label of a code of a closed list."""
    known = catalog.choices(name).get(code)
    return known.short if known else code


def need_label(code: str) -> str:
    """The label of a need."""
    known = catalog.need_codes().get(code)
    return known.label if known else code


def need_category(code: str) -> str:
    """The label of a need's category, "" for a code nobody knows."""
    known = catalog.need_codes().get(code)
    return catalog.need_categories()[known.category].label if known else ""


def place_name(commune: str, hamlet: str = "") -> str:
    """A place as it is said: lieu-dit, commune. A code nobody knows is shown as it is."""
    known = catalog.communes().get(commune)
    return ", ".join(part for part in (hamlet, known.name if known else commune) if part)


def who_met(participants: Iterable[str], names: Mapping[str, str], household: str, counted: int) -> str:
    """Who a visit met, in a few words: « Ana Lopes et 2 autres », « 3 personnes sans nom »."""
    named = [names[person_id] for person_id in sorted(participants) if person_id in names]
    if named:
        others = len(named) - 1 + counted
        return t("count.more_people", who=named[0], n=others) if others else named[0]
    if household:
        return household
    return t("count.unnamed", n=counted) if counted else t("log.nobody")


def heads(head_counts: Mapping[str, object]) -> int:
    """How many people a visit counted without their names."""
    return sum(n for n in head_counts.values() if isinstance(n, int))


def need_words(codes: Iterable[str], limit: int = 2) -> str:
    """The categories of some needs, in few words: a shared list says « Santé », never the detail."""
    known = catalog.need_codes()
    categories = [known[code].category if code in known else code for code in codes]
    labels = [
        catalog.need_categories()[name].label if name in catalog.need_categories() else name
        for name in dict.fromkeys(categories)
    ]
    shown = [label if place == 0 else label[:1].lower() + label[1:] for place, label in enumerate(labels[:limit])]
    more = f" +{french.number(len(labels) - limit)}" if len(labels) > limit else ""
    return ", ".join(shown) + more


def excerpt(text: str, longest: int) -> str:
    """The beginning of a text on one line, cut between words where there are any."""
    line = " ".join(text[: longest * 2].split())
    if len(line) <= longest:
        return line
    cut = line.rfind(" ", longest // 2, longest)
    return f"{line[: cut if cut > 0 else longest]}…"


def day_title(day: str, today: dt.date) -> Markup:
    """« Vendredi 20 novembre », with its year when it is another one."""
    date = french.day_of(day)
    return french.capital(french.long_day(date, today)) if date else Markup.escape(day or t("log.unknown_day"))


def short_day(day: str, today: dt.date) -> Markup:
    """« ven. 20 nov. », with its year when it is another one; what is no date is shown as it is."""
    date = french.day_of(day)
    return french.day(date, today) if date else Markup.escape(day)


def moment(at: dt.datetime, today: dt.date) -> Markup:
    """« ven. 20 nov., 17:44 »"""
    return french.day(at.date(), today) + f", {french.clock(at)}"
