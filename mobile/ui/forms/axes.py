"""Axes of the social project proposed from the needs told, so that the worker confirms rather than sorts."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from shared.reference.catalog import choices

SUPPORT, POWER, TIES, ANSWERS = "1", "2", "3", "4"

# The more telling code wins over its category; what is not here is an answer to the population's needs (axis 4).
_AXES: Final[Mapping[str, str]] = {
    "difficultes-financieres": SUPPORT,
    "equipement-et-alimentation": SUPPORT,
    "logement-hebergement": SUPPORT,
    "difficultes-administratives-ou-juridiques": SUPPORT,
    "sante": SUPPORT,
    "veillee--precarite-energetique": SUPPORT,
    "veillee--courrier-et-papiers": SUPPORT,
    "veillee--exploitation-agricole-en-difficulte": SUPPORT,
    "difficultes-administratives-ou-juridiques--accompagnement-pour-lacces-a-la-citoyennete": POWER,
    "remobilisation--benevolat-action-citoyenne": POWER,
    "lecture-ecriture-calcul": POWER,
    "se-former": POWER,
    "creer-une-entreprise": POWER,
    "remobilisation": TIES,
    "famille": TIES,
    "veillee--isolement": TIES,
    "veillee--voisinage": TIES,
    "veillee--deuil": TIES,
}
_ATTENTION: Final[Mapping[str, str]] = {"famille": "familles", "numerique": "numerique", "mobilite": "territoire"}


@dataclass(frozen=True)
class Proposal:
    """Axes and points of attention, as sorted codes."""

    axes: tuple[str, ...]
    attention: tuple[str, ...]


def axes_for(codes: Iterable[str]) -> Proposal:
    """What the needs told speak for. The table is ours: the social project names axes, not what falls under each."""
    told = tuple(codes)
    axes = {_AXES.get(code) or _AXES.get(category(code), ANSWERS) for code in told}
    attention = {_ATTENTION[category(code)] for code in told if category(code) in _ATTENTION}
    return Proposal(tuple(sorted(axes)), tuple(sorted(attention)))


def category(code: str) -> str:
    """Category of a code: what stands before "--"."""
    return code.partition("--")[0]


def remembered_axes(axes: Mapping[str, Any]) -> tuple[str, ...]:
    """Axes of an earlier encounter that still exist."""
    return tuple(sorted(axis for axis in axes if axis in choices("axis")))
