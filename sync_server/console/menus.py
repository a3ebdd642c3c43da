"""The filters as one sees them: what each may be set to, and the active ones as links that take themselves away."""

import datetime as dt
from collections.abc import Iterable

from shared.reference import catalog
from sync_server.console import addresses, french
from sync_server.console.filters import PARAMETERS, Known, VisitFilters
from sync_server.console.lines import Choice, Link, Menu
from sync_server.console.locale import t
from sync_server.console.queries.directory import Directory


def known_values(directory: Directory) -> Known:
    """The values that may be filtered on in a network."""
    return Known(
        communes=frozenset(catalog.communes()),
        structures=frozenset(directory.structures),
        workers=frozenset(directory.workers),
        needs=frozenset(catalog.need_categories()) | frozenset(catalog.need_codes()),
        modes=frozenset(catalog.choices("mode")),
        axes=frozenset(catalog.choices("axis")),
    )


def menus(filters: VisitFilters, directory: Directory) -> tuple[Menu, ...]:
    """The lists to choose from. A need is chosen by its category; a single one comes from a link."""
    needs = {category.code: category.label for category in catalog.need_categories().values()}
    if filters.need and filters.need not in needs:
        needs[filters.need] = catalog.need_codes()[filters.need].label
    modes = {choice.code: choice.short for choice in catalog.choices("mode").values()}
    axes = {
        choice.code: t("menu.axis_one", number=choice.code, label=choice.short)
        for choice in catalog.choices("axis").values()
    }
    communes = {commune.insee: commune.name for commune in catalog.communes().values()}
    shown = {"commune": communes, "worker": directory.workers, "need": needs, "mode": modes, "axis": axes}
    if len(directory.structures) > 1:
        shown["structure"] = directory.structures
    return tuple(_menu(name, getattr(filters, name), choices.items()) for name, choices in shown.items())


def chips(filters: VisitFilters, directory: Directory, today: dt.date) -> tuple[Link, ...]:
    """The active filters, each a link to the view without it."""
    return tuple(
        Link(
            _chip(name, filters, directory, today),
            addresses.with_query(addresses.HOME, filters.without(name).query()),
        )
        for name in filters.active()
    )


def _menu(name: str, chosen: str, choices: Iterable[tuple[str, str]]) -> Menu:
    every = Choice("", t(f"menu.{name}_all"), chosen=False)
    return Menu(
        PARAMETERS[name], t(f"menu.{name}"), (every, *(Choice(code, text, code == chosen) for code, text in choices))
    )


def _chip(name: str, filters: VisitFilters, directory: Directory, today: dt.date) -> str:
    match name:
        case "since":
            return t("chip.since", day=french.plain_day(filters.since or today, today))
        case "until":
            return t("chip.until", day=french.plain_day(filters.until or today, today))
        case "words":
            return t("chip.words", words=filters.words)
        case "worker":
            return t("chip.worker", name=directory.worker(filters.worker))
        case "structure":
            return directory.structures[filters.structure]
        case "commune":
            return catalog.communes()[filters.commune].name
        case "mode":
            return catalog.choices("mode")[filters.mode].label
        case "need":
            categories, codes = catalog.need_categories(), catalog.need_codes()
            return (codes[filters.need] if filters.need in codes else categories[filters.need]).label
        case _:
            return t("chip.axis", number=filters.axis)
